// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models_view.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <utility>

#include "controls.h"
#include "model_card.h"
#include "model_session.h"
#include "page_scroll.h"
#include "recent_models.h"
#include "theme.h"

namespace mw::gui {

namespace {

/// Lines of text longer than this are hard to follow; the page stays beside the rail on wide screens.
constexpr int kPageWidth = 920;

}  // namespace

ModelsView::ModelsView(ModelSession& session, RecentModels& recent, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_recent(recent),
      m_page(new QVBoxLayout),
      m_list(new QVBoxLayout),
      m_scrolled(new QWidget) {
    m_empty = new EmptyState("box", tr("No model yet"),
                             tr("Open the folder of a Mixtral 8x7B or 8x22B checkpoint: safetensors files with "
                                "config.json or params.json beside them."));
    connect(m_empty->addButton(tr("Open folder…")), &QPushButton::clicked, this, &ModelsView::chooseRequested);
    connect(m_empty->addButton(tr("Download…"), ButtonKind::Secondary), &QPushButton::clicked, this,
            &ModelsView::downloadRequested);

    QPushButton* choose = makeButton(tr("Open folder…"), ButtonKind::Primary);
    choose->setObjectName("openFolder");
    connect(choose, &QPushButton::clicked, this, &ModelsView::chooseRequested);
    QPushButton* download = makeButton(tr("Download…"), ButtonKind::Secondary);
    download->setObjectName("download");
    connect(download, &QPushButton::clicked, this, &ModelsView::downloadRequested);
    auto* header = new QHBoxLayout;
    header->setSpacing(2 * metrics::kSpace);
    header->addWidget(makeLabel(tr("Models"), TextRole::Title));
    header->addStretch();
    header->addWidget(download);
    header->addWidget(choose);

    m_list->setSpacing(3 * metrics::kSpace);
    m_page->setContentsMargins(0, 0, 0, 0);
    m_page->setSpacing(4 * metrics::kSpace);
    m_page->addLayout(header);
    m_page->addLayout(m_list);
    m_page->addStretch();
    auto* column = new QWidget;
    column->setLayout(m_page);
    column->setMaximumWidth(kPageWidth);
    auto* row = new QHBoxLayout(m_scrolled);
    row->setContentsMargins(5 * metrics::kSpace, 4 * metrics::kSpace, 5 * metrics::kSpace, 4 * metrics::kSpace);
    row->addWidget(column, 1);
    row->addStretch(0);

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(new PageScroll(m_scrolled));
    outer->addWidget(m_empty);

    const EngineThread* engine = &m_session.engine();
    connect(engine, &EngineThread::inspected, this, [this](Ticket ticket, const OpenedCheckpoint& checkpoint) {
        if (ModelCard* card = m_cards.value(m_asked.take(ticket))) card->setCheckpoint(checkpoint.info);
    });
    connect(engine, &EngineThread::inspectFailed, this, [this](Ticket ticket, const Failure& failure) {
        if (ModelCard* card = m_cards.value(m_asked.take(ticket))) card->setFailure(failure);
    });
    connect(&m_session, &ModelSession::changed, this, &ModelsView::follow);
    connect(&m_recent, &RecentModels::changed, this, &ModelsView::rebuild);
    rebuild();
}

void ModelsView::setDemoModel(const QString& directory) {
    m_demo = directory;
    rebuild();
}

void ModelsView::setTop(QWidget* widget) {
    m_top = widget;
    m_top->installEventFilter(this);
    m_page->insertWidget(1, m_top);
    showEmptyOrList();
}

bool ModelsView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_top && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        showEmptyOrList();
    return QWidget::eventFilter(watched, event);
}

void ModelsView::showEmptyOrList() {
    const bool isEmpty = m_cards.isEmpty() && (!m_top || m_top->isHidden());
    m_empty->setVisible(isEmpty);
    m_scrolled->parentWidget()->parentWidget()->setVisible(!isEmpty);
}

void ModelsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    inspectAll();
}

void ModelsView::rebuild() {
    while (QLayoutItem* item = m_list->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();  // not at once: the click that removes a card comes from within it
        delete item;
    }
    m_cards.clear();
    if (!m_demo.isEmpty()) {
        m_list->addWidget(makeLabel(tr("Comes with the program"), TextRole::Muted));
        addCard(m_demo, tr("Demo model"), false);
    }
    bool titled = false;
    for (const RecentModel& model : m_recent.models()) {
        if (model.directory == m_demo) continue;
        if (!std::exchange(titled, true)) m_list->addWidget(makeLabel(tr("Opened lately"), TextRole::Muted));
        addCard(model.directory, model.name, true);
    }
    showEmptyOrList();
    m_stale = true;
    follow();
    if (isVisible()) inspectAll();
}

void ModelsView::addCard(const QString& directory, const QString& name, bool removable) {
    auto* card = new ModelCard(name, directory, removable);
    connect(card, &ModelCard::openChosen, this,
            [this, directory] { emit openRequested(m_recent.optionsFor(directory)); });
    connect(card, &ModelCard::unloadChosen, &m_session, &ModelSession::unload);
    connect(card, &ModelCard::removeChosen, this, [this, directory] { m_recent.remove(directory); });
    m_list->addWidget(card);
    m_cards.insert(directory, card);
}

void ModelsView::inspectAll() {
    if (!std::exchange(m_stale, false)) return;
    for (auto card = m_cards.constBegin(); card != m_cards.constEnd(); ++card)
        m_asked.insert(m_session.engine().inspect(card.key()), card.key());
}

void ModelsView::follow() {
    const QString loaded = m_session.directory();
    for (auto card = m_cards.constBegin(); card != m_cards.constEnd(); ++card)
        card.value()->setLoaded(card.key() == loaded);
}

}  // namespace mw::gui
