// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <functional>

#include "desktop_notice.h"

namespace mw::gui {

class ChatController;
struct Turn;

/// Whether the settings want notices; they do where they say nothing.
bool savedNoticesWanted();
void saveNoticesWanted(bool wanted);

/// Tells a person who works elsewhere, by the desktop, that an answer that took long has ended.
class AnswerNotices : public QObject {
    Q_OBJECT

 public:
    /// Nobody waits in another window for answers that take less.
    static constexpr int kLongMs = 15000;

    /// `isAway` says whether the program has the person's attention; `show` brings its window to the front.
    AnswerNotices(ChatController& chats, const std::function<bool()>& isAway, const std::function<void()>& show,
                  QObject* parent = nullptr);

 private:
    void tell(const Turn& answer);

    ChatController& m_chats;
    std::function<bool()> m_isAway;
    std::function<void()> m_show;
    DesktopNotice m_notice;
};

}  // namespace mw::gui
