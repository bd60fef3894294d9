// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tokenizer.h"

namespace mw::test {

inline std::filesystem::path tokenizerFile(const std::string& version) {
    return std::filesystem::path(MW_RESOURCES) / "tokenizers" / ("tokenizer.model." + version);
}

/// The real tokenizers, opened once.
inline const Tokenizer& tokenizer(const std::string& version) {
    static const auto v1 = Tokenizer::open(tokenizerFile("v1"));
    static const auto v3 = Tokenizer::open(tokenizerFile("v3"));
    return version == "v1" ? *v1 : *v3;
}

/// What mistral-common made of many texts; see tests/data/text/README.md.
inline const nlohmann::json& golden() {
    static const auto cases = [] {
        std::ifstream in(MW_TEST_DATA "/text/golden.json");
        return nlohmann::json::parse(in);
    }();
    return cases;
}

}  // namespace mw::test
