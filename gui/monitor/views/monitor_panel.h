// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <deque>
#include <vector>

#include "monitor_recorder.h"

class QAction;
class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace mw::gui {

class Banner;
class MetricCard;

/// All charts of the machine and the engine, as many beside each other as there is room for; pause and export.
class MonitorPanel : public QWidget {
    Q_OBJECT

 public:
    explicit MonitorPanel(MonitorRecorder& recorder, QWidget* parent = nullptr);

    /// The line above the charts: title, pause, export; for the owner to put in place, with room for its own buttons.
    QWidget* header() const { return m_header; }
    void addHeaderButton(QWidget* button);
    /// For menus and the command search: pause, the exports, the summary.
    QList<QAction*> commands() const { return m_commands; }

    bool isPaused() const { return m_paused; }
    void setPaused(bool paused);

    /// What the charts show, in sentences.
    QString summary() const;
    /// The shown rows as CSV. False: `error` says why.
    bool exportCsv(const QString& path, QString* error) const;
    /// A picture of all charts.
    bool exportPng(const QString& path, QString* error) const;

 signals:
    void pauseChanged(bool paused);
    /// A command needs the charts on the screen.
    void wanted();

 protected:
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

 private:
    void makeCommands();
    void showRow(const MonitorRow& row);
    void makeCards();
    void placeCards();
    const std::deque<MonitorRow>& shownRows() const;
    void save(const QString& suffix, bool (MonitorPanel::*write)(const QString&, QString*) const);

    MonitorRecorder& m_recorder;
    QWidget* m_header;
    QHBoxLayout* m_headerRow;
    QLabel* m_state;
    Banner* m_failure;
    QWidget* m_page;
    QGridLayout* m_grid;
    std::vector<MetricCard*> m_cards;
    QList<QAction*> m_commands;
    QAction* m_pause = nullptr;
    std::deque<MonitorRow> m_held;  ///< what is shown while paused
    QString m_gpuSet;
    QVector<MonitoredChat> m_chats;
    int m_columns = 0;
    bool m_paused = false;
};

}  // namespace mw::gui
