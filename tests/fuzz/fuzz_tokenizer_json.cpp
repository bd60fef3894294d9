// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Whatever a tokenizer.json holds, it is a tokenizer or an Error that names the file.

#include <cstdlib>
#include <string>

#include "fuzz_target.h"
#include "input_file.h"
#include "merge_encoder.h"
#include "mw/error.h"
#include "tokenizer_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const mw::test::TempDir folder(mw::test::folderInMemory());
    static const mw::test::InputFile input(folder / "tokenizer.json");
    const std::filesystem::path& file = input.path();
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    input.write(text);
    try {
        mw::TokenizerFacts facts;
        mw::readTokenizerJsonFacts(file, facts);
        const mw::TokenizerJson stored = mw::readTokenizerJson(file);
        std::vector<mw::Piece> pieces;
        for (const std::string& token : stored.tokens)
            pieces.push_back({token, 0, token.starts_with('<') ? mw::PieceType::Control : mw::PieceType::Normal});
        std::vector<mw::Merge> merges;
        for (const auto& [left, right, result] : stored.merges)
            merges.push_back({left, right, result});
        const mw::MergeEncoder encoder(pieces, merges, stored.splitsWords);
        for (const int id : encoder.encode(text, true))
            if (id < 0 || (id > 0 && id >= static_cast<int>(pieces.size()))) std::abort();
    } catch (const mw::Error& error) {
        if (std::string(error.what()).find(file.string()) == std::string::npos) std::abort();
    }
    return 0;
}
