// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDoubleSpinBox>

namespace mw::gui {

/// A field for a number; every view uses this one. It takes numbers as people of any language write them (see
/// typed_number.h) once they are typed whole: on Enter, or on leaving. What is no number, or out of range, changes
/// nothing and is said at the field; Escape takes back what is being typed.
class NumberField : public QDoubleSpinBox {
    Q_OBJECT

 public:
    /// Numbers from `least` to `most`, shown with `decimals` or as many as they have; 0 decimals: whole numbers only.
    NumberField(double least, double most, int decimals, QWidget* parent = nullptr);

    int wholeValue() const;
    /// A word that is shown in place of a value, and can be typed for it: "off".
    void nameValue(double value, const QString& name);

    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    void fixup(QString& text) const override;

 protected:
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

 private:
    QString shown(double value) const;
    QString written(double value, bool grouped) const;
    QString typedIn(const QString& text) const;
    bool isNamed(const QString& typed) const;
    bool isWhole() const { return m_decimals == 0; }
    /// Why `typed` is not taken.
    QString refusalOf(const QString& typed) const;

    int m_decimals;
    double m_namedValue = 0;
    QString m_name;        ///< of m_namedValue; empty: none
    bool m_groups = true;  ///< of figures are shown, but while it has the focus
};

}  // namespace mw::gui
