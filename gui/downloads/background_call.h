// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

class QObject;

namespace mw::gui {

/// Something that takes long, on a thread of its own, and tells of it on the thread of its owner. A disk or network
/// that does not answer holds up nothing else: the thread is then left behind, and no longer heard.
class BackgroundCall {
 public:
    /// Runs a function on the owner's thread, later; never once the call was left.
    using Tell = std::function<void(std::function<void()>)>;
    using Work = std::function<void(const std::stop_token&, const Tell&)>;

    /// `owner` outlives this object.
    explicit BackgroundCall(QObject& owner) : m_owner(owner) {}
    ~BackgroundCall() { leave(); }
    BackgroundCall(const BackgroundCall&) = delete;
    BackgroundCall& operator=(const BackgroundCall&) = delete;

    /// Leaves what runs, if anything does.
    void start(Work work);
    /// Asks it to end, and goes on hearing it.
    void stop();
    /// Asks it to end, waits a while for that, and does not hear it any more.
    void leave(std::chrono::milliseconds patience = {});

 private:
    struct State;

    QObject& m_owner;
    std::shared_ptr<State> m_state;  ///< shared with the thread
};

}  // namespace mw::gui
