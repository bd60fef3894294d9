// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSlider>
#include <QWidget>

#include "number_field.h"

namespace mw::gui {

/// A slider with a name, and a field beside it in which the value can be typed. A double click on the slider resets it.
class LabeledSlider : public QWidget {
    Q_OBJECT

 public:
    /// Values from `least` to `most` in steps of `step`, shown with `decimals`.
    LabeledSlider(const QString& name, double least, double most, double step, int decimals, QWidget* parent = nullptr);

    double value() const { return m_field->value(); }
    void setValue(double value);
    void setResetValue(double value) { m_resetValue = value; }
    /// Spreads the slider's travel by powers of two; for token counts and batches.
    void setLogarithmic(bool logarithmic);
    void setRange(double least, double most);
    /// A word that the field shows in place of a value: "off".
    void nameValue(double value, const QString& name) { m_field->nameValue(value, name); }

 signals:
    /// By the mouse, the keyboard or typing; not by setValue().
    void valueEdited(double value);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    bool step(int key);
    double fromTravel(int position) const;
    int toTravel(double value) const;
    void syncSlider();
    void alignField();

    QSlider* m_slider;
    NumberField* m_field;
    double m_step;
    double m_resetValue;
    bool m_logarithmic = false;
    int m_wheel = 0;  ///< of a notch that is not complete
};

}  // namespace mw::gui
