// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QVector>
#include <memory>
#include <optional>

#include "gpu_sample.h"

namespace mw::gui {

class Nvml;

/// This machine at one moment. What could not be read is absent, and a gap in a chart.
struct MachineSample {
    qint64 timeMs = 0;                            ///< milliseconds since the epoch
    std::optional<quint64> memoryBytes;           ///< of the machine, or what a container grants of it
    std::optional<quint64> memoryAvailableBytes;  ///< without swapping: free, and what caches would give back
    std::optional<quint64> processBytes;          ///< of this program, resident
    std::optional<quint64> processOwnBytes;       ///< of those, what is no file's and would be free without it
    std::optional<double> cpuLoad;                ///< of all cores since the last sample, 0 to 1
    std::optional<double> processCpuLoad;         ///< this program's part of it
    int cores = 0;
    QVector<GpuSample> gpus;  ///< in the driver's order; empty without one
    QString driver;           ///< its version; empty without one
};

/// Reads /proc and the NVIDIA driver once a second. A driver can keep its callers waiting, so in the program the
/// sampler lives on a thread of its own, see SamplerThread.
class MachineSampler : public QObject {
    Q_OBJECT

 public:
    static constexpr int kIntervalMs = 1000;

    /// Tests have their own folder and library.
    explicit MachineSampler(QObject* parent = nullptr, const QString& procFolder = "/proc",
                            const QString& nvmlLibrary = "libnvidia-ml.so.1");
    ~MachineSampler() override;

    /// Starts sampling, with a first sample at once. Loads need two.
    void start();
    void stop();
    MachineSample sample();

 signals:
    void sampled(const mw::gui::MachineSample& sample);

 private:
    struct CpuTimes {
        quint64 total = 0;
        quint64 idle = 0;
        quint64 process = 0;
    };

    std::optional<QByteArray> read(const char* name) const;
    std::optional<CpuTimes> readCpuTimes() const;

    QString m_folder;
    QString m_nvmlLibrary;
    std::unique_ptr<Nvml> m_nvml;  ///< from the first sample on
    QTimer m_timer;
    std::optional<CpuTimes> m_last;
};

}  // namespace mw::gui
