// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "controls.h"
#include "machine_sampler.h"

class QVBoxLayout;

namespace mw::gui {

/// The GPUs of this machine with their free memory, or what a machine without them works with.
class MachineCard : public Card {
    Q_OBJECT

 public:
    explicit MachineCard(bool hasCuda, QWidget* parent = nullptr);

    void showMachine(const MachineSample& sample);

 private:
    struct Row;

    void showRows(int count);
    void setRow(int index, const QString& name, std::optional<quint64> used, std::optional<quint64> total,
                const QString& otherwise);

    bool m_hasCuda;
    QVBoxLayout* m_rows;
    QVector<Row*> m_shown;
    QLabel* m_note;
};

}  // namespace mw::gui
