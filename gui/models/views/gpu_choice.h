// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>
#include <vector>

#include "mw/plan.h"

class QCheckBox;
class QVBoxLayout;

namespace mw::gui {

/// Which of this machine's GPUs a model may use: a box for each, of which at least one stays checked.
class GpuChoice : public QWidget {
    Q_OBJECT

 public:
    explicit GpuChoice(QWidget* parent = nullptr);

    /// Shows these; the choice stays as far as they are there.
    void setGpus(const std::vector<DeviceSpec>& gpus);
    /// As LoadOptions::devices: none means all that help.
    void choose(const std::vector<int>& gpus);
    std::vector<int> chosen() const;

 signals:
    void changed();

 private:
    void showChoice();
    void take();

    std::vector<int> m_wanted;
    QVBoxLayout* m_layout;
    std::vector<QCheckBox*> m_boxes;
};

}  // namespace mw::gui
