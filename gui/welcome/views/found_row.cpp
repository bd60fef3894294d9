// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "found_row.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "controls.h"
#include "needs.h"
#include "path_label.h"
#include "theme.h"

namespace mw::gui {

namespace {

QString factsOf(const CheckpointInfo& checkpoint, const QString& title) {
    QStringList parts;
    if (const QString name = QString::fromStdString(checkpoint.config.name); name != title) parts << name;
    parts << describeBytes(checkpoint.fileBytes) << describeStored(checkpoint)
          << FoundRow::tr("%1 parameters").arg(describeCount(parameterCount(checkpoint.config)));
    QString facts = parts.join(" · ");
    if (checkpoint.tokenizer.empty()) facts += FoundRow::tr(" · no tokenizer that can be read: chats are not possible");
    return facts;
}

}  // namespace

FoundRow::FoundRow(const FoundCheckpoint& found, QWidget* parent)
    : QWidget(parent),
      m_found(found),
      m_held(makeLabel({}, TextRole::Muted)),
      m_verdict(makeLabel({}, TextRole::Muted)) {
    const QString directory = QFile::decodeName(found.directory.c_str());
    const QString title = QString::fromStdString(found.name);
    auto* path = new PathLabel;
    path->setPath(directory);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(makeLabel(title, TextRole::Heading));
    texts->addWidget(path);
    if (found.checkpoint) {
        QLabel* facts = makeLabel(factsOf(*found.checkpoint, title), TextRole::Muted);
        facts->setWordWrap(true);
        texts->addWidget(facts);
    }
    texts->addWidget(m_held);
    m_held->hide();
    m_verdict->setWordWrap(true);
    texts->addWidget(m_verdict);
    if (found.failure) {
        setTextRole(m_verdict, TextRole::Bad);
        // The folder, or the file, stands above.
        m_verdict->setText(
            QString::fromStdString(found.failure->message).remove(directory + '/').remove(directory + ": "));
    }

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, metrics::kSpace, 0, metrics::kSpace);
    line->setSpacing(2 * metrics::kSpace);
    line->addLayout(texts, 1);
    if (!found.checkpoint) return;
    QPushButton* open = makeButton(tr("Open…"), ButtonKind::Secondary);
    open->setAccessibleName(tr("Open %1").arg(title));
    open->setAccessibleDescription(directory);
    line->addWidget(open, 0, Qt::AlignTop);
    connect(open, &QPushButton::clicked, this, [this, directory] { emit openChosen(directory); });
}

void FoundRow::setDevices(const std::vector<DeviceSpec>& devices) {
    if (!m_found.checkpoint) return;
    const std::optional<Plan> plan = planOn(devices, m_found.checkpoint->config, m_found.checkpoint->weights);
    for (QLabel* planned : {m_held, m_verdict})
        planned->setVisible(plan.has_value());
    if (!plan) return;
    m_held->setText(tr("Held as %1").arg(describeHeld(*plan)));
    const Verdict verdict = verdictHere(*plan);
    const QString text = tr("%1: %2").arg(verdict.word, verdict.sentence);
    if (m_verdict->text() == text) return;
    m_verdict->setText(text);
    setTextRole(m_verdict, verdict.fit == Fit::Fits    ? TextRole::Ok
                           : verdict.fit == Fit::Tight ? TextRole::Warn
                                                       : TextRole::Bad);
}

}  // namespace mw::gui
