// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <vector>

#include "controls.h"
#include "needs.h"

class QTableWidget;

namespace mw::gui {

/// Both large models in every precision: whether they run here, and the GPUs that they would need.
class NeedsCard : public Card {
    Q_OBJECT

 public:
    explicit NeedsCard(GpuTable gpus, QWidget* parent = nullptr);

    void setDevices(const std::vector<DeviceSpec>& devices);

 signals:
    /// A person wants to plan for other GPUs.
    void hardwareWanted();

 protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void fill();
    void showVerdicts();
    void fitHeight();

    GpuTable m_gpus;
    std::optional<DeviceKind> m_kind;  ///< that the rows are for
    QVector<WeightSize> m_sizes;
    std::vector<DeviceSpec> m_devices;
    QLabel* m_answer;
    QTableWidget* m_table;
};

}  // namespace mw::gui
