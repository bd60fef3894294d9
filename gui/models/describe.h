// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include "fit.h"
#include "mw/error.h"
#include "mw/model.h"
#include "mw/plan.h"

/// Values of the engine in words, with the locale's digits. Bytes are decimal, as on the boxes of GPUs and disks.
namespace mw::gui {

/// "93.4 GB", "310 MB", "12 kB".
QString describeBytes(quint64 bytes);
/// "46.7 billion", "1.9 million".
/// The size of a device's memory: "85.9 GB (80 GiB)". Cards are sold by powers of two, and everything else here is
/// counted by powers of ten.
QString describeCapacity(quint64 bytes);
QString describeCount(quint64 count);
/// "1 chat", "8 chats".
QString describeChats(int chats);
/// "32 layers, hidden size 4,096, 8 experts (2 per token)".
QString describeArchitecture(const ModelConfig& config);
/// "46.7 billion, 12.9 billion active per token".
QString describeParameters(const ModelConfig& config);
/// How the weights lie in the files: "bf16", "Q4_K, Q6_K, Q8_0 (4.9 bits per weight)".
QString describeStored(const CheckpointInfo& checkpoint);
/// In what form and in how many bytes all devices of a plan hold the weights: "q4_k + q6_k, 28.0 GB".
QString describeHeld(const Plan& plan);
/// "CPU", "CPU 1 of 2", "GPU 0".
QString describeDevice(const Plan& plan, int rank);
/// "2 × H100 80 GB · tensor parallel".
QString describePlacement(const Plan& plan);
/// "less than a second", "12 s", "3 min 20 s".
QString describeSeconds(double seconds);
/// What there is to know beyond the message: code, file, offset, device, missing bytes; a line each.
QString describeDetails(const Failure& failure);

/// Whether a plan fits, in a word and a sentence that names the device and the bytes.
struct Verdict {
    Fit fit = Fit::Fits;
    QString word;  ///< "fits", "tight", "does not fit"
    QString sentence;
};

/// A plan that leaves less than 5 % of its fullest device free is tight.
Verdict verdictOf(const Plan& plan);

}  // namespace mw::gui
