// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <random>

#include "mw/error.h"
#include "sentencepiece_model.h"
#include "temp_dir.h"
#include "text_fixture.h"
#include "utf8.h"
#include "wire_format.h"

namespace mw {

namespace {

/// A small tokenizer, to be broken in many ways.
struct Draft {
    Draft() {
        pieces = {{"<unk>", 0, PieceType::Unknown}, {"<s>", 0, PieceType::Control}, {"</s>", 0, PieceType::Control}};
        for (int value = 0; value < 256; ++value) {
            char name[8];
            std::snprintf(name, sizeof name, "<0x%02X>", static_cast<unsigned>(value));
            pieces.push_back({name, 0, PieceType::Byte});
        }
        for (const char* text : {"\xE2\x96\x81", "a", "b", "ab"})
            pieces.push_back({text, -1, PieceType::Normal});
        trainer.integer(3, 2);
        trainer.integer(35, 1);
        normalizer.integer(4, 0);
    }

    std::string file() const {
        WireWriter model;
        for (const Piece& piece : pieces) {
            WireWriter message;
            message.bytes(1, piece.text);
            message.real(2, piece.score);
            message.integer(3, static_cast<std::uint64_t>(piece.type));
            model.bytes(1, message.message());
        }
        if (hasTrainer) model.bytes(2, trainer.message());
        if (hasNormalizer) model.bytes(3, normalizer.message());
        return model.message() + tail;
    }

    std::vector<Piece> pieces;
    WireWriter trainer;  // later fields of one number replace earlier ones
    WireWriter normalizer;
    bool hasTrainer = true;
    bool hasNormalizer = true;
    std::string tail;
};

constexpr std::size_t kA = 260;

std::string complaint(const std::filesystem::path& file) {
    try {
        Tokenizer::open(file);
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_TRUE(message.starts_with(file.string() + ": ")) << message;
        EXPECT_EQ(error.place().file, file.string());
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
        return message.substr(std::min(message.size(), file.string().size() + 2));
    }
    return {};
}

}  // namespace

TEST(TestTokenizerFiles, acceptASmallOne) {
    const test::TempDir folder;
    test::writeFile(folder / "tokenizer.model", Draft().file());
    const auto tokenizer = Tokenizer::open(folder / "tokenizer.model");
    EXPECT_EQ(tokenizer->size(), 263);
    EXPECT_EQ(tokenizer->encode("ab"), (std::vector<int>{259, 262}));
}

TEST(TestTokenizerFiles, refuseWhatIsWrongByName) {
    struct Row {
        const char* message;
        std::function<void(Draft&)> breakIt;
    };
    const float nan = std::nanf("");
    const std::vector<Row> rows = {
        {"holds no pieces", [](Draft& d) { d.pieces.clear(); }},
        {"has no trainer_spec", [](Draft& d) { d.hasTrainer = false; }},
        {"has no normalizer_spec", [](Draft& d) { d.hasNormalizer = false; }},
        {"piece 260 '' is empty", [](Draft& d) { d.pieces[kA].text = ""; }},
        {"piece 261 'a' is the same as piece 260", [](Draft& d) { d.pieces[kA + 1].text = "a"; }},
        {"piece 260 is not UTF-8: 'a\\xff'", [](Draft& d) { d.pieces[kA].text = "a\xFF"; }},
        {"piece 260 'a\\x00' holds a zero byte", [](Draft& d) { d.pieces[kA].text = std::string("a\0", 2); }},
        {"has 600 bytes, expected at most 512", [](Draft& d) { d.pieces[kA].text = std::string(600, 'a'); }},
        {"piece 260 'a': its score is not finite", [=](Draft& d) { d.pieces[kA].score = nan; }},
        {"piece 260 'a': its score is not finite", [](Draft& d) { d.pieces[kA].score = -HUGE_VALF; }},
        {"piece 260 has type 5", [](Draft& d) { d.pieces[kA].type = static_cast<PieceType>(5); }},
        {"piece 260 has type 0", [](Draft& d) { d.pieces[kA].type = static_cast<PieceType>(0); }},
        {"piece 260 has type 99", [](Draft& d) { d.pieces[kA].type = static_cast<PieceType>(99); }},
        {"piece 260 'a' has type 2 (unknown)", [](Draft& d) { d.pieces[kA].type = PieceType::Unknown; }},
        {"piece 260 'a' has type 6 (byte)", [](Draft& d) { d.pieces[kA].type = PieceType::Byte; }},
        {"has type 6 (byte)", [](Draft& d) { d.pieces[10].text = "<0xa7>"; }},
        {"has type 6 (byte)", [](Draft& d) { d.pieces[10].text = "<0x7>"; }},
        {"holds 255 byte pieces, expected 256", [](Draft& d) { d.pieces[10].type = PieceType::Normal; }},
        {"holds 0 byte pieces", [](Draft& d) { d.pieces.erase(d.pieces.begin() + 3, d.pieces.begin() + 259); }},
        {"has no piece '<unk>'",
         [](Draft& d) {
             d.pieces[0] = {"x", 0, PieceType::Normal};
         }},
        {"has no piece '<s>'", [](Draft& d) { d.pieces[1].text = "x"; }},
        {"has no piece '</s>'", [](Draft& d) { d.pieces[2].text = "x"; }},
        {"piece 1 '<s>' has type 1, expected 3 as it is bos", [](Draft& d) { d.pieces[1].type = PieceType::Normal; }},
        {"piece 0 '<unk>' has type 1, expected 2 as it is unk", [](Draft& d) { d.pieces[0].type = PieceType::Normal; }},
        {"bos_id is 2, but '<s>' is piece 1", [](Draft& d) { d.trainer.integer(41, 2); }},
        {"eos_id is -1, but", [](Draft& d) { d.trainer.integer(42, ~std::uint64_t{0}); }},
        {"unk_id is 7, but", [](Draft& d) { d.trainer.integer(40, 7); }},
        {"bos and eos are the same", [](Draft& d) { d.trainer.bytes(47, "<s>"), d.trainer.integer(42, 1); }},
        {"bos_piece is not UTF-8", [](Draft& d) { d.trainer.bytes(46, "\xC0"); }},
        {"vocab_size is 300, but there are 263 pieces", [](Draft& d) { d.trainer.integer(4, 300); }},
        {"vocab_size is 2147483648", [](Draft& d) { d.trainer.integer(4, 1ULL << 31); }},
        {"model_type is 1, expected 2 (BPE)", [](Draft& d) { d.trainer.integer(3, 1); }},
        {"model_type has the wrong wire type", [](Draft& d) { d.trainer.bytes(3, "x"); }},
        {"byte_fallback is off", [](Draft& d) { d.trainer.integer(35, 0); }},
        {"treat_whitespace_as_suffix is on", [](Draft& d) { d.trainer.integer(24, 1); }},
        {"precompiled_charsmap has 4 bytes", [](Draft& d) { d.normalizer.bytes(2, "\xFF\xFF\xFF\x7F"); }},
        {"normalization_rule_tsv", [](Draft& d) { d.normalizer.bytes(6, "x"); }},
        {"add_dummy_prefix is off", [](Draft& d) { d.normalizer.integer(3, 0); }},
        {"remove_extra_whitespaces is on", [](Draft& d) { d.normalizer.integer(4, 1); }},
        {"escape_whitespaces is off", [](Draft& d) { d.normalizer.integer(5, 0); }},
        {"denormalizer_spec", [](Draft& d) { d.tail = "\x2A\x01x"; }},
        {"needs 2000 more bytes", [](Draft& d) { d.tail = "\x0A\xD0\x0F"; }},
        {"a number is longer than 64 bits", [](Draft& d) { d.tail = "\x08" + std::string(11, '\xFF'); }},
        {"wire type 3", [](Draft& d) { d.tail = "\x0B"; }},
        {"field number 0", [](Draft& d) { d.tail = std::string("\0\0", 2); }},
        {"more bytes, and there are 0", [](Draft& d) { d.tail = "\xFF"; }},
    };
    const test::TempDir folder;
    const auto file = folder / "tokenizer.model";
    for (const Row& row : rows) {
        Draft draft;
        row.breakIt(draft);
        test::writeFile(file, draft.file());
        EXPECT_NE(complaint(file).find(row.message), std::string::npos) << row.message << "\n" << complaint(file);
    }
}

TEST(TestTokenizerFiles, refuseWhatIsNoModel) {
    const test::TempDir folder;
    EXPECT_EQ(complaint(folder / "missing"), "no such file");
    EXPECT_EQ(complaint(folder.path()), "no such file");
    const auto file = folder / "tokenizer.model";
    for (const std::string& content :
         {std::string(), std::string("{'version': '1.0'}"), std::string(1000, '\n'),
          std::string("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 493443\n"),
          std::string(4096, '\0')}) {
        test::writeFile(file, content);
        EXPECT_NE(complaint(file), "") << content.substr(0, 40);
    }
    for (const char* page : {"<!doctype html><html>", "\n  <HTML><body>Sign in", "\xEF\xBB\xBF\n<html>"}) {
        test::writeFile(file, page);
        EXPECT_TRUE(complaint(file).starts_with("is a web page")) << page << complaint(file);
    }
    std::filesystem::resize_file(file, (16U << 20) + 1);
    EXPECT_EQ(complaint(file), "has 16777217 bytes; a sentencepiece model has at most 16777216");
}

TEST(TestTokenizerFiles, refuseEndlessVocabularies) {
    const test::TempDir folder;
    std::string pieces;
    for (int i = 0; i <= 1 << 18; ++i)
        pieces += std::string("\x0A\x00", 2);
    test::writeFile(folder / "tokenizer.model", pieces);
    EXPECT_EQ(complaint(folder / "tokenizer.model"), "holds more than 262144 pieces");
}

TEST(TestTokenizerFiles, markersAreNeverMadeOfText) {
    const std::vector<Piece> added = {
        {"<|im_start|>", 0, PieceType::UserDefined},
        {"<|im_end|>", 0, PieceType::UserDefined},
        {"[INST]", 0, PieceType::UserDefined},
        {"[/INST]", 0, PieceType::Normal},
        {"<pad>", 0, PieceType::UserDefined},
        {"\xE2\x96\x81[PAD]\n", 0, PieceType::UserDefined},
        {"<|x|>assistant\n", 0, PieceType::UserDefined},
        {"<|y|>", 9, PieceType::Normal},
    };
    Draft draft;
    const int first = static_cast<int>(draft.pieces.size());
    draft.pieces.insert(draft.pieces.end(), added.begin(), added.end());
    draft.pieces[2].type = PieceType::UserDefined;  // </s>
    // All that merging needs to make the normal ones of letters.
    for (const char* text :
         {"[", "/", "INST", "]", "[/INST", "<|y", "|>", "<|", "y", "I", "N", "S", "T", "IN", "ST", "[/"})
        draft.pieces.push_back({text, 8, PieceType::Normal});
    const test::TempDir folder;
    test::writeFile(folder / "tokenizer.model", draft.file());
    const auto tokenizer = Tokenizer::open(folder / "tokenizer.model");
    std::vector<std::string> texts = {"</s>", "<s>"};
    for (const Piece& piece : added)
        texts.push_back(piece.text);
    for (const std::string& text : texts)
        for (const std::string& typed : {text, "a" + text + text + "b", text + "a " + text})
            for (const int id : tokenizer->encode(typed)) {
                EXPECT_FALSE(tokenizer->isControl(id)) << inQuotes(typed) << " " << id;
                EXPECT_FALSE(id >= first && id < first + static_cast<int>(added.size())) << inQuotes(typed);
            }
    EXPECT_EQ(tokenizer->bytes(first), "") << "and they show as nothing";
    EXPECT_EQ(tokenizer->controlId("<|im_end|>"), first + 1) << "while code can still use them";
    EXPECT_EQ(tokenizer->version(), "v3");
    EXPECT_EQ(tokenizer->eos(), 2);
}

TEST(TestTokenizerFiles, whatTheConfigNamesIsNeverMadeOfText) {
    Draft draft;
    const int first = static_cast<int>(draft.pieces.size());
    draft.pieces.push_back({"USER:", 0, PieceType::UserDefined});
    const test::TempDir folder;
    test::writeFile(folder / "tokenizer.model", draft.file());
    EXPECT_EQ(Tokenizer::open(folder / "tokenizer.model")->encode("USER:"), (std::vector<int>{259, first}));
    const auto tokenizer = Tokenizer::open(folder / "tokenizer.model", {.special = {"USER:", "ab", "<unk>"}});
    for (const int id : tokenizer->encode("USER: USER:"))
        EXPECT_NE(id, first);
    EXPECT_TRUE(tokenizer->isControl(first));
    EXPECT_EQ(tokenizer->encode("ab"), (std::vector<int>{259, 262}))
        << "a normal piece that is spelled as text stays one";
}

TEST(TestTokenizerFiles, aLinkToNothingIsSaid) {
    const test::TempDir folder;
    std::filesystem::create_symlink("../../blobs/none", folder / "tokenizer.model");
    try {
        Tokenizer::open(folder / "tokenizer.model");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::FileNotFound);
        EXPECT_NE(std::string(error.what()).find("a link to a file that is not there"), std::string::npos);
    }
}

TEST(TestTokenizerFiles, addedTextStaysText) {
    const std::vector<std::string> added = {
        "\xE2\x96\x81\xE2\x96\x81\xE2\x96\x81", "\n\n", "hello", "bb", ">", "[", "<>", "a<b", "..."};
    Draft draft;
    const int first = static_cast<int>(draft.pieces.size());
    for (const std::string& text : added)
        draft.pieces.push_back({text, 0, PieceType::UserDefined});
    const test::TempDir folder;
    test::writeFile(folder / "tokenizer.model", draft.file());
    const auto tokenizer = Tokenizer::open(folder / "tokenizer.model");
    for (int i = 1; i < static_cast<int>(added.size()); ++i) {
        EXPECT_EQ(tokenizer->encode(added[i]), (std::vector<int>{259, first + i})) << inQuotes(added[i]);
        EXPECT_EQ(tokenizer->bytes(first + i), added[i]);
    }
    EXPECT_EQ(tokenizer->encode("  a"), (std::vector<int>{first, 260}));
    EXPECT_EQ(tokenizer->bytes(first), "   ") << "each of its spaces";
}

TEST(TestTokenizerFiles, writtenAnewAreTheSame) {
    for (const char* version : {"v1", "v3"}) {
        const test::TempDir folder;
        test::writeFile(folder / "tokenizer.model", readSentencePieceModel(test::tokenizerFile(version)).serialized());
        const auto again = Tokenizer::open(folder / "tokenizer.model");
        ASSERT_EQ(again->size(), test::tokenizer(version).size());
        for (int id = 0; id < again->size(); ++id)
            ASSERT_EQ(again->bytes(id), test::tokenizer(version).bytes(id));
    }
}

TEST(TestTokenizerFiles, surviveDamageOfEveryKind) {
    // Thousands of damaged files, each read wholly by our check and, where it passes, used. Sanitizers watch.
    std::mt19937 random(20261124);  // its numbers are the same everywhere, unlike those of distributions
    const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
    const std::string whole = Draft().file();
    const test::TempDir folder;
    const auto file = folder / "tokenizer.model";
    int refused = 0;
    constexpr int rounds = 3000;
    for (int round = 0; round < rounds; ++round) {
        std::string damaged = whole;
        switch (round % 4) {
            case 0:
                damaged.resize(below(whole.size()));
                break;
            case 1:
                for (std::size_t i = 0; i <= below(4); ++i)
                    damaged[below(damaged.size())] ^= static_cast<char>(1U << below(8));
                break;
            case 2:
                damaged[below(damaged.size())] = static_cast<char>(random());
                break;
            default: {
                const std::size_t from = below(damaged.size());
                damaged.insert(below(damaged.size()), damaged.substr(from, below(64)));
            }
        }
        test::writeFile(file, damaged);
        try {
            const auto tokenizer = Tokenizer::open(file);
            for (const int id : tokenizer->encode("abba [INST] \xFF 漢"))
                (void)tokenizer->bytes(id);
        } catch (const Error&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, rounds / 2);
}

TEST(TestTokenizerFiles, noticeATruncatedRealFile) {
    const std::string whole = test::readFile(test::tokenizerFile("v1"));
    const test::TempDir folder;
    const auto file = folder / "tokenizer.model";
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t size = whole.size() - 1; size > 0; size /= 2) {
        test::writeFile(file, whole.substr(0, size));
        EXPECT_NE(complaint(file), "") << size;
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace mw
