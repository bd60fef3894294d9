// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace mw::gui {

/// Whether a part at the side is open. It folds away where there is no room and comes back where there is, as the
/// person left it; what a person opens without room stays open until there was room again.
class Fold {
 public:
    explicit Fold(bool wanted = true) : m_wanted(wanted) {}

    bool isOpen() const { return m_hasRoom ? m_wanted : m_openWithoutRoom; }
    /// What the person wants where there is room.
    bool isWanted() const { return m_wanted; }
    void setOpen(bool open) {
        (m_hasRoom ? m_wanted : m_openWithoutRoom) = open;
        if (open) m_wanted = true;
    }
    void setRoom(bool hasRoom) {
        if (hasRoom) m_openWithoutRoom = false;
        m_hasRoom = hasRoom;
    }

 private:
    bool m_wanted;
    bool m_hasRoom = true;
    bool m_openWithoutRoom = false;
};

}  // namespace mw::gui
