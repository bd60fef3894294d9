// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "point_grid.h"

#include <algorithm>
#include <cmath>

namespace mw::gui {

namespace {

constexpr int kPerDoubling = 8;

}  // namespace

PointGrid::PointGrid(int least, int most, int unit) : m_least(least), m_most(std::max(least, most)), m_unit(unit) {}

int PointGrid::stepAt(double value) const {
    const double doubling = std::exp2(std::floor(std::log2(std::max(value, 1.0))));
    return std::max(m_unit, static_cast<int>(doubling / kPerDoubling) / m_unit * m_unit);
}

int PointGrid::clamped(double value) const {
    return static_cast<int>(std::clamp(value, double(m_least), double(m_most)));
}

int PointGrid::nearest(double value) const {
    if (!(value > m_least)) return m_least;
    if (value >= m_most) return m_most;
    const int step = stepAt(value);
    const int rounded = clamped(std::round(value / step) * step);
    // The upper end may lie between two values of the grid.
    return m_most - value < std::abs(value - rounded) ? m_most : rounded;
}

int PointGrid::above(int value) const {
    const int step = stepAt(value);
    return clamped((std::floor(double(value) / step) + 1) * step);
}

int PointGrid::below(int value) const {
    const int step = stepAt(value - 1.0);
    return clamped((std::ceil(double(value) / step) - 1) * step);
}

}  // namespace mw::gui
