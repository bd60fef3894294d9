// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "folder.h"
#include "gguf_reader.h"
#include "mw/engine.h"
#include "open_tokenizer.h"
#include "prompt.h"

namespace mw {

std::vector<int> encodeConversation(const std::filesystem::path& directory, std::span<const Message> messages,
                                    const std::string& format) {
    const CheckpointFolder folder = openFolder(directory);
    const std::vector<std::filesystem::path> tokenizers = tokenizersIn(folder);
    // A file of weights may hold a tokenizer; and of several, the vocabulary of the model decides.
    const bool isPlain = !hasGguf(folder);
    if (tokenizers.empty() && isPlain)
        throw Error(ErrorCode::FileNotFound, directory.string() + ": " + missingTokenizer(folder),
                    {directory.string(), {}, {}});
    if (tokenizers.size() == 1 && isPlain)
        return encodePrompt(format, *openTokenizer(tokenizers.front()).tokenizer, messages).ids;
    const CheckpointInfo info = inspectCheckpoint(directory);
    if (info.tokenizer.empty())
        throw Error(ErrorCode::FileNotFound, directory.string() + ": " + info.tokenizerMissing,
                    {directory.string(), {}, {}});
    return encodePrompt(format, *openTokenizer(info.tokenizer).tokenizer, messages).ids;
}

}  // namespace mw
