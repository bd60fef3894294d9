// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/gpus.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "utf8.h"

namespace mw {

namespace {

constexpr double kMiB = 1 << 20;
constexpr std::size_t kFields = 6;
constexpr std::size_t kRequiredFields = 4;
/// More than any GPU has, so that figures stay figures: 1 TiB, 1 PB/s, 1 EFLOP/s.
constexpr double kMostMiB = 1 << 20, kMostGigabytesPerSecond = 1e6, kMostTeraflops = 1e6;

struct Field {
    std::string_view text;  ///< without spaces around it
    std::size_t column;     ///< of its first byte, from 1
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\r";
    const std::size_t first = text.find_first_not_of(kSpaces);
    if (first == std::string_view::npos) return text.substr(text.size());
    return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

std::vector<Field> split(std::string_view line) {
    std::vector<Field> fields;
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t end = std::min(line.find('|', start), line.size());
        const std::string_view text = trimmed(line.substr(start, end - start));
        fields.push_back({text, static_cast<std::size_t>(text.data() - line.data()) + 1});
        start = end + 1;
    }
    return fields;
}

/// The column of a byte of `line`, counted in characters, as editors do.
std::size_t characterColumn(std::string_view line, std::size_t byteColumn) {
    const std::string_view before = line.substr(0, byteColumn - 1);
    return 1 + static_cast<std::size_t>(std::ranges::count_if(before, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

/// Reads one row; keeps the first thing that is wrong with it.
class Row {
 public:
    explicit Row(std::string_view line) : m_fields(split(line)) {}

    std::optional<GpuModel> read() {
        if (m_fields.size() < kRequiredFields || m_fields.size() > kFields) {
            fail(m_fields.back().column,
                 "a row has 4 to 6 fields with | between them, not " + std::to_string(m_fields.size()));
            return {};
        }
        GpuModel gpu;
        gpu.name = std::string(m_fields[0].text);
        if (gpu.name.empty()) fail(m_fields[0].column, "the name is missing");
        gpu.memoryBytes = static_cast<std::uint64_t>(number(1, "the memory in MiB", kMostMiB) * kMiB);
        gpu.memoryBytesPerSecond = number(2, "the bandwidth in GB/s", kMostGigabytesPerSecond) * 1e9;
        gpu.flopsPerSecond = number(3, "the bf16 speed in TFLOP/s", kMostTeraflops) * 1e12;
        if (m_fields.size() > 4) gpu.reportedName = std::string(m_fields[4].text);
        if (m_fields.size() > 5) gpu.source = std::string(m_fields[5].text);
        if (!m_problem.empty()) return {};
        return gpu;
    }

    std::size_t column() const { return m_column; }
    const std::string& problem() const { return m_problem; }

 private:
    void fail(std::size_t column, const std::string& problem) {
        if (!m_problem.empty()) return;
        m_column = column;
        m_problem = problem;
    }

    double number(std::size_t field, const std::string& what, double most) {
        const auto [text, column] = m_fields[field];
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size() && value > 0 && value <= most) return value;
        fail(column,
             what + " has to be a number above 0 and at most " + std::to_string(static_cast<std::int64_t>(most)));
        return 0;
    }

    std::vector<Field> m_fields;
    std::size_t m_column = 1;
    std::string m_problem;
};

}  // namespace

DeviceSpec GpuModel::device() const {
    return {.kind = DeviceKind::Cuda,
            .name = name,
            .capacityBytes = memoryBytes,
            .memoryBytesPerSecond = memoryBytesPerSecond,
            .flopsPerSecond = flopsPerSecond};
}

const GpuModel* GpuTable::find(std::string_view name) const {
    const auto found = std::ranges::find(gpus, name, &GpuModel::name);
    return found == gpus.end() ? nullptr : &*found;
}

const GpuModel* GpuTable::findReported(std::string_view reported) const {
    const GpuModel* best = nullptr;
    for (const GpuModel& gpu : gpus) {
        const std::string& part = gpu.reportedName;
        if (part.empty() || reported.find(part) == std::string_view::npos) continue;
        if (!best || part.size() > best->reportedName.size()) best = &gpu;
    }
    return best;
}

GpuTable parseGpus(std::string_view text, const std::string& file) {
    GpuTable table;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        const std::string_view said = trimmed(line);
        if (said.empty() || said.front() == '#') continue;
        const auto skip = [&](std::size_t column, const std::string& why) {
            table.problems.push_back(file + ":" + std::to_string(number) + ":" +
                                     std::to_string(characterColumn(line, column)) + ": " + why);
        };
        Row row(line);
        std::optional<GpuModel> gpu = row.read();
        if (!gpu)
            skip(row.column(), row.problem());
        else if (!isUtf8(line))
            skip(1, "not UTF-8");
        else if (table.find(gpu->name))
            skip(1, "'" + gpu->name + "' stands in this file already");
        else
            table.gpus.push_back(std::move(*gpu));
    }
    return table;
}

GpuTable layOver(GpuTable below, const GpuTable& above) {
    for (const GpuModel& gpu : above.gpus) {
        const auto old = std::ranges::find(below.gpus, gpu.name, &GpuModel::name);
        if (old != below.gpus.end())
            *old = gpu;
        else
            below.gpus.push_back(gpu);
    }
    below.problems.insert(below.problems.end(), above.problems.begin(), above.problems.end());
    return below;
}

std::optional<Plan> fewestDevices(const PlanRequest& request, const DeviceSpec& device, int most, double spare,
                                  bool tensorParallel) {
    DeviceSpec smaller = device;
    smaller.usedByOthersBytes += static_cast<std::uint64_t>(spare * static_cast<double>(device.capacityBytes));
    PlanRequest wanted = request;
    wanted.placement.reset();
    for (int count = 1; count <= most; ++count) {
        wanted.devices.assign(static_cast<std::size_t>(count), smaller);
        const Plan plan = makePlan(wanted);
        if (!plan.fits || plan.placement.devices() != count) continue;
        if (tensorParallel && plan.placement.pipelineParallel > 1) continue;
        wanted.devices.assign(static_cast<std::size_t>(count), device);
        return makePlan(wanted);
    }
    return {};
}

}  // namespace mw
