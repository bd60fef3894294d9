// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_list_delegate.h"

#include <QLineEdit>
#include <QPainter>
#include <QTextLayout>

#include "chat_groups.h"
#include "chat_list_model.h"
#include "chat_search.h"
#include "icons.h"
#include "mirrored.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kRowHeight = 50, kGroupHeight = 28, kFolderHeight = 34;
constexpr int kIndent = 12, kLeft = 10, kGap = 8;
constexpr qreal kDotRadius = 4.5;

QFont sized(QFont font, int pixels) {
    font.setPixelSize(pixels);
    return font;
}

bool isFold(const QModelIndex& index) {
    const int kind = index.data(ChatListModel::KindRole).toInt();
    return kind == ChatListModel::FolderRow || kind == ChatListModel::ArchiveRow;
}

/// One line, cut at its end, with what was searched for in bold.
void drawFound(QPainter* painter, const QRect& rect, const QFont& font, const QString& text, const QString& words,
               const QColor& color, const QColor& foundColor) {
    QFont bold = font;
    bold.setWeight(QFont::Bold);
    const QString shown = QFontMetrics(bold).elidedText(text, Qt::ElideRight, rect.width());
    QVector<QTextLayout::FormatRange> formats;
    for (const Match& match : matchesIn(shown, words)) {
        QTextCharFormat format;
        format.setFontWeight(QFont::Bold);
        format.setForeground(foundColor);
        formats.append({match.start, match.length, format});
    }
    QTextLayout layout(shown, font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    if (!line.isValid()) return;
    painter->setPen(color);
    const bool fromRight = painter->layoutDirection() == Qt::RightToLeft;
    layout.draw(painter, QPointF(fromRight ? rect.right() + 1 - line.naturalTextWidth() : rect.left(),
                                 rect.top() + (rect.height() - line.height()) / 2));
}

}  // namespace

QSize ChatListDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    switch (index.data(ChatListModel::KindRole).toInt()) {
        case ChatListModel::ChatRow:
            return {100, kRowHeight};
        case ChatListModel::FolderRow:
        case ChatListModel::ArchiveRow:
            return {100, kFolderHeight};
        default:
            return {100, kGroupHeight};
    }
}

void ChatListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = option.widget ? themeOf(option.widget) : themeOf(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isChat = index.data(ChatListModel::KindRole).toInt() == ChatListModel::ChatRow;
    if (isChat || isFold(index)) {
        const QRectF ground = QRectF(option.rect).adjusted(0, 0, 0, -2);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? theme.tint : theme.faintLine);
            painter->drawRoundedRect(ground, metrics::kControlRadius, metrics::kControlRadius);
        }
        if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange)) {
            painter->setPen(QPen(theme.accent, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(ground.adjusted(1, 1, -1, -1), metrics::kControlRadius, metrics::kControlRadius);
        }
    }
    if (isChat)
        paintChat(painter, option, index);
    else
        paintGroup(painter, option, index);
    painter->restore();
}

void ChatListDelegate::paintGroup(QPainter* painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const {
    const Theme& theme = option.widget ? themeOf(option.widget) : themeOf(option.palette);
    const QRect rect = option.rect;
    const auto placed = [&](const QRect& part) { return QStyle::visualRect(option.direction, rect, part); };
    const QString text = index.data().toString();
    if (!isFold(index)) {
        painter->setFont(sized(option.font, 12));
        painter->setPen(theme.muted);
        painter->drawText(placed(rect.adjusted(kLeft, 6, -8, 0)), Qt::AlignVCenter | Qt::AlignLeft, text);
        return;
    }
    const bool open = index.data(ChatListModel::OpenRole).toBool();
    const int middle = rect.center().y();
    icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"))
        .paint(painter, placed({rect.left() + 4, middle - 7, 14, 14}));
    const bool isArchive = index.data(ChatListModel::KindRole).toInt() == ChatListModel::ArchiveRow;
    icon(isArchive ? QStringLiteral("archive") : QStringLiteral("folder"))
        .paint(painter, placed({rect.left() + 21, middle - 8, 15, 15}));
    const QFont small = sized(option.font, 12);
    const QString count = QLocale().toString(index.data(ChatListModel::CountRole).toInt());
    const int countWidth = QFontMetrics(small).horizontalAdvance(count);
    painter->setFont(small);
    painter->setPen(theme.muted);
    painter->drawText(placed(rect.adjusted(0, 0, -kLeft, -2)), Qt::AlignVCenter | Qt::AlignRight, count);
    const QFont name = sized(option.font, 13);
    painter->setFont(name);
    painter->setPen(theme.text);
    const QRect line = placed(rect.adjusted(42, 0, -kLeft - countWidth - kGap, -2));
    painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(name).elidedText(text, Qt::ElideRight, line.width()));
}

void ChatListDelegate::paintChat(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    const Theme& theme = option.widget ? themeOf(option.widget) : themeOf(option.palette);
    const QFont title = sized(option.font, 13), small = sized(option.font, 12);
    const int left = option.rect.left() + kLeft + (index.data(ChatListModel::IndentRole).toBool() ? kIndent : 0);
    const int right = option.rect.right() - kLeft;
    const int top = option.rect.top();
    const auto placed = [&](const QRect& part) { return QStyle::visualRect(option.direction, option.rect, part); };
    int titleRight = right;
    if (index.data(ChatListModel::StreamingRole).toBool()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.accent);
        const QRectF dot(right - 2 * kDotRadius, top + 15.5 - kDotRadius, 2 * kDotRadius, 2 * kDotRadius);
        painter->drawEllipse(mirrored(option.direction, option.rect, dot));
        titleRight -= int(2 * kDotRadius) + kGap;
    } else {
        const QString age =
            ChatGroups::ageOf(index.data(ChatListModel::UpdatedRole).toLongLong(), QDateTime::currentDateTime());
        const QFont tiny = sized(option.font, 11);
        painter->setFont(tiny);
        painter->setPen(theme.muted);
        painter->drawText(placed({left, top + 6, right - left, 18}), Qt::AlignVCenter | Qt::AlignRight, age);
        titleRight -= QFontMetrics(tiny).horizontalAdvance(age) + kGap;
    }
    const auto* model = qobject_cast<const ChatListModel*>(index.model());
    const QString words = model ? model->words() : QString();
    drawFound(painter, placed({left, top + 6, titleRight - left, 18}), title, index.data().toString(), words,
              theme.text, theme.text);
    drawFound(painter, placed({left, top + 25, right - left, 17}), small,
              index.data(ChatListModel::WordsRole).toString(), words, theme.muted, theme.text);
}

QWidget* ChatListDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
    auto* field = new QLineEdit(parent);
    field->setMaxLength(200);
    field->setAccessibleName(isFold(index) ? tr("Name of the folder") : tr("Name of the chat"));
    return field;
}

/// Once: what is typed stays, whatever happens to the chat meanwhile.
void ChatListDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    if (editor->property("filled").toBool()) return;
    editor->setProperty("filled", true);
    QStyledItemDelegate::setEditorData(editor, index);
}

void ChatListDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                            const QModelIndex& index) const {
    const int height = editor->sizeHint().height();
    QRect rect = option.rect.adjusted(2, 0, -2, 0);
    rect.setTop(isFold(index) ? rect.center().y() - height / 2 : rect.top());
    rect.setHeight(height);
    editor->setGeometry(rect);
}

}  // namespace mw::gui
