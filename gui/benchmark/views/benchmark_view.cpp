// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_view.h"

#include <QAction>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "benchmark_dialog.h"
#include "benchmark_export.h"
#include "benchmark_picture.h"
#include "benchmark_progress.h"
#include "benchmark_table.h"
#include "controls.h"
#include "elided_label.h"
#include "grouped_bar_chart.h"
#include "icons.h"
#include "model_session.h"
#include "quality_card.h"
#include "run_list.h"
#include "theme.h"
#include "whole_file.h"

namespace mw::gui {

namespace {

constexpr int kMargin = 18;
constexpr int kGap = 14;
constexpr int kRunsWidth = 300;
constexpr int kRunsHeight = 210;    ///< below the chart
constexpr int kWidthForBoth = 860;  ///< chart and runs stand beside each other from here on

}  // namespace

BenchmarkView::BenchmarkView(ModelSession& session, BenchmarkStore& store, QWidget* parent)
    : QWidget(parent), m_session(session), m_store(store), m_runner(new BenchmarkRunner(session, this)) {
    makeCommands();
    m_banner = new Banner(Banner::Kind::Bad, this);
    m_banner->hide();
    m_noModel =
        new EmptyState("chart-column", tr("No model is loaded"),
                       tr("The benchmark measures how fast the loaded model generates, over context and chats at "
                          "once. Open a model first."));
    connect(m_noModel->addButton(tr("Open a model…")), &QPushButton::clicked, this, &BenchmarkView::modelWanted);
    m_noRun =
        new EmptyState("chart-column", tr("Nothing is measured yet"),
                       tr("Short and full prompts, as many chats as the context allows, 500 tokens each: see what "
                          "this machine makes of it. You see first what will be done, and what is loaded now comes "
                          "back at the end."));
    m_firstStart = m_noRun->addButton(tr("Plan a run…"));
    connect(m_firstStart, &QPushButton::clicked, this, &BenchmarkView::plan);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_noModel);
    m_pages->addWidget(m_noRun);
    m_pages->addWidget(makeResults());

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kGap, kMargin, 0);
    column->setSpacing(kGap - 2);
    column->addWidget(makeHeader());
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);

    connect(m_runner, &BenchmarkRunner::changed, this, &BenchmarkView::refreshButtons);
    connect(m_runner, &BenchmarkRunner::measured, this, &BenchmarkView::refresh);
    connect(m_runner, &BenchmarkRunner::ended, this, &BenchmarkView::onEnded);
    connect(&session, &ModelSession::changed, this, &BenchmarkView::refresh);
    connect(&store, &BenchmarkStore::changed, this, &BenchmarkView::refresh);
    connect(m_runs, &RunList::shownChanged, this, &BenchmarkView::showRuns);
    connect(m_runs, &RunList::removeRequested, this, &BenchmarkView::removeRun);
    refresh();
    if (!store.runs().isEmpty()) m_runs->show(store.runs().front().id);
    if (!store.problems().isEmpty())
        say(tr("Some runs could not be read; their files are left as they are.") + '\n' + store.problems().join('\n'),
            true);
}

void BenchmarkView::makeCommands() {
    const auto command = [this](const QString& text, auto run) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, [this, run] {
            emit wanted();
            run();
        });
        m_commands << action;
        return action;
    };
    m_planAction = command(tr("Plan a benchmark run…"), [this] { plan(); });
    m_cancelAction = command(tr("Cancel the benchmark"), [this] { m_runner->cancel(); });
    m_exportActions = {
        command(tr("Export the benchmark as CSV…"), [this] { saveAs("csv", &BenchmarkView::exportCsv); }),
        command(tr("Export the benchmark as PNG…"), [this] { saveAs("png", &BenchmarkView::exportPng); }),
        command(tr("Export the benchmark as AIME JSON…"), [this] { saveAime(); }),
        command(tr("Copy the benchmark as text"), [this] { QGuiApplication::clipboard()->setText(summary()); })};
}

QWidget* BenchmarkView::makeHeader() {
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * metrics::kSpace);
    m_subtitle = new ElidedLabel(Qt::ElideRight, TextRole::Muted, header);
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress = new BenchmarkProgress(*m_runner, header);
    m_export = new QToolButton(header);
    m_export->setText(tr("Export"));
    m_export->setProperty("buttonKind", "secondary");
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setAccessibleName(tr("Export"));
    auto* menu = new QMenu(m_export);
    menu->addActions(m_exportActions);
    m_export->setMenu(menu);
    m_start = makeButton(tr("Plan a run…"), ButtonKind::Primary, header);
    m_start->setObjectName("planBenchmark");
    connect(m_start, &QPushButton::clicked, this, &BenchmarkView::plan);
    row->addWidget(makeLabel(tr("Benchmark"), TextRole::Title, header));
    row->addSpacing(2 * metrics::kSpace);
    row->addWidget(m_subtitle, 1);
    row->addWidget(m_progress);
    row->addWidget(m_export);
    row->addWidget(m_start);
    return header;
}

QWidget* BenchmarkView::makeResults() {
    auto* chartCard = new QFrame(this);
    setSurface(chartCard, Surface::Card);
    m_chart = new GroupedBarChart(tr("Tokens per second"), tr("tokens/s of all chats"), tr("tokens/s per chat"));
    auto* chartColumn = new QVBoxLayout(chartCard);
    chartColumn->setContentsMargins(14, 10, 14, 12);
    chartColumn->addWidget(m_chart);

    auto* runsCard = new Card(tr("Runs"), this);
    runsCard->setCaption(tr("tick to lay over the chart"));
    m_runs = new RunList;
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_runs);
    runsCard->body()->addWidget(scroll);

    auto* tableCard = new QFrame(this);
    setSurface(tableCard, Surface::Card);
    m_table = new BenchmarkTable;
    auto* tableColumn = new QVBoxLayout(tableCard);
    tableColumn->setContentsMargins(8, 6, 8, 8);
    tableColumn->addWidget(m_table);

    m_upper = new QBoxLayout(QBoxLayout::LeftToRight);
    m_upper->setSpacing(kGap);
    m_upper->addWidget(chartCard, 1);
    m_upper->addWidget(runsCard);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, kMargin);
    column->setSpacing(kGap);
    column->addLayout(m_upper, 1);
    column->addWidget(tableCard);
    auto* all = new QScrollArea;
    all->setFrameShape(QFrame::NoFrame);
    all->setFocusPolicy(Qt::NoFocus);
    all->setWidgetResizable(true);
    all->setWidget(page);
    m_results = all;
    return all;
}

void BenchmarkView::setQuality(QualityCard* card) {
    m_quality = card;
    auto* below = new QVBoxLayout;
    below->setContentsMargins(0, 0, 0, kMargin);
    below->addWidget(card);
    qobject_cast<QBoxLayout*>(layout())->addLayout(below);
    connect(card, &QualityCard::modelWanted, this, &BenchmarkView::modelWanted);
    connect(&card->runner(), &QualityRunner::changed, this, &BenchmarkView::refreshButtons);
    auto* measure = new QAction(tr("Measure what a format costs in quality…"), this);
    connect(measure, &QAction::triggered, this, [this, card] {
        emit wanted();
        card->plan();
    });
    m_commands << measure;
    refreshButtons();
}

bool BenchmarkView::canStart() const {
    const bool others = m_quality && m_quality->runner().isActive();
    return !others && !m_runner->isActive() && m_session.state() == ModelSession::State::Ready;
}

void BenchmarkView::plan() {
    if (!m_session.model()) return emit modelWanted();
    if (!canStart()) return;
    auto* dialog = new BenchmarkDialog(m_session, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (!canStart()) return;
        m_banner->hide();
        m_runner->start(dialog->plan(), m_driver, m_calibration ? m_calibration() : std::nullopt);
        refresh();
        m_runs->show(m_runner->run().id);
    });
    dialog->open();
}

void BenchmarkView::onEnded(BenchmarkRunner::End end) {
    const BenchmarkRun& run = m_runner->run();
    QString unsaved;
    if (!run.results.isEmpty()) m_store.save(run, &unsaved);
    const QString kept = run.results.isEmpty()
                             ? tr("Nothing was measured.")
                             : tr("%1 of %2 experiments are kept.").arg(run.results.size()).arg(run.plannedCells);
    if (end == BenchmarkRunner::End::Failed)
        say(tr("The benchmark stopped: %1").arg(m_runner->failure()) + '\n' + kept, true);
    else if (end == BenchmarkRunner::End::Cancelled)
        say(tr("Cancelled. %1").arg(kept), false);
    if (!unsaved.isEmpty()) say(tr("The run is not saved: %1").arg(unsaved), true);
    refresh();
}

void BenchmarkView::refresh() {
    const bool measuring = m_runner->isActive() && m_runner->state() != BenchmarkRunner::State::Returning;
    m_runs->setRuns(m_store.runs(), measuring ? &m_runner->run() : nullptr);
    const bool empty = m_store.runs().isEmpty() && !measuring;
    QWidget* page = m_results;
    if (empty) page = m_session.model() ? m_noRun : m_noModel;
    m_pages->setCurrentWidget(page);
    showRuns();
    refreshButtons();
}

void BenchmarkView::refreshButtons() {
    const bool active = m_runner->isActive();
    const bool measures = m_quality && m_quality->runner().isActive();
    const bool ready = m_session.state() == ModelSession::State::Ready && !measures;
    if (m_quality) m_quality->setOthersMeasure(active);
    const bool results = m_pages->currentWidget() == m_results;
    m_start->setVisible(!active && results);
    for (QPushButton* start : {m_start, m_firstStart}) {
        start->setEnabled(ready);
        start->setToolTip(ready      ? QString()
                          : measures ? tr("What formats cost is being measured.")
                                     : tr("There is no model to measure; open one first."));
    }
    m_planAction->setEnabled(!active && ready);
    m_cancelAction->setEnabled(active && m_runner->state() != BenchmarkRunner::State::Returning);
    m_export->setVisible(results);
    for (QAction* action : m_exportActions)
        action->setEnabled(m_table->rowCount() > 0);
    m_export->setEnabled(m_table->rowCount() > 0);
    m_export->setToolTip(m_table->rowCount() > 0 ? QString() : tr("No results are shown; tick a run."));
}

QVector<BenchmarkCell> BenchmarkView::cellsToShow(const QVector<ShownRun>& shown) const {
    // Of a run in progress, what is still to come has its place already.
    BenchmarkRun coming;
    const auto isRunning = [&](const ShownRun& each) {
        return m_runner->isActive() && each.run.id == m_runner->run().id;
    };
    if (std::any_of(shown.begin(), shown.end(), isRunning))
        for (const BenchmarkStage& stage : m_runner->plan().stages)
            for (const BenchmarkCell& cell : stage.cells)
                coming.results.append({.cell = cell});
    return BenchmarkTable::cellsOf(shown + QVector<ShownRun>{{coming, 0}});
}

void BenchmarkView::showRuns() {
    const QVector<ShownRun> shown = m_runs->shown();
    std::vector<GroupedBarChart::Series> series;
    for (const ShownRun& each : shown)
        series.push_back({describeRun(each.run), each.color});
    const QVector<BenchmarkCell> cells = cellsToShow(shown);
    std::vector<GroupedBarChart::Group> groups;
    for (const BenchmarkCell& cell : cells) {
        GroupedBarChart::Group group{describeCell(cell), {}, {}};
        QStringList chats;
        for (const ShownRun& each : shown) {
            const BenchmarkResult* result = BenchmarkTable::resultOf(each.run, cell);
            group.bars.push_back(
                result ? std::optional(GroupedBarChart::Bar{result->totalTokensPerSecond, result->chatTokensPerSecond,
                                                            result->predictedTokensPerSecond})
                       : std::nullopt);
            const QString count = result ? QLocale().toString(result->cell.chats) : QString();
            if (!count.isEmpty() && !chats.contains(count)) chats << count;
        }
        if (chats.isEmpty()) chats << QLocale().toString(cell.chats);  // still to be measured
        group.detail =
            chats.size() == 1 && chats.front() == "1" ? tr("1 chat") : tr("%1 chats at once").arg(chats.join(" / "));
        groups.push_back(std::move(group));
    }
    QList<int> tokens;
    for (const ShownRun& each : shown)
        if (!tokens.contains(each.run.generatedTokens)) tokens << each.run.generatedTokens;
    m_subtitle->setWhole(
        m_pages->currentWidget() != m_results ? QString()
        : tokens.size() == 1
            ? tr("%1 tokens each, as many chats as the context allows").arg(QLocale().toString(tokens.front()))
            : tr("as many chats as the context allows"));
    m_chart->setData(std::move(series), std::move(groups));
    m_table->setRuns(shown);
    refreshButtons();
}

void BenchmarkView::removeRun(const QString& id) {
    const auto found =
        std::find_if(m_store.runs().begin(), m_store.runs().end(), [&](const auto& run) { return run.id == id; });
    if (found == m_store.runs().end()) return;
    const BenchmarkRun run = *found;
    QString error;
    if (!m_store.remove(id, &error)) return say(error, true);
    say(tr("Deleted: %1, %2").arg(describeRun(run), describeRunDetails(run)), false);
    QPushButton* undo = m_banner->addButton(tr("Undo"));
    undo->setToolTip(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText));
    connect(undo, &QPushButton::clicked, this, &BenchmarkView::undoRemoval);
    m_removed = run;
}

void BenchmarkView::undoRemoval() {
    const std::optional<BenchmarkRun> run = std::exchange(m_removed, {});
    if (!run) return;
    m_banner->hide();
    QString failure;
    if (!m_store.save(*run, &failure)) say(failure, true);
}

bool BenchmarkView::event(QEvent* event) {
    // Here the key is for the run that was deleted, not for a chat.
    if (event->type() == QEvent::ShortcutOverride && m_removed &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void BenchmarkView::keyPressEvent(QKeyEvent* event) {
    if (m_removed && event->matches(QKeySequence::Undo)) return undoRemoval();
    QWidget::keyPressEvent(event);
}

void BenchmarkView::say(const QString& text, bool bad) {
    m_removed.reset();
    m_banner->setKind(bad ? Banner::Kind::Bad : Banner::Kind::Info);
    m_banner->setText(text);
    m_banner->clearButtons();
    connect(m_banner->addButton(tr("Dismiss")), &QPushButton::clicked, m_banner, &QWidget::hide);
    m_banner->show();
}

QString BenchmarkView::summary() const {
    return m_chart->summary();
}

bool BenchmarkView::exportCsv(const QString& path, QString* error) const {
    QVector<BenchmarkRun> runs;
    for (const ShownRun& each : m_runs->shown())
        runs << each.run;
    return writeWhole(path, benchmarkCsv(runs), error);
}

bool BenchmarkView::exportPng(const QString& path, QString* error) const {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    benchmarkPicture(*m_chart, m_runs->shown()).save(&buffer, "PNG");
    return writeWhole(path, buffer.data(), error);
}

bool BenchmarkView::exportAime(const QString& folder, QString* error) const {
    const QVector<ShownRun> shown = m_runs->shown();
    if (shown.isEmpty()) return false;
    for (const auto& [name, content] : aimeFiles(shown.front().run)) {
        const QString path = folder + '/' + name;
        QDir().mkpath(QFileInfo(path).path());
        if (!writeWhole(path, QJsonDocument(content).toJson(), error)) return false;
    }
    return true;
}

void BenchmarkView::saveAs(const QString& suffix, bool (BenchmarkView::*write)(const QString&, QString*) const) {
    const QString name = "benchmark-" + QDateTime::currentDateTime().toString("yyyy-MM-dd-hhmmss") + '.' + suffix;
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the benchmark"), name, "*." + suffix);
    QString error;
    if (!path.isEmpty() && !(this->*write)(path, &error)) say(error, true);
}

void BenchmarkView::saveAime() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for AIME's result files"));
    QString error;
    if (folder.isEmpty()) return;
    if (exportAime(folder, &error))
        say(tr("AIME's result files of %1 are in %2.").arg(describeRun(m_runs->shown().front().run), folder), false);
    else
        say(error, true);
}

void BenchmarkView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    // The table's squares have the theme's colours.
    if (event->type() == QEvent::PaletteChange && m_table) showRuns();
}

void BenchmarkView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool beside = width() >= kWidthForBoth;
    m_upper->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    QWidget* runsCard = m_upper->itemAt(1)->widget();
    runsCard->setMinimumWidth(beside ? kRunsWidth : 0);
    runsCard->setMaximumWidth(beside ? kRunsWidth : QWIDGETSIZE_MAX);
    runsCard->setMinimumHeight(beside ? 0 : kRunsHeight);
}

}  // namespace mw::gui
