// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "content_dialog.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QEvent>
#include <QScreen>
#include <QScrollArea>
#include <algorithm>

#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSide = 5 * metrics::kSpace;
/// What window decorations and panels may take of the screen.
constexpr double kScreenShare = 0.92;

int heightOf(const QWidget& widget, int width) {
    const QLayout* layout = widget.layout();
    return layout->hasHeightForWidth() ? layout->totalHeightForWidth(width) : layout->totalSizeHint().height();
}

/// As was asked for, or as the words of a language need it.
int widest(int asked, const QWidget& page, const QWidget& bottom) {
    return std::max({asked, page.minimumSizeHint().width(), bottom.minimumSizeHint().width()});
}

}  // namespace

ContentDialog::ContentDialog(int width, QWidget* parent)
    : QDialog(parent), m_width(width), m_scroll(new QScrollArea), m_page(new QWidget), m_bottom(new QWidget) {
    m_content = new QVBoxLayout(m_page);
    m_content->setContentsMargins(kSide, 4 * metrics::kSpace, kSide, 2 * metrics::kSpace);
    m_content->setSpacing(3 * metrics::kSpace);
    m_footer = new QVBoxLayout(m_bottom);
    m_footer->setContentsMargins(kSide, 2 * metrics::kSpace, kSide, 4 * metrics::kSpace);
    m_footer->setSpacing(3 * metrics::kSpace);
    m_scroll->setWidget(m_page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_bottom);
    for (QWidget* part : {m_page, m_bottom})
        part->installEventFilter(this);
}

QSize ContentDialog::sizeHint() const {
    return {widest(m_width, *m_page, *m_bottom), wantedHeight()};
}

int ContentDialog::wantedHeight() const {
    const int wide = std::max(width(), widest(m_width, *m_page, *m_bottom));
    const int wanted = heightOf(*m_page, wide) + heightOf(*m_bottom, wide);
    return std::min(wanted, static_cast<int>(screen()->availableGeometry().height() * kScreenShare));
}

bool ContentDialog::event(QEvent* event) {
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest)
        resize(std::max(width(), widest(m_width, *m_page, *m_bottom)), wantedHeight());
    return handled;
}

bool ContentDialog::eventFilter(QObject* watched, QEvent* event) {
    // A scroll area keeps changes of its content to itself.
    if (event->type() == QEvent::LayoutRequest) QCoreApplication::postEvent(this, new QEvent(QEvent::LayoutRequest));
    return QDialog::eventFilter(watched, event);
}

}  // namespace mw::gui
