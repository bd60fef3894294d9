// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "found_card.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QSettings>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "found_row.h"
#include "path_label.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr auto kAllowedKey = "welcome/searchUsualFolders";

/// As people write it.
QString shortened(const QString& folder) {
    const QString home = QDir::homePath();
    return folder.startsWith(home + '/') ? "~" + folder.mid(home.size()) : folder;
}

QStringList namesOf(const std::vector<std::filesystem::path>& folders) {
    QStringList names;
    for (const std::filesystem::path& folder : folders)
        names << QFile::decodeName(folder.c_str());
    return names;
}

QString listed(const QStringList& folders) {
    QStringList names;
    for (const QString& folder : folders)
        names << shortened(folder);
    if (names.size() < 2) return names.join(QString());
    const QString last = names.takeLast();
    return FoundCard::tr("%1 and %2").arg(names.join(", "), last);
}

}  // namespace

FoundCard::FoundCard(const QStringList& usual, QWidget* parent)
    : Card(tr("Models on this machine"), parent),
      m_usual(usual),
      m_text(makeLabel({}, TextRole::Value)),
      m_busy(new QProgressBar),
      m_now(new PathLabel),
      m_list(new QVBoxLayout),
      m_look(makeButton(tr("Search these folders"), ButtonKind::Secondary)),
      m_other(makeButton(tr("Search another folder…"), ButtonKind::Secondary)),
      m_cancel(makeButton(tr("Stop searching"), ButtonKind::Secondary)) {
    m_text->setWordWrap(true);
    m_text->setObjectName("foundText");
    m_text->setText(
        tr("Shall the workbench look for Mixtral checkpoints in the usual folders? It reads configurations and "
           "the headers of weights, and looks into %1.")
            .arg(listed(usual)));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setAccessibleName(tr("A search is running"));
    m_list->setSpacing(2 * metrics::kSpace);
    m_look->setObjectName("searchUsual");
    m_other->setObjectName("searchOther");
    m_cancel->setObjectName("stopSearch");
    for (QWidget* part : std::initializer_list<QWidget*>{m_busy, m_now, m_cancel})
        part->hide();

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * metrics::kSpace);
    for (QPushButton* button : {m_look, m_other, m_cancel})
        buttons->addWidget(button);
    buttons->addStretch();
    body()->addWidget(m_text);
    body()->addWidget(m_busy);
    body()->addWidget(m_now);
    body()->addLayout(m_list);
    body()->addSpacing(metrics::kSpace);
    body()->addLayout(buttons);
    body()->addStretch();

    connect(m_look, &QPushButton::clicked, this, &FoundCard::allowAndSearch);
    connect(m_other, &QPushButton::clicked, this, &FoundCard::chooseFolder);
    connect(m_cancel, &QPushButton::clicked, &m_finder, &CheckpointFinder::cancel);
    connect(&m_finder, &CheckpointFinder::started, this, &FoundCard::onStarted);
    connect(&m_finder, &CheckpointFinder::found, this, &FoundCard::onFound);
    connect(&m_finder, &CheckpointFinder::finished, this, &FoundCard::onFinished);
    connect(&m_finder, &CheckpointFinder::progressed, this,
            [this](int, const QString& now) { m_now->setPath(shortened(now)); });
}

void FoundCard::setDevices(const std::vector<DeviceSpec>& devices) {
    m_devices = devices;
    for (FoundRow* row : m_rows)
        row->setDevices(devices);
}

void FoundCard::searchIfAllowed() {
    if (!std::exchange(m_searched, true) && QSettings().value(kAllowedKey, false).toBool()) search(m_usual);
}

void FoundCard::searchAgain(const QString& folder) {
    QStringList folders = QSettings().value(kAllowedKey, false).toBool() ? m_usual : m_finder.folders();
    const bool isBelow = std::ranges::any_of(folders, [&](const QString& f) { return folder.startsWith(f + '/'); });
    if (!isBelow && !folders.contains(folder)) folders << folder;
    search(folders);
}

void FoundCard::allowAndSearch() {
    QSettings().setValue(kAllowedKey, true);
    search(m_usual);
}

void FoundCard::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Search a folder and all below it"), QDir::homePath());
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { search({folder}); });
    dialog->open();
}

void FoundCard::search(const QStringList& folders) {
    m_searched = true;
    m_finder.search(folders);
}

void FoundCard::onStarted() {
    for (FoundRow* row : std::exchange(m_rows, {})) {
        m_list->removeWidget(row);
        row->hide();
        row->deleteLater();
    }
    m_text->setText(tr("Searching…"));
    m_now->setPath({});
    m_busy->show();
    m_now->show();
    m_cancel->show();
    // The keyboard's place goes on to what the place is now for.
    const bool hadFocus = m_look->hasFocus() || m_other->hasFocus();
    m_look->hide();
    m_other->hide();
    if (hadFocus) m_cancel->setFocus();
}

void FoundCard::onFound(const FoundCheckpoint& found) {
    auto* row = new FoundRow(found, this);
    row->setDevices(m_devices);
    connect(row, &FoundRow::openChosen, this, &FoundCard::openChosen);
    m_list->addWidget(row);
    m_rows << row;
}

void FoundCard::onFinished(const SearchEnd& end) {
    const bool hadFocus = m_cancel->hasFocus();
    for (QWidget* part : std::initializer_list<QWidget*>{m_busy, m_now, m_cancel})
        part->hide();
    m_look->setText(tr("Search again"));
    m_look->show();
    m_other->show();
    if (hadFocus) m_look->setFocus();

    const QStringList roots = namesOf(end.roots);
    const QString where = listed(roots);
    const QString count = end.folders == 1 ? tr("1 folder") : tr("%1 folders").arg(QLocale().toString(end.folders));
    const auto left = [&] {
        QString text;
        if (end.others > 0)
            text += ' ' + (end.others == 1
                               ? tr("One file with another model was passed by.")
                               : tr("%1 files with other models were passed by.").arg(QLocale().toString(end.others)));
        if (!end.closed.empty()) text += ' ' + tr("Not allowed to look into %1.").arg(listed(namesOf(end.closed)));
        return text;
    };
    if (end.cancelled) return m_text->setText(tr("The search was stopped after %1.").arg(count));
    if (roots.isEmpty())
        return m_text->setText(tr("None of the folders in which models usually lie exists here.") + left());
    QString text = m_rows.isEmpty() ? tr("No Mixtral checkpoint in %1 (looked into %2).").arg(where, count)
                                    : tr("Found in %1 (looked into %2).").arg(where, count);
    text += left();
    if (!end.complete) text += ' ' + tr("There is more below than was looked into; search a folder further down.");
    m_text->setText(text);
}

}  // namespace mw::gui
