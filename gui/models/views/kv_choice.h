// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>
#include <optional>

#include "mw/plan.h"

namespace mw::gui {

/// In what a model keeps keys and values: the types that its devices run, the usual one first, each with what a token
/// takes in it.
class KvChoice : public QComboBox {
    Q_OBJECT

 public:
    explicit KvChoice(QWidget* parent = nullptr);

    /// Lists what there is for the model and the devices of a request. Keeps the choice.
    void setRequest(const PlanRequest& request);
    /// Nothing: the usual one. A type that is not listed later is that one, too.
    void choose(const std::optional<Precision>& precision);
    std::optional<Precision> chosen() const;

 signals:
    /// A person chose.
    void changed();

 private:
    std::optional<Precision> m_wanted;  ///< before anything is listed
};

}  // namespace mw::gui
