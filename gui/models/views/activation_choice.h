// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>

#include "mw/activations.h"
#include "mw/plan.h"

namespace mw::gui {

/// What activations of long prompts are multiplied as: what the weights and GPUs of a model take, exact first. The CPU,
/// which would be none the faster, leaves nothing to choose.
class ActivationChoice : public QComboBox {
    Q_OBJECT

 public:
    explicit ActivationChoice(QWidget* parent = nullptr);

    /// Lists what there is for a request. Keeps the choice, where it is there.
    void setRequest(const PlanRequest& request);
    /// Whether there is something to choose.
    bool isOffered() const { return count() > 1; }
    void choose(Activations activations);
    Activations chosen() const { return m_wanted; }

 signals:
    /// A person chose.
    void changed();

 private:
    Activations m_wanted = Activations::Exact;
};

}  // namespace mw::gui
