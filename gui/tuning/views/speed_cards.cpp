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

/// How the dots that belong to the line lie around it, and how many do not belong to it.
struct SeenDots {
    int near = 0, far = 0;
    double residual = 0;  ///< root mean square of what the line is off by, relative to the dots
};

/// Whether a dot may be held against the line, which is drawn for one context: it was measured with about that, or
/// contexts far enough apart were measured to know that this one makes no difference.
bool belongsToTheLine(const TuningModel& model, const DecodeMeasurement& dot) {
    const double line = usualContext(model.point().contextTokens);
    if (std::abs(dot.contextTokens / line - 1) <= 0.1) return true;
    const auto& all = model.measurements().decode;
    const auto [least, most] = std::minmax_element(
        all.begin(), all.end(), [](const auto& a, const auto& b) { return a.contextTokens < b.contextTokens; });
    if (most->contextTokens < 1.5 * least->contextTokens || line > 1.5 * most->contextTokens) return false;
    const double here = decodeStepSeconds(model.speed(), model.plan(), dot.batch, line);
    const double there = decodeStepSeconds(model.speed(), model.plan(), dot.batch, dot.contextTokens);
    return std::abs(here / there - 1) <= 0.05;
}

SeenDots seenDots(const TuningModel& model) {
    SeenDots seen;
    if (model.subject() != TuningModel::Subject::Loaded || !model.speed().known()) return seen;
    const double context = usualContext(model.point().contextTokens);
    double squares = 0;
    for (const DecodeMeasurement& dot : model.measurements().decode) {
        if (!belongsToTheLine(model, dot)) {
            ++seen.far;
            continue;
        }
        ++seen.near;
        const double predicted = decodeStepSeconds(model.speed(), model.plan(), dot.batch, context);
        squares += std::pow(dot.stepSeconds / predicted - 1, 2);  // as tokens per second: line to dot
    }
    if (seen.near > 0) seen.residual = std::sqrt(squares / seen.near);
    return seen;
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
    const double band = model.speedSource() == TuningModel::SpeedSource::Calibrated ? seenDots(model).residual : 0;
    const QString empty = model.isCalibrating()
                              ? tr("Calibrating.\nThe first dots come in a moment.")
                              : tr("No speed is known yet.\nCalibrate, or just chat: every answer is measured.");
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
    QString caption = reading == 0            ? tr("below reading speed even with one chat at this context")
                      : reading >= kMostChats ? tr("above reading speed at this context with any number of chats")
                      : limit ? tr("at best above reading speed up to %1 at this context").arg(describeChats(reading))
                              : tr("above reading speed up to %1 at this context").arg(describeChats(reading));
    if (const double first = prefillSeconds(speed, plan, point.contextTokens); first > 0)
        caption += (limit ? tr(" · a full prompt takes at best %1 to read") : tr(" · a full prompt takes %1 to read"))
                       .arg(describeSeconds(first));
    m_perChatCaption->setText(caption);
    m_perChatCaption->show();
}

void SpeedCards::showDots(const TuningModel& model) {
    const QLocale locale;
    QVector<SpeedChart::Dot> total, perChat;
    if (model.subject() == TuningModel::Subject::Loaded) {
        for (const DecodeMeasurement& each : model.measurements().decode) {
            const bool comparable = !model.speed().known() || belongsToTheLine(model, each);
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
    const QString context = locale.toString(usualContext(model.point().contextTokens), 'f', 0);
    const SeenDots seen = seenDots(model);
    const QString others = seen.far > 0 ? tr("; faint dots: other contexts") : QString();
    switch (model.speedSource()) {
        case TuningModel::SpeedSource::None:
            return tr("nothing measured on this machine yet");
        case TuningModel::SpeedSource::Published:
            return tr("the limit that published figures set, for chats half full; real engines stay below it");
        case TuningModel::SpeedSource::Measured:
            return tr("line fitted to what was measured so far, for chats half full (%1 tokens); not calibrated")
                       .arg(context) +
                   others;
        case TuningModel::SpeedSource::Calibrated:
            if (seen.near == 0)
                return tr("line predicted for chats half full (%1 tokens); dots measured with other contexts, residual "
                          "%2 % there")
                    .arg(context, locale.toString(100 * model.speed().residual, 'f', 1));
            return tr("line predicted for chats half full (%1 tokens), dots measured on this machine, residual %2 %")
                       .arg(context, locale.toString(100 * seen.residual, 'f', 1)) +
                   others;
    }
    return {};
}

}  // namespace mw::gui
