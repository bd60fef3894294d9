// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocale>
#include <QStringList>

namespace mw::gui {

/// What `text` can mean as a number, the likelier meaning first, each as C writes it ("-1234.5", "1e-3"). People write
/// a comma or a point, group by points, commas, spaces and apostrophes, and type the digits of their language; "1.000"
/// has two meanings. Empty: it is no number.
QStringList readingsOf(const QString& text, const QLocale& locale);

struct TypedNumber {
    enum class Fault { None, Unclear, Fraction, OutOfRange };

    double value = 0;
    Fault fault = Fault::Unclear;  ///< why there is no value
};

/// The number that a person means who types `text` into a field from `least` to `most`; of two meanings that which the
/// field can hold. `whole`: the field takes no fractions, and "1.000" is a thousand.
TypedNumber numberMeant(const QString& text, double least, double most, bool whole, const QLocale& locale);

}  // namespace mw::gui
