// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableWidget>

#include "quality_result.h"

namespace mw::gui {

/// What was measured, a line each.
class QualityTable : public QTableWidget {
    Q_OBJECT

 public:
    /// So many lines are seen at once; the rest is scrolled to.
    static constexpr int kMostLines = 4;

    explicit QualityTable(QWidget* parent = nullptr);

    void setResults(const QVector<QualityResult>& results);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

 signals:
    void removeRequested(const mw::gui::QualityResult& result);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void spreadColumns();

    QVector<QualityResult> m_results;
};

}  // namespace mw::gui
