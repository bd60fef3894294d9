// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_table.h"

#include <QHeaderView>
#include <QLocale>
#include <algorithm>

#include "controls.h"
#include "row_table.h"
#include "theme.h"

namespace mw::gui {

namespace {

enum Column {
    Experiment,
    Run,
    Chats,
    Total,
    PerChat,
    Prefill,
    FirstToken,
    Predicted,
    AgainstPrediction,
    AgainstFirst,
    kColumns
};

constexpr int kLine = 34;
constexpr int kHeader = 32;
constexpr int kPadding = 4;
constexpr double kGoodPrediction = 0.1;  ///< of the predicted speed

QString rate(double value) {
    return QLocale().toString(value, 'f', value < 100 ? 1 : 0);
}

QString seconds(double value) {
    if (value < 1) return BenchmarkTable::tr("%1 ms").arg(QLocale().toString(1000 * value, 'f', value < 0.01 ? 1 : 0));
    return BenchmarkTable::tr("%1 s").arg(QLocale().toString(value, 'f', value < 10 ? 2 : 1));
}

QString difference(double value, double base) {
    const double percent = 100 * (value / base - 1);
    const QString sign = percent < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return BenchmarkTable::tr("%1%2 %").arg(sign, QLocale().toString(std::abs(percent), 'f', 1));
}

}  // namespace

BenchmarkTable::BenchmarkTable(QWidget* parent) : QTableWidget(0, kColumns, parent) {
    setAccessibleName(tr("Results"));
    setHorizontalHeaderLabels({tr("Experiment"), tr("Run"), tr("Chats"), tr("Tokens/s, all"), tr("per chat"),
                               tr("Prefill tok/s"), tr("First token"), tr("Predicted"), tr("Against prediction"),
                               tr("Against first")});
    dressRowTable(*this, kLine, kHeader);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int column = 0; column < kColumns; ++column)
        horizontalHeaderItem(column)->setTextAlignment((column > Run ? Qt::AlignRight : Qt::AlignLeft) |
                                                       Qt::AlignVCenter);
    horizontalHeaderItem(FirstToken)->setToolTip(tr("of one chat alone"));
    horizontalHeaderItem(Predicted)->setToolTip(tr("tokens/s of all chats, by the calibration before the run"));
    horizontalHeaderItem(AgainstPrediction)
        ->setToolTip(tr("tokens/s of all chats as measured, against what the calibration before the run predicted"));
    horizontalHeaderItem(AgainstFirst)->setToolTip(tr("tokens/s of all chats, against the first run that is shown"));
    horizontalHeaderItem(Prefill)->setToolTip(tr("all prompts at once"));
}

QVector<BenchmarkCell> BenchmarkTable::cellsOf(const QVector<ShownRun>& runs) {
    QVector<BenchmarkCell> cells;
    for (const ShownRun& shown : runs)
        for (const BenchmarkResult& result : shown.run.results) {
            const bool known = std::any_of(cells.begin(), cells.end(), [&](const BenchmarkCell& cell) {
                return cell.contextTokens == result.cell.contextTokens && cell.prompt == result.cell.prompt;
            });
            if (!known) cells << result.cell;
        }
    std::stable_sort(cells.begin(), cells.end(), [](const BenchmarkCell& a, const BenchmarkCell& b) {
        return std::pair(a.contextTokens, a.prompt) < std::pair(b.contextTokens, b.prompt);
    });
    return cells;
}

const BenchmarkResult* BenchmarkTable::resultOf(const BenchmarkRun& run, const BenchmarkCell& cell) {
    for (const BenchmarkResult& result : run.results)
        if (result.cell.contextTokens == cell.contextTokens && result.cell.prompt == cell.prompt) return &result;
    return nullptr;
}

void BenchmarkTable::setRuns(const QVector<ShownRun>& runs) {
    setRowCount(0);
    const bool several = runs.size() > 1;
    setColumnHidden(Run, !several);
    setColumnHidden(AgainstFirst, !several);
    m_predicted = std::any_of(runs.begin(), runs.end(), [](const ShownRun& shown) {
        return std::any_of(shown.run.results.begin(), shown.run.results.end(),
                           [](const BenchmarkResult& result) { return result.predictedTokensPerSecond > 0; });
    });
    setColumnHidden(AgainstPrediction, !m_predicted);
    for (const BenchmarkCell& cell : cellsOf(runs)) {
        const BenchmarkResult* first = several ? resultOf(runs.front().run, cell) : nullptr;
        for (const ShownRun& shown : runs)
            if (const BenchmarkResult* result = resultOf(shown.run, cell)) addLine(shown, *result, first, several);
    }
    spreadColumns();
    updateGeometry();
}

void BenchmarkTable::resizeEvent(QResizeEvent* event) {
    QTableWidget::resizeEvent(event);
    spreadColumns();
}

void BenchmarkTable::spreadColumns() {
    // Where there is no room for the names of runs, their colours stay.
    nameRuns(true);
    setColumnHidden(Predicted, !m_predicted);
    nameComparisons(true);
    nameFigures(true);
    if (wantedWidth() > viewport()->width()) nameRuns(false);
    // The prediction itself is also in a tooltip.
    if (wantedWidth() > viewport()->width()) setColumnHidden(Predicted, true);
    if (wantedWidth() > viewport()->width()) nameComparisons(false);
    if (wantedWidth() > viewport()->width()) nameFigures(false);
    const int shown = kColumns - horizontalHeader()->hiddenSectionCount();
    const int spare = std::max(0, viewport()->width() - wantedWidth()) / shown;
    for (int column = 0; column < kColumns; ++column)
        if (!isColumnHidden(column)) setColumnWidth(column, wantedWidth(column) + spare);
}

void BenchmarkTable::nameRuns(bool named) {
    for (int row = 0; row < rowCount(); ++row)
        if (QTableWidgetItem* run = item(row, Run)) run->setText(named ? run->toolTip() : QString());
}

void BenchmarkTable::nameComparisons(bool whole) {
    horizontalHeaderItem(AgainstPrediction)->setText(whole ? tr("Against prediction") : tr("Prediction"));
    horizontalHeaderItem(AgainstFirst)->setText(whole ? tr("Against first") : tr("First run"));
}

void BenchmarkTable::nameFigures(bool whole) {
    horizontalHeaderItem(Total)->setText(whole ? tr("Tokens/s, all") : tr("Tok/s, all"));
    horizontalHeaderItem(Prefill)->setText(whole ? tr("Prefill tok/s") : tr("Prefill"));
}

int BenchmarkTable::wantedWidth(int column) const {
    return std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)) + kPadding;
}

int BenchmarkTable::wantedWidth() const {
    int wanted = 0;
    for (int column = 0; column < kColumns; ++column)
        if (!isColumnHidden(column)) wanted += wantedWidth(column);
    return wanted;
}

void BenchmarkTable::addLine(const ShownRun& shown, const BenchmarkResult& result, const BenchmarkResult* first,
                             bool several) {
    const int row = rowCount();
    insertRow(row);
    const Theme& theme = themeOf(this);
    const auto set = [&](Column column, const QString& text) {
        auto* item = new QTableWidgetItem(text);
        item->setTextAlignment((column > Run ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        setItem(row, column, item);
        return item;
    };
    QTableWidgetItem* name =
        set(Experiment, describeCell(result.cell) + (result.disturbed ? tr(" · disturbed") : QString()));
    if (result.disturbed) {
        name->setForeground(theme.warn);
        name->setToolTip(tr("Other chats ran meanwhile; the figures are lower than the machine can do."));
    }
    if (several) {
        QPixmap square(10, 10);
        square.fill(theme.series[static_cast<std::size_t>(shown.color)]);
        QTableWidgetItem* run = set(Run, describeRun(shown.run));
        run->setIcon(QIcon(square));
        run->setToolTip(run->text());
    }
    set(Chats, QLocale().toString(result.cell.chats));
    set(Total, rate(result.totalTokensPerSecond));
    set(PerChat, rate(result.chatTokensPerSecond));
    set(Prefill, rate(result.prefillTokensPerSecond));
    set(FirstToken, seconds(result.firstTokenSeconds));
    if (const double predicted = result.predictedTokensPerSecond; predicted > 0) {
        set(Predicted, rate(predicted))->setForeground(theme.muted);
        QTableWidgetItem* against = set(AgainstPrediction, difference(result.totalTokensPerSecond, predicted));
        const bool good = std::abs(result.totalTokensPerSecond / predicted - 1) <= kGoodPrediction;
        against->setForeground(good ? theme.ok : theme.warn);
        against->setToolTip(tr("%1 tokens/s were predicted").arg(rate(predicted)));
    }
    if (!several) return;
    const bool comparable = first && first != &result && first->totalTokensPerSecond > 0;
    if (!comparable) {
        set(AgainstFirst, first == &result ? tr("–") : QString())->setForeground(theme.muted);
        return;
    }
    const bool slower = result.totalTokensPerSecond < first->totalTokensPerSecond;
    set(AgainstFirst, difference(result.totalTokensPerSecond, first->totalTokensPerSecond))
        ->setForeground(slower ? theme.bad : theme.ok);
}

QSize BenchmarkTable::sizeHint() const {
    return {600, kHeader + kLine * std::max(rowCount(), 1) + 2};
}

}  // namespace mw::gui
