// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What containers and services leave of a machine's memory, read from trees of files as kernels show them.

#include <gtest/gtest.h>

#include "host_memory.h"
#include "mw/machine.h"
#include "temp_dir.h"

namespace mw::cpu {
namespace {

constexpr std::uint64_t kGiB = 1ULL << 30;

/// A root folder with what a kernel would show there.
class Root {
 public:
    Root() {
        write("proc/meminfo",
              "MemTotal:       67108864 kB\nMemFree:         1048576 kB\nMemAvailable:   50331648 kB\n");
        write("proc/self/status", "Name:\tx\nRssAnon:\t    1024 kB\n");
    }
    void write(const std::string& file, const std::string& content) const {
        std::filesystem::create_directories((m_folder / file).parent_path());
        test::writeFile(m_folder / file, content);
    }
    /// Both as the kernel writes them; `options` after the file system.
    void mount(const std::string& group, const std::string& place, const std::string& fileSystem,
               const std::string& options) const {
        const std::string others =
            "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
            "22 21 0:5 / /proc rw,nosuid shared:5 - proc proc rw\n"
            "33 31 0:30 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n";
        write("proc/self/mountinfo", others + "35 31 0:32 " + group + " " + place + " rw,relatime - " + fileSystem +
                                         " cgroup " + options + "\n");
        std::filesystem::create_directories(m_folder / place.substr(1));
    }
    CgroupMemory memory() const { return cgroupMemory(m_folder.path()); }
    MachineMemory machine() const { return machineMemory(m_folder.path()); }

 private:
    test::TempDir m_folder;
};

std::string number(std::uint64_t bytes) {
    return std::to_string(bytes) + "\n";
}

TEST(TestCgroupMemory, withoutGroupsTheMachineIsAllThere) {
    const Root root;
    EXPECT_EQ(root.machine().totalBytes, 64 * kGiB);
    EXPECT_EQ(root.machine().availableBytes, 48 * kGiB);
    EXPECT_EQ(root.machine().ownBytes, 1u << 20);
}

TEST(TestCgroupMemory, pagesOfFilesThatWereReadAreAvailable) {
    // A container of the second generation, after a checkpoint of 14 GiB was read.
    const Root root;
    root.write("proc/self/cgroup", "0::/\n");
    root.mount("/", "/sys/fs/cgroup", "cgroup2", "rw,nsdelegate");
    root.write("sys/fs/cgroup/memory.max", number(16 * kGiB));
    root.write("sys/fs/cgroup/memory.high", "max\n");
    root.write("sys/fs/cgroup/memory.current", number(16 * kGiB - 100));
    root.write("sys/fs/cgroup/memory.stat", "anon " + number(kGiB) + "file " + number(15 * kGiB) + "shmem " +
                                                number(kGiB) + "inactive_file " + number(9 * kGiB) + "active_file " +
                                                number(5 * kGiB) + "slab_reclaimable " + number(1000));
    EXPECT_EQ(root.memory().limitBytes, 16 * kGiB);
    EXPECT_EQ(root.memory().availableBytes, 14 * kGiB + 1100);
    EXPECT_EQ(root.machine().totalBytes, 16 * kGiB);
    EXPECT_EQ(root.machine().availableBytes, 14 * kGiB + 1100);
}

TEST(TestCgroupMemory, theFirstGenerationCountsTheSame) {
    const Root root;
    root.write("proc/self/cgroup",
               "5:cpu,cpuacct:/docker/abc\n4:memory:/docker/abc\n1:name=systemd:/docker/abc\n0::/\n");
    root.mount("/docker/abc", "/sys/fs/cgroup/memory", "cgroup", "rw,memory");
    const std::string group = "sys/fs/cgroup/memory/";
    root.write(group + "memory.limit_in_bytes", number(8 * kGiB));
    root.write(group + "memory.usage_in_bytes", number(7 * kGiB));
    root.write(group + "memory.stat",
               "inactive_file 5\ntotal_inactive_file " + number(4 * kGiB) + "total_active_file " + number(2 * kGiB));
    EXPECT_EQ(root.memory().limitBytes, 8 * kGiB);
    EXPECT_EQ(root.memory().availableBytes, 7 * kGiB);
    EXPECT_EQ(root.machine().totalBytes, 8 * kGiB);
}

TEST(TestCgroupMemory, everyGroupAboveCounts) {
    // A service on a machine: its own group grants 20 GiB, the slice of all services 30 GiB, of which others use 25.
    for (const bool second : {true, false}) {
        const Root root;
        const std::string place = second ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
        root.write("proc/self/cgroup",
                   second ? "0::/system.slice/a.service\n" : "9:memory:/system.slice/a.service\n0::/x\n");
        root.mount("/", place, second ? "cgroup2" : "cgroup", second ? "rw" : "rw,memory");
        const std::string slice = place.substr(1) + "/system.slice/", service = slice + "a.service/";
        const std::string limit = second ? "memory.max" : "memory.limit_in_bytes";
        const std::string usage = second ? "memory.current" : "memory.usage_in_bytes";
        root.write(service + limit, number(20 * kGiB));
        root.write(service + usage, number(2 * kGiB));
        root.write(slice + limit, number(30 * kGiB));
        root.write(slice + usage, number(27 * kGiB));
        root.write(place.substr(1) + "/" + limit, second ? "max\n" : "9223372036854771712\n");
        EXPECT_EQ(root.memory().limitBytes, 20 * kGiB);
        EXPECT_EQ(root.memory().availableBytes, 3 * kGiB);
        EXPECT_EQ(root.machine().totalBytes, 20 * kGiB);
        EXPECT_EQ(root.machine().availableBytes, 3 * kGiB);
    }
}

TEST(TestCgroupMemory, aGroupGetsNoMoreThanThatAboveIt) {
    const Root root;
    root.write("proc/self/cgroup", "0::/system.slice/a.service\n");
    root.mount("/", "/sys/fs/cgroup", "cgroup2", "rw");
    root.write("sys/fs/cgroup/system.slice/memory.max", number(12 * kGiB));
    root.write("sys/fs/cgroup/system.slice/memory.current", number(5 * kGiB));
    root.write("sys/fs/cgroup/system.slice/a.service/memory.max", number(40 * kGiB));
    root.write("sys/fs/cgroup/system.slice/a.service/memory.current", number(1 * kGiB));
    EXPECT_EQ(root.memory().limitBytes, 12 * kGiB);
    EXPECT_EQ(root.memory().availableBytes, 7 * kGiB);
}

TEST(TestCgroupMemory, aSoftLimitIsOne) {
    const Root root;
    root.write("proc/self/cgroup", "0::/user.slice\n");
    root.mount("/", "/sys/fs/cgroup", "cgroup2", "rw");
    root.write("sys/fs/cgroup/user.slice/memory.max", "max\n");
    root.write("sys/fs/cgroup/user.slice/memory.high", number(10 * kGiB));
    root.write("sys/fs/cgroup/user.slice/memory.current", number(4 * kGiB));
    EXPECT_EQ(root.memory().limitBytes, 10 * kGiB) << "beyond memory.high the kernel slows a process down";
    EXPECT_EQ(root.memory().availableBytes, 6 * kGiB);
}

TEST(TestCgroupMemory, limitsAboveTheMachineChangeNothing) {
    const Root root;
    root.write("proc/self/cgroup", "4:memory:/\n0::/\n");
    root.mount("/", "/sys/fs/cgroup/memory", "cgroup", "rw,memory");
    root.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    root.write("sys/fs/cgroup/memory/memory.usage_in_bytes", number(20 * kGiB));
    EXPECT_EQ(root.machine().totalBytes, 64 * kGiB);
    EXPECT_EQ(root.machine().availableBytes, 48 * kGiB);
}

TEST(TestCgroupMemory, usageAboveTheLimitLeavesNothing) {
    const Root root;
    root.write("proc/self/cgroup", "0::/\n");
    root.mount("/", "/sys/fs/cgroup", "cgroup2", "rw");
    root.write("sys/fs/cgroup/memory.max", number(kGiB));
    root.write("sys/fs/cgroup/memory.current", number(2 * kGiB));
    EXPECT_EQ(root.memory().availableBytes, 0u);
    root.write("sys/fs/cgroup/memory.stat", "inactive_file " + number(8 * kGiB));
    EXPECT_EQ(root.memory().availableBytes, kGiB) << "more reclaimable than used is no more than the limit";
}

TEST(TestCgroupMemory, whatIsNotUnderstoodLimitsNothing) {
    for (const char* mountinfo :
         {"", "x\n", "1 2 3\n - \n", "35 31 0:32 / - cgroup2\n", "35 31 0:32 / /nowhere rw - cgroup2 c rw\n"})
        for (const char* group : {"", "x\n", "0::\n", "0::/a/../../b\n", "4:memory:\n", "::\n"}) {
            const Root root;
            root.write("proc/self/mountinfo", mountinfo);
            root.write("proc/self/cgroup", group);
            EXPECT_EQ(root.machine().totalBytes, 64 * kGiB) << mountinfo << group;
        }
}

}  // namespace
}  // namespace mw::cpu
