// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "activation_choice.h"

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
    for (const Activations activations : supportedActivations(request.weights, request.devices))
        addItem(activations == Activations::Exact ? tr("exact") : tr("fp8, long prompts faster"),
                static_cast<int>(activations));
    if (findData(static_cast<int>(m_wanted)) < 0) m_wanted = Activations::Exact;
    choose(m_wanted);
}

void ActivationChoice::choose(Activations activations) {
    m_wanted = activations;
    setCurrentIndex(findData(static_cast<int>(activations)));
}

}  // namespace mw::gui
