// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_prompt.h"

#include <algorithm>
#include <random>

namespace mw::gui {

namespace {

/// Ids below are control tokens in Mistral's vocabularies: unknown, beginning, end.
constexpr int kFirstWord = 3;
constexpr int kDigits = 3;

}  // namespace

std::string benchmarkProse() {
    return "The lighthouse stood where the land gave up. Every evening Maren climbed its hundred and twelve steps with "
           "a "
           "can of oil in one hand and a book in the other, and every morning she came down with the can empty and the "
           "book a little further. Ships passed. Some were close enough that she could read their names: Fair Wind, "
           "Second Chance, Bertha of Aalborg. She wrote each of them into a ledger, with the hour and the weather, "
           "because her father had done so and nobody had told her to stop.\n\n"
           "In the autumn of the year in which the herring stayed away, a ship came that had no name. It carried no "
           "sail and no lamp, it made no sound, and it did not pass. Maren watched it from the gallery until the fog "
           "took it, and then she opened the ledger and found that she did not know what to write. \"Unnamed,\" she "
           "put down at last, \"ten past four, wind from the north-west, sea calm.\" When she looked up, there was a "
           "knock at the door, a hundred and twelve steps below.\n\n"
           "\"You keep a record,\" said the man who stood outside. His coat was dry, although it rained. \"Of every "
           "ship,\" said Maren. \"Then you will have mine.\" She asked him for its name, and he laughed, and told her "
           "that this was precisely the trouble: it had been painted over so often that nobody remembered the first "
           "one. \"I thought that you might have it. Your father wrote it down, thirty years ago to the day.\"\n\n";
}

std::vector<int> fullPrompt(int tokens, int vocabulary, quint64 number, std::span<const int> prose) {
    std::vector<int> ids;
    ids.reserve(static_cast<std::size_t>(std::max(tokens, 0)));
    const int words = std::max(vocabulary - kFirstWord, 1);
    for (int digit = 0; digit < kDigits; ++digit, number /= static_cast<quint64>(words))
        ids.push_back(kFirstWord + static_cast<int>(number % static_cast<quint64>(words)));
    std::minstd_rand random(1);
    for (std::size_t i = 0; static_cast<int>(ids.size()) < tokens; ++i)
        ids.push_back(prose.empty() ? kFirstWord + static_cast<int>(random() % static_cast<unsigned>(words))
                                    : prose[i % prose.size()]);
    ids.resize(static_cast<std::size_t>(std::max(tokens, 1)));
    return ids;
}

}  // namespace mw::gui
