// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// How fast weights of files become what devices hold, on one core: bytes of the file in a second of the processor, in
// the fastest of some rounds, since others at work beside it share its caches. Files come from memory, where they were
// just written.
//
//     benchmark_repacking [part of a name]

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "code_matrix.h"
#include "conversions.h"
#include "loader.h"
#include "temp_dir.h"

namespace mw {
namespace {

constexpr std::int64_t kRows = 14336, kColumns = 4096;  // of an expert of the 8x7B model

void measure(const std::string& name, WeightFormat to, std::uint64_t bytes, const std::function<void()>& work) {
    constexpr double kSeconds = 0.4, kSecondsOfRound = 0.01;
    const auto now = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
    work();
    double least = kSeconds, all = 0;
    while (all < kSeconds) {
        const double begin = now();
        double took = 0;
        int times = 0;
        for (; took < kSecondsOfRound; ++times) {
            work();
            took = now() - begin;
        }
        least = std::min(least, took / times);
        all += took;
    }
    std::printf("%-24s %-14s %6.2f GB/s\n", name.c_str(), std::string(weightFormatName(to)).c_str(),
                static_cast<double>(bytes) / least / 1e9);
}

std::vector<std::byte> someBytes(std::uint64_t count) {
    std::mt19937_64 generator(1);
    std::vector<std::byte> bytes(count);
    for (std::uint64_t i = 0; i + 8 <= count; i += 8) {
        const std::uint64_t some = generator();
        std::memcpy(&bytes[i], &some, sizeof some);
    }
    return bytes;
}

void measureBlocks(const StoredLayoutRow& layout) {
    constexpr std::int64_t rows = 240;  // what stays in the cache
    const std::vector<std::byte> blocks = someBytes(storedBytes(layout.layout, rows * kColumns));
    std::vector<std::byte> held(weightBytes(layout.held, rows, kColumns).total());
    const WeightParts parts = partsAt(held.data(), layout.held, rows, kColumns, 0);
    const Conversion& conversion = conversionOf(layout.layout, layout.held);
    measure(std::string(layout.name), layout.held, blocks.size(),
            [&] { conversion.convert(blocks.data(), rows, kColumns, parts); });
}

/// Matrices as tools store them, whose tensors lie one behind the other in one file.
class CodeFile {
 public:
    explicit CodeFile(const std::filesystem::path& path) : m_path(path) {}

    NamedPart add(std::string_view type, std::vector<std::int64_t> shape, const std::vector<std::byte>& bytes) {
        m_content.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        const bool isHalf = type == "F16";
        NamedPart part{std::string(type), {.type = type, .shape = std::move(shape), .bytes = bytes.size()}};
        if (isHalf) part.tensor.layout = StoredLayout::Float16;
        part.tensor.offset = m_content.size() - bytes.size();
        return part;
    }
    std::shared_ptr<const File> write() const {
        test::writeFile(m_path, m_content);
        return std::make_shared<const File>(m_path);
    }
    std::uint64_t size() const { return m_content.size(); }

 private:
    std::filesystem::path m_path;
    std::string m_content;
};

struct Tool {
    const char* name;
    CodeOrder order;
    int bits;
    std::int64_t group;
    bool hasZeros;
    bool reordered = false;
};

void measureCodes(const Tool& tool) {
    const test::TempDir dir;
    CodeFile content(dir / "codes");
    const std::int64_t groups = kColumns / tool.group;
    const auto tensor = [&](CodeOrder of, std::int64_t columns) {
        const std::vector<std::int64_t> shape = codesShape(of, tool.bits, kRows, columns);
        return content.add("I32", shape, someBytes(static_cast<std::uint64_t>(shape[0] * shape[1] * 4)));
    };
    CodeParts parts{.rows = kRows, .columns = kColumns, .bits = tool.bits, .group = tool.group};
    parts.order = tool.order;
    parts.codes = tensor(tool.order, kColumns);
    parts.scalesOfOutputs = tool.order == CodeOrder::RowsOfOutputs;
    std::vector<std::byte> scales(static_cast<std::size_t>(kRows * groups * 2));
    for (std::size_t i = 0; i < scales.size(); i += 2)
        scales[i + 1] = std::byte{0x2c};  // 1 / 16
    parts.scales =
        content.add("F16", parts.scalesOfOutputs ? std::vector{kRows, groups} : std::vector{groups, kRows}, scales);
    if (tool.hasZeros) {
        parts.zeroOrder = tool.order == CodeOrder::Interleaved ? tool.order : CodeOrder::RowsOfInputs;
        parts.zeros = tensor(parts.zeroOrder, groups);
    }
    if (tool.reordered) {
        std::vector<std::int32_t> groupOf(kColumns);
        for (std::size_t i = 0; i < groupOf.size(); ++i)
            groupOf[i] = static_cast<std::int32_t>(i) / static_cast<std::int32_t>(tool.group);
        std::ranges::shuffle(groupOf, std::mt19937(2));
        std::vector<std::byte> bytes(groupOf.size() * sizeof groupOf[0]);
        std::memcpy(bytes.data(), groupOf.data(), bytes.size());
        parts.groupOf = content.add("I32", {kColumns}, bytes);
    }
    const std::shared_ptr<const File> file = content.write();
    parts.codes.tensor.file = parts.scales.tensor.file = file;
    for (std::optional<NamedPart>* part : {&parts.zeros, &parts.groupOf})
        if (*part) (*part)->tensor.file = file;
    const CodeMatrix matrix(parts);
    const WeightFormat to = storedLayoutRow(matrix.layout()).held;
    const Conversion& conversion = conversionOf(matrix.layout(), to);
    // As the loader does it.
    const std::int64_t most = rowsOfPiece(conversion, kColumns);
    std::vector<std::byte> held(weightBytes(to, most, kColumns).total());
    measure(tool.name, to, content.size(), [&] {
        for (std::int64_t row = 0; row < kRows; row += most) {
            const std::int64_t count = std::min(most, kRows - row);
            matrix.readInParts({row, count, 0, kColumns}, kPackedRowsAtOnce,
                               [&](std::int64_t first, std::int64_t rows, const auto* read) {
                                   conversion.convert(read, rows, kColumns,
                                                      partsAt(held.data(), to, count, kColumns, first));
                               });
        }
    });
}

void run(std::string_view wanted) {
    const auto isWanted = [&](std::string_view name) { return name.find(wanted) != std::string_view::npos; };
    for (const StoredLayoutRow& layout : storedLayouts())
        if (!layout.packed && !layout.isPlain() && isWanted(layout.name)) measureBlocks(layout);
    for (const Tool& tool :
         {Tool{"AWQ g128", CodeOrder::Interleaved, 4, 128, true}, Tool{"AWQ g32", CodeOrder::Interleaved, 4, 32, true},
          Tool{"GPTQ g128", CodeOrder::WordsOfInputs, 4, 128, false},
          Tool{"GPTQ g32", CodeOrder::WordsOfInputs, 4, 32, false},
          Tool{"GPTQ g128, zero points", CodeOrder::WordsOfInputs, 4, 128, true},
          Tool{"GPTQ g128, act-order", CodeOrder::WordsOfInputs, 4, 128, false, true},
          Tool{"GPTQ int8 g128", CodeOrder::WordsOfInputs, 8, 128, false},
          Tool{"GPTQ int3 g128", CodeOrder::WordsOfInputs, 3, 128, false},
          Tool{"W4A16 g128", CodeOrder::RowsOfOutputs, 4, 128, false},
          Tool{"W8A16 g128", CodeOrder::RowsOfOutputs, 8, 128, false}})
        if (isWanted(tool.name)) measureCodes(tool);
}

}  // namespace
}  // namespace mw

int main(int count, char** arguments) {
    mw::run(count > 1 ? arguments[1] : "");
}
