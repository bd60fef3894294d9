// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "number_field.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <cmath>

#include "field_note.h"
#include "typed_number.h"

namespace mw::gui {

namespace {

constexpr int kMostDecimals = 6;  ///< that a number keeps, however few are shown of others
constexpr int kMostSaid = 40;     ///< characters of what was typed, in what is said about it

QString withDecimals(double value, int decimals) {
    return QString::number(value, 'f', decimals);
}

}  // namespace

NumberField::NumberField(double least, double most, int decimals, QWidget* parent)
    : QDoubleSpinBox(parent), m_decimals(decimals) {
    setDecimals(isWhole() ? 0 : kMostDecimals);
    setRange(least, most);
    setGroupSeparatorShown(true);
    setKeyboardTracking(false);
    setCorrectionMode(CorrectToPreviousValue);
    setButtonSymbols(NoButtons);
    setFocusPolicy(Qt::StrongFocus);
}

int NumberField::wholeValue() const {
    return static_cast<int>(std::lround(value()));
}

void NumberField::nameValue(double value, const QString& name) {
    m_namedValue = value;
    m_name = name;
    setValue(this->value());  // shown anew
}

QString NumberField::textFromValue(double value) const {
    return written(value, isGroupSeparatorShown());
}

/// As the field shows it where nobody types.
QString NumberField::shown(double value) const {
    return written(value, m_groups || isGroupSeparatorShown());
}

QString NumberField::written(double value, bool grouped) const {
    // Steps add up to what is next to it only.
    if (!m_name.isEmpty() && withDecimals(value - m_namedValue, kMostDecimals).toDouble() == 0) return m_name;
    int decimals = m_decimals;
    while (!isWhole() && decimals < kMostDecimals &&
           withDecimals(value, decimals).toDouble() != withDecimals(value, kMostDecimals).toDouble())
        ++decimals;
    QLocale language = locale();
    if (!grouped) language.setNumberOptions(QLocale::OmitGroupSeparator);
    return language.toString(value, 'f', decimals);
}

QString NumberField::typedIn(const QString& text) const {
    QString typed = text;
    if (!prefix().isEmpty() && typed.startsWith(prefix())) typed.remove(0, prefix().size());
    if (!suffix().isEmpty() && typed.endsWith(suffix())) typed.chop(suffix().size());
    return typed.trimmed();
}

bool NumberField::isNamed(const QString& typed) const {
    return !m_name.isEmpty() && typed.compare(m_name, Qt::CaseInsensitive) == 0;
}

double NumberField::valueFromText(const QString& text) const {
    const QString typed = typedIn(text);
    if (isNamed(typed)) return m_namedValue;
    const TypedNumber meant = numberMeant(typed, minimum(), maximum(), isWhole(), locale());
    return meant.fault == TypedNumber::Fault::None ? meant.value : value();
}

QValidator::State NumberField::validate(QString& text, int&) const {
    // Anything can be typed: a key that does nothing would leave a number that nobody meant.
    const QString typed = typedIn(text);
    return isNamed(typed) || refusalOf(typed).isEmpty() ? QValidator::Acceptable : QValidator::Intermediate;
}

QString NumberField::refusalOf(const QString& typed) const {
    const TypedNumber meant = numberMeant(typed, minimum(), maximum(), isWhole(), locale());
    const QString said = typed.left(kMostSaid);
    const QString least = shown(minimum());
    switch (meant.fault) {
        case TypedNumber::Fault::None:
            break;
        case TypedNumber::Fault::Unclear:
            return typed.isEmpty() ? tr("Type a number from %1 to %2.").arg(least, shown(maximum()))
                                   : tr("“%1” is not a number.").arg(said);
        case TypedNumber::Fault::Fraction:
            return tr("“%1” is not a whole number.").arg(said);
        case TypedNumber::Fault::OutOfRange:
            return tr("“%1” is not between %2 and %3.").arg(said, least, shown(maximum()));
    }
    if (meant.value != 0 && withDecimals(meant.value, kMostDecimals).toDouble() == 0)
        return tr("“%1” is too small to be told from 0.").arg(said);
    return {};
}

/// Comes where typing ends with what cannot be taken; the value before is shown again then.
void NumberField::fixup(QString& text) const {
    FieldNote::say(const_cast<NumberField*>(this),
                   refusalOf(typedIn(text)) + u' ' + tr("It stays %1.").arg(shown(value())));
}

void NumberField::focusInEvent(QFocusEvent* event) {
    // Groups of figures would be torn by every figure typed between them.
    m_groups = isGroupSeparatorShown();
    setGroupSeparatorShown(false);
    QDoubleSpinBox::focusInEvent(event);
}

void NumberField::focusOutEvent(QFocusEvent* event) {
    QDoubleSpinBox::focusOutEvent(event);
    setGroupSeparatorShown(m_groups);
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    QString text = lineEdit()->text();
    int position = 0;
    if (event->key() == Qt::Key_Escape) {
        setValue(value());  // shows it again
        return event->setAccepted(lineEdit()->text() != text);
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool refused = enter && validate(text, position) != QValidator::Acceptable;
    QDoubleSpinBox::keyPressEvent(event);
    // A dialog must not end on a number that was not taken.
    if (refused) event->accept();
}

}  // namespace mw::gui
