// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_picture.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPalette>
#include <QStringList>

#include "grouped_bar_chart.h"
#include "theme.h"

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BenchmarkPicture)
};

constexpr int kMargin = 20;
constexpr int kTitle = 26;
constexpr int kLine = 20;
constexpr int kSquare = 11;

}  // namespace

QPixmap benchmarkPicture(GroupedBarChart& chart, const QVector<ShownRun>& runs) {
    const Theme& theme = themeOf(QPalette(Qt::white));  // of documents, whatever the desktop's is
    QStringList models;
    for (const ShownRun& shown : runs)
        if (!models.contains(shown.run.model)) models << shown.run.model;
    const int head = kTitle + kLine * static_cast<int>(runs.size()) + kMargin / 2;
    const QSize size(chart.width() + 2 * kMargin, chart.height() + head + 2 * kMargin);
    QPixmap picture(size * chart.devicePixelRatioF());
    picture.setDevicePixelRatio(chart.devicePixelRatioF());
    picture.fill(theme.surface);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);

    QFont title = chart.font();
    title.setPixelSize(17);
    title.setWeight(QFont::DemiBold);
    painter.setFont(title);
    painter.setPen(theme.text);
    const QRect top(kMargin, kMargin, chart.width(), kTitle - 4);
    const QString text =
        models.isEmpty() ? chart.accessibleName() : Words::tr("%1: %2").arg(chart.accessibleName(), models.join(", "));
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(title).elidedText(text, Qt::ElideRight, top.width()));

    QFont small = chart.font();
    small.setPixelSize(12);
    painter.setFont(small);
    QRect line(kMargin, kMargin + kTitle, chart.width(), kLine);
    for (const ShownRun& shown : runs) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.series[static_cast<std::size_t>(shown.color) % theme.series.size()]);
        painter.drawRoundedRect(QRectF(line.left(), line.center().y() - kSquare / 2.0, kSquare, kSquare), 3, 3);
        painter.setPen(theme.text);
        const QRect words = line.adjusted(kSquare + 8, 0, 0, 0);
        const QString said = describeRun(shown.run) + QStringLiteral(" · ") + describeRunDetails(shown.run);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(small).elidedText(said, Qt::ElideRight, words.width()));
        line.translate(0, kLine);
    }
    painter.drawPixmap(QPoint(kMargin, kMargin + head), chart.picture(theme));
    return picture;
}

}  // namespace mw::gui
