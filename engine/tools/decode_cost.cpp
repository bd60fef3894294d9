// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "decode_cost.h"

#include <cmath>

namespace mw::tools {

double expectedExperts(const ModelConfig& model, int batch) {
    const double experts = model.experts;
    return experts * (1 - std::pow(1 - model.expertsPerToken / experts, batch));
}

double decodeStepBytes(const PlanRequest& request, int batch, double contextTokens) {
    const ModelConfig& model = request.model;
    const auto weight = static_cast<double>(bytesPerElement(request.weights));
    const double hidden = model.hiddenSize;
    const double queries = static_cast<double>(model.heads) * model.headDim;
    const double keys = static_cast<double>(model.kvHeads) * model.headDim;
    const double attention = 2 * hidden * (queries + keys) * weight;
    const double expert = 3 * hidden * model.feedForwardSize * weight;
    const double normsAndRouter = hidden * (2 + model.experts) * 4;
    const double kv = 2 * keys * contextTokens * batch * static_cast<double>(bytesPerElement(request.kv));
    const double layer = attention + expectedExperts(model, batch) * expert + normsAndRouter + kv;
    return layer * model.layers + hidden * model.vocabularySize * weight + hidden * 4;
}

}  // namespace mw::tools
