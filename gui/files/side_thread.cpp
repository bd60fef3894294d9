// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "side_thread.h"

namespace mw::gui {
namespace {

std::unique_ptr<QThreadPool> makePool() {
    auto pool = std::make_unique<QThreadPool>();
    pool->setMaxThreadCount(1);
    return pool;
}

}  // namespace

SideThread::SideThread() : m_pool(makePool()) {}

SideThread::~SideThread() {
    if (!m_pool->waitForDone(int(kPatience.count()))) leaveBehind();
}

void SideThread::start(const std::function<void()>& work) {
    m_pool->start(work);
}

void SideThread::leaveBehind() {
    m_pool->clear();
    if (m_pool->activeThreadCount() > 0) static_cast<void>(m_pool.release());  // its end would wait for the thread
    m_pool = makePool();
}

}  // namespace mw::gui
