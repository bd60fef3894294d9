// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>
#include <memory>

#include "gpu_sample.h"

namespace mw::gui {

/// The GPUs of this machine through the NVIDIA Management Library, which is loaded at run time: without a driver there
/// are simply no GPUs. One thread at a time; calls take some milliseconds, or longer where a driver is in trouble.
class Nvml {
 public:
    /// `library` is a name or path for dlopen(); a test brings its own.
    explicit Nvml(const QString& library);
    ~Nvml();
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    /// Empty if no driver is loaded.
    QString driverVersion() const;

    /// All GPUs as of now, in the driver's order. One that fails keeps its place.
    QVector<GpuSample> sample();

 private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

}  // namespace mw::gui
