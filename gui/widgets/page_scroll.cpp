// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "page_scroll.h"

#include <QEvent>
#include <QLayout>

namespace mw::gui {

PageScroll::PageScroll(QWidget* page, QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);  // it scrolls by the keys of what is in it
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(page);
}

bool PageScroll::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) fit();
    return QScrollArea::eventFilter(watched, event);
}

void PageScroll::resizeEvent(QResizeEvent* event) {
    fit();  // first, as the page is laid out by that
    QScrollArea::resizeEvent(event);
}

void PageScroll::fit() {
    const QLayout* layout = widget()->layout();
    widget()->setMinimumHeight(layout->hasHeightForWidth() ? layout->totalMinimumHeightForWidth(viewport()->width())
                                                           : 0);
}

}  // namespace mw::gui
