// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "engine_events.h"
#include "machine_sampler.h"

namespace mw::gui {

/// A chat as the monitors name it.
struct MonitoredChat {
    qint64 id = 0;
    QString name;

    bool operator==(const MonitoredChat&) const = default;
};

/// What one chat generated in a second.
struct ChatSpeed {
    MonitoredChat chat;
    double tokensPerSecond = 0;
};

/// A second of the machine and the engine.
struct MonitorRow {
    double seconds = 0;        ///< since the recorder began; goes only forward
    qint64 timeMs = 0;         ///< milliseconds since the epoch
    MachineSample machine;     ///< nothing in it if none came in time
    EngineActivity engine;     ///< its rates over the second
    int chatsAtOnce = 0;       ///< of the loaded model; 0 without one
    QVector<ChatSpeed> chats;  ///< that generated; by id
};

/// Puts the engine's reports and the machine's samples together, once a second, and keeps the last five minutes.
/// Charts, exports and summaries are made of these rows.
class MonitorRecorder : public QObject {
    Q_OBJECT

 public:
    static constexpr int kIntervalMs = 1000;
    static constexpr double kHistorySeconds = 300;

    explicit MonitorRecorder(QObject* parent = nullptr);

    void start();
    void stop();
    const std::deque<MonitorRow>& rows() const { return m_rows; }
    /// Tells whose an answer is; absent: nobody's, it only counts in the total.
    using ChatOf = std::function<std::optional<MonitoredChat>(Ticket ticket)>;
    void setChatOf(ChatOf chatOf) { m_chatOf = std::move(chatOf); }

 public slots:
    void addActivity(const mw::gui::EngineActivity& activity);
    void addAnswer(const mw::gui::AnswerDelta& delta);
    void addMachine(const mw::gui::MachineSample& sample);
    /// What is loaded, or null. Its allocations are our share of a GPU where the driver cannot tell.
    void setModel(const mw::gui::ModelSummary* model);
    /// Closes a row; the timer does it, and tests.
    void record();
    /// Takes a row as it is; its time is later than that of the last.
    void add(const mw::gui::MonitorRow& row);

 signals:
    void recorded(const mw::gui::MonitorRow& row);

 private:
    EngineActivity takeActivity();
    QVector<ChatSpeed> takeChats(double seconds);
    MachineSample takeMachine();

    QTimer m_timer;
    QElapsedTimer m_clock;
    std::deque<MonitorRow> m_rows;
    EngineActivity m_sum;  ///< since the last row: tokens in place of rates
    EngineActivity m_last;
    ChatOf m_chatOf;
    struct ChatTokens {
        QString name;
        int tokens = 0;
    };
    std::map<qint64, ChatTokens> m_chatTokens;  ///< since the last row, by chat
    double m_rowSeconds = 0;                    ///< when the last row was closed
    MachineSample m_machine;
    double m_machineSeconds = 0;
    bool m_hasMachine = false;
    QHash<QString, quint64> m_allocated;  ///< by PCI bus id
    int m_chatsAtOnce = 0;
};

}  // namespace mw::gui
