// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "controls.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QStyle>
#include <QStyleOptionButton>
#include <QStylePainter>
#include <QVBoxLayout>
#include <algorithm>

#include "accessible_buttons.h"
#include "elided_label.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kIconPixels = 20;
constexpr int kEmptyStateIconPixels = 32;

/// Sets a property that the style sheet looks at, and has the widget styled again.
void setStyled(QWidget* widget, const char* property, const QString& value) {
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QString nameOf(TextRole role) {
    switch (role) {
        case TextRole::Title:
            return "title";
        case TextRole::Heading:
            return "heading";
        case TextRole::Muted:
            return "muted";
        case TextRole::Value:
            return "value";
        case TextRole::Ok:
            return "ok";
        case TextRole::Warn:
            return "warn";
        case TextRole::Bad:
            return "bad";
    }
    return {};
}

QString nameOf(Surface surface) {
    switch (surface) {
        case Surface::Card:
            return "card";
        case Surface::Panel:
            return "panel";
        case Surface::Plain:
            return "plain";
        case Surface::Line:
            return "line";
        case Surface::Info:
            return "info";
        case Surface::Ok:
            return "ok";
        case Surface::Warn:
            return "warn";
        case Surface::Bad:
            return "bad";
    }
    return {};
}

}  // namespace

QLabel* makeLabel(const QString& text, TextRole role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setTextRole(label, role);
    return label;
}

QLabel* makeParagraph(const QString& text, TextRole role, QWidget* parent) {
    QLabel* label = makeLabel(text, role, parent);
    label->setWordWrap(true);
    return label;
}

void setTextRole(QLabel* label, TextRole role) {
    setStyled(label, "textRole", nameOf(role));
}

IconLabel::IconLabel(const QString& iconName, int size, QWidget* parent) : QWidget(parent), m_icon(icon(iconName)) {
    setFixedSize(size, size);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconLabel::setIcon(const QIcon& icon) {
    m_icon = icon;
    update();
}

void IconLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

namespace {

constexpr int kIconGap = 5;  ///< pixels between the icon of a button and its words

/// Style sheets leave two pixels between the icon of a button and its words, and from right to left they put the words
/// at the other end of the button.
class WordedButton : public QPushButton {
 public:
    using QPushButton::QPushButton;

    QSize sizeHint() const override {
        constexpr int kOfQt = 4;
        return QPushButton::sizeHint() + QSize(hasBoth() ? kIconGap - kOfQt : 0, 0);
    }

 protected:
    void paintEvent(QPaintEvent* event) override {
        if (!hasBoth()) return QPushButton::paintEvent(event);
        QStylePainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        painter.drawControl(QStyle::CE_PushButtonBevel, option);
        const QRect room = style()->subElementRect(QStyle::SE_PushButtonContents, &option, this);
        const int beside = iconSize().width() + kIconGap;
        const int all = std::min(room.width(), beside + fontMetrics().size(Qt::TextShowMnemonic, text()).width());
        const QRect whole(room.left() + (room.width() - all) / 2, room.top(), all, room.height());
        const QRect picture(QPoint(whole.left(), whole.center().y() + 1 - iconSize().height() / 2), iconSize());
        icon().paint(&painter, QStyle::visualRect(layoutDirection(), whole, picture), Qt::AlignCenter,
                     isEnabled() ? QIcon::Normal : QIcon::Disabled);
        option.icon = {};
        option.rect = QStyle::visualRect(layoutDirection(), whole, whole.adjusted(beside, 0, 0, 0));
        painter.drawControl(QStyle::CE_PushButtonLabel, option);
    }

 private:
    bool hasBoth() const { return !icon().isNull() && !text().isEmpty(); }
};

}  // namespace

QPushButton* makeButton(const QString& text, ButtonKind kind, QWidget* parent) {
    auto* button = new WordedButton(text, parent);
    button->setIconSize({16, 16});
    setStyled(button, "buttonKind", kind == ButtonKind::Primary ? "primary" : "secondary");
    return button;
}

QToolButton* makeIconButton(const QString& iconName, const QString& name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

void setSurface(QFrame* frame, Surface surface) {
    setStyled(frame, "surface", nameOf(surface));
}

QFrame* makeLine(Qt::Orientation orientation, QWidget* parent) {
    auto* line = new QFrame(parent);
    setSurface(line, Surface::Line);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

namespace {

/// Keeps the caption of a card beside its heading where there is room for both, and else below it.
class CaptionPlace : public QObject {
 public:
    CaptionPlace(QWidget* card, QVBoxLayout* column, QHBoxLayout* top, ElidedLabel* caption)
        : QObject(card), m_column(column), m_top(top), m_caption(caption) {
        card->installEventFilter(this);
    }

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) place();
        return QObject::eventFilter(watched, event);
    }

 private:
    void place() {
        int needed = m_caption->sizeHint().width() + m_top->spacing();
        for (int i = 0; i < m_top->count(); ++i) {
            const QWidget* widget = m_top->itemAt(i)->widget();
            if (widget && widget != m_caption)
                needed += (i == 0 ? widget->sizeHint() : widget->minimumSizeHint()).width() + m_top->spacing();
        }
        const QMargins margins = m_column->contentsMargins();
        const int room = m_column->geometry().width() - margins.left() - margins.right();
        const bool below = needed > room && !m_caption->whole().isEmpty();
        if (below == (m_column->indexOf(m_caption) >= 0)) return;
        if (below) {
            m_top->removeWidget(m_caption);
            m_column->insertWidget(1, m_caption);
        } else {
            m_column->removeWidget(m_caption);
            m_top->insertWidget(1, m_caption);
        }
    }

    QVBoxLayout* m_column;
    QHBoxLayout* m_top;
    ElidedLabel* m_caption;
};

}  // namespace

Card::Card(const QString& heading, QWidget* parent) : QFrame(parent) {
    setSurface(this, Surface::Card);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 12);
    column->setSpacing(8);
    m_top = new QHBoxLayout;
    m_top->setSpacing(5);
    m_top->addWidget(makeLabel(heading, TextRole::Heading, this));
    auto* caption = new ElidedLabel(Qt::ElideRight, TextRole::Muted, this);
    m_caption = caption;
    m_top->addWidget(m_caption);
    m_top->addStretch();
    column->addLayout(m_top);
    m_body = new QVBoxLayout;
    m_body->setSpacing(6);
    column->addLayout(m_body);
    new CaptionPlace(this, column, m_top, caption);
}

void Card::setCaption(const QString& caption) {
    static_cast<ElidedLabel*>(m_caption)->setWhole(caption);
}

void Card::setCorner(QWidget* widget) {
    m_top->addSpacing(12);
    m_top->addWidget(widget, 1);
}

Banner::Banner(Kind kind, QWidget* parent) : QFrame(parent) {
    setAccessibleNotice(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_icon = new IconLabel("info", kIconPixels, this);
    m_text = makeLabel({}, TextRole::Value, this);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fold = makeIconButton("chevron-down", tr("Details"), this);
    m_fold->setCheckable(true);
    setAccessibleFold(m_fold);
    m_copy = makeIconButton("copy", tr("Copy the details"), this);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_fold, 0, Qt::AlignTop);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    row->addLayout(m_buttons);
    column->addLayout(row);
    m_details = makeLabel({}, TextRole::Muted, this);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_details);

    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_details->setVisible(open);
        m_copy->setVisible(open);
    });
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->text() + "\n" + m_details->text()); });
    setKind(kind);
    setDetails({});
}

void Banner::setKind(Kind kind) {
    struct Look {
        Surface surface;
        const char* icon;
        IconColor color;
    };
    const Look looks[] = {{Surface::Info, "info", IconColor::Accent},
                          {Surface::Ok, "check", IconColor::Ok},
                          {Surface::Warn, "triangle-alert", IconColor::Warn},
                          {Surface::Bad, "circle-alert", IconColor::Bad}};
    const Look& look = looks[static_cast<int>(kind)];
    setSurface(this, look.surface);
    m_icon->setIcon(icon(look.icon, look.color));
}

void Banner::setText(const QString& text) {
    if (text == m_text->text() && text == accessibleName()) return;
    m_text->setText(text);
    setAccessibleName(text);
    if (isVisible()) announce();
}

void Banner::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    announce();
}

void Banner::announce() {
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::setDetails(const QString& details) {
    m_details->setText(details);
    m_fold->setVisible(!details.isEmpty());
    m_fold->setChecked(false);
    m_details->hide();
    m_copy->hide();
}

QPushButton* Banner::addButton(const QString& text, ButtonKind kind) {
    QPushButton* button = makeButton(text, kind, this);
    m_buttons->addWidget(button, 0, Qt::AlignTop);
    return button;
}

void Banner::clearButtons() {
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

void silenceFields(QWidget* owner) {
    for (QWidget* each : owner->findChildren<QWidget*>())
        each->disconnect(owner);
}

namespace {

constexpr int kEmptyStateTextWidth = 420, kEmptyStateSide = 16;

}  // namespace

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent) {
    auto* outer = new QVBoxLayout(this);
    m_column = new QVBoxLayout;
    m_column->setSpacing(8);
    auto* picture = new IconLabel(iconName, kEmptyStateIconPixels, this);
    m_title = makeLabel(title, TextRole::Title, this);
    m_text = makeLabel(text, TextRole::Muted, this);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setFixedWidth(kEmptyStateTextWidth);
    for (QWidget* part : std::initializer_list<QWidget*>{picture, m_title, m_text})
        m_column->addWidget(part, 0, Qt::AlignHCenter);
    outer->addStretch(2);
    outer->addLayout(m_column);
    outer->addStretch(3);
    setText(title, text);
}

void EmptyState::setText(const QString& title, const QString& text) {
    m_title->setText(title);
    m_text->setText(text);
    fitText();
}

void EmptyState::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_text->setFixedWidth(std::clamp(width() - 2 * kEmptyStateSide, 1, kEmptyStateTextWidth));
    fitText();
}

void EmptyState::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) fitText();  // other letters
}

/// A layout with alignment asks for sizeHint() only, which is one of another width.
void EmptyState::fitText() {
    m_text->setMinimumHeight(0);  // which the label adds to what its words need
    m_text->setMinimumHeight(std::max(0, m_text->heightForWidth(m_text->maximumWidth())));
}

QPushButton* EmptyState::addButton(const QString& text, ButtonKind kind) {
    QPushButton* button = makeButton(text, kind, this);
    m_column->addSpacing(4);
    m_column->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

}  // namespace mw::gui
