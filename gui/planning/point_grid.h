// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace mw::gui {

/// Context per chat and chats at once.
struct OperatingPoint {
    int contextTokens = 0;
    int batch = 0;

    bool operator==(const OperatingPoint&) const = default;
};

/// Round values for a logarithmic axis: eight to each doubling, all of them multiples of `unit`. The mouse snaps to
/// them and the arrow keys walk along them.
class PointGrid {
 public:
    /// Values from `least` to `most`; these two are on the grid, whatever they are.
    PointGrid(int least, int most, int unit);

    int least() const { return m_least; }
    int most() const { return m_most; }
    /// The value of the grid nearest to `value`.
    int nearest(double value) const;
    /// The next value above or below `value`, which need not be on the grid; at the ends, the end.
    int above(int value) const;
    int below(int value) const;

 private:
    int stepAt(double value) const;
    int clamped(double value) const;

    int m_least;
    int m_most;
    int m_unit;
};

}  // namespace mw::gui
