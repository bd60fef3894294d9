// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "job.h"

namespace mw::aime {

namespace {

double secondsBetween(Clock::time_point from, Clock::time_point to) {
    return std::max(0.0, std::chrono::duration<double>(to - from).count());
}

}  // namespace

ResultMessage resultOf(const Job& job, const std::string& version) {
    ResultMessage result{.jobId = job.id, .error = job.error, .version = version};
    const double arrival = std::chrono::duration<double>(job.receivedAt.time_since_epoch()).count();
    result.arrivalTime = arrival;
    result.finishedTime = arrival + secondsBetween(job.received, job.ended);
    if (!job.answer) return result;
    const AnswerSoFar answer = job.answer->now();
    result.text = answer.text;
    result.modelName = answer.modelName;
    result.promptTokens = answer.promptTokens;
    result.generatedTokens = answer.generatedTokens;
    result.contextTokens = answer.contextTokens;
    // What never began waited until its end.
    result.pendingDuration = secondsBetween(job.received, answer.started.value_or(job.ended));
    if (answer.started)
        result.preprocessingDuration = secondsBetween(*answer.started, answer.firstToken.value_or(job.ended));
    if (!result.error.empty() || job.wantedAsItIs) return result;
    if (!answer.failure.empty())
        result.error = answer.failure;
    else if (answer.reason == FinishReason::Cancelled)
        result.error = "The answer was stopped at the worker.";
    return result;
}

std::string shortId(const std::string& id) {
    return presentable(id, 8);
}

}  // namespace mw::aime
