// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mw {

/// Bytes of a file's beginning that foreignContent() needs to tell.
inline constexpr std::size_t kForeignContentBytes = 512;

/// What downloads leave in place of a file, told by its first bytes, `beginning`, of `fileBytes` in all: a pointer of Git
/// LFS, a web page, a server's answer, room that was never written, a file of another kind. In words that go on after
/// the file's name ("is a web page, ..."), with what to do about it; empty if it is nothing of the kind. To be asked once
/// reading has failed: what looks foreign may be right by chance. `isJson`: the file should hold JSON.
std::string foreignContent(std::string_view beginning, std::uint64_t fileBytes, bool isJson);

}  // namespace mw
