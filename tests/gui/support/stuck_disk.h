// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mw::gui {

/// While one is there, a disk does not answer: what writes to a file whose path begins so, or waits for it, does not
/// come back. Needs ENABLE_EXPORTS of the test's program. One at a time.
class StuckDisk {
 public:
    enum class At { Write, Sync };

    explicit StuckDisk(const QString& path, At at = At::Write);
    /// Lets all go on.
    ~StuckDisk();

    /// How many wait for it.
    static int waiting();
};

}  // namespace mw::gui
