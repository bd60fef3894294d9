// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QThread>

#include "machine_sampler.h"

namespace mw::gui {

/// A MachineSampler on a thread of its own: a driver in trouble holds up the monitors, never the window. Values come by
/// queued signals.
class SamplerThread : public QObject {
    Q_OBJECT

 public:
    /// How long the end of the program waits for a driver that does not answer.
    static constexpr int kPatienceMs = 1000;

    /// The thread takes the sampler over.
    explicit SamplerThread(MachineSampler* sampler = new MachineSampler, QObject* parent = nullptr);
    ~SamplerThread() override;

    MachineSampler& sampler() const { return *m_sampler; }
    void start();

 private:
    MachineSampler* m_sampler;
    QThread* m_thread;
};

}  // namespace mw::gui
