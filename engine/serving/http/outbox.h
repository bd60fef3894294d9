// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "message.h"

namespace mw::http {

/// What waits to be sent to one client: filled by whoever answers, emptied by the connection.
class Outbox final : public ResponseWriter {
 public:
    /// What is to be sent next.
    struct Parcel {
        std::optional<Response> head;  ///< with a body: the whole answer, if `whole`
        bool whole = false;
        std::string piece;
        bool last = false;
        bool overdue = false;  ///< the client leaves too much unread to go on
    };

    /// `wake` is called, under a lock, whenever there is something new; it must only post.
    explicit Outbox(std::function<void()> wake) : m_wake(std::move(wake)) {}

    void send(Response response) override;
    void begin(Response head) override;
    void write(std::string_view piece) override;
    void end() override;
    void onGone(std::function<void()> gone) override;

    /// For the connection: all there is, or nothing.
    std::optional<Parcel> take();
    /// For the connection: nothing can be sent any more. `gone`: the answer had not ended.
    void close();

    /// Bytes that a client may leave unread.
    static constexpr std::size_t kMostPending = 16 << 20;

 private:
    void notify();

    std::mutex m_mutex;
    std::function<void()> m_wake;
    std::function<void()> m_gone;
    Parcel m_parcel;
    bool m_begun = false;
    bool m_ended = false;
    bool m_closed = false;
    bool m_fresh = false;  ///< m_parcel holds something
};

}  // namespace mw::http
