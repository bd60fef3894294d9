// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mw/error.h"
#include "npy.h"
#include "temp_dir.h"

namespace mw::tools {
namespace {

using test::TempDir;

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::size_t filesIn(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(TestFiles, npyFilesAreReadAgain) {
    const TempDir folder;
    const std::vector<float> values = {1, -2.5f, 3e-30f, 4, 5, 6};
    writeNpy(folder / "a.npy", values, 2, 3);
    const auto array = test::readNpy<float>(folder / "a.npy");
    EXPECT_EQ(array.shape, (std::vector<std::size_t>{2, 3}));
    EXPECT_EQ(array.values, values);
    const std::string content = test::readFile(folder / "a.npy");
    EXPECT_EQ(content.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
    EXPECT_EQ((content.size() - values.size() * sizeof(float)) % 64, 0u);
}

TEST(TestFiles, writingReplacesTheWholeFileAndLeavesNothingBehind) {
    const TempDir folder;
    test::writeFile(folder / "a", "a longer content than the new one");
    chmod((folder / "a").c_str(), 0640);
    writeFile(folder / "a", bytes("new"));
    EXPECT_EQ(test::readFile(folder / "a"), "new");
    struct stat status = {};
    stat((folder / "a").c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777, 0640u);
    EXPECT_EQ(filesIn(folder.path()), 1u);
}

TEST(TestFiles, aLinkStaysALink) {
    const TempDir folder;
    test::writeFile(folder / "target", "old");
    std::filesystem::create_symlink("target", folder / "link");
    writeFile(folder / "link", bytes("new"));
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
    EXPECT_EQ(test::readFile(folder / "target"), "new");
}

TEST(TestFiles, aFailedWriteKeepsTheOldFile) {
    const TempDir folder;
    EXPECT_THROW(writeFile(folder / "missing" / "a", bytes("x")), Error);
    EXPECT_THROW(writeFile(folder.path(), bytes("x")), Error);
    EXPECT_THROW(writeFile("/dev/full", bytes("x")), Error);
    EXPECT_EQ(filesIn(folder.path()), 0u);
}

TEST(TestFiles, readingNamesTheFile) {
    const TempDir folder;
    test::writeFile(folder / "large", std::string(3 << 20, 'x'));
    EXPECT_EQ(readFile((folder / "large").string(), 3 << 20).size(), 3u << 20);
    try {
        readFile((folder / "large").string(), 2 << 20);
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("large: larger than the 2 MiB"), std::string::npos) << error.what();
    }
    EXPECT_THROW(readFile((folder / "missing").string(), 100), Error);
    EXPECT_THROW(readFile(folder.path().string(), 100), Error);
}

}  // namespace
}  // namespace mw::tools
