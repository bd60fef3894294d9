// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_defaults.h"

#include <QSettings>

namespace mw::gui {
namespace {

constexpr auto kSettingsKey = "chats/newSettings";
constexpr auto kFolderKey = "chats/newFolder";

}  // namespace

ChatDefaults savedChatDefaults() {
    const QSettings saved;
    ChatDefaults defaults{.folder = saved.value(kFolderKey).toString()};
    if (const QString json = saved.value(kSettingsKey).toString(); !json.isEmpty())
        defaults.settings = settingsFromJson(json);
    return defaults;
}

void saveChatDefaults(const ChatDefaults& defaults) {
    QSettings saved;
    saved.setValue(kFolderKey, defaults.folder);
    if (defaults.settings)
        saved.setValue(kSettingsKey, settingsToJson(*defaults.settings));
    else
        saved.remove(kSettingsKey);
}

}  // namespace mw::gui
