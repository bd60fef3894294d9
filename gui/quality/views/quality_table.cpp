// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quality_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <algorithm>

#include "row_table.h"

namespace mw::gui {

namespace {

enum Column { Weights, Cache, Perplexity, Change, SameWord, Mean, NinetyNine, Tokens, Text, Model, When, kColumns };

constexpr int kLine = 34;
constexpr int kHeader = 32;
constexpr int kPadding = 4;

/// What gives way first where there is little room; all of it is in the tooltip of a line.
constexpr Column kExpendable[] = {When, NinetyNine, Tokens, Mean, Model, Cache};

bool isFigure(int column) {
    return column >= Perplexity && column <= Tokens;
}

QString figure(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

}  // namespace

QualityTable::QualityTable(QWidget* parent) : QTableWidget(0, kColumns, parent) {
    setAccessibleName(tr("Measured quality"));
    setHorizontalHeaderLabels({tr("Weights"), tr("KV cache"), tr("Perplexity"), tr("Change"), tr("Same next word"),
                               tr("KL divergence"), tr("KL, 99 %"), tr("Tokens"), tr("Text"), tr("Model"),
                               tr("Measured")});
    horizontalHeaderItem(Perplexity)
        ->setToolTip(tr("with the weights as stored → so; the less, the better the model foresees the text"));
    horizontalHeaderItem(SameWord)->setToolTip(tr("how often both hold the same next word for the likeliest"));
    horizontalHeaderItem(Mean)->setToolTip(tr("how far the predictions are apart, on average; 0: not at all"));
    horizontalHeaderItem(NinetyNine)->setToolTip(tr("what 99 of 100 words stay below"));
    dressRowTable(*this, kLine, kHeader);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    for (int column = 0; column < kColumns; ++column)
        horizontalHeaderItem(column)->setTextAlignment((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) |
                                                       Qt::AlignVCenter);
}

void QualityTable::setResults(const QVector<QualityResult>& results) {
    m_results = results;
    setRowCount(static_cast<int>(results.size()));
    for (int row = 0; row < results.size(); ++row) {
        const QualityResult& result = results[row];
        const QString when = QLocale().toString(result.measured.toLocalTime(), QLocale::ShortFormat);
        const QString tip = tr("%1\n%2 in pieces of %3 tokens, beside %4; %5, %6")
                                .arg(describeQuality(result), QLocale().toString(result.tokens),
                                     QLocale().toString(result.contextTokens), result.reference, result.model, when);
        const QStringList texts = {result.subject.weights,
                                   result.subject.kv,
                                   describePerplexity(result),
                                   describePerplexityChange(result),
                                   tr("%1 %").arg(figure(100 * result.agreement, 1)),
                                   figure(result.meanDivergence, 4),
                                   figure(result.divergence99, 3),
                                   QLocale().toString(result.tokens),
                                   result.text,
                                   result.model,
                                   when};
        for (int column = 0; column < kColumns; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            item->setTextAlignment((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            item->setToolTip(tip);
            setItem(row, column, item);
        }
    }
    spreadColumns();
    updateGeometry();
}

void QualityTable::resizeEvent(QResizeEvent* event) {
    QTableWidget::resizeEvent(event);
    spreadColumns();
}

/// Gives each column what it needs, and its part of what is left.
void QualityTable::spreadColumns() {
    const auto wanted = [this](int column) {
        return std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)) + kPadding;
    };
    int all = 0;
    for (int column = 0; column < kColumns; ++column) {
        setColumnHidden(column, false);
        all += wanted(column);
    }
    for (const Column column : kExpendable) {
        if (all <= viewport()->width()) break;
        all -= wanted(column);
        setColumnHidden(column, true);
    }
    const int shown = kColumns - horizontalHeader()->hiddenSectionCount();
    const int spare = std::max(0, viewport()->width() - all) / shown;
    for (int column = 0; column < kColumns; ++column)
        if (!isColumnHidden(column)) setColumnWidth(column, wanted(column) + spare);
}

void QualityTable::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete && currentRow() >= 0 && currentRow() < m_results.size())
        return emit removeRequested(m_results[currentRow()]);
    QTableWidget::keyPressEvent(event);
}

QSize QualityTable::sizeHint() const {
    return {600, kHeader + kLine * std::clamp(rowCount(), 1, kMostLines) + 2};
}

}  // namespace mw::gui
