// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "serve_view.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "aime_card.h"
#include "aime_link.h"
#include "endpoint_card.h"
#include "examples_card.h"
#include "icons.h"
#include "log_card.h"
#include "model_session.h"
#include "mw/api_server.h"
#include "page_scroll.h"
#include "requests_view.h"
#include "serving.h"
#include "theme.h"
#include "time_series_chart.h"

namespace mw::gui {

namespace {

constexpr int kMargin = 18;
constexpr int kGap = 14;
constexpr int kWidthForCards = 960;   ///< two cards stand beside each other from here on
constexpr int kWidthForCharts = 980;  ///< two charts and the examples

}  // namespace

ServeView::ServeView(Serving& serving, ModelSession& session, QWidget* parent)
    : QWidget(parent),
      m_serving(serving),
      m_session(session),
      m_banner(new Banner(Banner::Kind::Info, this)),
      m_endpoint(new EndpointCard(serving, this)),
      m_examples(new ExamplesCard(this)),
      m_speed(new TimeSeriesChart(tr("Tokens/s"), tr("tokens per second"), this)),
      m_firstToken(new TimeSeriesChart(tr("Time to first token"), tr("ms"), this)),
      m_cards(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_charts(new QBoxLayout(QBoxLayout::LeftToRight)) {
    m_speed->addSeries(tr("served"), 2);
    m_speed->addSeries(tr("this window"), 0);
    m_firstToken->addSeries(tr("median"), 0);
    m_firstToken->addSeries(tr("99 % within"), 1);
    m_banner->setText(tr("No model is loaded. Programs that ask are told so until one is."));
    connect(m_banner->addButton(tr("Open a model…")), &QPushButton::clicked, this, &ServeView::modelWanted);

    m_cards->setSpacing(kGap);
    m_cards->addWidget(m_endpoint, 1);
    m_cards->addWidget(new AimeCard(serving.aime(), this), 1);
    m_charts->setSpacing(kGap);
    m_charts->addWidget(makeChart(tr("Tokens/s"), {}, m_speed), 4);
    m_charts->addWidget(makeChart(tr("Time to first token"), tr("ms, last minute's requests"), m_firstToken), 4);
    m_charts->addWidget(m_examples, 5);

    auto* page = new QWidget;
    auto* parts = new QVBoxLayout(page);
    parts->setContentsMargins(kMargin, kGap, kMargin, kGap);
    parts->setSpacing(kGap);
    parts->addWidget(makeHeader());
    parts->addWidget(m_banner);
    parts->addLayout(m_cards);
    parts->addWidget(m_requestsCard = makeRequests(), 1);
    parts->addLayout(m_charts);
    parts->addWidget(new LogCard(serving, this));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new PageScroll(page, this), 1);
    makeCommands();

    connect(&session, &ModelSession::modelChanged, this, &ServeView::refreshModel);
    connect(&serving.endpoint(), &Endpoint::changed, this, &ServeView::refreshModel);
    connect(&serving, &Serving::looked, this, &ServeView::refreshRequests);
    connect(&serving, &Serving::measured, this, &ServeView::addSecond);
    refreshModel();
}

QWidget* ServeView::makeHeader() {
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(3 * metrics::kSpace);
    row->addWidget(makeLabel(tr("Serve"), TextRole::Title, header));
    QLabel* about =
        makeLabel(tr("Other programs use the loaded model; this window keeps its own chats."), TextRole::Muted, header);
    about->setWordWrap(true);
    row->addWidget(about, 1);
    m_cancelAll = makeButton(tr("Cancel all requests"), ButtonKind::Secondary, header);
    m_cancelAll->setObjectName("cancelAllRequests");
    m_cancelAll->setIcon(icon("square", IconColor::Bad));
    m_cancelAll->setIconSize({12, 12});
    connect(m_cancelAll, &QPushButton::clicked, this, [this] { m_serving.cancelAll(); });
    row->addWidget(m_cancelAll);
    return header;
}

Card* ServeView::makeRequests() {
    auto* card = new Card(tr("Live requests"), this);
    m_requestsPages = new QStackedWidget(card);
    m_requests = new RequestsView(m_serving.requests(), card);
    auto* empty = new QWidget(card);
    auto* column = new QVBoxLayout(empty);
    column->setSpacing(3 * metrics::kSpace);
    m_noRequest = makeLabel({}, TextRole::Muted, card);
    m_noRequest->setWordWrap(true);
    m_noRequest->setAlignment(Qt::AlignCenter);
    m_next = makeButton({}, ButtonKind::Primary, card);
    m_next->setObjectName("nextStep");
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_serving.endpoint().isOn())
            m_examples->copyCurl();
        else
            m_serving.endpoint().start();
    });
    column->addStretch();
    column->addWidget(m_noRequest);
    column->addWidget(m_next, 0, Qt::AlignHCenter);
    column->addStretch();
    m_requestsPages->addWidget(empty);
    m_requestsPages->addWidget(m_requests);
    card->body()->addWidget(m_requestsPages, 1);
    connect(m_requests, &RequestsView::cancelRequested, &m_serving, &Serving::cancel);
    return card;
}

Card* ServeView::makeChart(const QString& title, const QString& caption, TimeSeriesChart* chart) {
    auto* card = new Card(title, this);
    card->setCaption(caption);
    card->body()->addWidget(chart);
    card->body()->addStretch();
    return card;
}

void ServeView::makeCommands() {
    const auto command = [this](const QString& text, auto run) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, [this, run] {
            emit wanted();
            run();
        });
        m_commands << action;
    };
    command(tr("Switch the endpoint for other programs on or off"), [this] {
        if (m_serving.endpoint().isOn())
            m_serving.endpoint().stop();
        else
            m_serving.endpoint().start();
    });
    command(tr("Switch the AIME worker on or off"), [this] {
        if (m_serving.aime().isOn())
            m_serving.aime().stop();
        else
            m_serving.aime().start();
    });
    command(tr("Copy the address for other programs"), [this] { m_endpoint->copyAddress(); });
    command(tr("Cancel all requests of other programs"), [this] { m_serving.cancelAll(); });
}

void ServeView::refreshModel() {
    const auto& model = m_session.model();
    const Endpoint& endpoint = m_serving.endpoint();
    m_banner->setVisible(!model && endpoint.isOn());
    m_endpoint->setChatsAtOnce(model ? model->plan.request.batch : 0);
    const EndpointSettings& settings = endpoint.settings();
    m_examples->setServed(
        {.url = endpoint.url(),
         .model = model ? QString::fromStdString(servedName(model->checkpoint)) : QStringLiteral("MODEL"),
         .tokenFile = endpoint.tokenFile(),
         .certificateFile = settings.isEncrypted() ? settings.certificateFile : QString()});
    refreshRequests();
}

void ServeView::refreshRequests() {
    const int rows = m_serving.requests().rowCount();
    m_requestsPages->setCurrentIndex(rows > 0 ? 1 : 0);
    m_requestsCard->setCaption(m_serving.requests().summary());
    m_cancelAll->setEnabled(rows > 0);
    m_cancelAll->setToolTip(rows > 0 ? QString() : tr("No request of another program is open."));
    const bool isOn = m_serving.endpoint().isOn();
    m_noRequest->setText(whyNoRequest());
    m_next->setText(isOn ? tr("Copy the curl example") : tr("Switch the endpoint on"));
}

/// What is said where no request is open.
QString ServeView::whyNoRequest() const {
    const QLocale locale;
    if (m_serving.endpoint().isOn()) {
        if (m_serving.ended() == 0)
            return tr("No request yet. Paste the curl example into a terminal, and one is seen here.");
        const QTime last = QDateTime::fromMSecsSinceEpoch(m_serving.lastEndMs()).time();
        return tr("No request is open. Ended so far: %1, the last one at %2.")
            .arg(locale.toString(m_serving.ended()), locale.toString(last, QLocale::ShortFormat));
    }
    if (m_serving.aime().isOn()) {
        const AimeCounts& jobs = m_serving.aime().status().counts;
        const quint64 ended = jobs.answered + jobs.failed + jobs.undelivered;
        if (ended == 0) return tr("No job yet. The endpoint beside the worker is off.");
        return tr("No job is open. Ended so far: %1. The endpoint beside the worker is off.")
            .arg(locale.toString(qulonglong{ended}));
    }
    return tr(
        "Nothing is served. Switch the endpoint on, and programs that speak OpenAI's API use the loaded model "
        "beside your chats.");
}

void ServeView::addSecond(const ServedSecond& second) {
    const double speeds[] = {second.servedTokensPerSecond, second.ownTokensPerSecond};
    const double firsts[] = {second.firstTokenMs, second.slowFirstTokenMs};
    m_speed->append(second.seconds, speeds);
    m_firstToken->append(second.seconds, firsts);
}

void ServeView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_cards->setDirection(width() >= kWidthForCards ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_charts->setDirection(width() >= kWidthForCharts ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

}  // namespace mw::gui
