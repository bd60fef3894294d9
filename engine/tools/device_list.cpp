// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "device_list.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>

#include "command_line.h"

namespace mw::tools {

namespace {

/// Devices in one plan; more than a machine has, few enough to answer at once.
constexpr int kMostDevices = 64;

constexpr std::array<std::pair<std::string_view, double>, 7> kUnits = {{
    {"b", 1},
    {"mb", 1e6},
    {"mib", 1 << 20},
    {"gb", 1e9},
    {"gib", 1 << 30},
    {"tb", 1e12},
    {"tib", 1099511627776.0},
}};

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// The parts of a list, without spaces around them.
std::vector<std::string> split(const std::string& text, std::string_view separators) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (separators.find(c) != std::string_view::npos)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    for (std::string& part : parts) {
        part.erase(0, part.find_first_not_of(' '));
        part.erase(part.find_last_not_of(' ') + 1);
    }
    return parts;
}

/// Bytes of "80GiB"; 0 if it is not a size.
std::uint64_t parseSize(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number) || number <= 0) return 0;
    std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const auto known = std::ranges::find(kUnits, lowered(unit), &std::pair<std::string_view, double>::first);
    if (known == kUnits.end()) return 0;
    const double bytes = number * known->second;
    return bytes < static_cast<double>(1ULL << 60) ? static_cast<std::uint64_t>(bytes) : 0;
}

}  // namespace

std::vector<DeviceSpec> parseDeviceList(const std::string& text) {
    std::vector<DeviceSpec> devices;
    for (const std::string& part : split(text, "+,")) {
        std::string_view size = part;
        int count = 1;
        if (const std::size_t times = part.find_first_of("xX"); times != std::string::npos) {
            const auto [end, error] = std::from_chars(part.data(), part.data() + times, count);
            if (error != std::errc() || end != part.data() + times) count = 0;
            size.remove_prefix(times + 1);
        }
        DeviceSpec device;
        device.kind = DeviceKind::Cuda;
        device.name = std::string(size) + " GPU";
        device.capacityBytes = parseSize(size);
        if (count < 1 || device.capacityBytes == 0)
            refuse("--devices: '" + part + "' is not a number of devices of a size, like 2x80GiB or 24GB");
        if (count > kMostDevices - static_cast<int>(devices.size()))
            refuse("--devices: '" + part + "' makes more than " + std::to_string(kMostDevices) + " devices");
        devices.insert(devices.end(), static_cast<std::size_t>(count), device);
    }
    return devices;
}

std::uint64_t parseMemory(const std::string& text, const std::string& option) {
    const std::uint64_t bytes = parseSize(text);
    if (bytes == 0) refuse(option + ": '" + text + "' is not a size, like 24GiB or 24GB");
    return bytes;
}

std::string describeMemory(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f GiB", static_cast<double>(bytes) / (1ULL << 30));
    return text;
}

std::vector<int> parseNumbers(const std::string& text, const std::string& option, int least) {
    std::vector<int> numbers;
    for (const std::string& part : split(text, ",")) {
        int number = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (error != std::errc() || end != part.data() + part.size() || number < least)
            refuse(option + ": '" + part + "' is not a whole number of at least " + std::to_string(least));
        numbers.push_back(number);
    }
    return numbers;
}

}  // namespace mw::tools
