// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

#include "request_table.h"

namespace mw::gui {

/// The table of live requests: state marks, and a way to cancel each. Delete cancels the chosen one, Enter does on its
/// last cell.
class RequestsView : public QTableView {
    Q_OBJECT

 public:
    RequestsView(RequestTable& table, QWidget* parent = nullptr);

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;

 signals:
    void cancelRequested(mw::RequestId request);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    void cancel(int row);
    /// Gives each column what its figures may need, and its part of what is left. What is least missed goes first where
    /// there is no room.
    void spreadColumns();

    RequestTable& m_table;
};

}  // namespace mw::gui
