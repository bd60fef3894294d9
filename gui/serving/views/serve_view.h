// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace mw::gui {

class Banner;
class Card;
class EndpointCard;
class ExamplesCard;
class ModelSession;
class RequestsView;
class Serving;
class TimeSeriesChart;
struct ServedSecond;

/// Serving the loaded model to other programs: the endpoint and the AIME worker, their live requests, how fast it goes,
/// examples and the log.
class ServeView : public QWidget {
    Q_OBJECT

 public:
    ServeView(Serving& serving, ModelSession& session, QWidget* parent = nullptr);

    /// For the command palette.
    QList<QAction*> commands() const { return m_commands; }

 signals:
    void modelWanted();
    /// A command wants to be seen.
    void wanted();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    QWidget* makeHeader();
    Card* makeRequests();
    Card* makeChart(const QString& title, const QString& caption, TimeSeriesChart* chart);
    void makeCommands();
    void refreshModel();
    void refreshRequests();
    QString whyNoRequest() const;
    void addSecond(const ServedSecond& second);

    Serving& m_serving;
    ModelSession& m_session;
    QList<QAction*> m_commands;
    QPushButton* m_cancelAll = nullptr;
    Banner* m_banner;
    EndpointCard* m_endpoint;
    ExamplesCard* m_examples;
    Card* m_requestsCard = nullptr;
    QStackedWidget* m_requestsPages = nullptr;
    QLabel* m_noRequest = nullptr;
    QPushButton* m_next = nullptr;  ///< what to do where there is no request
    RequestsView* m_requests = nullptr;
    TimeSeriesChart* m_speed;
    TimeSeriesChart* m_firstToken;
    QBoxLayout* m_cards;
    QBoxLayout* m_charts;
};

}  // namespace mw::gui
