// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Whatever a GGUF file holds, it is a model or an Error that names the file.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "checkpoint.h"
#include "fuzz_target.h"
#include "gguf_vocabulary.h"
#include "input_file.h"
#include "mw/error.h"
#include "mw/listed_models.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 1 << 20;  // of a tensor's row: rows of larger files are nobody's mistake

/// Throws on unless the error says in which file something is wrong.
template <typename Call>
void orRefuse(const fs::path& file, Call call) {
    try {
        call();
    } catch (const mw::Error& error) {
        if (std::string(error.what()).find(file.string()) != std::string::npos) return;
        std::fprintf(stderr, "%s\n", error.what());
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const mw::test::TempDir folder(mw::test::folderInMemory());
    static const mw::test::InputFile input(folder / "model.gguf");
    static const fs::path file = input.path();
    input.write({reinterpret_cast<const char*>(data), size});
    (void)mw::modelKindOf(file);
    orRefuse(file, [] { (void)mw::readGgufTokenizer(file); });
    orRefuse(file, [] {
        const auto checkpoint = mw::Checkpoint::open(file);
        const mw::ModelConfig& config = checkpoint->info().config;
        const mw::TensorSlice row{mw::TensorKind::Query, 0, 0, 0, 1, 0, config.hiddenSize};
        std::vector<std::byte> values(
            mw::storedBytes(checkpoint->layoutOf(row), static_cast<std::int64_t>(config.hiddenSize)));
        if (values.size() <= kMostBytes) checkpoint->read(row, values.data());
    });
    return 0;
}
