// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>
#include <optional>

#include "mw/plan.h"

namespace mw::gui {

/// In what a model's weights are to be held: as they are stored, or one of the formats that its devices run, each with
/// what the weights take in it.
class WeightChoice : public QComboBox {
    Q_OBJECT

 public:
    explicit WeightChoice(QWidget* parent = nullptr);

    /// Lists what there is for the model and the devices of a request, whose weights are `stored` so. Keeps the choice.
    void setRequest(const PlanRequest& request, const WeightFormats& stored);
    /// Nothing: as stored. A format that is not listed later is none.
    void choose(const std::optional<WeightFormats>& formats);
    std::optional<WeightFormats> chosen() const;

 signals:
    /// A person chose.
    void changed();

 private:
    std::optional<WeightFormats> m_wanted;  ///< before anything is listed
};

}  // namespace mw::gui
