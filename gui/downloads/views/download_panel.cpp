// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "download_panel.h"

#include <QBoxLayout>

#include "controls.h"
#include "download_card.h"
#include "downloads.h"
#include "theme.h"

namespace mw::gui {

DownloadPanel::DownloadPanel(Downloads& downloads, QWidget* parent)
    : QWidget(parent), m_downloads(downloads), m_list(new QVBoxLayout(this)) {
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(3 * metrics::kSpace);
    m_list->addWidget(makeLabel(tr("Downloads"), TextRole::Muted));
    hide();
    for (const Download& download : downloads.items())
        add(download.id);
    connect(&downloads, &Downloads::added, this, &DownloadPanel::add);
    connect(&downloads, &Downloads::removed, this, &DownloadPanel::remove);
    connect(&downloads, &Downloads::changed, this, [this](int id) {
        const auto download = m_downloads.find(id);
        if (DownloadCard* card = m_cards.value(id); card && download) card->setDownload(*download);
    });
}

void DownloadPanel::add(int id) {
    const auto download = m_downloads.find(id);
    if (!download) return;
    auto* card = new DownloadCard(*download, this);
    connect(card, &DownloadCard::pauseChosen, this, [this, id] { m_downloads.pause(id); });
    connect(card, &DownloadCard::resumeChosen, this, [this, id] { m_downloads.resume(id); });
    connect(card, &DownloadCard::tokenWanted, this, [this, id] { emit tokenWanted(id); });
    connect(card, &DownloadCard::cancelChosen, this, [this, id] { m_downloads.cancel(id); });
    connect(card, &DownloadCard::dismissChosen, this, [this, id] { m_downloads.dismiss(id); });
    connect(card, &DownloadCard::openChosen, this, [this, id] {
        if (const auto known = m_downloads.find(id)) emit openChosen(known->path);
    });
    m_list->addWidget(card);
    m_cards.insert(id, card);
    show();
}

void DownloadPanel::focusOn(int id) {
    if (DownloadCard* card = m_cards.value(id)) card->takeFocus();
}

void DownloadPanel::remove(int id) {
    DownloadCard* card = m_cards.take(id);
    if (!card) return;
    m_list->removeWidget(card);
    card->hide();
    card->deleteLater();  // not at once: the click that removes a card comes from within it
    setVisible(!m_cards.isEmpty());
}

}  // namespace mw::gui
