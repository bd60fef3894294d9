// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run_list.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

#include "controls.h"
#include "mirrored.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSquare = 11;
constexpr int kTitleTop = 6, kTitleHeight = 20, kBelow = 6;
constexpr int kTextLeft = 26, kTextRight = 6;
constexpr int kSmallPixels = 12;

/// A title, details in as many lines as they need, and a square that is filled in the run's colour where it is shown.
class RunRow : public QCheckBox {
    Q_OBJECT

 public:
    RunRow(const QString& title, const QString& details, int color, QWidget* parent)
        : QCheckBox(parent), m_title(title), m_details(details), m_color(color) {
        setChecked(color >= 0);
        setAccessibleName(title + ", " + details);
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

 signals:
    void removeRequested();

 protected:
    int heightForWidth(int width) const override {
        const QRect room(0, 0, width - kTextLeft - kTextRight, 1 << 20);
        return kTitleTop + kTitleHeight + QFontMetrics(small()).boundingRect(room, kWrapped, m_details).height() +
               kBelow;
    }
    QSize sizeHint() const override { return {kUsualWidth, heightForWidth(kUsualWidth)}; }
    QSize minimumSizeHint() const override {
        return {kUsualWidth, kTitleTop + kTitleHeight + QFontMetrics(small()).height() + kBelow};
    }
    bool hitButton(const QPoint& position) const override { return rect().contains(position); }

    void keyPressEvent(QKeyEvent* event) override {
        if (event->key() == Qt::Key_Delete) return emit removeRequested();
        if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
            focusNextPrevChild(event->key() == Qt::Key_Down);
            return;
        }
        QCheckBox::keyPressEvent(event);
    }

    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (hasFocus() || underMouse()) {
            painter.setPen(hasFocus() ? QPen(theme.accent, 2) : QPen(Qt::NoPen));
            painter.setBrush(underMouse() ? theme.panel : theme.surface);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kControlRadius,
                                    metrics::kControlRadius);
        }
        const QRectF square = mirrored(layoutDirection(), rect(), {6, 11, kSquare, kSquare});
        const auto color = theme.series[static_cast<std::size_t>(std::max(m_color, 0)) % theme.series.size()];
        painter.setPen(QPen(isChecked() ? color : theme.faint, 1.2));
        painter.setBrush(isChecked() ? QBrush(color) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(square, 3, 3);

        QFont strong = font();
        strong.setWeight(QFont::Medium);
        painter.setFont(strong);
        painter.setPen(isEnabled() ? theme.text : theme.faint);
        const QRect title = QStyle::visualRect(layoutDirection(), rect(),
                                               {kTextLeft, kTitleTop, width() - kTextLeft - kTextRight, kTitleHeight});
        painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(strong).elidedText(m_title, Qt::ElideRight, title.width()));
        painter.setFont(small());
        painter.setPen(theme.muted);
        painter.drawText(QRect(title.left(), title.bottom() + 1, title.width(), height() - title.bottom() - 1),
                         kWrapped, m_details);
    }

 private:
    static constexpr int kUsualWidth = 200;
    static constexpr int kWrapped = int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap;

    QFont small() const {
        QFont font = this->font();
        font.setPixelSize(kSmallPixels);
        return font;
    }

    QString m_title;
    QString m_details;
    int m_color;
};

}  // namespace

RunList::RunList(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this)) {
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

void RunList::setRuns(const QVector<BenchmarkRun>& runs, const BenchmarkRun* running) {
    m_runs = runs;
    m_running = running ? running->id : QString();
    const auto known = std::find_if(m_runs.begin(), m_runs.end(), [&](const auto& run) { return run.id == m_running; });
    if (running && known == m_runs.end())
        m_runs.prepend(*running);
    else if (running)
        *known = *running;
    m_order.removeIf([&](const QString& id) {
        return std::none_of(m_runs.begin(), m_runs.end(), [&](const BenchmarkRun& run) { return run.id == id; });
    });
    m_colors.removeIf([&](const auto& entry) { return !m_order.contains(entry.key()); });
    rebuild();
}

void RunList::show(const QString& id) {
    if (m_colors.contains(id)) return;
    if (m_order.size() >= kMostShown) m_colors.remove(m_order.takeFirst());
    m_colors[id] = freeColor();
    m_order << id;
    rebuild();
    emit shownChanged();
}

void RunList::setShown(const QString& id, bool shown) {
    if (shown) return show(id);
    m_colors.remove(id);
    m_order.removeAll(id);
    rebuild();
    emit shownChanged();
}

int RunList::freeColor() const {
    // Blue, green, orange: neighbours that are told apart at a glance come first.
    for (const int color : {0, 2, 1, 3, 4})
        if (std::none_of(m_colors.begin(), m_colors.end(), [=](int taken) { return taken == color; })) return color;
    return 0;
}

QVector<ShownRun> RunList::shown() const {
    QVector<ShownRun> result;
    for (const BenchmarkRun& run : m_runs)
        if (const auto color = m_colors.find(run.id); color != m_colors.end()) result << ShownRun{run, *color};
    return result;
}

void RunList::rebuild() {
    QString focused;
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        if (item->widget() && item->widget()->hasFocus()) focused = item->widget()->objectName();
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const BenchmarkRun& run : m_runs) {
        const bool isRunning = run.id == m_running;
        const QString details = isRunning ? tr("running · experiment %1 of %2")
                                                .arg(std::min<qsizetype>(run.results.size() + 1, run.plannedCells))
                                                .arg(run.plannedCells)
                                          : describeRunDetails(run);
        auto* row = new RunRow(describeRun(run), details, m_colors.value(run.id, -1), this);
        row->setObjectName(run.id);
        const QString when = QLocale().toString(run.started.toLocalTime(), QLocale::ShortFormat);
        row->setToolTip(
            QStringList{run.model, describeRun(run), run.placement, describeRunDetails(run), when}.join('\n'));
        connect(row, &RunRow::toggled, this, [this, id = run.id](bool on) { setShown(id, on); });
        connect(row, &RunRow::removeRequested, this, [this, id = run.id] {
            if (id != m_running) emit removeRequested(id);
        });
        if (m_rows->count() > 0) m_rows->addWidget(makeLine(Qt::Horizontal, this));
        m_rows->addWidget(row);
        row->show();
        if (run.id == focused) row->setFocus();
    }
    m_rows->addStretch();
}

}  // namespace mw::gui

#include "run_list.moc"
