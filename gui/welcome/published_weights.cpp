// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "published_weights.h"

namespace mw::gui {

QUrl PublishedWeights::page() const {
    return QUrl("https://huggingface.co/" + repository);
}

QString PublishedWeights::command() const {
    // Some of these repositories hold the same weights once more as pickles, which are never opened here.
    return QString("hf download %1 --exclude '*.pt' --local-dir ~/models/%2")
        .arg(repository, repository.section('/', -1));
}

const QVector<PublishedWeights>& publishedWeights() {
    static const QVector<PublishedWeights> weights = {
        {"mistralai/Mixtral-8x7B-Instruct-v0.1", mixtral8x7B(), true, "Apache-2.0"},
        {"mistralai/Mixtral-8x7B-v0.1", mixtral8x7B(), false, "Apache-2.0"},
        {"mistralai/Mixtral-8x22B-Instruct-v0.1", mixtral8x22B(), true, "Apache-2.0"},
        {"mistralai/Mixtral-8x22B-v0.1", mixtral8x22B(), false, "Apache-2.0"},
    };
    return weights;
}

}  // namespace mw::gui
