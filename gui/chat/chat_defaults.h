// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>

#include "chat_types.h"

namespace mw::gui {

/// What a person wants new chats to begin with.
struct ChatDefaults {
    std::optional<ChatSettings> settings;  ///< absent: what the model or the language suggests
    QString folder;                        ///< that they go into; empty: none

    bool operator==(const ChatDefaults&) const = default;
};

/// In the program's settings.
ChatDefaults savedChatDefaults();
void saveChatDefaults(const ChatDefaults& defaults);

}  // namespace mw::gui
