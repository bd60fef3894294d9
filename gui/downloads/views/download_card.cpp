// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "download_card.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "card_head.h"
#include "controls.h"
#include "describe.h"
#include "download_words.h"
#include "elided_label.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSteps = 1000;

}  // namespace

DownloadCard::DownloadCard(const Download& download, QWidget* parent)
    : QFrame(parent),
      m_head(new CardHead(download.repository)),
      m_bar(new QProgressBar),
      m_text(new ElidedLabel(Qt::ElideRight, TextRole::Muted)),
      m_failure(makeLabel({}, TextRole::Bad)),
      m_question(makeLabel({}, TextRole::Value)),
      m_pause(makeButton(tr("Pause"), ButtonKind::Secondary)),
      m_resume(makeButton(tr("Continue"), ButtonKind::Secondary)),
      m_cancel(makeButton(tr("Give up…"), ButtonKind::Secondary)),
      m_remove(makeButton(tr("Remove it"), ButtonKind::Secondary)),
      m_keep(makeButton(tr("Keep it"), ButtonKind::Primary)),
      m_open(makeButton(tr("Open…"), ButtonKind::Primary)),
      m_dismiss(makeButton(tr("Done"), ButtonKind::Secondary)) {
    setSurface(this, Surface::Card);
    setAccessibleName(download.repository);
    m_bar->setRange(0, kSteps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of %1").arg(download.repository));
    m_text->setObjectName("downloadText");
    m_failure->setWordWrap(true);
    m_failure->setObjectName("downloadFailure");
    m_question->setWordWrap(true);
    const std::pair<QPushButton*, QString> named[] = {{m_pause, tr("Pause the download of %1")},
                                                      {m_resume, tr("Continue the download of %1")},
                                                      {m_cancel, tr("Give up the download of %1")},
                                                      {m_open, tr("Open %1")}};
    for (const auto& [button, name] : named)
        button->setAccessibleName(name.arg(download.repository));
    m_pause->setObjectName("pause");
    m_resume->setObjectName("resume");
    m_cancel->setObjectName("giveUp");
    m_remove->setObjectName("remove");
    m_open->setObjectName("openDownloaded");

    for (QPushButton* button : {m_pause, m_resume, m_cancel, m_dismiss, m_open})
        m_head->addButton(button);
    auto* question = new QHBoxLayout;
    question->setSpacing(2 * metrics::kSpace);
    question->addWidget(m_question, 1);
    question->addWidget(m_remove);
    question->addWidget(m_keep);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(2 * metrics::kSpace);
    column->addWidget(m_head);
    column->addWidget(m_bar);
    column->addWidget(m_text);
    column->addWidget(m_failure);
    column->addLayout(question);

    connect(m_pause, &QPushButton::clicked, this, &DownloadCard::pauseChosen);
    connect(m_resume, &QPushButton::clicked, this, [this] {
        if (m_download.fault == HubFault::NeedsToken)
            emit tokenWanted();
        else
            emit resumeChosen();
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] { askToCancel(true); });
    connect(m_keep, &QPushButton::clicked, this, [this] { askToCancel(false); });
    connect(m_remove, &QPushButton::clicked, this, &DownloadCard::cancelChosen);
    connect(m_open, &QPushButton::clicked, this, &DownloadCard::openChosen);
    connect(m_dismiss, &QPushButton::clicked, this, &DownloadCard::dismissChosen);
    setDownload(download);
}

void DownloadCard::setDownload(const Download& download) {
    // The keyboard's place goes on to what stands in the place of a button that goes; also behind a dialog.
    const QWidget* focus = window()->focusWidget();
    const bool hadFocus = focus && (focus == m_pause || focus == m_resume);
    m_download = download;
    const bool runs = download.state == Download::State::Running;
    const bool ended = download.state == Download::State::Complete;
    const bool rests = download.state == Download::State::Paused || download.state == Download::State::Failed;
    m_head->setName(download.repository);
    m_head->setState(describeState(download), ended                                       ? TextRole::Ok
                                              : download.state == Download::State::Failed ? TextRole::Bad
                                                                                          : TextRole::Muted);
    m_head->setPath(download.folder);
    const DownloadProgress& progress = download.progress;
    const double share =
        progress.totalBytes > 0 ? static_cast<double>(progress.bytes) / static_cast<double>(progress.totalBytes) : 0;
    m_bar->setValue(static_cast<int>(share * kSteps));
    m_bar->setVisible(!ended);
    m_text->setWhole(describeProgress(download));
    m_bar->setAccessibleDescription(m_text->whole());
    m_failure->setText(download.message);
    m_failure->setVisible(!download.message.isEmpty());
    m_pause->setVisible(runs);
    m_resume->setVisible(rests);
    m_resume->setText(download.fault == HubFault::NeedsToken ? tr("Give a token…") : tr("Continue"));
    m_cancel->setVisible((runs || rests) && !m_isAsking);
    m_open->setVisible(ended);
    m_dismiss->setVisible(ended);
    const bool isAsking = m_isAsking && (runs || rests);
    for (QWidget* part : std::initializer_list<QWidget*>{m_question, m_remove, m_keep})
        part->setVisible(isAsking);
    if (hadFocus) takeFocus();
}

void DownloadCard::takeFocus() {
    for (QPushButton* button : {m_pause, m_resume, m_open})
        if (!button->isHidden()) button->setFocus();
}

void DownloadCard::askToCancel(bool asking) {
    m_isAsking = asking;
    m_question->setText(tr("Remove the %1 that are there? Files that are complete stay.")
                            .arg(describeBytes(m_download.progress.bytes)));
    setDownload(m_download);
    (asking ? m_keep : m_cancel)->setFocus();
}

}  // namespace mw::gui
