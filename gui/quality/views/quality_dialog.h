// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "measurement_dialog.h"
#include "quality_plan.h"

class QCheckBox;

namespace mw::gui {

class FileField;
class KvChoice;
class NumberField;

/// Which formats of a model are to be measured on which text, and what that does to what is loaded; said before
/// anything happens. Closes when another model is loaded.
class QualityDialog : public MeasurementDialog {
    Q_OBJECT

 public:
    QualityDialog(const QualityModel& model, const ModelSession& session, QWidget* parent = nullptr);

    /// Ticks only this way of holding the model; absent: as stored, with the usual cache.
    void choose(const std::optional<WeightFormats>& weights, const std::optional<Precision>& kv);
    void setText(const QString& path);

    /// As it stands.
    const QualityPlan& plan() const { return m_plan; }

 private:
    QWidget* makeText();
    QWidget* makeFormats();
    QualityChoice choice() const;
    void readText();
    void refresh();
    QString costOf() const;

    const QualityModel m_model;
    QualityPlan m_plan;
    QString m_textError;  ///< why the text cannot be read; empty if it can
    QVector<WeightFormats> m_formats;
    QVector<QCheckBox*> m_boxes;  ///< of m_formats
    QCheckBox* m_stored;
    KvChoice* m_kv;
    FileField* m_text;
    NumberField* m_tokens;
};

}  // namespace mw::gui
