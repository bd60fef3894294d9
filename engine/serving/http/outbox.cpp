// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "outbox.h"

#include <utility>

namespace mw::http {

void Outbox::send(Response response) {
    const std::lock_guard lock(m_mutex);
    if (m_begun || m_closed) return;
    m_begun = m_ended = true;
    m_parcel = {.head = std::move(response), .whole = true, .last = true};
    notify();
}

void Outbox::begin(Response head) {
    const std::lock_guard lock(m_mutex);
    if (m_begun || m_closed) return;
    m_begun = true;
    m_parcel.piece = std::exchange(head.body, {});
    m_parcel.head = std::move(head);
    notify();
}

void Outbox::write(std::string_view piece) {
    const std::lock_guard lock(m_mutex);
    if (!m_begun || m_ended || m_closed || piece.empty()) return;
    if (m_parcel.piece.size() + piece.size() > kMostPending)
        m_parcel.overdue = true;
    else
        m_parcel.piece += piece;
    notify();
}

void Outbox::end() {
    const std::lock_guard lock(m_mutex);
    if (!m_begun || m_ended || m_closed) return;
    m_ended = m_parcel.last = true;
    notify();
}

void Outbox::onGone(std::function<void()> gone) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_ended) return;
        if (!m_closed) {
            m_gone = std::move(gone);
            return;
        }
    }
    gone();
}

void Outbox::notify() {
    // One wake-up for all that comes before the connection looks.
    if (!std::exchange(m_fresh, true) && m_wake) m_wake();
}

std::optional<Outbox::Parcel> Outbox::take() {
    const std::lock_guard lock(m_mutex);
    if (!std::exchange(m_fresh, false)) return std::nullopt;
    return std::exchange(m_parcel, {});
}

void Outbox::close() {
    std::function<void()> gone;
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_closed, true)) return;
        m_wake = {};
        if (!m_ended) gone = std::move(m_gone);
        m_gone = {};
    }
    if (gone) gone();
}

}  // namespace mw::http
