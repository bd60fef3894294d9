// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "welcome_view.h"

#include <QPushButton>
#include <QResizeEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "controls.h"
#include "found_card.h"
#include "machine_card.h"
#include "needs.h"
#include "needs_card.h"
#include "page_scroll.h"
#include "start_card.h"
#include "theme.h"
#include "weights_card.h"

namespace mw::gui {

namespace {

constexpr int kPageWidth = 1040;
constexpr int kWidthForColumns = 880;
/// Free memory moves all the time; below this share of a device it changes no plan worth telling.
constexpr double kNoticedShare = 0.01;

bool differ(const std::vector<DeviceSpec>& a, const std::vector<DeviceSpec>& b) {
    return !std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const DeviceSpec& left, const DeviceSpec& right) {
        const auto change = left.usedByOthersBytes > right.usedByOthersBytes
                                ? left.usedByOthersBytes - right.usedByOthersBytes
                                : right.usedByOthersBytes - left.usedByOthersBytes;
        return left.kind == right.kind && left.name == right.name && left.capacityBytes == right.capacityBytes &&
               static_cast<double>(change) < kNoticedShare * static_cast<double>(left.capacityBytes);
    });
}

}  // namespace

WelcomeView::WelcomeView(ModelSession& session, Subject subject, QWidget* parent)
    : QWidget(parent),
      m_hasCuda(subject.hasCuda),
      m_top(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_start(new StartCard(session, subject.demoModel)),
      m_machine(new MachineCard(subject.hasCuda)),
      m_found(new FoundCard(subject.usualFolders)),
      m_needs(new NeedsCard(std::move(subject.gpus))) {
    QLabel* promise = makeLabel(tr("Mixtral models on your own machine: nothing that you write leaves it, and nothing "
                                   "is downloaded by itself."),
                                TextRole::Muted);
    promise->setWordWrap(true);
    m_top->setSpacing(3 * metrics::kSpace);
    m_top->addWidget(m_start, 5);
    m_top->addWidget(m_machine, 4);

    auto* weights = new WeightsCard;
    auto* page = new QVBoxLayout;
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(3 * metrics::kSpace);
    auto* head = new QVBoxLayout;
    head->setSpacing(2);
    head->addWidget(makeLabel(tr("Welcome"), TextRole::Title));
    head->addWidget(promise);
    page->addLayout(head);
    auto* top = new QWidget;
    top->setLayout(m_top);
    m_top->setContentsMargins(0, 0, 0, 0);
    page->addWidget(top);
    page->addWidget(m_found);
    page->addWidget(m_needs);
    page->addWidget(weights);
    page->addStretch();
    // What the window has to spare stays below the cards.
    for (QWidget* card : std::initializer_list<QWidget*>{top, m_found, m_needs, weights})
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* column = new QWidget;
    column->setLayout(page);
    column->setMaximumWidth(kPageWidth);
    auto* scrolled = new QWidget;
    auto* row = new QHBoxLayout(scrolled);
    row->setContentsMargins(18, 16, 18, 16);
    row->addWidget(column, 1);
    row->addStretch(0);

    m_scroll = new PageScroll(scrolled);
    m_scroll->setAccessibleName(tr("Welcome page"));
    m_scroll->setFocusPolicy(Qt::StrongFocus);  // there is much to read, and little to go to
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_scroll);

    connect(m_start, &StartCard::demoChosen, this, &WelcomeView::demoChosen);
    connect(m_start, &StartCard::folderChosen, this, &WelcomeView::chooseRequested);
    connect(m_found, &FoundCard::openChosen, this, &WelcomeView::openRequested);
    connect(m_needs, &NeedsCard::hardwareWanted, this, &WelcomeView::hardwareWanted);
    connect(weights, &WeightsCard::downloadChosen, this, &WelcomeView::downloadRequested);
}

void WelcomeView::showMachine(const MachineSample& sample) {
    if (!isVisible()) return;  // the next second brings another
    m_machine->showMachine(sample);
    std::vector<DeviceSpec> devices = devicesOf(sample, m_hasCuda);
    if (!devices.empty() && !differ(devices, m_devices)) return;
    m_devices = std::move(devices);
    m_needs->setDevices(m_devices);
    m_found->setDevices(m_devices);
}

void WelcomeView::focusFirstStep() {
    m_start->firstButton()->setFocus();
}

void WelcomeView::focusSearch() {
    m_found->focusSearch();
    m_scroll->ensureWidgetVisible(m_found);
}

void WelcomeView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    layOut(width());
    m_found->searchIfAllowed();
}

void WelcomeView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut(event->size().width());
}

void WelcomeView::layOut(int width) {
    m_top->setDirection(width >= kWidthForColumns ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

}  // namespace mw::gui
