// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "weight_cards.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>
#include <QStyle>
#include <algorithm>
#include <utility>

#include "describe.h"
#include "fit.h"
#include "mirrored.h"
#include "mw/supported.h"
#include "quality_store.h"
#include "theme.h"
#include "tuning_model.h"

namespace mw::gui {

namespace {

constexpr int kMargin = 3 * metrics::kSpace;
constexpr int kIndicator = 14;  ///< of the radio button
constexpr int kDot = 8;
constexpr int kLeastWidth = 116;
constexpr qreal kRadius = 8;

quint64 weightBytesOf(const Plan& plan) {
    quint64 bytes = 0;
    for (const DevicePlan& device : plan.devices)
        bytes += device.weightsBytes();
    return bytes;
}

/// What is free on the fullest device, or missing.
QString roomOf(const Plan& plan) {
    const DevicePlan& limiting = plan.devices.at(static_cast<std::size_t>(plan.limitingDevice));
    return plan.fits ? WeightCards::tr("%1 free").arg(describeBytes(limiting.capacityBytes - limiting.totalBytes()))
                     : WeightCards::tr("%1 missing").arg(describeBytes(limiting.totalBytes() - limiting.capacityBytes));
}

Plan planFor(const TuningModel& model, const WeightFormats& weights) {
    PlanRequest request = model.plan().request;
    request.weights = weights;
    return makePlan(request);
}

}  // namespace

WeightCard::WeightCard(QWidget* parent) : QRadioButton(parent) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void WeightCard::setContent(const Content& content) {
    if (content == m_content) return;
    m_content = content;
    QStringList all{content.name, content.size, content.note};
    if (!content.aside.isEmpty()) all << content.aside;
    setAccessibleName(all.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize WeightCard::sizeHint() const {
    const QFontMetrics text(font());
    const int first = text.horizontalAdvance(m_content.name + m_content.size + m_content.aside) + 4 * metrics::kSpace;
    const int second = text.horizontalAdvance(m_content.note);
    return {2 * kMargin + kIndicator + 2 * metrics::kSpace + qMax(first, second),
            2 * kMargin + 2 * text.height() - metrics::kSpace};
}

QSize WeightCard::minimumSizeHint() const {
    return {kLeastWidth, sizeHint().height()};
}

int WeightCard::wholeWidth() const {
    const QFontMetrics text(font());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const int first = QFontMetrics(bold).horizontalAdvance(m_content.name) + 2 * metrics::kSpace +
                      text.horizontalAdvance(m_content.size);
    return 2 * kMargin + kIndicator + 2 * metrics::kSpace + std::max(first, text.horizontalAdvance(m_content.note)) + 1;
}

void WeightCard::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool chosen = isChecked(), marked = chosen || hasFocus();
    const qreal width = marked ? 2 : 1;
    painter.setPen(QPen(marked ? theme.accent : theme.line, width));
    painter.setBrush(chosen ? theme.tint : underMouse() ? theme.panel : theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), kRadius, kRadius);

    const QFontMetrics text(font());
    const int line = text.height(), top = (height() - 2 * line) / 2;
    const QRectF circle =
        mirrored(layoutDirection(), rect(), {kMargin, top + (line - kIndicator) / 2.0, kIndicator, kIndicator});
    painter.setPen(QPen(chosen ? theme.accent : theme.muted, 1.5));
    painter.setBrush(theme.surface);
    painter.drawEllipse(circle);
    if (chosen) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        painter.drawEllipse(circle.center(), kDot / 2.0, kDot / 2.0);
    }

    const int left = kMargin + kIndicator + 2 * metrics::kSpace, right = this->width() - kMargin;
    int x = left;
    const auto put = [&](const QString& words, const QColor& color, int from, int to, int y, Qt::Alignment side) {
        painter.setPen(color);
        const QRect room = QStyle::visualRect(layoutDirection(), rect(), {from, y, qMax(0, to - from), line});
        painter.drawText(room, static_cast<int>(side | Qt::AlignVCenter),
                         text.elidedText(words, Qt::ElideRight, qMax(0, to - from)));
    };
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    put(m_content.name, theme.text, x, right, top, Qt::AlignLeft);
    x += QFontMetrics(bold).horizontalAdvance(m_content.name) + 2 * metrics::kSpace;
    painter.setFont(font());
    const int size = text.horizontalAdvance(m_content.size);
    put(m_content.size, theme.muted, x, right, top, Qt::AlignLeft);
    // Only where there is room for all of it.
    if (const int aside = text.horizontalAdvance(m_content.aside); x + size + 2 * metrics::kSpace + aside <= right)
        put(m_content.aside, theme.muted, right - aside - 1, right, top, Qt::AlignRight);
    put(m_content.note, m_content.bad ? theme.bad : theme.muted, left, right, top + line, Qt::AlignLeft);
}

WeightCards::WeightCards(QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this)), m_grid(new QGridLayout(this)) {
    setAccessibleName(tr("Weights"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(2 * metrics::kSpace);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { emit weightsAsked(m_choices.at(id)); });
}

void WeightCards::showSubject(const TuningModel& model) {
    const QVector<WeightFormats> choices = model.weightChoices();
    if (choices != m_choices) {
        m_choices = choices;
        qDeleteAll(std::exchange(m_cards, {}));
        for (int i = 0; i < m_choices.size(); ++i) {
            auto* card = new WeightCard;
            card->setObjectName("weights" + QString::fromStdString(describeFormats(m_choices[i])));
            m_group->addButton(card, i);
            m_cards << card;
        }
        m_columns = 0;
    }
    showPoint(model);
}

void WeightCards::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

/// As many on a row as have room for their figures, and on each row about as many.
void WeightCards::arrange() {
    if (m_cards.isEmpty()) return;
    int widest = 1;
    for (const WeightCard* card : std::as_const(m_cards))
        widest = std::max(widest, card->wholeWidth());
    const int count = int(m_cards.size()), spacing = m_grid->spacing();
    const int most = std::clamp((width() + spacing) / (widest + spacing), 1, count);
    const int rows = (count + most - 1) / most, columns = (count + rows - 1) / rows;
    if (columns == m_columns) return;
    m_columns = columns;
    for (int i = 0; i < count; ++i) {
        m_grid->removeWidget(m_cards[i]);
        m_grid->addWidget(m_cards[i], i / columns, i % columns);
    }
    for (int column = 0; column < count; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

const QualityResult* WeightCards::qualityOf(const TuningModel& model, const Plan& plan) const {
    if (!m_qualities || model.subject() != TuningModel::Subject::Loaded || !model.loaded()) return nullptr;
    return m_qualities->find(qualitySubject(model.loaded()->checkpoint, plan.request));
}

void WeightCards::showPoint(const TuningModel& model) {
    const WeightFormats& shown = model.plan().request.weights;
    const WeightFormats stored = model.storedWeights();
    for (int i = 0; i < m_cards.size(); ++i) {
        const Plan plan = planFor(model, m_choices[i]);
        const QString name = QString::fromStdString(namesOfExperts(m_choices[i]));
        const QString all = QString::fromStdString(describeFormats(m_choices[i]));
        const QualityResult* quality = qualityOf(model, plan);
        QStringList aside;
        if (quality) aside << tr("perplexity %1").arg(describePerplexityChange(*quality));
        if (model.loadedWeights() == m_choices[i])
            aside << tr("loaded");
        else if (m_choices[i] == stored)
            aside << tr("as stored");
        m_cards[i]->setContent({.name = name,
                                .size = describeBytes(weightBytesOf(plan)),
                                .aside = aside.join(QStringLiteral(" · ")),
                                .note = roomOf(plan),
                                .bad = !plan.fits});
        m_cards[i]->setToolTip(quality ? tr("%1, %2").arg(all, describeQuality(*quality))
                               : m_choices[i] != stored
                                   ? tr("Converted while loading. What that costs is not measured.")
                               : all == name ? QString()
                                             : all);
        m_cards[i]->setChecked(m_choices[i] == shown);
    }
    arrange();
}

}  // namespace mw::gui
