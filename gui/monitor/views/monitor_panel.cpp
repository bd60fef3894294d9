// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "monitor_panel.h"

#include <QAction>
#include <QBuffer>
#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollArea>
#include <algorithm>

#include "controls.h"
#include "icons.h"
#include "metric_card.h"
#include "mirrored.h"
#include "theme.h"
#include "whole_file.h"

namespace mw::gui {

namespace {

constexpr int kCardWidth = 232;  ///< at least
constexpr int kMargin = 3 * metrics::kSpace;

}  // namespace

MonitorPanel::MonitorPanel(MonitorRecorder& recorder, QWidget* parent)
    : QWidget(parent),
      m_recorder(recorder),
      m_header(new QWidget(this)),
      m_headerRow(new QHBoxLayout(m_header)),
      m_state(makeLabel({}, TextRole::Muted, m_header)),
      m_failure(new Banner(Banner::Kind::Bad, this)),
      m_page(new QWidget),
      m_grid(new QGridLayout(m_page)) {
    setAccessibleName(tr("Monitors"));
    makeCommands();
    m_headerRow->setContentsMargins(marginsFrom(kMargin + 2, 6, kMargin, 6));
    m_headerRow->setSpacing(metrics::kSpace);
    m_headerRow->addWidget(makeLabel(tr("Monitors"), TextRole::Heading, m_header));
    m_headerRow->addSpacing(metrics::kSpace);
    m_headerRow->addWidget(m_state);
    m_headerRow->addStretch();
    auto* pause = makeIconButton("pause", m_pause->text(), m_header);
    pause->setDefaultAction(m_pause);
    m_headerRow->addWidget(pause);
    auto* more = makeIconButton("download", tr("Export"), m_header);
    auto* menu = new QMenu(more);
    for (QAction* action : m_commands)
        if (action != m_pause) menu->addAction(action);
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    m_headerRow->addWidget(more);

    m_grid->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_grid->setSpacing(kMargin);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_page);
    auto* failureRow = new QVBoxLayout;
    failureRow->setContentsMargins(kMargin, 0, kMargin, 0);
    failureRow->addWidget(m_failure);
    connect(m_failure->addButton(tr("Dismiss")), &QPushButton::clicked, m_failure, &QWidget::hide);
    m_failure->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(m_header);
    column->addLayout(failureRow);
    column->addWidget(scroll, 1);

    connect(&recorder, &MonitorRecorder::recorded, this, &MonitorPanel::showRow);
    makeCards();
    setPaused(false);
}

void MonitorPanel::addHeaderButton(QWidget* button) {
    m_headerRow->addWidget(button);
}

void MonitorPanel::makeCommands() {
    const auto command = [this](const QString& text, auto run) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_commands << action;
        return action;
    };
    m_pause = command(tr("Pause the monitors"), [this] { setPaused(!m_paused); });
    command(tr("Export the monitors as CSV…"), [this] { save("csv", &MonitorPanel::exportCsv); });
    command(tr("Export the monitors as PNG…"), [this] { save("png", &MonitorPanel::exportPng); });
    command(tr("Copy the monitors as text"), [this] {
        emit wanted();
        QGuiApplication::clipboard()->setText(summary());
    });
}

void MonitorPanel::setPaused(bool paused) {
    m_paused = paused;
    m_pause->setText(paused ? tr("Go on with the monitors") : tr("Pause the monitors"));
    m_pause->setIcon(icon(paused ? "play" : "pause"));
    m_held = paused ? m_recorder.rows() : std::deque<MonitorRow>();
    m_state->setText(paused ? tr("paused at %1").arg(QLocale().toString(QTime::currentTime(), QLocale::ShortFormat))
                            : tr("last 5 minutes"));
    for (MetricCard* card : m_cards) {
        card->setPaused(paused);
        if (!paused) card->setRows(m_recorder.rows());
    }
    emit pauseChanged(paused);
}

void MonitorPanel::showRow(const MonitorRow& row) {
    if (m_paused || !isVisible()) return;
    if (gpuSetOf(row) != m_gpuSet || chatsIn(m_recorder.rows()) != m_chats) return makeCards();
    for (MetricCard* card : m_cards)
        card->add(row);
}

void MonitorPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // Nothing is drawn for eyes that do not see it; what was missed comes now.
    if (!m_paused) makeCards();
}

void MonitorPanel::focusInEvent(QFocusEvent* event) {
    // Read out on the way in, not every second.
    setAccessibleDescription(summary());
    QWidget::focusInEvent(event);
}

void MonitorPanel::makeCards() {
    const auto& rows = m_recorder.rows();
    m_gpuSet = rows.empty() ? QString() : gpuSetOf(rows.back());
    m_chats = chatsIn(rows);
    std::vector<MetricGroup> groups =
        metricGroups(rows.empty() ? QVector<GpuSample>() : rows.back().machine.gpus, m_chats);
    // What stays the same stays on the screen: of a chat that comes or goes only its chart is another one.
    while (m_cards.size() > groups.size()) {
        delete m_cards.back();
        m_cards.pop_back();
    }
    m_cards.resize(groups.size(), nullptr);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (m_cards[i] && m_cards[i]->shows(groups[i])) continue;
        delete std::exchange(m_cards[i], new MetricCard(std::move(groups[i]), m_page));
        m_columns = 0;
    }
    placeCards();
    for (MetricCard* card : m_cards)
        card->setRows(rows);
}

void MonitorPanel::placeCards() {
    const int columns = std::max(1, (width() - kMargin) / (kCardWidth + kMargin));
    if (columns == m_columns) return;
    for (int i = 0; i < m_grid->columnCount(); ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    for (int i = 0; i < m_grid->rowCount(); ++i)
        m_grid->setRowStretch(i, 0);
    m_columns = columns;
    int place = 0;
    for (MetricCard* card : m_cards) {
        m_grid->addWidget(card, place / columns, place % columns);
        m_grid->setColumnStretch(place % columns, 1);
        ++place;
    }
    m_grid->setRowStretch((place + columns - 1) / columns, 1);
}

void MonitorPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeCards();
}

const std::deque<MonitorRow>& MonitorPanel::shownRows() const {
    return m_paused ? m_held : m_recorder.rows();
}

QString MonitorPanel::summary() const {
    QStringList lines;
    for (const MetricCard* card : m_cards)
        lines << card->summary();
    return lines.join('\n');
}

bool MonitorPanel::exportCsv(const QString& path, QString* error) const {
    return writeWhole(path, monitorCsv(shownRows()), error);
}

bool MonitorPanel::exportPng(const QString& path, QString* error) const {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPixmap picture(m_page->size() * devicePixelRatio());
    picture.setDevicePixelRatio(devicePixelRatio());
    picture.fill(themeOf(this).background);
    m_page->render(&picture);
    picture.save(&buffer, "PNG");
    return writeWhole(path, buffer.data(), error);
}

void MonitorPanel::save(const QString& suffix, bool (MonitorPanel::*write)(const QString&, QString*) const) {
    emit wanted();
    const QString name = "monitors-" + QDateTime::currentDateTime().toString("yyyy-MM-dd-hhmmss") + '.' + suffix;
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the monitors"), name, "*." + suffix);
    if (path.isEmpty()) return;
    QString failure;
    (this->*write)(path, &failure);
    m_failure->setText(failure);
    m_failure->setVisible(!failure.isEmpty());
}

}  // namespace mw::gui
