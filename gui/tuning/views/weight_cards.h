// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRadioButton>
#include <QVector>
#include <QWidget>

#include "mw/plan.h"

class QButtonGroup;
class QGridLayout;

namespace mw::gui {

class QualityStore;
struct QualityResult;
class TuningModel;

/// One way to hold the weights, as a card that is chosen like a radio button: its name and size, and what it means at
/// the point that is looked at.
class WeightCard : public QRadioButton {
    Q_OBJECT

 public:
    struct Content {
        QString name;      ///< "int4"
        QString size;      ///< "24.5 GB"
        QString aside;     ///< at the right end: "as stored"
        QString note;      ///< the second line
        bool bad = false;  ///< the note says that it does not fit
        friend bool operator==(const Content&, const Content&) = default;
    };

    explicit WeightCard(QWidget* parent = nullptr);
    void setContent(const Content& content);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// In which name, size and note are not cut.
    int wholeWidth() const;

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& point) const override { return rect().contains(point); }

 private:
    Content m_content;
};

/// All ways in which the devices of a plan can hold the weights of its model, side by side; in rows, where there is not
/// the room for all their figures on one.
class WeightCards : public QWidget {
    Q_OBJECT

 public:
    explicit WeightCards(QWidget* parent = nullptr);

    /// Says of each what it costs, where that is measured; the store outlives this.
    void setQuality(const QualityStore& store) { m_qualities = &store; }
    /// Lists what there is for the model's subject.
    void showSubject(const TuningModel& model);
    /// What each means at the model's point.
    void showPoint(const TuningModel& model);

 signals:
    /// A person chose.
    void weightsAsked(const mw::WeightFormats& weights);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void arrange();
    const QualityResult* qualityOf(const TuningModel& model, const Plan& plan) const;

    const QualityStore* m_qualities = nullptr;
    QVector<WeightFormats> m_choices;
    QVector<WeightCard*> m_cards;
    QButtonGroup* m_group;
    QGridLayout* m_grid;
    int m_columns = 0;
};

}  // namespace mw::gui
