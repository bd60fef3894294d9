// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "feasibility.h"

#include <QCoreApplication>
#include <algorithm>
#include <span>

#include "mw/limits.h"
#include "mw/supported.h"
#include "reading_speed.h"

namespace mw::gui {

namespace {

constexpr int kLeastContext = 512;
/// Chats that Balanced aims at, and the context below which it takes fewer.
constexpr int kBalancedChats = 8;
constexpr int kBalancedLeastContext = 2048;
/// The context of ManyChats: several questions and answers.
constexpr int kShortContext = 4096;
constexpr int kMostCurves = 9;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Words)
};

QString nameOf(Precision precision) {
    const std::string_view name = precisionName(precision);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// Formats of weights and precisions of the KV cache that bound the same.
using PrecisionPairs = QVector<std::pair<WeightFormats, Precision>>;

/// "bf16", "bf16 / fp16", "bf16 / fp16, KV fp32".
QString describe(const PrecisionPairs& pairs) {
    QStringList weights, caches;
    for (const auto& [ofWeights, ofCache] : pairs) {
        if (const QString name = QString::fromStdString(namesOfExperts(ofWeights)); !weights.contains(name))
            weights << name;
        if (const QString name = nameOf(ofCache); !caches.contains(name)) caches << name;
    }
    weights.sort();
    caches.sort();
    const QString names = weights.join(" / ");
    return weights == caches ? names : Words::tr("%1, KV %2").arg(names, caches.join(" / "));
}

/// The longest context on the grid with which `batch` chats fit; 0 if there is none.
int longestContext(const PlanRequest& request, int batch) {
    const int longest = largestContexts(request, std::span(&batch, 1)).front();
    const PointGrid grid = contextGrid(request.model);
    if (longest < grid.least()) return 0;
    const int nearest = grid.nearest(longest);
    return nearest <= longest ? nearest : grid.below(nearest);
}

int mostChats(PlanRequest request, int context) {
    request.batch = 1;
    request.contextTokens = context;
    return std::min(makePlan(request).largestBatch, kMostChats);
}

std::optional<OperatingPoint> balanced(const PlanRequest& request) {
    const int wanted = std::min(kBalancedLeastContext, request.model.trainedContext);
    for (int chats = kBalancedChats; chats > 1; chats /= 2)
        if (const int context = longestContext(request, chats); context >= wanted)
            return OperatingPoint{context, chats};
    if (const int context = longestContext(request, 1); context > 0) return OperatingPoint{context, 1};
    return {};
}

}  // namespace

PointGrid contextGrid(const ModelConfig& model) {
    const int trained = std::max(model.trainedContext, 1);
    return {std::clamp(kLeastContext, 1, std::max(trained / 8, 1)), trained, kKvPageTokens};
}

PointGrid chatsGrid() {
    return {1, kMostChats, 1};
}

PlanRequest comfortable(PlanRequest request) {
    for (DeviceSpec& device : request.devices) {
        const std::uint64_t free = device.freeBytes();
        const auto spared = static_cast<std::uint64_t>(kComfortShare * static_cast<double>(free));
        device.usedByOthersBytes = device.capacityBytes - (free - spared);
    }
    return request;
}

Staircase staircase(const PlanRequest& request) {
    // Beyond the plane, so that a curve leaves it instead of running along its edge.
    const PointGrid chats(1, 2 * kMostChats, 1);
    std::vector<int> batches;
    for (int batch = 1; batch < chats.most(); batch = batch < kMostChats ? batch + 1 : chats.above(batch))
        batches.push_back(batch);
    batches.push_back(chats.most());
    const std::vector<int> contexts = largestContexts(request, batches);
    Staircase corners;
    for (std::size_t i = 0; i < batches.size() && contexts[i] > 0; ++i)
        corners << QPointF(contexts[i], batches[i]);
    return corners;
}

QString describePrecision(const WeightFormats& weights, Precision kv) {
    return describe({{weights, kv}});
}

QVector<FeasibilityCurve> precisionCurves(const PlanRequest& request) {
    QVector<PrecisionPairs> pairs;
    QVector<Staircase> staircases;
    const auto add = [&](const WeightFormats& weights, Precision kv) {
        PlanRequest wanted = request;
        wanted.weights = weights;
        wanted.kv = kv;
        const Staircase corners = staircase(wanted);
        if (corners.isEmpty() && !pairs.isEmpty()) return;  // nothing to draw, and nothing to learn
        const qsizetype same = staircases.indexOf(corners);
        if (same >= 0) {
            pairs[same].append({weights, kv});
        } else if (pairs.size() < kMostCurves) {
            pairs.append(PrecisionPairs{{weights, kv}});
            staircases << corners;
        }
    };
    add(request.weights, request.kv);
    // What can be loaded, and nothing else.
    const DeviceKind kind = request.devices.front().kind;
    for (const WeightFormat format : supportedWeights(kind))
        if (format != request.weights) add(format, supportedKv(kind).front());
    for (const Precision kv : supportedKv(kind))
        if (kv != request.kv) add(request.weights, kv);
    QVector<FeasibilityCurve> curves;
    for (qsizetype i = 0; i < pairs.size(); ++i)
        curves.append({describe(pairs[i]), staircases[i]});
    // Where all fit alike, a list of all names says less.
    if (curves.size() == 1 && pairs.front().size() > 1) curves.front().name = Words::tr("every format");
    return curves;
}

std::optional<OperatingPoint> pointFor(Intent intent, const PlanRequest& request, const SpeedModel& speed,
                                       quint64 budgetBytes) {
    const PlanRequest roomy = comfortable(request);
    switch (intent) {
        case Intent::LongDocument:
            if (const int context = longestContext(roomy, 1); context > 0) return OperatingPoint{context, 1};
            return {};
        case Intent::Balanced:
            return balanced(roomy);
        case Intent::ManyChats: {
            const int context = std::min(kShortContext, request.model.trainedContext);
            int chats = mostChats(roomy, context);
            if (chats < 1) return {};
            PlanRequest at = request;
            at.contextTokens = context;
            at.batch = chats;
            if (const int fast = mostChatsAbove(kReadingLeast, makePlan(at), speed); fast > 0)
                chats = std::min(chats, fast);
            return OperatingPoint{context, chatsGrid().nearest(chats) <= chats
                                               ? chatsGrid().nearest(chats)
                                               : chatsGrid().below(chatsGrid().nearest(chats))};
        }
        case Intent::Budget: {
            PlanRequest within = request;
            for (DeviceSpec& device : within.devices) {
                if (device.freeBytes() > budgetBytes) device.usedByOthersBytes = device.capacityBytes - budgetBytes;
            }
            return balanced(within);
        }
    }
    return {};
}

int mostChatsAbove(double tokensPerSecond, const Plan& plan, const SpeedModel& speed) {
    if (!speed.known()) return 0;
    const double context = usualContext(plan.request.contextTokens);
    const auto fast = [&](int chats) {
        return decodeTokensPerSecond(speed, plan, chats, context) / chats >= tokensPerSecond;
    };
    // More chats are never faster for each of them.
    int good = 0;
    int bad = kMostChats + 1;
    while (bad - good > 1) {
        const int middle = (good + bad) / 2;
        (fast(middle) ? good : bad) = middle;
    }
    return good;
}

double usualContext(int contextTokens) {
    return contextTokens / 2.0;
}

}  // namespace mw::gui
