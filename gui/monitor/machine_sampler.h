// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>
#include <optional>

namespace mw::gui {

/// This machine at one moment. What could not be read is absent, and a gap in a chart.
struct MachineSample {
    qint64 timeMs = 0;                            ///< milliseconds since the epoch
    std::optional<quint64> memoryBytes;           ///< of the machine
    std::optional<quint64> memoryAvailableBytes;  ///< without swapping: free, and what caches would give back
    std::optional<quint64> processBytes;          ///< of this program, resident
    std::optional<double> cpuLoad;                ///< of all cores since the last sample, 0 to 1
    std::optional<double> processCpuLoad;         ///< this program's part of it
    int cores = 0;
};

/// Reads /proc once a second. Some 50 microseconds a sample on the thread that it lives on, so it needs none of its
/// own.
class MachineSampler : public QObject {
    Q_OBJECT

 public:
    static constexpr int kIntervalMs = 1000;

    /// `procFolder` takes the place of /proc in tests.
    explicit MachineSampler(QObject* parent = nullptr, const QString& procFolder = "/proc");

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
    QTimer m_timer;
    std::optional<CpuTimes> m_last;
};

}  // namespace mw::gui
