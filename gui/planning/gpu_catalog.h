// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include "mw/gpus.h"

namespace mw::gui {

/// Where a person's own table lies: gpus.txt in the XDG configuration folder of the program.
QString ownGpusFile();

/// The shipped table of GPUs with the person's own over it. A file that cannot be read is a problem of the table, not
/// an error; a missing one is neither.
GpuTable loadGpus(const QString& ownFile = ownGpusFile());

/// Fills in what the table knows of devices whose speed is not known.
void addPublishedFigures(std::vector<DeviceSpec>& devices, const GpuTable& table);

}  // namespace mw::gui
