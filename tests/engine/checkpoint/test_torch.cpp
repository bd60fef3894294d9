// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Checkpoints as PyTorch saves them, and what is refused of them.

#include <gtest/gtest.h>

#include <functional>

#include "mw/error.h"
#include "refusal_cost.h"
#include "temp_dir.h"
#include "tiny_checkpoint.h"
#include "torch_file.h"
#include "torch_pickle.h"
#include "torch_writer.h"

namespace mw::test {
namespace {

namespace fs = std::filesystem;
using pickle::name;
using pickle::number;
using pickle::text;
using pickle::tuple;
using pickle::whole;

/// The tiny model as consolidated.NN.pth files.
void writeTorch(const fs::path& folder, TinyNaming naming, const std::string& dtype, int files, bool large) {
    const TinyCheckpoint tiny = makeTinyCheckpoint(naming, dtype);
    fs::create_directories(folder);
    writeFile(folder / "params.json", tiny.config.dump());
    for (int file = 0; file < files; ++file) {
        std::vector<StoredTensor> part;
        for (std::size_t i = static_cast<std::size_t>(file); i < tiny.tensors.size();
             i += static_cast<std::size_t>(files))
            part.push_back(tiny.tensors[i]);
        writeFile(folder / ("consolidated.0" + std::to_string(file) + ".pth"), torchFile(part, large));
    }
}

TEST(TestTorch, readsTheValues) {
    for (const auto& [naming, dtype, files, large] : {std::tuple{TinyNaming::Consolidated, "F32", 1, false},
                                                      {TinyNaming::Stacked, "BF16", 3, true},
                                                      {TinyNaming::Consolidated, "F16", 2, true}}) {
        const TempDir folder;
        writeTorch(folder / "m", naming, dtype, files, large);
        makeTinyCheckpoint(naming, dtype).write(folder.path());
        const auto found = Checkpoint::open(folder / "m"), expected = Checkpoint::open(folder.path());
        EXPECT_EQ(found->info().files, files);
        EXPECT_EQ(found->info().layout, expected->info().layout);
        EXPECT_EQ(found->info().config, [&] {
            ModelConfig config = expected->info().config;
            config.name = "m";
            return config;
        }());
        for (const TensorSlice& slice : {TensorSlice{TensorKind::Embedding, 0, 0, 3, 9, 0, kTinyHidden},
                                         TensorSlice{TensorKind::Query, 1, 0, 0, 24, 0, kTinyHidden},
                                         TensorSlice{TensorKind::ExpertDown, 1, 2, 1, 7, 0, kTinyFeedForward},
                                         TensorSlice{TensorKind::Head, 0, 0, 0, kTinyVocabulary, 0, kTinyHidden}}) {
            std::vector<std::byte> one(static_cast<std::size_t>(slice.rows * slice.columns * 4)), other(one.size());
            found->read(slice, one.data());
            expected->read(slice, other.data());
            EXPECT_EQ(one, other);
        }
    }
}

TEST(TestTorch, findsTheFilesByTheirNumbers) {
    const TempDir parent;
    writeTorch(parent / "m", TinyNaming::Consolidated, "F32", 3, false);
    fs::remove(parent / "m/consolidated.01.pth");
    const auto said = [](const fs::path& folder) -> std::string {
        try {
            Checkpoint::open(folder);
        } catch (const Error& error) {
            return error.what();
        }
        return "no error";
    };
    EXPECT_NE(said(parent / "m").find("without consolidated.01.pth"), std::string::npos) << said(parent / "m");
    writeTorch(parent / "one", TinyNaming::Consolidated, "F32", 1, false);
    fs::rename(parent / "one/consolidated.00.pth", parent / "one/consolidated.pt");
    EXPECT_EQ(said(parent / "one"), "no error");
    fs::remove(parent / "one/params.json");
    EXPECT_NE(said(parent / "one").find("params.json: is missing"), std::string::npos);
    // Parts of matrices, as tools divide them among GPUs, have the same names in each file.
    writeTorch(parent / "cut", TinyNaming::Consolidated, "F32", 1, false);
    fs::copy_file(parent / "cut/consolidated.00.pth", parent / "cut/consolidated.01.pth");
    EXPECT_NE(said(parent / "cut").find("is also in consolidated.00.pth"), std::string::npos) << said(parent / "cut");
}

/// What is said of a file: error, the file's offset, and the text after its name.
struct Refusal {
    ErrorCode code;
    bool hasOffset;
    std::string what;
};
std::optional<Refusal> refusalOf(const fs::path& file) {
    try {
        openTorchFile(file);
    } catch (const Error& error) {
        EXPECT_TRUE(std::string(error.what()).starts_with(file.string() + ": ")) << error.what();
        return Refusal{error.code(), error.place().offset.has_value(), error.what()};
    }
    return std::nullopt;
}

/// A file whose pickle is `operations`, with one storage of 6 floats.
std::string withPickle(const std::string& pickled) {
    return zipArchive({{"m/data.pkl", pickled}, {"m/data/0", "abcdefghijklmnopqrstuvwx"}, {"m/version", "3\n"}});
}
std::string withItems(const std::string& items) {
    return withPickle(whole("}(" + items + "u"));
}
std::string withTensor(const std::function<void(pickle::Tensor&)>& change) {
    pickle::Tensor tensor;
    change(tensor);
    return withItems(text("w") + tensor.operations());
}

const std::string kGood = text("w") + pickle::Tensor().operations();

TEST(TestTorch, takesWhatTorchWrites) {
    const TempDir folder;
    const fs::path file = folder / "f.pth";
    for (const std::string& content :
         {withItems(kGood), withItems(""),
          // An OrderedDict with the versions of modules, and values that are remembered.
          withPickle(whole(name("collections", "OrderedDict") + ")Rq\x01(" + kGood + "u}" + text("_metadata") +
                           name("collections", "OrderedDict") + ")R(" + text("") + "}" + text("version") + "K\x01su" +
                           "sb")),
          withTensor([](auto& t) {
              t.shape = {1, 6, 1}, t.strides = {99, 1, 7};
          }),
          withTensor([](auto& t) { t.shape = {}, t.strides = {}; }), withTensor([](auto& t) {
              t.shape = {0, 3}, t.strides = {3, 1};
          }),
          withTensor([](auto& t) { t.offset = number(3), t.shape = {3}, t.strides = {1}; }), withTensor([](auto& t) {
              t.storage = name("torch", "LongStorage"), t.count = 3, t.shape = {3}, t.strides = {1};
          })}) {
        writeFile(file, content);
        const auto refusal = refusalOf(file);
        EXPECT_FALSE(refusal) << refusal->what;
    }
    writeFile(file, withTensor([](auto& t) { t.offset = number(3), t.shape = {3}, t.strides = {1}; }));
    const TorchFile opened = openTorchFile(file);
    EXPECT_EQ(opened.tensors.at("w").bytes, 12U);
    EXPECT_EQ(opened.tensors.at("w").shape, std::vector<std::int64_t>{3});
    std::string value(4, '\0');
    opened.file->read(opened.tensors.at("w").offset + 8, reinterpret_cast<std::byte*>(value.data()), 4);
    EXPECT_EQ(value, "uvwx");
}

struct Row {
    const char* label;
    std::string content;
    std::string said;  ///< a part of it
    ErrorCode code = ErrorCode::FileFormat;
};

std::vector<Row> malformed() {
    using enum ErrorCode;
    const std::string good = withItems(kGood);
    const std::string storage(24, '\1');
    const auto zip = [&](std::vector<ZipPart> more, const std::string& folder = "m") {
        std::vector<ZipPart> parts = {{folder + "/data.pkl", whole("}(" + kGood + "u")}, {folder + "/data/0", storage}};
        parts.insert(parts.end(), more.begin(), more.end());
        return zipArchive(parts);
    };
    const auto changed = [](const char* of, const auto& change) {
        ZipPart pickled{"m/data.pkl", whole("}(" + kGood + "u")}, values{"m/data/0", std::string(24, '\1')};
        change(std::string_view(of) == "pickle" ? pickled : values);
        return zipArchive({pickled, values});
    };
    const auto cut = [&](std::size_t size) { return good.substr(0, size); };
    const auto patched = [&](const std::string& what, std::size_t at, const std::string& bytes, bool large = false) {
        std::string file =
            zipArchive({{"m/data.pkl", whole("}(" + kGood + "u")}, {"m/data/0", std::string(24, '\1')}}, large);
        const std::size_t found = file.rfind(what);
        return file.replace(found + at, bytes.size(), bytes);
    };
    std::string many = "}(", again = "}q\x01";
    for (int i = 0; i < 400'000; ++i) {
        many += "N";
        again += "h\x01";
    }
    return {
        // the archive
        {"empty", "", "list of contents"},
        {"short", "PK\x03\x04", "list of contents"},
        {"cutBeforeTheList", cut(100), "no list of contents"},
        {"cutInTheList", cut(good.size() - 30), "no list of contents"},
        {"cutAtTheEnd", cut(good.size() - 1), "no list of contents"},
        {"trailing", good + "x", "no list of contents"},
        {"compressed", changed("values", [](ZipPart& p) { p.method = 8; }), "'m/data/0' is compressed"},
        {"sizesDiffer", patched("PK\x01\x02", 20, littleEndian(23, 4)), "'m/data/0' is compressed"},
        {"encrypted", changed("pickle", [](ZipPart& p) { p.flags |= 1; }), "'m/data.pkl' is encrypted"},
        {"twice", zip({{"m/data/0", storage}}), "'m/data/0' is there twice"},
        {"anotherNameWhereItBegins", changed("values", [](ZipPart& p) { p.localName = "m/data/1"; }),
         "has another name"},
        {"beginsElsewhere", changed("values", [](ZipPart& p) { p.offsetAdded = 1; }), "does not begin where"},
        {"beginsPastTheEnd", changed("values", [](ZipPart& p) { p.offsetAdded = 1 << 20; }),
         "ends within its contents"},
        {"longerThanTheFile", changed("values", [](ZipPart& p) { p.sizeAdded = 1 << 20; }),
         "more than there are before"},
        {"overAnother", changed("pickle", [](ZipPart& p) { p.sizeAdded = 60; }), "lies over 'm/data.pkl'"},
        {"listElsewhere", patched("PK\x05\x06", 16, littleEndian(1, 4)), "damaged at entry 0"},
        {"listPastTheEnd", patched("PK\x05\x06", 16, littleEndian(0xFFFFFFF0, 4)), "ends within its list"},
        {"listOfTooMany", patched("PK\x05\x06", 10, littleEndian(9, 2)), "damaged at entry 2"},
        {"longName", patched("PK\x01\x02", 28, littleEndian(0xFFFF, 2)), "damaged at entry 1"},
        {"nameThatIsNoText", zip({{"m/\xFF", ""}}), "no name that can be read"},
        {"noLarge", patched("PK\x06\x06", 0, "PK\x06\x05", true), "not where it should be"},
        {"largeListElsewhere", patched("PK\x06\x07", 8, littleEndian(~std::uint64_t{0}, 8), true), "list of contents"},
        {"endlessList", patched("PK\x06\x06", 32, littleEndian(~std::uint64_t{0}, 8), true), "expected at most 50000"},
        {"longList", patched("PK\x06\x06", 40, littleEndian(std::uint64_t{1} << 40, 8), true),
         "expected at most 50000"},
        {"noPickle", zipArchive({{"m/data/0", storage}}), "without data.pkl"},
        {"pickleOutside", zipArchive({{"data.pkl", whole("}")}}), "one data.pkl in one folder"},
        {"twoPickles", zip({{"n/data.pkl", whole("}")}}), "one data.pkl in one folder"},
        {"program", zip({{"m/code/__torch__.py", ""}}), "'m/code/__torch__.py'", Unsupported},
        {"constants", zip({{"m/constants.pkl", ""}}), "'m/constants.pkl'", Unsupported},
        {"outsideTheFolder", zip({{"../evil", ""}}), "'../evil'", Unsupported},
        {"bigEndian", zip({{"m/byteorder", "big"}}), "byteorder"},
        // the pickle
        {"noProtocol", withPickle("}."), "protocol 2"},
        {"newerProtocol", withPickle("\x80\x04}."), "protocol 2"},
        {"noEnd", withPickle("\x80\x02}"), "ends within"},
        {"moreAfterTheEnd", withPickle("\x80\x02}.}"), "before its entry does"},
        {"runsACommand", withItems(text("w") + name("os", "system") + text("touch /tmp/x") + "\x85R"), "'os.system'",
         Unsupported},
        {"runsBuiltins", withItems(text("w") + name("builtins", "eval") + text("1") + "\x85R"), "'builtins.eval'",
         Unsupported},
        {"nearlyTorch", withItems(text("w") + name("torch._utils", "_rebuild_tensor_v2x") + ")R"),
         "_rebuild_tensor_v2x", Unsupported},
        {"dottedName", withItems(text("w") + name("torch", "_utils._rebuild_tensor_v2") + ")R"), "at byte",
         Unsupported},
        {"instance", withItems(text("w") + "(" + text("1") + "ios\nsystem\n"), "operation 0x69", Unsupported},
        {"object", withItems(text("w") + ")o"), "operation 0x6F", Unsupported},
        {"newObject", withItems(text("w") + name("collections", "OrderedDict") + ")\x81"), "operation 0x81",
         Unsupported},
        {"stackName", withItems(text("w") + text("os") + text("system") + "\x93"), "operation 0x93", Unsupported},
        {"extension", withItems(text("w") + "\x82\x01"), "operation 0x82", Unsupported},
        {"list", withItems(text("w") + "]"), "operation 0x5D", Unsupported},
        {"nestedDictionary", withItems(text("model") + "}"), "'model' is no tensor", Unsupported},
        {"numberAsTensor", withItems(text("w") + "K\x01"), "'w' is no tensor", Unsupported},
        {"numberAsName", withItems("K\x01" + pickle::Tensor().operations()), "without a name", Unsupported},
        {"twoOfOneName", withItems(kGood + kGood), "'w' is there twice"},
        {"tensorAlone", withPickle(whole(pickle::Tensor().operations())), "dictionary of tensors", Unsupported},
        {"leftOver", withPickle(whole("}}")), "left over"},
        {"nothingThere", withPickle(whole("")), "a value is missing"},
        {"markAlone", withPickle(whole("(")), "a value is missing"},
        {"noMark", withPickle(whole("}u")), "the beginning of a list is missing"},
        {"keyWithoutValue", withItems(text("w")), "a key without value"},
        {"itemsOfANumber", withPickle(whole("K\x01K\x01K\x01s")), "no dictionary"},
        {"neverRemembered", withItems(text("w") + "h\x07"), "nothing was remembered"},
        {"callOfAText", withItems(text("w") + text("f") + ")R"), "a call of something unknown", Unsupported},
        {"callOfAStorage", withItems(text("w") + name("torch", "FloatStorage") + ")R"), "a call of 'FloatStorage'",
         Unsupported},
        {"dictionaryOfSomething", withItems(text("w") + name("collections", "OrderedDict") + "K\x01\x85R"),
         "OrderedDict", Unsupported},
        {"attributesOfATensor", withItems(kGood + "}b"), "attributes", Unsupported},
        {"referenceToAnything", withItems(text("w") + text("x") + "\x85Q"), "no storage", Unsupported},
        {"endlessName", withItems(text("w") + "c" + std::string(5000, 'a')), "a name without end"},
        {"longText", withItems(text(std::string(600, 'n')) + "K\x01"), "a text of 600 bytes"},
        {"textPastTheEnd", withItems(std::string("X\x10\0\0\0", 5)), "ends within"},
        {"noText", withItems(text("\xFF") + "N"), "not UTF-8"},
        {"longNumber", withItems(text("w") + "\x8A\x09" + std::string(9, '\1')), "a number of 9 bytes"},
        {"tooManyValues", withPickle(whole(many)), "too many values"},
        {"tooManyAgain", withPickle(whole(again)), "too many values"},
        // tensors
        {"noStorage", withTensor([](auto& t) { t.key = "7"; }), "'7' is not in the archive"},
        {"storageElsewhere", withTensor([](auto& t) { t.key = "../../etc/passwd"; }), "is not in the archive"},
        {"largerThanItsEntry", withTensor([](auto& t) { t.count = 7; }), "has 24 bytes"},
        {"anotherType", withTensor([](auto& t) { t.storage = name("torch", "HalfStorage"); }),
         "values of F16, and has 24 bytes"},
        {"endlessStorage", withTensor([](auto& t) { t.count = std::uint64_t{1} << 62; }), "has 24 bytes"},
        {"negativeStorage", withTensor([](auto& t) { t.count = ~std::uint64_t{0}; }), "a number from 0"},
        {"shapeTooLarge", withTensor([](auto& t) {
             t.shape = {2, 4}, t.strides = {4, 1};
         }),
         "more than its storage"},
        {"shapeOverflows", withTensor([](auto& t) {
             t.shape = {1LL << 40, 1LL << 40}, t.strides = {1LL << 40, 1};
         }),
         "too large"},
        {"offsetTooLarge", withTensor([](auto& t) { t.offset = number(1); }), "from value 1 on"},
        {"offsetPastTheEnd", withTensor([](auto& t) { t.offset = number(1 << 30); }), "more than its storage"},
        {"negativeOffset", withTensor([](auto& t) { t.offset = "J\xFF\xFF\xFF\xFF"; }), "the offset of a tensor"},
        {"negativeShape", withTensor([](auto& t) {
             t.shape = {-1, 3};
         }),
         "the shape of a tensor"},
        {"transposed", withTensor([](auto& t) {
             t.shape = {3, 2}, t.strides = {1, 3};
         }),
         "one after another", Unsupported},
        {"repeated", withTensor([](auto& t) {
             t.strides = {0, 1};
         }),
         "one after another", Unsupported},
        {"fewStrides", withTensor([](auto& t) { t.strides = {1}; }), "as many strides"},
        {"manyDimensions", withTensor([](auto& t) { t.shape = std::vector<std::int64_t>(9, 1); }), "at most 8 numbers"},
        {"hooks", withTensor([](auto& t) { t.hooks = "}(" + text("f") + text("g") + "u"; }), "functions attached",
         Unsupported},
    };
}

class TestMalformedTorch : public testing::TestWithParam<Row> {};
void PrintTo(const Row& row, std::ostream* out) {
    *out << row.label;
}

TEST_P(TestMalformedTorch, isRefusedByNameAndPlace) {
    const Row& row = GetParam();
    const TempDir folder;
    writeFile(folder / "f.pth", row.content);
    const RefusalCost cost;
    const std::optional<Refusal> refusal = refusalOf(folder / "f.pth");
    cost.expectSmall();
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->code, row.code) << refusal->what;
    EXPECT_NE(refusal->what.find(row.said), std::string::npos) << refusal->what;
}

INSTANTIATE_TEST_SUITE_P(Files, TestMalformedTorch, testing::ValuesIn(malformed()),
                         [](const auto& row) { return std::string(row.param.label); });

TEST(TestTorch, saysWhereAPickleGoesWrong) {
    const TempDir folder;
    const std::string file = withItems(text("w") + name("os", "system") + ")R");
    writeFile(folder / "f.pth", file);
    try {
        openTorchFile(folder / "f.pth");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.place().offset, file.find("cos\nsystem"));
        EXPECT_NE(std::string(error.what()).find("data.pkl at byte 10: the name 'os.system'"), std::string::npos)
            << error.what();
        EXPECT_NE(std::string(error.what()).find("nothing is ever run"), std::string::npos);
    }
}

}  // namespace
}  // namespace mw::test
