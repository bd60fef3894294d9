// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>

#include "bench_commands.h"

int main(int argc, char** argv) {
    using namespace mw::tools;
    CLI::App program("Measures and examines Mixtral models", "mixtral-bench");
    program.require_subcommand(0, 1);
    const std::array commands = {addRun(program),      addLatency(program),  addPlan(program),
                                 addQuality(program),  addGenerate(program), addLogits(program),
                                 addTokenize(program), addServeLoad(program)};
    return runProgram(program, argc, argv, [&] {
        const auto command = std::ranges::find_if(commands, [](const Command& c) { return c.app->parsed(); });
        if (command == commands.end())
            refuse("name a subcommand: run, latency, plan, quality, serve-load, generate, logits or tokenize");
        return command->run();
    });
}
