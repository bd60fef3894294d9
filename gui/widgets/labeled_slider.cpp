// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "labeled_slider.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "controls.h"

namespace mw::gui {

namespace {

constexpr int kTravel = 1000;             ///< positions of the slider, whatever the range
constexpr int kNotch = 120;               ///< of a wheel, as Qt counts
constexpr double kLogarithmicStep = 0.1;  ///< of the value, for one press of an arrow key

}  // namespace

LabeledSlider::LabeledSlider(const QString& name, double least, double most, double step, int decimals, QWidget* parent)
    : QWidget(parent),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_field(new NumberField(least, most, decimals, this)),
      m_step(step),
      m_resetValue(least) {
    m_field->setProperty("flat", true);
    m_field->setSingleStep(step);
    m_field->setAccessibleName(name);
    m_field->setFixedWidth(84);
    m_slider->setRange(0, kTravel);
    m_slider->setAccessibleName(name);
    m_slider->setToolTip(tr("Double click resets"));
    m_slider->installEventFilter(this);

    auto* label = makeLabel(name, TextRole::Muted, this);
    label->setBuddy(m_field);
    auto* top = new QHBoxLayout;
    top->addWidget(label);
    top->addStretch();
    top->addWidget(m_field);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_slider);

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        const QSignalBlocker block(m_field);
        m_field->setValue(fromTravel(position));
        emit valueEdited(m_field->value());
    });
    connect(m_field, &NumberField::valueChanged, this, [this](double typed) {
        syncSlider();
        emit valueEdited(typed);
    });
    setFocusProxy(m_slider);
    syncSlider();
    alignField();
}

void LabeledSlider::setValue(double value) {
    const QSignalBlocker block(m_field);
    m_field->setValue(value);
    syncSlider();
}

void LabeledSlider::setLogarithmic(bool logarithmic) {
    m_logarithmic = logarithmic;
    syncSlider();
}

void LabeledSlider::setRange(double least, double most) {
    const QSignalBlocker block(m_field);
    m_field->setRange(least, most);
    syncSlider();
}

/// To the end of the slider. A figure has no direction of its own that would turn it round there.
void LabeledSlider::alignField() {
    m_field->setAlignment((isRightToLeft() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute);
}

void LabeledSlider::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange) alignField();
}

bool LabeledSlider::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_slider) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseButtonDblClick) {
        m_field->setValue(m_resetValue);
        return true;
    }
    if (event->type() == QEvent::Wheel) {
        // By the steps of the arrow keys, for the same reason; touch pads send parts of a notch.
        m_wheel += static_cast<QWheelEvent*>(event)->angleDelta().y();
        for (; std::abs(m_wheel) >= kNotch; m_wheel -= m_wheel > 0 ? kNotch : -kNotch)
            step(m_wheel > 0 ? Qt::Key_Up : Qt::Key_Down);
        return true;
    }
    return event->type() == QEvent::KeyPress && step(static_cast<QKeyEvent*>(event)->key());
}

bool LabeledSlider::step(int key) {
    // Keys move the value, not the handle: its travel is coarser than a step, or finer.
    const double value = m_field->value();
    const double fine = m_logarithmic ? std::max(m_step, value * kLogarithmicStep) : m_step;
    const double coarse = m_logarithmic ? value : (m_field->maximum() - m_field->minimum()) / 10;
    const auto to = [this](double target) {
        m_field->setValue(std::round(target / m_step) * m_step);
        return true;
    };
    switch (key) {
        case Qt::Key_Right:
        case Qt::Key_Up:
            return to(value + fine);
        case Qt::Key_Left:
        case Qt::Key_Down:
            return to(value - fine);
        case Qt::Key_PageUp:
            return to(value + coarse);
        case Qt::Key_PageDown:
            return to(m_logarithmic ? value / 2 : value - coarse);
        case Qt::Key_Home:
            return to(m_field->minimum());
        case Qt::Key_End:
            return to(m_field->maximum());
        default:
            return false;
    }
}

double LabeledSlider::fromTravel(int position) const {
    const double least = m_field->minimum();
    const double most = m_field->maximum();
    const double part = static_cast<double>(position) / kTravel;
    const double value = m_logarithmic ? least * std::pow(most / least, part) : least + part * (most - least);
    return std::clamp(std::round(value / m_step) * m_step, least, most);
}

int LabeledSlider::toTravel(double value) const {
    const double least = m_field->minimum();
    const double most = m_field->maximum();
    if (most <= least) return 0;
    const double part =
        m_logarithmic ? std::log(value / least) / std::log(most / least) : (value - least) / (most - least);
    return static_cast<int>(std::lround(part * kTravel));
}

void LabeledSlider::syncSlider() {
    const QSignalBlocker block(m_slider);
    m_slider->setValue(toTravel(m_field->value()));
}

}  // namespace mw::gui
