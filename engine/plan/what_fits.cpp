// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What fits where a plan does not.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "mw/plan.h"
#include "mw/supported.h"
#include "sizes.h"

namespace mw {

namespace {

/// Those of a kind of device that take less than `than`, the largest first.
template <typename Choice, typename Choices, typename Bytes>
std::vector<Choice> smaller(const Choices& all, const Choice& than, const Bytes& bytesOf) {
    std::vector<Choice> choices;
    for (const auto& each : all)
        if (bytesOf(Choice(each)) < bytesOf(than)) choices.emplace_back(each);
    std::ranges::stable_sort(choices, std::greater{}, bytesOf);
    return choices;
}

/// What a request may be held in, in the order in which people would rather have it: its own first.
std::vector<HeldPrecision> ways(const PlanRequest& request) {
    const DeviceKind kind = request.devices.at(0).kind;
    const auto bytesOfExperts = [&](const WeightFormats& formats) {
        return bytesPerExpertValue(formats, request.model.hiddenSize);
    };
    std::vector<WeightFormats> weights = smaller(supportedWeights(kind), request.weights, bytesOfExperts);
    std::vector<Precision> caches = smaller(supportedKv(kind), request.kv, bytesPerElement);
    weights.insert(weights.begin(), request.weights);
    caches.insert(caches.begin(), request.kv);
    std::vector<HeldPrecision> all;
    for (const WeightFormats& format : weights)
        for (const Precision kv : caches)
            all.push_back({format, kv});
    return all;
}

PlanRequest heldIn(PlanRequest request, const HeldPrecision& precision) {
    request.weights = precision.weights;
    request.kv = precision.kv;
    return request;
}

/// "int4 weights and the KV cache in fp8"; only what differs from the request.
std::string describe(const HeldPrecision& held, const PlanRequest& request) {
    std::string text;
    if (held.weights != request.weights) text = describeFormats(held.weights) + " weights";
    if (held.kv != request.kv)
        text += (text.empty() ? "" : " and ") + ("the KV cache in " + std::string(precisionName(held.kv)));
    return text;
}

std::string chats(int count) {
    return std::to_string(count) + (count == 1 ? " chat" : " chats");
}

}  // namespace

std::optional<HeldPrecision> fittingPrecision(const PlanRequest& request) {
    for (const HeldPrecision& held : ways(request))
        if (makePlan(heldIn(request, held)).fits) return held;
    return {};
}

std::string describeWhatFits(const Plan& plan) {
    const PlanRequest& request = plan.request;
    std::vector<std::string> offers;
    if (const std::optional<HeldPrecision> held = fittingPrecision(request)) offers.push_back(describe(*held, request));
    if (plan.largestBatch > 0) offers.push_back(chats(plan.largestBatch) + " at this context");
    if (plan.largestContext > 0)
        offers.push_back(std::to_string(plan.largestContext) + " tokens for each of " + chats(request.batch));
    if (offers.empty()) {
        const HeldPrecision least = ways(request).back();
        const Plan smallest = makePlan(heldIn(request, least));
        const std::string precision = describe(least, request);
        return (precision.empty() ? "It takes " : "Even with " + precision + " it takes ") +
               gibibytes(smallest.devices[static_cast<std::size_t>(smallest.limitingDevice)].totalBytes()) +
               " of device " + std::to_string(smallest.limitingDevice) + ".";
    }
    std::string sentence;
    for (const std::string& offer : offers)
        sentence += (sentence.empty() ? "It fits with " : ", or with ") + offer;
    return sentence + ".";
}

}  // namespace mw
