// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "controls.h"
#include "feasibility.h"
#include "mw/plan.h"

class QComboBox;
class QLabel;

namespace mw::gui {

class CurveLegend;
class FeasibilityChart;
class NumberField;
class TuningModel;

/// The plane of what fits, with the point that is looked at, and fields for those who would rather type it.
class PlaneCard : public Card {
    Q_OBJECT

 public:
    explicit PlaneCard(QWidget* parent = nullptr);
    ~PlaneCard() override;

    FeasibilityChart* chart() const { return m_chart; }
    /// Curves, what is loaded, the precision of the cache.
    void showSubject(const TuningModel& model);
    void showPoint(const TuningModel& model);
    /// What stands between a wish and the point; empty: nothing.
    void setCorrection(const QString& text);

 signals:
    void pointAsked(mw::gui::OperatingPoint point);
    void kvPrecisionAsked(mw::Precision precision);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    QWidget* makeFields();
    void showLegend();

    FeasibilityChart* m_chart;
    CurveLegend* m_legend;
    QStringList m_curves;
    NumberField* m_context;
    NumberField* m_chats;
    QComboBox* m_kv;
    QLabel* m_cost;
    QLabel* m_correction;
};

}  // namespace mw::gui
