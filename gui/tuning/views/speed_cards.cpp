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

bool isOfTheLinesContext(const TuningModel& model, const DecodeMeasurement& dot) {
    return std::abs(dot.contextTokens / usualContext(model.point().contextTokens) - 1) <= 0.1;
}

/// Whether what was measured tells something of the line's context: it was measured with about that, or with contexts
/// far enough apart to know what they cost, and not much shorter ones.
bool isLineMeasured(const TuningModel& model) {
    const auto& all = model.measurements().decode;
    if (all.isEmpty()) return false;
    if (std::ranges::any_of(all, [&](const auto& dot) { return isOfTheLinesContext(model, dot); })) return true;
    const auto [least, most] = std::ranges::minmax_element(all, {}, &DecodeMeasurement::contextTokens);
    return most->contextTokens >= 1.5 * least->contextTokens &&
           usualContext(model.point().contextTokens) <= 1.5 * most->contextTokens;
}

/// Whether a dot may be held against the line, which is drawn for one context: it was measured with about that, or it
/// is known that this one makes no difference.
bool belongsToTheLine(const TuningModel& model, const DecodeMeasurement& dot) {
    if (isOfTheLinesContext(model, dot)) return true;
    if (!isLineMeasured(model)) return false;
    const double line = usualContext(model.point().contextTokens);
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

/// A factor, by which the band is wider than what is predicted of the dots, which were measured with contexts that are
/// a little different from the line's: all are to be within.
double reachOfDots(const TuningModel& model) {
    const double context = usualContext(model.point().contextTokens);
    double factor = 1;
    for (const DecodeMeasurement& dot : model.measurements().decode) {
        if (!belongsToTheLine(model, dot)) continue;
        const SpeedRange range = decodeRange(model.speed(), model.plan(), dot.batch, context);
        const double tokens = dot.batch / dot.stepSeconds;
        factor = std::max({factor, range.least / tokens, tokens / range.most});
    }
    return factor;
}

/// How long a full prompt takes to read; empty if nothing is known of it.
QString readingTime(const TuningModel& model) {
    const int tokens = model.point().contextTokens;
    const double seconds = prefillSeconds(model.speed(), model.plan(), tokens);
    if (!(seconds > 0)) return {};
    if (model.speedSource() == TuningModel::SpeedSource::Published)
        return SpeedCards::tr(" · a full prompt takes at best %1 to read").arg(describeSeconds(seconds));
    const SpeedRange range = prefillRange(model.speed(), model.plan(), tokens);
    const QString least = describeSeconds(range.least), most = describeSeconds(range.most);
    if (model.speedSource() != TuningModel::SpeedSource::Calibrated || least == most)
        return SpeedCards::tr(" · a full prompt takes %1 to read").arg(describeSeconds(seconds));
    return SpeedCards::tr(" · a full prompt takes %1 to read (between %2 and %3)")
        .arg(describeSeconds(seconds), least, most);
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
    const bool limit = model.speedSource() == TuningModel::SpeedSource::Published;
    const bool guess = !limit && !isLineMeasured(model);
    const bool hasBand = model.speedSource() == TuningModel::SpeedSource::Calibrated && !guess;
    const double wider = hasBand ? reachOfDots(model) : 1;
    QVector<SpeedChart::Point> total, perChat;
    if (speed.known()) {
        const int most = std::max(64, point.batch);
        const PointGrid chats(1, most, 1);
        for (int batch = 1;; batch = chats.above(batch)) {
            const double tokens = decodeTokensPerSecond(speed, plan, batch, context);
            SpeedRange range{tokens, tokens};
            if (hasBand) range = decodeRange(speed, plan, batch, context);
            range = {range.least / wider, range.most * wider};
            total.append({batch, tokens, range.least, range.most});
            perChat.append({batch, tokens / batch, range.least / batch, range.most / batch});
            if (batch == most) break;
        }
    }
    const QString empty = model.isCalibrating()
                              ? tr("Calibrating.\nThe first dots come in a moment.")
                              : tr("No speed is known yet.\nCalibrate, or just chat: every answer is measured.");
    m_total->setEmptyText(empty);
    m_perChat->setEmptyText(empty);
    m_total->setPrediction(total, limit || guess);
    m_perChat->setPrediction(perChat, limit || guess);
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
    caption += readingTime(model);
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
            if (!isLineMeasured(model))
                return tr("line guessed for chats half full (%1 tokens); dots measured only with other contexts, "
                          "residual "
                          "%2 % there")
                    .arg(context, locale.toString(100 * model.speed().residual, 'f', 1));
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
