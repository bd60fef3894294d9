// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMetaType>
#include <QString>
#include <optional>

namespace mw::gui {

/// One GPU at one moment. What the driver does not tell is absent, and a gap in a chart.
struct GpuSample {
    int index = 0;      ///< as the driver counts
    QString name;       ///< "NVIDIA H100 80GB HBM3"
    QString uuid;       ///< "GPU-…"; what tells GPUs apart over time
    QString pciBusId;   ///< "00000000:3B:00.0"; what CUDA calls it, too
    bool lost = false;  ///< fell off the bus, or its driver stopped
    std::optional<quint64> memoryBytes;
    std::optional<quint64> usedBytes;  ///< by all processes
    std::optional<quint64> ownBytes;   ///< by this process
    std::optional<double> load;        ///< part of the time in which kernels ran, 0 to 1
    std::optional<double> powerWatts;
    std::optional<double> powerLimitWatts;
    std::optional<double> celsius;
};

}  // namespace mw::gui
