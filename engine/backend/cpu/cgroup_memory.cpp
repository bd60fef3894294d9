// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "mw/machine.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

/// How a generation of control groups spells things.
struct Generation {
    const char* fileSystem;                  ///< in mountinfo
    const char* controller;                  ///< in the options of the mount, and in proc/self/cgroup; "" for all
    std::array<const char*, 2> limits;       ///< files of a group; "max" or a huge number where there is none
    const char* usage;                       ///< with all that its children use
    std::array<const char*, 3> reclaimable;  ///< keys of memory.stat, with children
};

constexpr std::array<Generation, 2> kGenerations = {{
    {"cgroup2",
     "",
     {"memory.max", "memory.high"},
     "memory.current",
     {"inactive_file", "active_file", "slab_reclaimable"}},
    {"cgroup",
     "memory",
     {"memory.limit_in_bytes", nullptr},
     "memory.usage_in_bytes",
     {"total_inactive_file", "total_active_file", nullptr}},
}};

std::optional<std::uint64_t> numberIn(const fs::path& file) {
    std::uint64_t number = 0;
    std::ifstream in(file);
    return in >> number ? std::optional(number) : std::nullopt;  // "max" is no number
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);)
        parts.push_back(part);
    return parts;
}

bool holds(const std::string& list, std::string_view item) {
    return std::ranges::count(split(list, ','), item) > 0;
}

/// The group of this process, as a path below the root of the hierarchy; nothing if it is in none of this kind.
std::optional<std::string> groupOf(const fs::path& root, const Generation& generation) {
    std::ifstream in(root / "proc/self/cgroup");
    for (std::string line; std::getline(in, line);) {  // "4:memory:/docker/..." or "0::/user.slice/..."
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const bool unified = controllers.empty();
        if (*generation.controller ? holds(controllers, generation.controller) : unified)
            return line.substr(second + 1);
    }
    return std::nullopt;
}

struct Mount {
    std::string group;  ///< that is to be seen at `place`
    fs::path place;
};

std::vector<Mount> mountsOf(const fs::path& root, const Generation& generation) {
    std::vector<Mount> mounts;
    std::ifstream in(root / "proc/self/mountinfo");
    for (std::string line; std::getline(in, line);) {
        // "35 31 0:32 ROOT PLACE rw,relatime [more] - FILE-SYSTEM SOURCE OPTIONS"
        const std::size_t dash = line.find(" - ");
        if (dash == std::string::npos) continue;
        const std::vector<std::string> left = split(line.substr(0, dash), ' '),
                                       right = split(line.substr(dash + 3), ' ');
        if (left.size() < 5 || right.size() < 3 || right[0] != generation.fileSystem) continue;
        if (*generation.controller && !holds(right[2], generation.controller)) continue;
        mounts.push_back({left[3], root / fs::path(left[4]).relative_path()});
    }
    return mounts;
}

std::uint64_t reclaimableIn(const fs::path& group, const Generation& generation) {
    std::uint64_t sum = 0;
    std::ifstream in(group / "memory.stat");
    std::string key;
    for (std::uint64_t bytes = 0; in >> key >> bytes;)
        if (std::ranges::any_of(generation.reclaimable, [&](const char* name) { return name && key == name; }))
            sum += bytes;
    return sum;
}

void applyGroup(const fs::path& group, const Generation& generation, CgroupMemory& memory) {
    std::optional<std::uint64_t> limit;
    for (const char* name : generation.limits)
        if (const auto bytes = name ? numberIn(group / name) : std::nullopt)
            limit = std::min(limit.value_or(*bytes), *bytes);
    if (!limit) return;
    const std::uint64_t usage = numberIn(group / generation.usage).value_or(0);
    const std::uint64_t kept = usage - std::min(usage, reclaimableIn(group, generation));
    memory.limitBytes = std::min(memory.limitBytes, *limit);
    memory.availableBytes = std::min(memory.availableBytes, *limit - std::min(*limit, kept));
}

}  // namespace

CgroupMemory cgroupMemory(const fs::path& root) {
    CgroupMemory memory;
    for (const Generation& generation : kGenerations) {
        const std::optional<std::string> group = groupOf(root, generation);
        if (!group) continue;
        for (const Mount& mount : mountsOf(root, generation)) {
            std::error_code failure;
            if (!fs::is_directory(mount.place, failure)) continue;
            // A container may see its own group at the mount, whatever it is called outside.
            const fs::path below = fs::path(*group).lexically_relative(mount.group);
            applyGroup(mount.place, generation, memory);
            fs::path at = mount.place;
            for (const fs::path& part : below) {
                at /= part;
                if (part == "." || part == ".." || !fs::is_directory(at, failure)) break;
                applyGroup(at, generation, memory);
            }
            break;
        }
    }
    return memory;
}

}  // namespace mw
