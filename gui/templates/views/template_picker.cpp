// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "template_picker.h"

#include <QHash>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QScreen>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "theme.h"

namespace mw::gui {
namespace {

constexpr int kLeastWidth = 300, kHeight = 380;

/// As its speakers call it; not "American English", as Qt has it.
QString nameOf(const QString& language) {
    static const QHash<QString, QString> kShipped{{QStringLiteral("de"), QStringLiteral("Deutsch")},
                                                  {QStringLiteral("en"), QStringLiteral("English")},
                                                  {QStringLiteral("es"), QStringLiteral("Español")},
                                                  {QStringLiteral("fr"), QStringLiteral("Français")},
                                                  {QStringLiteral("it"), QStringLiteral("Italiano")}};
    if (const auto known = kShipped.constFind(language); known != kShipped.cend()) return *known;
    const QString name = QLocale(language).nativeLanguageName();
    return name.isEmpty() ? language : name;
}

bool holds(const PromptTemplate& each, const QStringList& words) {
    const QString all =
        QStringList{each.name, each.description, each.category, each.language, nameOf(each.language)}.join(
            QLatin1Char('\n'));
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

/// English where there are no templates of the person's language, as TemplateLibrary::fallback() has it.
QString ownLanguage(const TemplateLibrary& library, const QString& language) {
    const QString own = language.left(2);
    for (int row = 0; row < library.rowCount(); ++row)
        if (library.at(row).shipped && library.at(row).language == own) return own;
    return QStringLiteral("en");
}

}  // namespace

QVector<TemplateGroup> groupsOf(const TemplateLibrary& library, const QString& language, const QString& words) {
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QString own = ownLanguage(library, language);
    TemplateGroup first{nameOf(own), {}}, yours{TemplatePicker::tr("Yours"), {}};
    QVector<TemplateGroup> others;
    QString last;
    for (int row = 0; row < library.rowCount(); ++row) {
        const PromptTemplate& each = library.at(row);
        if (!holds(each, wanted)) continue;
        if (!each.shipped) {
            yours.templates.append(&each);
        } else if (each.language == own) {
            first.templates.append(&each);
        } else {
            if (each.language != last) others.append({nameOf(each.language), {}});
            last = each.language;
            others.last().templates.append(&each);
        }
    }
    QVector<TemplateGroup> all = QVector{first, yours} + others;
    all.removeIf([](const TemplateGroup& group) { return group.templates.isEmpty(); });
    return all;
}

// ---- the picker ---------------------------------------------------------------------------------------------------

TemplatePicker::TemplatePicker(const TemplateLibrary& library, const QString& current, QWidget* parent)
    : QDialog(parent, Qt::Popup),
      m_library(library),
      m_current(current),
      m_field(new QLineEdit(this)),
      m_list(new QTreeWidget(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Templates"));
    m_field->setPlaceholderText(tr("Search templates"));
    m_field->setAccessibleName(tr("Search templates"));
    m_list->setAccessibleName(tr("Templates"));
    m_field->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(8);
    m_list->setExpandsOnDoubleClick(false);
    m_list->setItemsExpandable(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &TemplatePicker::fill);
    connect(m_list, &QTreeWidget::itemClicked, this, &TemplatePicker::choose);
    fill();
    m_field->setFocus();
}

void TemplatePicker::fill() {
    m_list->clear();
    QTreeWidgetItem *first = nullptr, *current = nullptr;
    for (const TemplateGroup& group : groupsOf(m_library, QLocale().name(), m_field->text())) {
        auto* heading = new QTreeWidgetItem(m_list, {group.title});
        heading->setFlags(Qt::ItemIsEnabled);
        heading->setForeground(0, themeOf(this).muted);
        for (const PromptTemplate* each : group.templates) {
            auto* item = new QTreeWidgetItem(heading, {each->name});
            item->setData(0, Qt::UserRole, each->id);
            item->setToolTip(0, each->description.toHtmlEscaped());
            if (!first) first = item;
            if (each->id == m_current) current = item;
        }
    }
    m_list->expandAll();
    QTreeWidgetItem* chosen = current && m_field->text().isEmpty() ? current : first;
    if (chosen) return m_list->setCurrentItem(chosen);
    auto* none = new QTreeWidgetItem(m_list, {tr("No template holds these words")});
    none->setFlags(Qt::NoItemFlags);
    none->setForeground(0, themeOf(this).muted);
}

/// Over the headings.
void TemplatePicker::step(int by) {
    QTreeWidgetItem* item = m_list->currentItem();
    for (int rest = std::abs(by); item && rest > 0;) {
        item = by > 0 ? m_list->itemBelow(item) : m_list->itemAbove(item);
        if (!item || !(item->flags() & Qt::ItemIsSelectable)) continue;
        m_list->setCurrentItem(item);
        --rest;
    }
}

void TemplatePicker::choose() {
    const QTreeWidgetItem* item = m_list->currentItem();
    const QString id = item ? item->data(0, Qt::UserRole).toString() : QString();
    if (id.isEmpty()) return;
    close();
    emit chosen(id);
}

bool TemplatePicker::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_field || event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
    constexpr int kPage = 8;
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up:
            step(-1);
            return true;
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_PageUp:
            step(-kPage);
            return true;
        case Qt::Key_PageDown:
            step(kPage);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose();
            return true;
        default:
            return false;
    }
}

/// As of the command search: a popup has no frame of the desktop's.
void TemplatePicker::paintEvent(QPaintEvent* event) {
    QDialog::paintEvent(event);
    QPainter painter(this);
    painter.setPen(themeOf(this).line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

// ---- the box ------------------------------------------------------------------------------------------------------

TemplateBox::TemplateBox(const TemplateLibrary& library, QWidget* parent) : ChoiceBox(parent), m_library(library) {}

void TemplateBox::fill() {
    clear();
    const QString own = ownLanguage(m_library, QLocale().name());
    for (const TemplateGroup& group : groupsOf(m_library, own)) {
        if (count() > 0) insertSeparator(count());
        for (const PromptTemplate* each : group.templates) {
            addItem(each->language == own ? each->name : each->name + QStringLiteral(" · ") + each->language, each->id);
            setItemData(count() - 1, each->description.toHtmlEscaped(), Qt::ToolTipRole);
        }
    }
}

void TemplateBox::showPopup() {
    // A child of the window: what is inside of a box has no borders.
    auto* picker = new TemplatePicker(m_library, currentData().toString(), window());
    connect(picker, &TemplatePicker::chosen, this, [this](const QString& id) {
        const int row = findData(id);
        if (row < 0) return;
        setCurrentIndex(row);
        emit activated(row);
    });
    picker->resize(std::max(width(), kLeastWidth), kHeight);
    // Below the box, or above it, within the screen.
    const QRect room = screen()->availableGeometry();
    QPoint at = mapToGlobal(QPoint(width() - picker->width(), height() + 2));
    if (at.y() + picker->height() > room.bottom()) at.setY(mapToGlobal(QPoint()).y() - picker->height() - 2);
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - picker->width())));
    at.setY(std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - picker->height())));
    picker->move(at);
    picker->show();
}

}  // namespace mw::gui
