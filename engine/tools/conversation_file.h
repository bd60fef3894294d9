// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mw/options.h"

namespace mw::tools {

/// Reads a conversation: `[{"role":"system|user|assistant","content":"..."}]`, UTF-8, at most 64 MiB; "-" is standard
/// input. Other fields of a message are skipped. Throws Error naming the file and the field.
std::vector<Message> readConversation(const std::string& file);

/// The same from text; `file` is for messages.
std::vector<Message> parseConversation(std::string_view text, const std::string& file);

/// Writes such a file in one step. Throws Error.
void writeConversation(const std::filesystem::path& file, std::span<const Message> messages);

/// "system", "user", "assistant".
std::string_view roleName(Role role);

}  // namespace mw::tools
