// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <vector>

#include "content_dialog.h"
#include "mw/plan.h"

class QLabel;
class QPushButton;

namespace mw::gui {

class Banner;
class LoadPanel;
class ModelSession;
class OperatingPointPanel;
class PlanPanel;

/// Another context or number of chats for the model that is loaded. Says what the change costs before it is made; a
/// reload that fails brings the point back that was.
class OperatingPointDialog : public ContentDialog {
    Q_OBJECT

 public:
    explicit OperatingPointDialog(ModelSession& session, QWidget* parent = nullptr);
    ~OperatingPointDialog() override;

    /// Plans for the devices as they are now, where other programs took or gave back memory since the load.
    void setDevices(const std::vector<DeviceSpec>& devices);

 public slots:
    void reject() override;

 private:
    void follow();
    void showCost();
    void apply();

    ModelSession& m_session;
    QLabel* m_model;
    OperatingPointPanel* m_point;
    PlanPanel* m_plan;
    QLabel* m_cost;
    Banner* m_failure;
    LoadPanel* m_loading;
    QPushButton* m_cancel;
    QPushButton* m_apply;
    bool m_asked = false;  ///< a reload was asked for here and has not come to its end
};

}  // namespace mw::gui
