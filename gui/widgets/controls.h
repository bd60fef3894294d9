// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Small widgets that every view uses, dressed by the application's style sheet.

#pragma once

#include <QFrame>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

class QHBoxLayout;
class QVBoxLayout;

namespace mw::gui {

enum class TextRole { Title, Heading, Muted, Value, Ok, Warn, Bad };

/// A label in one of the roles of the theme. Long texts may wrap, see QLabel::setWordWrap().
QLabel* makeLabel(const QString& text, TextRole role, QWidget* parent = nullptr);
/// The same for a text of as many lines as it needs.
QLabel* makeParagraph(const QString& text, TextRole role, QWidget* parent = nullptr);
void setTextRole(QLabel* label, TextRole role);

/// An icon that is no button; follows the theme like the icons of buttons.
class IconLabel : public QWidget {
    Q_OBJECT

 public:
    IconLabel(const QString& iconName, int size, QWidget* parent = nullptr);

    void setIcon(const QIcon& icon);

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    QIcon m_icon;
};

enum class ButtonKind { Primary, Secondary };

QPushButton* makeButton(const QString& text, ButtonKind kind, QWidget* parent = nullptr);

/// A flat button that shows an icon only; `name` is its tooltip and accessible name.
QToolButton* makeIconButton(const QString& iconName, const QString& name, QWidget* parent = nullptr);

enum class Surface { Card, Panel, Plain, Line, Info, Ok, Warn, Bad };

void setSurface(QFrame* frame, Surface surface);

/// A line of one pixel between two areas.
QFrame* makeLine(Qt::Orientation orientation, QWidget* parent = nullptr);

/// A card: surface, border, radius 10, with a heading and room below.
class Card : public QFrame {
    Q_OBJECT

 public:
    explicit Card(const QString& heading, QWidget* parent = nullptr);

    /// Text beside the heading, muted: a unit, a total.
    void setCaption(const QString& caption);
    /// Puts a widget at the right end of the heading: a legend, a button.
    void setCorner(QWidget* widget);
    QVBoxLayout* body() const { return m_body; }

 private:
    QHBoxLayout* m_top;
    QLabel* m_caption;
    QVBoxLayout* m_body;
};

/// Ends all connections from what is inside `owner` to it. For destructors of owners with fields: a field in which a
/// person types says its value once more as it is taken down, when its owner is no more.
void silenceFields(QWidget* owner);

/// A coloured note: what happened, what can be done (buttons), and details that fold out and can be copied.
class Banner : public QFrame {
    Q_OBJECT

 public:
    enum class Kind { Info, Ok, Warn, Bad };

    explicit Banner(Kind kind, QWidget* parent = nullptr);

    void setKind(Kind kind);
    void setText(const QString& text);
    QString text() const { return m_text->text(); }
    /// Empty: nothing to fold out.
    void setDetails(const QString& details);
    /// Adds a button at the right; the caller connects it.
    QPushButton* addButton(const QString& text, ButtonKind kind = ButtonKind::Secondary);
    void clearButtons();

 protected:
    void showEvent(QShowEvent* event) override;

 private:
    void announce();

    IconLabel* m_icon;
    QLabel* m_text;
    QLabel* m_details;
    QToolButton* m_fold;
    QToolButton* m_copy;
    QHBoxLayout* m_buttons;
};

/// What a view shows while it has nothing to show: what to do next, and the one button that does it.
class EmptyState : public QWidget {
    Q_OBJECT

 public:
    EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent = nullptr);

    void setText(const QString& title, const QString& text);
    QPushButton* addButton(const QString& text, ButtonKind kind = ButtonKind::Primary);

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    void fitText();

    QLabel* m_title;
    QLabel* m_text;
    QVBoxLayout* m_column;
};

}  // namespace mw::gui
