// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "speed_cards.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "controls.h"
#include "describe.h"
#include "reading_speed.h"
#include "speed_chart.h"
#include "tuning_model.h"

namespace mw::gui {

namespace {

QLabel* makeCaption(const char* name) {
    QLabel* label = makeLabel({}, TextRole::Muted);
    label->setWordWrap(true);
    label->setObjectName(name);
    return label;
}

}  // namespace

SpeedCards::SpeedCards(QObject* parent)
    : QObject(parent),
      m_totalCard(new Card(tr("Tokens/s, all chats"))),
      m_totalCaption(makeCaption("speedCaption")),
      m_total(new SpeedChart(SpeedChart::Kind::Total, tr("Tokens per second of all chats"))),
      m_perChatCard(new Card(tr("Tokens/s per chat"))),
      m_perChatCaption(makeCaption("readingCaption")),
      m_perChat(new SpeedChart(SpeedChart::Kind::PerChat, tr("Tokens per second of each chat"))) {
    m_totalCard->body()->addWidget(m_totalCaption);
    m_totalCard->body()->addWidget(m_total, 1);
    m_perChatCard->body()->addWidget(m_perChatCaption);
    m_perChatCard->body()->addWidget(m_perChat, 1);
}

void SpeedCards::show(const TuningModel& model) {
    showPrediction(model);
    showDots(model);
}

void SpeedCards::setCaption(const QString& caption) {
    m_totalCaption->setText(caption);
}

void SpeedCards::showPrediction(const TuningModel& model) {
    const QLocale locale;
    const Plan& plan = model.plan();
    const SpeedModel& speed = model.speed();
    const OperatingPoint point = model.point();
    const double context = usualContext(point.contextTokens);
    const auto figure = [&](double value) { return locale.toString(value, 'f', value < 10 ? 1 : 0); };
    QVector<QPointF> total, perChat;
    if (speed.known()) {
        const int most = std::max(64, point.batch);
        const PointGrid chats(1, most, 1);
        for (int batch = 1;; batch = chats.above(batch)) {
            const double tokens = decodeTokensPerSecond(speed, plan, batch, context);
            total << QPointF(batch, tokens);
            perChat << QPointF(batch, tokens / batch);
            if (batch == most) break;
        }
    }
    const double band = model.speedSource() == TuningModel::SpeedSource::Calibrated ? speed.residual : 0;
    const QString empty = tr("No speed is known yet.\nCalibrate, or just chat: every answer is measured.");
    m_total->setEmptyText(empty);
    m_perChat->setEmptyText(empty);
    const bool limit = model.speedSource() == TuningModel::SpeedSource::Published;
    m_total->setPrediction(total, band, limit);
    m_perChat->setPrediction(perChat, band, limit);
    if (!speed.known()) {
        m_total->setCurrent(point.batch, {});
        m_perChat->setCurrent(point.batch, {});
        m_perChatCaption->setText({});
        m_perChatCaption->hide();
        return;
    }
    const double now = decodeTokensPerSecond(speed, plan, point.batch, context);
    m_total->setCurrent(
        point.batch,
        tr("%1: %2 tok/s, %3 each").arg(describeChats(point.batch), figure(now), figure(now / point.batch)));
    m_perChat->setCurrent(point.batch, {});
    const int reading = mostChatsAbove(kReadingLeast, plan, speed);
    m_perChat->setReadable(reading < kMostChats ? reading : 0);
    QString caption = reading == 0 ? tr("below reading speed even with one chat at this context")
                      : reading >= kMostChats
                          ? tr("above reading speed at this context with any number of chats")
                          : tr("above reading speed up to %1 at this context").arg(describeChats(reading));
    if (const double first = prefillSeconds(speed, plan, point.contextTokens); first > 0)
        caption += tr(" · a full prompt takes %1 to read").arg(describeSeconds(first));
    m_perChatCaption->setText(caption);
    m_perChatCaption->show();
}

void SpeedCards::showDots(const TuningModel& model) {
    const QLocale locale;
    QVector<SpeedChart::Dot> total, perChat;
    if (model.subject() == TuningModel::Subject::Loaded) {
        const Plan& plan = model.plan();
        const double context = usualContext(model.point().contextTokens);
        for (const DecodeMeasurement& each : model.measurements().decode) {
            // What the context makes of a step: a dot measured with another one may not lie on the line.
            const double here = decodeStepSeconds(model.speed(), plan, each.batch, context);
            const double there = decodeStepSeconds(model.speed(), plan, each.batch, each.contextTokens);
            const bool comparable = std::abs(here / there - 1) <= 0.1;
            const double tokens = each.batch / each.stepSeconds;
            const QString text =
                tr("Measured: %1, %2 tokens/s in all, %3 each, at %4 tokens of context")
                    .arg(describeChats(each.batch), locale.toString(tokens, 'f', 1),
                         locale.toString(tokens / each.batch, 'f', 1), locale.toString(each.contextTokens, 'f', 0));
            total.append({each.batch, tokens, comparable, text});
            perChat.append({each.batch, tokens / each.batch, comparable, text});
        }
    }
    m_total->setDots(total);
    m_perChat->setDots(perChat);
}

QString SpeedCards::sourceOf(const TuningModel& model) {
    const QLocale locale;
    switch (model.speedSource()) {
        case TuningModel::SpeedSource::None:
            return tr("nothing measured on this machine yet");
        case TuningModel::SpeedSource::Published:
            return tr("the limit that published figures set, for chats half full; real engines stay below it");
        case TuningModel::SpeedSource::Measured:
            return tr("line fitted to what was measured so far, for chats half full; not calibrated");
        case TuningModel::SpeedSource::Calibrated:
            return tr("line predicted for chats half full, dots measured on this machine, residual %1 %")
                .arg(locale.toString(100 * model.speed().residual, 'f', 1));
    }
    return {};
}

}  // namespace mw::gui
