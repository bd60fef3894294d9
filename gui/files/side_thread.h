// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QThreadPool>
#include <chrono>
#include <functional>
#include <memory>

namespace mw::gui {

/// A thread that does one thing after the other. Where a disk keeps it for ever it is left behind, with what it does:
/// that must own all that it works with.
class SideThread {
 public:
    SideThread();
    /// Waits for what is under way, but no longer than kPatience.
    ~SideThread();

    void start(const std::function<void()>& work);
    /// Goes on with another thread. What is under way may come to its end some day, what waits never begins.
    void leaveBehind();

    static constexpr std::chrono::milliseconds kPatience{3000};

 private:
    std::unique_ptr<QThreadPool> m_pool;
};

}  // namespace mw::gui
