// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "content_dialog.h"
#include "quality_plan.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace mw::gui {

class FileField;
class KvChoice;
class ModelSession;
class NumberField;

/// Which formats of a model are to be measured on which text, and what that does to what is loaded; said before
/// anything happens. Closes when another model is loaded.
class QualityDialog : public ContentDialog {
    Q_OBJECT

 public:
    QualityDialog(const QualityModel& model, const ModelSession& session, QWidget* parent = nullptr);
    ~QualityDialog() override;

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
    const ModelSession& m_session;
    QualityPlan m_plan;
    QString m_textError;  ///< why the text cannot be read; empty if it can
    QVector<WeightFormats> m_formats;
    QVector<QCheckBox*> m_boxes;  ///< of m_formats
    QCheckBox* m_stored;
    KvChoice* m_kv;
    FileField* m_text;
    NumberField* m_tokens;
    QLabel* m_problems;
    QLabel* m_cost;
    QPushButton* m_start;
};

}  // namespace mw::gui
