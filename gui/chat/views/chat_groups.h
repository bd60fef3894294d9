// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

namespace mw::gui {

/// The words for when a chat was last used.
class ChatGroups {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::ChatGroups)

 public:
    explicit ChatGroups(const QDateTime& now = QDateTime::currentDateTime());

    /// "Today", "Yesterday", "Last 7 days", "Last 30 days", "October 2026"; of a time in ms since 1970.
    QString groupOf(qint64 ms);

    /// "now", "5 min", "3 h", "2 d", "3 wk", "Oct 2026": how long ago `ms` is.
    static QString ageOf(qint64 ms, const QDateTime& now);
    /// The same in whole words, to be read out.
    static QString spokenAgeOf(qint64 ms, const QDateTime& now);

 private:
    qint64 m_today, m_yesterday, m_week, m_month;  ///< when they began
    qint64 m_knownFrom = 0, m_knownTo = 0;         ///< the calendar month that was asked for last
    QString m_known;
};

}  // namespace mw::gui
