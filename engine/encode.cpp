// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "folder.h"
#include "mw/engine.h"
#include "prompt.h"
#include "tokenizer.h"
#include "tokenizer_facts.h"

namespace mw {

std::vector<int> encodeConversation(const std::filesystem::path& directory, std::span<const Message> messages,
                                    const std::string& format) {
    const CheckpointFolder folder = openFolder(directory);
    const std::vector<std::filesystem::path> tokenizers = tokenizersIn(folder);
    if (tokenizers.empty())
        throw Error(ErrorCode::FileNotFound, directory.string() + ": " + missingTokenizer(folder),
                    {directory.string(), {}, {}});
    // Of several, the vocabulary of the model decides.
    const std::filesystem::path file =
        tokenizers.size() == 1 ? tokenizers.front() : inspectCheckpoint(directory).tokenizer;
    const TokenizerFacts facts = readTokenizerFacts(file.parent_path());
    return encodePrompt(format, *Tokenizer::open(file, facts.special), messages).ids;
}

}  // namespace mw
