// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUrl>
#include <QVector>

#include "mw/model.h"

namespace mw::gui {

/// Weights that Mistral AI has published, in bf16 safetensors. Nothing here fetches them.
struct PublishedWeights {
    QString repository;  ///< on the Hugging Face hub
    ModelConfig model;
    bool instructed = false;  ///< answers; else it only continues texts
    QString licence;          ///< SPDX

    quint64 bytes() const { return parameterCount(model) * rowBytes(WeightFormat::BFloat16, 1).total(); }
    QUrl page() const;
    /// The command that a person may run to fetch them into ~/models, where the search looks.
    QString command() const;
};

const QVector<PublishedWeights>& publishedWeights();

}  // namespace mw::gui
