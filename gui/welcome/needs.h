// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>
#include <optional>
#include <vector>

#include "describe.h"
#include "machine_sampler.h"
#include "mw/gpus.h"
#include "mw/plan.h"

/// What this machine runs, and what the large models would need; the planner's numbers.
namespace mw::gui {

/// The context that the welcome page plans with: a long conversation, or a text of some twenty pages.
inline constexpr int kWelcomeContext = 8192;

/// The devices that a model would be loaded on, as of a sample: the GPUs whose memory is known, if the CUDA backend is
/// there, else the CPU. What this program holds itself counts as free, since the next model takes its place.
std::vector<DeviceSpec> devicesOf(const MachineSample& sample, bool hasCuda);

/// Weights of one size: a model in the formats that take as many bytes.
struct WeightSize {
    ModelConfig model;
    WeightFormat format = WeightFormat::BFloat16;  ///< one of them
    QString formats;                               ///< "bf16 / fp16"
    quint64 bytes = 0;
};

/// Both large models in each format that devices of this kind compute with. GPUs hold no float32.
QVector<WeightSize> weightSizes(DeviceKind kind);

/// The plan for one chat at kWelcomeContext, or at the trained context where that is less, with weights stored as
/// `stored` and held as the devices hold them; absent without devices.
std::optional<Plan> planOn(const std::vector<DeviceSpec>& devices, const ModelConfig& model,
                           const WeightFormats& stored);

/// The word of verdictOf(), and how many chats of the planned context there is room for, or what is missing.
Verdict verdictHere(const Plan& plan);

/// Sets of GPUs that hold the weights with one chat: for 1, 2, 4 and 8 GPUs the kind with the least memory,
/// "1 × H200 141 GB", "2 × H100 80 GB SXM" ...
QStringList setsFor(const WeightSize& size, const GpuTable& gpus);

}  // namespace mw::gui
