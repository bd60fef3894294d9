// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "controls.h"

namespace mw::gui {

struct PublishedWeights;

/// Where the real weights are, how large, and under which licence; with the way to fetch them, or commands to copy.
/// Fetches nothing itself.
class WeightsCard : public Card {
    Q_OBJECT

 public:
    explicit WeightsCard(QWidget* parent = nullptr);

 signals:
    void downloadChosen(const QString& repository);

 private:
    QWidget* makeRow(const PublishedWeights& weights);
};

}  // namespace mw::gui
