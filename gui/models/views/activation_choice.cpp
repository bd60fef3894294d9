// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "activation_choice.h"

#include <algorithm>

#include "mw/supported.h"

namespace mw::gui {

ActivationChoice::ActivationChoice(QWidget* parent) : QComboBox(parent) {
    setAccessibleName(tr("Activations of prompts"));
    setToolTip(tr("In fp8 a GPU reads long prompts faster, and rounds what it multiplies with the weights."));
    connect(this, &QComboBox::activated, this, [this] {
        m_wanted = static_cast<Activations>(currentData().toInt());
        emit changed();
    });
}

void ActivationChoice::setRequest(const PlanRequest& request) {
    clear();
    addItem(tr("exact"), static_cast<int>(Activations::Exact));
    const auto supported = supportedActivations(request.weights, request.devices);
    if (request.devices.front().kind == DeviceKind::Cuda && std::ranges::count(supported, Activations::Float8) > 0)
        addItem(tr("fp8, long prompts faster"), static_cast<int>(Activations::Float8));
    if (findData(static_cast<int>(m_wanted)) < 0) m_wanted = Activations::Exact;
    choose(m_wanted);
}

void ActivationChoice::choose(Activations activations) {
    m_wanted = activations;
    setCurrentIndex(findData(static_cast<int>(activations)));
}

}  // namespace mw::gui
