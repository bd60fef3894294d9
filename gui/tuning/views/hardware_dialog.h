// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVector>
#include <optional>

#include "content_dialog.h"
#include "mw/gpus.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace mw::gui {

class NumberField;

/// Chooses GPUs that are not here, also of several kinds, and a model to plan for on them. A table says how many of
/// each GPU a model needs.
class HardwareDialog : public ContentDialog {
    Q_OBJECT

 public:
    /// GPUs of one kind.
    struct Group {
        QString gpu;
        int count = 1;
    };

    /// `start`: what is planned for now; its model is offered beside the two that this program is made for.
    HardwareDialog(const GpuTable& gpus, const PlanRequest& start, QWidget* parent = nullptr);
    ~HardwareDialog() override;

    /// What was chosen.
    PlanRequest request() const;
    void setGroups(const QVector<Group>& groups);
    QVector<Group> groups() const;

 signals:
    /// A person wants the devices of this machine back.
    void thisMachineChosen();

 private:
    std::vector<DeviceSpec> devices() const;
    PlanRequest requestOn(const ModelConfig& model, std::vector<DeviceSpec> devices) const;
    struct Row {
        QWidget* widget;
        QComboBox* gpu;
        NumberField* count;
        QPushButton* remove;
    };

    QWidget* makeDevices();
    QWidget* makeModel();
    QWidget* makeTable();
    void addRow(const Group& group);
    void removeRow(QWidget* widget);
    void refresh();
    void fillTable();
    void takeCell(int row, int column);

    GpuTable m_gpus;
    PlanRequest m_start;
    QVector<ModelConfig> m_models;
    QVector<Row> m_rows;
    QVBoxLayout* m_rowColumn = nullptr;
    QComboBox* m_model = nullptr;
    QComboBox* m_weights = nullptr;
    QComboBox* m_kv = nullptr;
    NumberField* m_context = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_sentence = nullptr;
    QTableWidget* m_table = nullptr;
    QPushButton* m_plan = nullptr;
};

/// "2 × H100 80 GB SXM + 1 × RTX 4090"; neighbours of one name are counted together.
QString describeDevices(const std::vector<DeviceSpec>& devices);

}  // namespace mw::gui
