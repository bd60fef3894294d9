// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "typed_number.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <optional>

namespace mw::gui {

namespace {

// Separators that stand for one thing only, in any language.
constexpr QChar kOnlyDecimal(u'\u066B');
constexpr QChar kOnlyGroup(u'\u066C');

/// With figures 0 to 9, one kind of each sign, space and apostrophe, and without marks that are not seen.
QString plain(const QString& text) {
    QString result;
    for (const QChar each : text.trimmed()) {
        if (each.category() == QChar::Other_Format) continue;
        if (each.category() == QChar::Number_DecimalDigit)  // and not "²", which has the value of a figure, too
            result += QChar(u'0' + each.digitValue());
        else if (each.isSpace())
            result += u' ';
        else if (QStringView(u"'\u2019\u02BC\u00B4`").contains(each))
            result += u'\'';
        else if (QStringView(u",\uFF0C\u060C").contains(each))
            result += u',';
        else if (QStringView(u".\uFF0E").contains(each))
            result += u'.';
        else if (QStringView(u"-\u2212\u2013\uFF0D").contains(each))
            result += u'-';
        else if (QStringView(u"+\uFF0B").contains(each))
            result += u'+';
        else
            result += each;
    }
    return result.trimmed();
}

bool allDigits(QStringView text) {
    return std::all_of(text.begin(), text.end(), [](QChar each) { return each >= u'0' && each <= u'9'; });
}

/// "1 234 567" without its separators; nothing where they do not part thousands.
std::optional<QString> ungrouped(const QString& text) {
    if (allDigits(text)) return text;
    const auto separator = std::find_if_not(text.begin(), text.end(), [](QChar each) { return each.isDigit(); });
    const QStringList groups = text.split(*separator);
    const QString& first = groups.first();
    if (*separator == kOnlyDecimal || first.isEmpty() || first.size() > 3 || first.startsWith(u'0')) return {};
    for (qsizetype i = 1; i < groups.size(); ++i) {
        // India groups by two, but for the last three.
        const bool fits = groups[i].size() == 3 || (groups[i].size() == 2 && i + 1 < groups.size());
        if (!fits || !allDigits(groups[i])) return {};
    }
    return groups.join(QString());
}

/// With the separator at `point` as that of decimals, -1: with none. Nothing: no way to write a number.
std::optional<QString> readWith(const QString& body, qsizetype point) {
    const std::optional<QString> whole = ungrouped(point < 0 ? body : body.left(point));
    const QString fraction = point < 0 ? QString() : body.mid(point + 1);
    if (!whole || !allDigits(fraction) || (whole->isEmpty() && fraction.isEmpty())) return {};
    return (whole->isEmpty() ? QStringLiteral("0") : *whole) + (fraction.isEmpty() ? QString() : u'.' + fraction);
}

}  // namespace

QStringList readingsOf(const QString& text, const QLocale& locale) {
    static const QRegularExpression shape(
        QStringLiteral("^([+-]?)([0-9.,' \u066B\u066C]*[0-9][0-9.,' \u066B\u066C]*)([eE][+-]?[0-9]{1,3})?$"));
    const QRegularExpressionMatch match = shape.match(plain(text));
    if (!match.hasMatch()) return {};
    const QString body = match.captured(2);
    qsizetype last = body.size();
    while (--last >= 0 && body[last].isDigit()) {
    }
    QStringList readings;
    const auto add = [&](const std::optional<QString>& reading) {
        if (reading) readings << match.captured(1).remove(u'+') + *reading + match.captured(3);
    };
    if (last < 0) {
        add(readWith(body, -1));
        return readings;
    }
    const QChar separator = body[last];
    const bool canBePoint = QStringView(u".,").contains(separator) || separator == kOnlyDecimal;
    if (canBePoint && body.count(separator) == 1) add(readWith(body, last));
    if (separator != kOnlyDecimal) add(readWith(body, -1));
    // Where both can be meant, the language decides.
    if (readings.size() == 2 && locale.decimalPoint() != separator) readings.swapItemsAt(0, 1);
    return readings;
}

TypedNumber numberMeant(const QString& text, double least, double most, bool whole, const QLocale& locale) {
    QStringList readings = readingsOf(text, locale);
    // Nobody types the zeros of "1.000" behind a point into a field of whole numbers: too much for it is not 1.
    if (whole && readings.size() == 2) readings.removeIf([](const QString& reading) { return reading.contains(u'.'); });
    TypedNumber meant;
    for (const QString& reading : readings) {
        const double value = reading.toDouble();
        const bool fits = !whole || value == std::floor(value);
        if (fits && value >= least && value <= most) return {value, TypedNumber::Fault::None};
        if (meant.fault != TypedNumber::Fault::OutOfRange)
            meant.fault = fits ? TypedNumber::Fault::OutOfRange : TypedNumber::Fault::Fraction;
    }
    return meant;
}

}  // namespace mw::gui
