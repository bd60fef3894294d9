// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "safetensors.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <ostream>

#include "mw/error.h"
#include "safetensors_writer.h"
#include "temp_dir.h"

namespace mw {
namespace {

using test::safetensorsFile;

std::string withLength(std::uint64_t length, const std::string& rest) {
    std::string file(8, '\0');
    std::memcpy(file.data(), &length, 8);
    return file + rest;
}

/// A header with one tensor of this text.
std::string one(const std::string& tensor) {
    return "{\"x\":" + tensor + "}";
}

/// A header of two tensors of 4 bytes each at these places.
std::string two(const std::string& first, const std::string& second) {
    return R"({"a":{"dtype":"F32","shape":[1],"data_offsets":)" + first +
           R"(},"b":{"dtype":"F32","shape":[1],"data_offsets":)" + second + "}}";
}

std::string repeated(const std::string& text, std::size_t bytes) {
    std::string result;
    result.reserve(bytes + text.size());
    while (result.size() < bytes)
        result += text;
    return result;
}

struct BadFile {
    const char* name;
    std::string content;
    std::vector<std::string> named;
};

void PrintTo(const BadFile& row, std::ostream* out) {
    *out << row.name;
}

constexpr const char* kGood = R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
const std::string kFour(4, '\0');
const std::string kEight(8, '\0');

std::vector<BadFile> rows() {
    return {
        {"empty", "", {"is empty"}},
        {"sevenBytes", "1234567", {"at least 8 bytes", "found 7"}},
        {"onlyALength", withLength(100, ""), {"header", "100"}},
        {"headerPastTheEnd", withLength(1000, "{}"), {"header", "1000"}},
        {"headerOf100MB", withLength(100'000'001, "{}"), {"header", "100000001"}},
        {"headerOf2To63", withLength(1ull << 63, "{}"), {"header", "9223372036854775808"}},
        {"headerOf2To64", withLength(~0ull, "{}"), {"header", "18446744073709551615"}},
        {"headerOfNoBytes", withLength(0, ""), {"nothing but zeros"}},
        {"headerIsAList", safetensorsFile("[]", ""), {"'{'"}},
        {"headerIndented", safetensorsFile(" {}", ""), {"'{'"}},
        {"byteOrderMark", safetensorsFile("\xef\xbb\xbf{}", ""), {"'{'"}},
        {"headerCut", safetensorsFile(R"({"x":{"dtype":"F32",)", ""), {"'x'", "JSON"}},
        {"headerTwice", safetensorsFile("{}{}", ""), {"JSON"}},
        {"notUtf8", safetensorsFile("{\"\xc3\x28\":1}", ""), {"UTF-8"}},
        {"surrogateAlone", safetensorsFile("{\"\\ud800\":1}", ""), {"UTF-8"}},
        {"nulByte", safetensorsFile(std::string("{\0}", 3), ""), {"JSON"}},
        {"deep", safetensorsFile("{\"x\":" + std::string(1'000'000, '['), ""), {"'x'", "a list"}},
        {"deepObjects", safetensorsFile(repeated("{\"x\":", 1'000'000), ""), {"'x'", "not known"}},
        {"tensorTwice",
         safetensorsFile(std::string("{\"x\":") + kGood + ",\"x\":" + kGood + "}", kFour),
         {"'x'", "twice"}},
        {"dtypeTwice",
         safetensorsFile(one(R"({"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]})"), kFour),
         {"'x'", "'dtype'", "twice"}},
        {"metadataTwice", safetensorsFile(R"({"__metadata__":{},"__metadata__":{}})", ""), {"__metadata__", "twice"}},
        {"metadataKeyTwice",
         safetensorsFile(R"({"__metadata__":{"a":"","a":""}})", ""),
         {"__metadata__", "'a'", "twice"}},
        {"metadataNumber", safetensorsFile(R"({"__metadata__":{"a":1}})", ""), {"__metadata__", "strings", "found 1"}},
        {"metadataNested", safetensorsFile(R"({"__metadata__":{"a":{}}})", ""), {"__metadata__", "strings"}},
        {"metadataList", safetensorsFile(R"({"__metadata__":[]})", ""), {"__metadata__"}},
        {"tensorIsANumber", safetensorsFile(one("7"), ""), {"'x'", "object", "found 7"}},
        {"tensorIsNull", safetensorsFile(one("null"), ""), {"'x'", "null"}},
        {"tensorWithoutName", safetensorsFile(std::string("{\"\":") + kGood + "}", kFour), {"no name"}},
        {"moreBytesThanTheShapeNeeds",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,8]})"), kEight),
         {"'x'", "needs 4 bytes", "give it 8"}},
        {"dtypeMissing",
         safetensorsFile(one(R"({"shape":[1],"data_offsets":[0,4]})"), kFour),
         {"'x'", "dtype", "missing"}},
        {"shapeMissing",
         safetensorsFile(one(R"({"dtype":"F32","data_offsets":[0,4]})"), kFour),
         {"'x'", "shape", "missing"}},
        {"offsetsMissing",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1]})"), kFour),
         {"'x'", "data_offsets", "missing"}},
        {"unknownKey",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4],"strides":[1]})"), kFour),
         {"'x'", "'strides'"}},
        {"unknownDtype",
         safetensorsFile(one(R"({"dtype":"F31","shape":[1],"data_offsets":[0,4]})"), kFour),
         {"'x'", "dtype", "'F31'"}},
        {"dtypeIsANumber",
         safetensorsFile(one(R"({"dtype":32,"shape":[1],"data_offsets":[0,4]})"), kFour),
         {"'x'", "dtype", "found 32"}},
        {"shapeIsANumber",
         safetensorsFile(one(R"({"dtype":"F32","shape":1,"data_offsets":[0,4]})"), kFour),
         {"'x'", "shape", "found 1"}},
        {"shapeNegative",
         safetensorsFile(one(R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})"), kFour),
         {"'x'", "shape", "found -1"}},
        {"shapeFraction",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1.0],"data_offsets":[0,4]})"), kFour),
         {"'x'", "shape", "found 1.0"}},
        {"shapeNested",
         safetensorsFile(one(R"({"dtype":"F32","shape":[[1]],"data_offsets":[0,4]})"), kFour),
         {"'x'", "shape", "a list"}},
        {"shapeOf2To64",
         safetensorsFile(one(R"({"dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,4]})"), kFour),
         {"'x'", "shape"}},
        {"shapeOverflows",
         safetensorsFile(one(R"({"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,4]})"),
                         kFour),
         {"'x'", "too large"}},
        {"shapeOverflowsToFour",
         safetensorsFile(one(R"({"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]})"), kFour),
         {"'x'", "too large"}},
        {"shapeOfManyDimensions",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]})"), kFour),
         {"'x'", "dimensions"}},
        {"shapeAgainstRange",
         safetensorsFile(one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4]})"), kFour),
         {"'x'", "[2]", "8 bytes", "give it 4"}},
        {"halfAByte",
         safetensorsFile(one(R"({"dtype":"F4","shape":[1],"data_offsets":[0,1]})"), std::string(1, '\0')),
         {"'x'", "F4"}},
        {"offsetsOneNumber",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1],"data_offsets":[0]})"), kFour),
         {"'x'", "data_offsets", "fewer"}},
        {"offsetsThreeNumbers",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4,8]})"), kFour),
         {"'x'", "data_offsets", "more"}},
        {"offsetsBackwards",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1],"data_offsets":[4,0]})"), kFour),
         {"'x'", "data_offsets", "before"}},
        {"offsetsNegative",
         safetensorsFile(one(R"({"dtype":"F32","shape":[1],"data_offsets":[-4,0]})"), kFour),
         {"'x'", "data_offsets", "found -4"}},
        {"offsetsBeyond64Bits",
         safetensorsFile(
             one(R"({"dtype":"F32","shape":[1],"data_offsets":[18446744073709551612,18446744073709551616]})"), kFour),
         {"'x'", "data_offsets"}},
        {"offsetsAtTheEndOf64Bits",
         safetensorsFile(
             one(R"({"dtype":"F32","shape":[1],"data_offsets":[18446744073709551611,18446744073709551615]})"), kFour),
         {"'x'", "gap"}},
        {"overlap", safetensorsFile(two("[0,4]", "[2,6]"), kEight), {"'b'", "overlaps"}},
        {"samePlace", safetensorsFile(two("[0,4]", "[0,4]"), kFour), {"overlaps"}},
        {"gap", safetensorsFile(two("[0,4]", "[8,12]"), kEight + kFour), {"'b'", "gap"}},
        {"gapAtTheStart", safetensorsFile(two("[4,8]", "[8,12]"), kEight + kFour), {"'a'", "gap"}},
        {"pastTheEnd", safetensorsFile(two("[0,4]", "[4,8]"), kFour), {"'b'", "truncated"}},
        {"trailingBytes", safetensorsFile(two("[0,4]", "[4,8]"), kEight + "!"), {"1 bytes after the last tensor"}},
        {"trailingBytesOfNoTensors", safetensorsFile("{}", "!"), {"1 bytes"}},
        {"controlCharactersInName", safetensorsFile("{\"a\\nb\\u001b[31m\":7}", ""), {"'a\\x0ab\\x1b[31m'"}},
        {"longName", safetensorsFile("{\"" + std::string(600, 'n') + "\":7}", ""), {"too long"}},
        {"longString",
         safetensorsFile("{\"__metadata__\":{\"a\":\"" + std::string(30 << 20, 'n') + "\"}}", ""),
         {"string", "longer"}},
    };
}

class TestBadSafetensors : public testing::TestWithParam<BadFile> {};

TEST_P(TestBadSafetensors, isRefusedByName) {
    const BadFile& row = GetParam();
    test::TempDir dir;
    test::writeFile(dir / "f.safetensors", row.content);
    try {
        openSafetensorsFile(dir / "f.safetensors");
        FAIL() << "it was accepted";
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_EQ(error.code(), ErrorCode::FileFormat) << message;
        EXPECT_NE(message.find("f.safetensors"), std::string::npos) << message;
        for (const std::string& name : row.named)
            EXPECT_NE(message.find(name), std::string::npos) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
        EXPECT_LT(message.size(), 600u);
        EXPECT_EQ(error.place().file, (dir / "f.safetensors").string());
        EXPECT_TRUE(error.place().offset.has_value());
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, TestBadSafetensors, testing::ValuesIn(rows()),
                         [](const auto& row) { return std::string(row.param.name); });

/// The longest headers that the format allows, full of things.
struct LargeHeader {
    const char* name;
    std::string head;
    std::string unit;
};

void PrintTo(const LargeHeader& row, std::ostream* out) {
    *out << row.name;
}

class TestLargeHeader : public testing::TestWithParam<LargeHeader> {};

TEST_P(TestLargeHeader, costsLittleMemoryAndTime) {
    constexpr std::uint64_t kHeaderBytes = 99'000'000;
    test::TempDir dir;
    {
        // In small parts, so that writing does not raise this process's high-water mark of memory.
        const auto& [name, head, unit] = GetParam();
        const std::string part = repeated(unit, 1 << 16);
        std::ofstream out(dir / "f.safetensors", std::ios::binary);
        out << withLength(kHeaderBytes, head);
        for (std::uint64_t size = head.size(); size < kHeaderBytes; size += part.size())
            out << part;
        ASSERT_TRUE(out.flush());
    }
    rusage before{};
    rusage after{};
    const auto start = std::chrono::steady_clock::now();
    getrusage(RUSAGE_SELF, &before);
    EXPECT_THROW(openSafetensorsFile(dir / "f.safetensors"), Error);
    getrusage(RUSAGE_SELF, &after);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they keep what is freed
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 64 << 10);         // KiB
#endif
}

INSTANTIATE_TEST_SUITE_P(Kinds, TestLargeHeader,
                         testing::Values(LargeHeader{"lists", "{\"x\":", "["}, LargeHeader{"objects", "", "{\"x\":"},
                                         LargeHeader{"spaces", "{", " "}, LargeHeader{"oneString", "{\"", "n"},
                                         LargeHeader{"dimensions", "{\"x\":{\"shape\":[", "1,"},
                                         LargeHeader{"tensors", "{",
                                                     R"("x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)"},
                                         LargeHeader{"digits", "{\"x\":{\"shape\":[", "1"}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(TestSafetensors, readsWhatIsThere) {
    test::TempDir dir;
    // Not in order of place, with metadata, an empty tensor in between, and padding after the header.
    test::writeFile(dir / "f.safetensors",
                    safetensorsFile(R"({"b":{"dtype":"BF16","shape":[2,3],"data_offsets":[4,16]},)"
                                    R"("__metadata__":{"format":"pt"},)"
                                    R"("none":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]},)"
                                    R"("four":{"dtype":"F4","shape":[6],"data_offsets":[16,19]},)"
                                    R"("a":{"data_offsets":[0,4],"shape":[],"dtype":"F32"}}   )",
                                    std::string(19, '\x7f')));
    const SafetensorsFile file = openSafetensorsFile(dir / "f.safetensors");
    ASSERT_EQ(file.tensors.size(), 4u);
    const StoredTensor& b = file.tensors.at("b");
    EXPECT_EQ(b.type, "BF16");
    EXPECT_EQ(b.layout, StoredLayout::BFloat16);
    EXPECT_EQ(b.shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(b.bytes, 12u);
    EXPECT_EQ(b.offset, file.file->size() - 15);
    EXPECT_TRUE(file.tensors.at("a").shape.empty());
    EXPECT_EQ(file.tensors.at("none").bytes, 0u);
    EXPECT_FALSE(file.tensors.at("four").layout.has_value());
}

TEST(TestSafetensors, acceptsAnEmptyTensorOfAnyOtherSizes) {
    test::TempDir dir;
    test::writeFile(
        dir / "f.safetensors",
        safetensorsFile(one(R"({"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]})"), ""));
    EXPECT_EQ(openSafetensorsFile(dir / "f.safetensors").tensors.at("x").bytes, 0u);
}

}  // namespace
}  // namespace mw
