// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QStringList>
#include <QVector>

#include "choice_box.h"
#include "template_library.h"

class QLineEdit;
class QTreeWidget;

namespace mw::gui {

/// Templates that belong together.
struct TemplateGroup {
    QString title;
    QVector<const PromptTemplate*> templates;
};

/// The templates that hold all `words`, in groups: those of the person's language, or English ones where it has none; the
/// person's own; and those of each other language. Groups of none are left out.
QVector<TemplateGroup> groupsOf(const TemplateLibrary& library, const QString& language, const QString& words = {});

/// All templates below a box, with a field to search them.
class TemplatePicker : public QDialog {
    Q_OBJECT

 public:
    TemplatePicker(const TemplateLibrary& library, const QString& current, QWidget* parent);

    QLineEdit* field() const { return m_field; }
    QTreeWidget* list() const { return m_list; }

 signals:
    void chosen(const QString& id);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

 private:
    void fill();
    void step(int by);
    void choose();

    const TemplateLibrary& m_library;
    QString m_current;
    QLineEdit* m_field;
    QTreeWidget* m_list;
};

/// The box of a chat's template: opens the picker. Its items are the templates in the picker's order.
class TemplateBox : public ChoiceBox {
    Q_OBJECT

 public:
    explicit TemplateBox(const TemplateLibrary& library, QWidget* parent = nullptr);

    void fill();
    void showPopup() override;

 private:
    const TemplateLibrary& m_library;
};

}  // namespace mw::gui
