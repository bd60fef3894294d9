// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>

#include "controls.h"

class QGridLayout;
class QLabel;

namespace mw::gui {

class StateMark;
class Switch;
enum class Mark;

/// The card of one way to serve: its state and its switch in the heading, what went wrong below, rows of settings, and
/// those that few people need folded away.
class ServingCard : public Card {
    Q_OBJECT

 public:
    /// `heading` is also what the switch says to screen readers; `moreName` what is folded away.
    ServingCard(const QString& heading, const QString& moreName, QWidget* parent = nullptr);

    Switch* mainSwitch() const { return m_switch; }

 protected:
    void showState(Mark mark, const QString& text);
    Banner* banner() const { return m_banner; }
    /// A row: its name, and what stands beside it.
    void addRow(const QString& name, QWidget* content);
    /// The same among those that are folded away.
    void addMoreRow(const QString& name, QWidget* content);
    /// What the folded ones say, in a few words.
    void setMoreSummary(const QString& text);

 private:
    static void addTo(QGridLayout* grid, const QString& name, QWidget* content);

    StateMark* m_mark;
    QLabel* m_state;
    Switch* m_switch;
    Banner* m_banner;
    QGridLayout* m_rows;
    QLabel* m_moreSummary;
    QGridLayout* m_moreRows;
};

/// A switch with what it means beside it.
QWidget* switchRow(Switch* control, QLabel* text);

/// Asks before something that cannot be taken back; `doIt` runs if the person says `action`.
void confirm(QWidget* parent, const QString& title, const QString& text, const QString& action,
             const std::function<void()>& doIt);

}  // namespace mw::gui
