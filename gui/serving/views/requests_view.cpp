// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "requests_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>
#include <vector>

#include "icons.h"
#include "row_table.h"
#include "state_mark.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kLine = 30;
constexpr int kHeader = 28;
constexpr int kPadding = 20;
constexpr int kMark = 16;
constexpr int kCell = 6;  ///< beside a text, as in the header
constexpr int kIcon = 12;
constexpr int kLeastRows = 3;

/// As long as what a column may hold.
const QString kSamples[] = {QStringLiteral("python-requests/2.32.3"),
                            QStringLiteral("/v1/chat/completions"),
                            {},
                            QStringLiteral("65,536"),
                            QStringLiteral("65,536"),
                            QStringLiteral("1234.5"),
                            QStringLiteral("123.45 s"),
                            {}};

Mark markOf(LiveRequest::State state) {
    switch (state) {
        case LiveRequest::State::Queued:
            return Mark::Waiting;
        case LiveRequest::State::Prefill:
            return Mark::Half;
        case LiveRequest::State::Decode:
            return Mark::Running;
    }
    return Mark::Off;
}

/// Draws a mark or an icon before the text of two columns.
class RequestDelegate : public QStyledItemDelegate {
 public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = themeOf(option.widget);
        const bool isCancel = index.column() == RequestTable::Cancel;
        if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, theme.tint);
        const QRect text = option.rect.adjusted(kCell, 0, -kCell, 0);
        painter->save();
        const bool isCurrent = option.state & QStyle::State_HasFocus;
        if (isCurrent) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(theme.accent, 1.5));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 2, -1, -2), 4, 4);
        }
        QFont font = option.font;
        if (index.column() == RequestTable::Client) font.setWeight(QFont::Medium);
        if (index.column() == RequestTable::Route) {
            font = codeFont();
            font.setPixelSize(12);
        }
        painter->setFont(font);
        const bool isHovered = isCancel && (option.state & QStyle::State_MouseOver);
        painter->setPen(isCancel || index.column() == RequestTable::Route ? isHovered ? theme.text : theme.muted
                                                                          : theme.text);
        QRect rest = text;
        if (index.column() == RequestTable::State) {
            const auto state = static_cast<LiveRequest::State>(index.data(RequestTable::kStateRole).toInt());
            drawMark(*painter,
                     QStyle::visualRect(option.direction, text, {text.left(), text.top(), kMark - 4, text.height()}),
                     markOf(state), theme);
            rest = QStyle::visualRect(option.direction, text, text.adjusted(kMark, 0, 0, 0));
        }
        const QString written = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rest.width());
        painter->drawText(rest, static_cast<int>(index.data(Qt::TextAlignmentRole).toInt()), written);
        if (isCancel) {
            const int left = rest.right() - QFontMetrics(font).horizontalAdvance(written) - kIcon - 6;
            icon("x", isHovered ? IconColor::Bad : IconColor::Muted)
                .paint(painter,
                       QStyle::visualRect(option.direction, rest, {left, rest.center().y() - kIcon / 2, kIcon, kIcon}));
        }
        painter->restore();
        painter->setPen(theme.faintLine);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
};

}  // namespace

RequestsView::RequestsView(RequestTable& table, QWidget* parent) : QTableView(parent), m_table(table) {
    setModel(&table);
    setItemDelegate(new RequestDelegate(this));
    setAccessibleName(tr("Live requests"));
    dressRowTable(*this, kLine, kHeader);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == RequestTable::Cancel) cancel(index.row());
    });
}

QSize RequestsView::minimumSizeHint() const {
    return {300, kHeader + kLeastRows * kLine + 4};
}

void RequestsView::cancel(int row) {
    if (row >= 0 && row < m_table.requests().size()) emit cancelRequested(m_table.requests()[row].id);
}

void RequestsView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    const bool isEnter =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (current.isValid() && (event->key() == Qt::Key_Delete || (isEnter && current.column() == RequestTable::Cancel)))
        return cancel(current.row());
    QTableView::keyPressEvent(event);
}

void RequestsView::mouseMoveEvent(QMouseEvent* event) {
    const QModelIndex under = indexAt(event->pos());
    setCursor(under.isValid() && under.column() == RequestTable::Cancel ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QTableView::mouseMoveEvent(event);
}

void RequestsView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    spreadColumns();
}

void RequestsView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) spreadColumns();
}

void RequestsView::spreadColumns() {
    const QFontMetrics text(font());
    QFont code = codeFont();
    code.setPixelSize(12);
    std::vector<int> widths;
    for (int column = 0; column < RequestTable::kColumns; ++column) {
        QString sample = kSamples[column];
        if (column == RequestTable::State) sample = tr("queued, place 10, 10.0 s");
        if (column == RequestTable::Cancel) sample = tr("Cancel");
        const int wanted = column == RequestTable::Route ? QFontMetrics(code).horizontalAdvance(sample)
                                                         : text.horizontalAdvance(sample);
        const int mark = column == RequestTable::State || column == RequestTable::Cancel ? kMark : 0;
        widths.push_back(
            std::max(wanted + mark, text.horizontalAdvance(m_table.headerData(column, Qt::Horizontal).toString())) +
            kPadding);
    }
    const auto whole = [&] {
        int sum = 0;
        for (int column = 0; column < RequestTable::kColumns; ++column)
            sum += isColumnHidden(column) ? 0 : widths[static_cast<std::size_t>(column)];
        return sum;
    };
    const int room = viewport()->width();
    for (const int column : {RequestTable::Route, RequestTable::FirstToken, RequestTable::PromptTokens})
        setColumnHidden(column, false);
    for (const int column : {RequestTable::Route, RequestTable::FirstToken, RequestTable::PromptTokens})
        if (whole() > room) setColumnHidden(column, true);
    // And where that is not enough, texts are cut rather than the way to cancel.
    const int missing = std::max(0, whole() - room);
    widths[RequestTable::Client] -= missing / 2;
    widths[RequestTable::State] -= missing - missing / 2;
    const int shown = RequestTable::kColumns - horizontalHeader()->hiddenSectionCount();
    const int spare = std::max(0, room - whole());
    int given = 0;
    for (int column = 0; column < RequestTable::kColumns; ++column) {
        if (isColumnHidden(column)) continue;
        const int part = column == RequestTable::Cancel ? spare - given : spare / shown;
        given += part;
        setColumnWidth(column, widths[static_cast<std::size_t>(column)] + part);
    }
}

}  // namespace mw::gui
