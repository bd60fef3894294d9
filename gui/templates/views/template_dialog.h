// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QHash>

#include "template_library.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QPushButton;

namespace mw::gui {

class Banner;
class LabeledSlider;
class OuterUndo;

/// A form for the variables of a template, with the filled-in prompt below.
class VariablesDialog : public QDialog {
    Q_OBJECT

 public:
    VariablesDialog(const PromptTemplate& chosen, const QHash<QString, QString>& values, QWidget* parent = nullptr);

    QHash<QString, QString> values() const;

 private:
    void preview();

    PromptTemplate m_template;
    QHash<QString, QLineEdit*> m_fields;
    QPlainTextEdit* m_preview;
};

/// The template library: all templates at the left, the chosen one at the right. Shipped ones can be duplicated and
/// exported, the person's own also changed and deleted.
class TemplateDialog : public QDialog {
    Q_OBJECT

 public:
    explicit TemplateDialog(TemplateLibrary& library, QWidget* parent = nullptr);
    ~TemplateDialog() override;

    void select(const QString& id);
    QString selectedId() const { return m_id; }

    // What the buttons do; file names are asked for by the buttons.
    void createNew();
    void duplicate();
    void save();
    void removeSelected();
    void undoRemove();

 protected:
    void reject() override;

 private:
    void showTemplate(const QString& id);
    void showProblems(const QString& error = {});
    void updateButtons();
    bool keepChanges();
    PromptTemplate edited() const;

    TemplateLibrary& m_library;
    QString m_id;
    bool m_dirty = false;
    bool m_showing = false;
    QListView* m_list;
    Banner* m_problems;
    Banner* m_undo;
    OuterUndo* m_outerUndo;
    QLabel* m_origin;
    QLineEdit* m_name;
    QLineEdit* m_description;
    QComboBox* m_language;
    QLineEdit* m_category;
    QPlainTextEdit* m_prompt;
    QLabel* m_variables;
    LabeledSlider* m_temperature;
    LabeledSlider* m_topP;
    LabeledSlider* m_answer;
    QPushButton* m_save;
    QPushButton* m_delete;
    QPushButton* m_duplicate;
    QPushButton* m_export;
};

}  // namespace mw::gui
