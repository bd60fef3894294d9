// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

class QLabel;

namespace mw::gui {

class Card;
class SpeedChart;
class TuningModel;

/// Tokens per second against chats at once, of all chats and of each: predicted as a line, measured as dots. Two cards,
/// for their owner to place.
class SpeedCards : public QObject {
    Q_OBJECT

 public:
    explicit SpeedCards(QObject* parent = nullptr);

    Card* totalCard() const { return m_totalCard; }
    Card* perChatCard() const { return m_perChatCard; }

    void show(const TuningModel& model);
    /// What is said of the line; see sourceOf().
    void setCaption(const QString& caption);
    /// Where the line comes from.
    static QString sourceOf(const TuningModel& model);

 private:
    void showPrediction(const TuningModel& model);
    void showDots(const TuningModel& model);

    Card* m_totalCard;
    QLabel* m_totalCaption;
    SpeedChart* m_total;
    Card* m_perChatCard;
    QLabel* m_perChatCaption;
    SpeedChart* m_perChat;
};

}  // namespace mw::gui
