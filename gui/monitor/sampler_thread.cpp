// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sampler_thread.h"

namespace mw::gui {

SamplerThread::SamplerThread(MachineSampler* sampler, QObject* parent)
    : QObject(parent), m_sampler(sampler), m_thread(new QThread) {
    m_thread->setObjectName("monitors");
    m_sampler->moveToThread(m_thread);
    connect(m_thread, &QThread::started, m_sampler, &MachineSampler::start);
    connect(m_thread, &QThread::finished, m_sampler, &QObject::deleteLater);
}

SamplerThread::~SamplerThread() {
    m_sampler->disconnect();
    if (!m_thread->isRunning()) {
        delete m_sampler;
        delete m_thread;
        return;
    }
    m_thread->quit();
    // A call into a driver that hangs cannot be ended. Its thread is left behind rather than the program kept; should it
    // come back, it goes then.
    connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
    if (m_thread->wait(kPatienceMs)) delete m_thread;
}

void SamplerThread::start() {
    m_thread->start();
}

}  // namespace mw::gui
