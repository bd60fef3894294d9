// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Whatever a checkpoint says of how it is quantised, it is a model or an Error that names a file of it. An input is a
// config.json behind its length (two bytes, the lower one first), and the safetensors file that it belongs to.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint.h"
#include "fuzz_target.h"
#include "input_file.h"
#include "mw/error.h"

namespace {

constexpr std::uint64_t kMostBytes = 1 << 20;  // of a matrix: larger ones are nobody's mistake

/// Reads a matrix of each kind that tools quantise, from an odd place on.
void readSome(const mw::Checkpoint& checkpoint) {
    const mw::ModelConfig& config = checkpoint.info().config;
    const std::int64_t queries = static_cast<std::int64_t>(config.heads) * config.headDim;
    for (const mw::TensorSlice& whole :
         {mw::TensorSlice{mw::TensorKind::Query, 0, 0, 0, queries, 0, config.hiddenSize},
          mw::TensorSlice{mw::TensorKind::ExpertGate, 0, 0, 1, config.feedForwardSize - 1, 0, config.hiddenSize},
          mw::TensorSlice{mw::TensorKind::ExpertDown, 0, 0, 0, config.hiddenSize, 0, config.feedForwardSize}}) {
        const std::uint64_t row = mw::storedRowBytes(checkpoint.layoutOf(whole), whole.columns);
        const std::uint64_t bytes = row * static_cast<std::uint64_t>(std::max<std::int64_t>(whole.rows, 0));
        if (bytes > kMostBytes) continue;
        std::vector<std::byte> values(bytes);
        checkpoint.read(whole, values.data());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const mw::test::TempDir folder(mw::test::folderInMemory());
    static const mw::test::InputFile configFile(folder / "config.json"), weights(folder / "model.safetensors");
    constexpr std::size_t kLength = 2;
    if (size < kLength) return 0;
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::size_t config = std::min<std::size_t>(data[0] | data[1] << 8, size - kLength);
    configFile.write(all.substr(kLength, config));
    weights.write(all.substr(kLength + config));
    try {
        readSome(*mw::Checkpoint::open(folder.path()));
    } catch (const mw::Error& error) {
        if (std::string(error.what()).find(folder.path().string()) != std::string::npos) return 0;
        std::fprintf(stderr, "%s\n", error.what());
        std::abort();
    }
    return 0;
}
