// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "focus_keeper.h"

#include <QApplication>
#include <QFocusEvent>
#include <algorithm>

namespace mw::gui {

namespace {

constexpr std::size_t kMostPlaces = 64;

/// The first in `group`, in the order of the Tab key, that takes the focus; null if none does.
QWidget* firstIn(QWidget* group) {
    for (QWidget* each = group->nextInFocusChain(); each && each != group; each = each->nextInFocusChain())
        if (group->isAncestorOf(each) && (each->focusPolicy() & Qt::TabFocus) && !each->focusProxy() &&
            each->isVisible() && each->isEnabled())
            return each;
    return nullptr;
}

}  // namespace

FocusKeeper::FocusKeeper(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { onFocusChanged(now); });
}

bool FocusKeeper::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn) m_reason = static_cast<QFocusEvent*>(event)->reason();
    return QObject::eventFilter(watched, event);
}

void FocusKeeper::onFocusChanged(QWidget* now) {
    const bool byQt = !now || m_reason == Qt::TabFocusReason || m_reason == Qt::BacktabFocusReason ||
                      m_reason == Qt::ActiveWindowFocusReason;
    const QWidget* window = now ? now->window() : QApplication::activeWindow();
    if (!window || (!now && QApplication::activePopupWidget())) return;
    const Place* last = lastIn(window);
    // Nobody tabs away from what is not there.
    if (last && now && last->widget == now) return;
    if (!byQt || (now && (!last || !last->isGone()))) return remember(now, !byQt || last);
    m_given = now;
    if (m_restoring) return;
    // Later: what takes the widget away may itself say where the focus belongs.
    m_restoring = true;
    QMetaObject::invokeMethod(this, &FocusKeeper::restore, Qt::QueuedConnection);
}

void FocusKeeper::remember(QWidget* widget, bool chosen) {
    Place place{widget, widget->window(), {}, chosen};
    for (QWidget* each = widget->parentWidget(); each && !each->isWindow(); each = each->parentWidget())
        place.around.append(each);
    std::erase_if(m_places, [&](const Place& each) { return !each.window || each.widget == widget; });
    m_places.push_back(std::move(place));
    if (m_places.size() > kMostPlaces) m_places.pop_front();
}

const FocusKeeper::Place* FocusKeeper::lastIn(const QWidget* window) const {
    const auto found =
        std::find_if(m_places.rbegin(), m_places.rend(), [&](const Place& each) { return each.window == window; });
    return found == m_places.rend() ? nullptr : &*found;
}

void FocusKeeper::restore() {
    m_restoring = false;
    QWidget* current = QApplication::focusWidget();
    if (current != m_given) return;  // decided meanwhile
    const QWidget* window = current ? current->window() : QApplication::activeWindow();
    if (!window) return;
    if (QWidget* place = placeIn(window))
        place->setFocus(Qt::OtherFocusReason);
    else if (current)
        remember(current, false);
}

QWidget* FocusKeeper::placeIn(const QWidget* window) const {
    const Place* lost = lastIn(window);
    if (!lost) return nullptr;
    for (auto each = m_places.rbegin(); each != m_places.rend(); ++each)
        if (each->window == window && each->chosen && !each->isGone()) return each->widget;
    for (const QPointer<QWidget>& around : lost->around)
        if (around && around->isVisible())
            if (QWidget* near = firstIn(around)) return near;
    return nullptr;
}

}  // namespace mw::gui
