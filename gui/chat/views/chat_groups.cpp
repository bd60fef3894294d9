// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_groups.h"

#include <QLocale>

namespace mw::gui {
namespace {

constexpr qint64 kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour, kWeek = 7 * kDay;
constexpr int kMostWeeks = 8;

}  // namespace

ChatGroups::ChatGroups(const QDateTime& now)
    : m_today(now.date().startOfDay().toMSecsSinceEpoch()),
      m_yesterday(now.date().addDays(-1).startOfDay().toMSecsSinceEpoch()),
      m_week(now.date().addDays(-7).startOfDay().toMSecsSinceEpoch()),
      m_month(now.date().addDays(-30).startOfDay().toMSecsSinceEpoch()) {}

QString ChatGroups::groupOf(qint64 ms) {
    if (ms >= m_today) return tr("Today");
    if (ms >= m_yesterday) return tr("Yesterday");
    if (ms >= m_week) return tr("Last 7 days");
    if (ms >= m_month) return tr("Last 30 days");
    if (ms < m_knownFrom || ms >= m_knownTo) {  // chats of one month come one after the other
        const QDate date = QDateTime::fromMSecsSinceEpoch(ms).date();
        const QDate first(date.year(), date.month(), 1);
        m_knownFrom = first.startOfDay().toMSecsSinceEpoch();
        m_knownTo = first.addMonths(1).startOfDay().toMSecsSinceEpoch();
        m_known = QLocale().standaloneMonthName(date.month()) + QLatin1Char(' ') + QString::number(date.year());
    }
    return m_known;
}

QString ChatGroups::ageOf(qint64 ms, const QDateTime& now) {
    const qint64 age = now.toMSecsSinceEpoch() - ms;
    if (age < kMinute) return tr("now");
    if (age < kHour) return tr("%1 min", "minutes ago, short").arg(age / kMinute);
    if (age < kDay) return tr("%1 h", "hours ago, short").arg(age / kHour);
    if (age < kWeek) return tr("%1 d", "days ago, short").arg(age / kDay);
    if (age < kMostWeeks * kWeek) return tr("%1 wk", "weeks ago, short").arg(age / kWeek);
    const QDate date = QDateTime::fromMSecsSinceEpoch(ms).date();
    return QLocale().standaloneMonthName(date.month(), QLocale::ShortFormat) + QLatin1Char(' ') +
           QString::number(date.year());
}

QString ChatGroups::spokenAgeOf(qint64 ms, const QDateTime& now) {
    const qint64 age = now.toMSecsSinceEpoch() - ms;
    if (age < kMinute) return tr("just now");
    const auto ago = [age](qint64 unit, const QString& one, const QString& many) {
        return age / unit == 1 ? one : many.arg(age / unit);
    };
    if (age < kHour) return ago(kMinute, tr("a minute ago"), tr("%1 minutes ago"));
    if (age < kDay) return ago(kHour, tr("an hour ago"), tr("%1 hours ago"));
    if (age < kWeek) return ago(kDay, tr("a day ago"), tr("%1 days ago"));
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms).date(), QLocale::LongFormat);
}

}  // namespace mw::gui
