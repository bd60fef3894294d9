// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "folder.h"
#include "mw/engine.h"
#include "prompt.h"
#include "tokenizer.h"

namespace mw {

std::vector<int> encodeConversation(const std::filesystem::path& directory, std::span<const Message> messages,
                                    const std::string& format) {
    const std::vector<std::filesystem::path> tokenizers = findTokenizers(directory);
    if (tokenizers.empty())
        throw Error(ErrorCode::FileNotFound, directory.string() + ": the folder holds no tokenizer.model",
                    {directory.string(), {}, {}});
    // Of several, the vocabulary of the model decides.
    const std::filesystem::path file =
        tokenizers.size() == 1 ? tokenizers.front() : inspectCheckpoint(directory).tokenizer;
    return encodePrompt(format, *Tokenizer::open(file), messages).ids;
}

}  // namespace mw
