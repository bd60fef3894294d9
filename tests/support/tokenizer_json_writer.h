// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "sentencepiece_model.h"

namespace mw::test {

/// Characters of UTF-8.
inline std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// The merges that transformers makes of pieces: each way to put a piece together of two others, the piece with the
/// highest score first, or that with the lowest id.
inline std::vector<std::pair<std::string, std::string>> mergesOf(const std::vector<Piece>& pieces, bool byId) {
    std::unordered_map<std::string, std::size_t> ids;
    for (std::size_t id = 0; id < pieces.size(); ++id)
        ids.emplace(pieces[id].text, id);
    struct Row {
        std::string left, right;
        double order;  // the smallest first
        std::size_t leftLength, rightLength, leftId, rightId;
    };
    std::vector<Row> rows;
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        const std::string& piece = pieces[id].text;
        std::vector<Row> ways;
        for (std::size_t at = 1; at < piece.size(); ++at) {
            const auto left = ids.find(piece.substr(0, at)), right = ids.find(piece.substr(at));
            if (left == ids.end() || right == ids.end()) continue;
            ways.push_back({left->first, right->first, byId ? static_cast<double>(id) : -double{pieces[id].score},
                            characters(left->first), characters(right->first), left->second, right->second});
        }
        std::ranges::stable_sort(ways, {}, [](const Row& row) { return std::pair(row.leftId, row.rightId); });
        rows.insert(rows.end(), ways.begin(), ways.end());
    }
    std::ranges::stable_sort(rows, [&](const Row& a, const Row& b) {
        const auto key = [](const Row& row) { return std::pair(row.leftLength, row.rightLength); };
        if (a.order != b.order) return a.order < b.order;
        return byId ? key(a) < key(b) : key(b) < key(a);
    });
    std::vector<std::pair<std::string, std::string>> merges;
    for (Row& row : rows)
        merges.emplace_back(std::move(row.left), std::move(row.right));
    return merges;
}

/// Fills a tokenizer.json: `file` as one is, but for its vocabulary and merges, which are those of `pieces`, and of its
/// added tokens only those beside them.
inline void fillTokenizerJson(nlohmann::json& file, const std::vector<Piece>& pieces, bool asStrings,
                              bool byId = false) {
    nlohmann::json& model = file["model"];
    nlohmann::json added = nlohmann::json::array();
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        const Piece& piece = pieces[id];
        model["vocab"][piece.text] = id;
        const bool isSpecial = piece.type == PieceType::Control || piece.type == PieceType::Unknown;
        if (isSpecial || piece.type == PieceType::UserDefined)
            added.push_back({{"id", id},
                             {"content", piece.text},
                             {"single_word", false},
                             {"lstrip", false},
                             {"rstrip", false},
                             {"normalized", false},
                             {"special", isSpecial}});
    }
    for (const nlohmann::json& token : file["added_tokens"])
        added.push_back(token);
    file["added_tokens"] = std::move(added);
    for (const auto& [left, right] : mergesOf(pieces, byId)) {
        if (asStrings)
            model["merges"].push_back(left + " " + right);
        else
            model["merges"].push_back({left, right});
    }
}

/// What make_golden_json.py calls the checksum of a file.
inline std::string checksumOf(const nlohmann::json& file) {
    std::string lines;
    std::vector<std::pair<int, std::string>> vocabulary;
    for (const auto& [token, id] : file["model"]["vocab"].items())
        vocabulary.emplace_back(id.get<int>(), token);
    std::ranges::sort(vocabulary);
    for (const auto& [id, token] : vocabulary)
        lines += std::to_string(id) + " " + token + "\n";
    for (const nlohmann::json& merge : file["model"]["merges"])
        lines += (merge.is_string() ? merge.get<std::string>()
                                    : merge[0].get<std::string>() + " " + merge[1].get<std::string>()) +
                 "\n";
    for (const nlohmann::json& token : file["added_tokens"]) {
        lines += std::to_string(token["id"].get<int>()) + " " + token["content"].get<std::string>() + " ";
        for (const char* flag : {"special", "normalized", "lstrip"})
            lines += token[flag].get<bool>() ? "1" : "0";
        lines += "\n";
    }
    std::uint64_t value = 0xCBF29CE484222325;
    for (const char byte : lines)
        value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
    return text;
}

}  // namespace mw::test
