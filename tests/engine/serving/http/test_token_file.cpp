// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <sys/stat.h>

#include "mw/error.h"
#include "mw/token_file.h"
#include "temp_dir.h"

namespace mw {
namespace {

using test::TempDir;
using test::writeFile;

unsigned modeOf(const std::filesystem::path& file) {
    struct stat status = {};
    EXPECT_EQ(::stat(file.c_str(), &status), 0);
    return status.st_mode & 07777;
}

TEST(TestTokenFile, isMadeOnceForItsOwnerOnly) {
    const TempDir folder;
    const auto before = ::umask(0);
    const TokenFile made = readOrMakeToken(folder / "token");
    ::umask(before);
    EXPECT_TRUE(made.fresh);
    EXPECT_EQ(made.token.size(), 3U + 64);
    EXPECT_EQ(modeOf(folder / "token"), 0600U);
    const TokenFile again = readOrMakeToken(folder / "token");
    EXPECT_FALSE(again.fresh);
    EXPECT_EQ(again.token, made.token);
    EXPECT_NE(readOrMakeToken(folder / "other").token, made.token);
}

TEST(TestTokenFile, holdsOneLineThatNobodyElseReads) {
    const TempDir folder;
    const auto file = folder / "token";
    const auto reads = [&](std::string content, mode_t mode = 0600) {
        writeFile(file, content);
        ::chmod(file.c_str(), mode);
        try {
            return readOrMakeToken(file).token;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find(file.string()), std::string::npos);
            return std::string();
        }
    };
    EXPECT_EQ(reads("0123456789abcdef\n"), "0123456789abcdef");
    EXPECT_EQ(reads("0123456789abcdef\r\n"), "0123456789abcdef");
    EXPECT_EQ(reads("0123456789abcdef", 0400), "0123456789abcdef");
    for (const char* content : {"", "\n", "short", "0123456789abcde", "0123456789abcdef\nmore", "0123 456789abcdef",
                                "0123456789\tabcdef", "0123456789abcd\xC3\xA9"})
        EXPECT_EQ(reads(content), "") << content;
    EXPECT_EQ(reads(std::string(513, 'x')), "");
    EXPECT_EQ(reads(std::string(1 << 20, 'x')), "");
    for (const mode_t mode : {0640U, 0604U, 0620U, 0601U, 0660U, 0644U})
        EXPECT_EQ(reads("0123456789abcdef", mode), "") << mode;
    EXPECT_THROW(readOrMakeToken(folder.path()), Error);
    EXPECT_THROW(readOrMakeToken(folder / "no-folder" / "token"), Error);
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_THROW(readOrMakeToken(folder / "pipe"), Error);
    EXPECT_THROW(readSecret(folder / "absent"), Error);
}

TEST(TestTokenFile, isReplacedWholeOrNotAtAll) {
    const TempDir folder;
    const auto file = folder / "token";
    const std::string before = readOrMakeToken(file).token;
    for (const char* content : {"", "short", "0123 456789abcdef", "0123456789abcdef\nmore"})
        EXPECT_THROW(writeSecret(file, content), Error) << content;
    EXPECT_EQ(readSecret(file), before);
    writeFile(folder / "token.new", "left over");
    const auto mask = ::umask(0);
    writeSecret(file, "0123456789abcdef");
    ::umask(mask);
    EXPECT_EQ(readSecret(file), "0123456789abcdef");
    EXPECT_EQ(modeOf(file), 0600U);
    EXPECT_FALSE(std::filesystem::exists(folder / "token.new"));
    // What others could read is not written into: it is replaced.
    ::chmod(file.c_str(), 0644);
    writeSecret(file, "fedcba9876543210");
    EXPECT_EQ(readSecret(file), "fedcba9876543210");
    EXPECT_THROW(writeSecret(folder / "no-folder" / "token", "0123456789abcdef"), Error);
}

}  // namespace
}  // namespace mw
