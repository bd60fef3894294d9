// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "template_dialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "choice_box.h"
#include "controls.h"
#include "labeled_slider.h"
#include "outer_undo.h"

namespace mw::gui {
namespace {

/// "Code reviewer · en", and for the person's own "· yours".
class TemplateDelegate : public QStyledItemDelegate {
 public:
    using QStyledItemDelegate::QStyledItemDelegate;

 protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text += QStringLiteral(" · ") + index.data(TemplateLibrary::LanguageRole).toString();
        if (!index.data(TemplateLibrary::ShippedRole).toBool())
            option->text += QStringLiteral(" · ") + TemplateDialog::tr("yours");
    }
};

}  // namespace

// ---- variables ----------------------------------------------------------------------------------------------------

VariablesDialog::VariablesDialog(const PromptTemplate& chosen, const QHash<QString, QString>& values, QWidget* parent)
    : QDialog(parent), m_template(chosen) {
    setWindowTitle(chosen.name);
    resize(480, 400);
    auto* column = new QVBoxLayout(this);
    auto* about = makeLabel(chosen.description, TextRole::Muted, this);
    about->setWordWrap(true);
    about->setTextFormat(Qt::PlainText);
    column->addWidget(about);
    auto* form = new QFormLayout;
    for (const QString& name : variablesIn(chosen.systemPrompt)) {
        auto* field = new QLineEdit(values.value(name), this);
        field->setPlaceholderText(chosen.defaults.value(name));
        QString label = name;
        form->addRow(label.replace(QLatin1Char('_'), QLatin1Char(' ')), field);
        m_fields.insert(name, field);
        connect(field, &QLineEdit::textChanged, this, &VariablesDialog::preview);
    }
    column->addLayout(form);
    m_preview = new QPlainTextEdit(this);
    m_preview->setReadOnly(true);
    m_preview->setAccessibleName(tr("System prompt"));
    column->addWidget(m_preview, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    preview();
}

QHash<QString, QString> VariablesDialog::values() const {
    QHash<QString, QString> result;
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it)
        if (!it.value()->text().isEmpty()) result.insert(it.key(), it.value()->text());
    return result;
}

void VariablesDialog::preview() {
    m_preview->setPlainText(fillVariables(m_template.systemPrompt, values(), m_template.defaults));
}

// ---- the library --------------------------------------------------------------------------------------------------

TemplateDialog::TemplateDialog(TemplateLibrary& library, QWidget* parent) : QDialog(parent), m_library(library) {
    setWindowTitle(tr("Templates"));
    resize(820, 620);
    auto* column = new QVBoxLayout(this);
    m_problems = new Banner(Banner::Kind::Warn, this);
    column->addWidget(m_problems);
    m_undo = new Banner(Banner::Kind::Info, this);
    connect(m_undo->addButton(tr("Undo"), ButtonKind::Primary), &QPushButton::clicked, this,
            &TemplateDialog::undoRemove);
    m_undo->hide();
    column->addWidget(m_undo);
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, &TemplateDialog::undoRemove);
    column->setContentsMargins(20, 20, 20, 20);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    column->addLayout(row, 1);

    auto* left = new QVBoxLayout;
    m_list = new QListView(this);
    m_list->setModel(&library);
    m_list->setItemDelegate(new TemplateDelegate(m_list));
    m_list->setFixedWidth(260);
    m_list->setAccessibleName(tr("Templates"));
    left->addWidget(m_list, 1);
    auto* leftButtons = new QHBoxLayout;
    QPushButton* create = makeButton(tr("New"), ButtonKind::Secondary, this);
    QPushButton* import = makeButton(tr("Import…"), ButtonKind::Secondary, this);
    leftButtons->addWidget(create);
    leftButtons->addWidget(import);
    left->addLayout(leftButtons);
    row->addLayout(left);

    auto* right = new QVBoxLayout;
    m_origin = makeLabel(QString(), TextRole::Muted, this);
    m_origin->setWordWrap(true);
    right->addWidget(m_origin);
    auto* form = new QFormLayout;
    m_name = new QLineEdit(this);
    m_description = new QLineEdit(this);
    m_language = new ChoiceBox(this);
    m_language->setEditable(true);
    m_language->addItems(
        {QStringLiteral("en"), QStringLiteral("fr"), QStringLiteral("de"), QStringLiteral("it"), QStringLiteral("es")});
    m_category = new QLineEdit(this);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Description"), m_description);
    form->addRow(tr("Language"), m_language);
    form->addRow(tr("Category"), m_category);
    right->addLayout(form);
    right->addWidget(makeLabel(tr("System prompt"), TextRole::Heading, this));
    m_prompt = new QPlainTextEdit(this);
    m_prompt->setAccessibleName(tr("System prompt"));
    m_prompt->setTabChangesFocus(true);
    right->addWidget(m_prompt, 1);
    m_variables = makeLabel(QString(), TextRole::Muted, this);
    m_variables->setWordWrap(true);
    right->addWidget(m_variables);
    m_temperature = new LabeledSlider(tr("Temperature"), 0, 2, 0.05, 2, this);
    m_topP = new LabeledSlider(tr("Top-p"), 0.05, 1, 0.01, 2, this);
    m_answer = new LabeledSlider(tr("Answer length"), 16, 32768, 1, 0, this);
    m_answer->setLogarithmic(true);
    for (LabeledSlider* slider : {m_temperature, m_topP, m_answer})
        right->addWidget(slider);
    auto* rightButtons = new QHBoxLayout;
    m_duplicate = makeButton(tr("Duplicate"), ButtonKind::Secondary, this);
    m_export = makeButton(tr("Export…"), ButtonKind::Secondary, this);
    m_delete = makeButton(tr("Delete"), ButtonKind::Secondary, this);
    m_save = makeButton(tr("Save"), ButtonKind::Primary, this);
    rightButtons->addWidget(m_duplicate);
    rightButtons->addWidget(m_export);
    rightButtons->addWidget(m_delete);
    rightButtons->addStretch();
    rightButtons->addWidget(m_save);
    right->addLayout(rightButtons);
    row->addLayout(right, 1);

    const auto touched = [this] {
        if (m_showing) return;
        m_dirty = true;
        updateButtons();
    };
    for (QLineEdit* field : {m_name, m_description, m_category})
        connect(field, &QLineEdit::textChanged, this, touched);
    connect(m_language, &QComboBox::editTextChanged, this, touched);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, touched);
    for (LabeledSlider* slider : {m_temperature, m_topP, m_answer})
        connect(slider, &LabeledSlider::valueEdited, this, touched);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        const QString id = index.data(TemplateLibrary::IdRole).toString();
        if (m_showing || id.isEmpty() || id == m_id) return;
        if (keepChanges()) showTemplate(id);
        select(m_id);
    });
    connect(create, &QPushButton::clicked, this, &TemplateDialog::createNew);
    connect(m_duplicate, &QPushButton::clicked, this, &TemplateDialog::duplicate);
    connect(m_save, &QPushButton::clicked, this, &TemplateDialog::save);
    connect(m_delete, &QPushButton::clicked, this, &TemplateDialog::removeSelected);
    connect(import, &QPushButton::clicked, this, [this] {
        if (!keepChanges()) return;
        const QString file =
            QFileDialog::getOpenFileName(this, tr("Import templates"), QString(), tr("Templates (*.json)"));
        if (file.isEmpty()) return;
        QString error;
        const QStringList ids = m_library.importFile(file, &error);
        showProblems(error);
        if (!ids.isEmpty()) select(ids.first());
    });
    connect(m_export, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getSaveFileName(this, tr("Export template"), m_id + QStringLiteral(".json"),
                                                          tr("Templates (*.json)"));
        QString error;
        if (!file.isEmpty()) m_library.exportFile({m_id}, file, &error);
        showProblems(error);
    });
    m_outerUndo = new OuterUndo(this);
    for (QWidget* field :
         {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_description), static_cast<QWidget*>(m_category),
          static_cast<QWidget*>(m_prompt), static_cast<QWidget*>(m_language->lineEdit())})
        m_outerUndo->watch(field);
    showProblems();
    if (library.rowCount() > 0) select(library.at(0).id);
}

TemplateDialog::~TemplateDialog() {
    silenceFields(this);
}

void TemplateDialog::select(const QString& id) {
    const int row = m_library.rowOf(id);
    if (row < 0) return;
    m_showing = true;
    m_list->setCurrentIndex(m_library.index(row));
    m_showing = false;
    if (id != m_id) showTemplate(id);
}

void TemplateDialog::showTemplate(const QString& id) {
    const PromptTemplate* chosen = m_library.find(id);
    if (!chosen) return;
    m_showing = true;
    m_id = id;
    m_name->setText(chosen->name);
    m_description->setText(chosen->description);
    m_description->setCursorPosition(0);  // a long one shows its beginning
    m_language->setEditText(chosen->language);
    m_category->setText(chosen->category);
    m_prompt->setPlainText(chosen->systemPrompt);
    m_temperature->setValue(chosen->temperature.value_or(0.7));
    m_topP->setValue(chosen->topP.value_or(0.9));
    m_answer->setValue(chosen->answerTokens.value_or(2000));
    m_origin->setText(chosen->shipped ? tr("Part of the program. Duplicate it to make changes.") : chosen->file);
    for (QLineEdit* field : {m_name, m_description, m_category})
        field->setReadOnly(chosen->shipped);
    m_prompt->setReadOnly(chosen->shipped);
    m_language->setEnabled(!chosen->shipped);
    for (LabeledSlider* slider : {m_temperature, m_topP, m_answer})
        slider->setEnabled(!chosen->shipped);
    m_showing = false;
    m_dirty = false;
    updateButtons();
}

void TemplateDialog::showProblems(const QString& error) {
    const QStringList skipped = m_library.problems();
    m_problems->setVisible(!error.isEmpty() || !skipped.isEmpty());
    m_problems->setText(!error.isEmpty() ? error
                        : skipped.size() == 1
                            ? tr("A template file could not be read and was skipped.")
                            : tr("%1 template files could not be read and were skipped.").arg(skipped.size()));
    m_problems->setDetails(skipped.join(QLatin1Char('\n')));
}

void TemplateDialog::updateButtons() {
    const PromptTemplate* chosen = m_library.find(m_id);
    const bool own = chosen && !chosen->shipped;
    m_delete->setEnabled(own);
    m_delete->setToolTip(own ? QString() : tr("Templates of the program cannot be deleted"));
    m_save->setEnabled(own && m_dirty);
    m_save->setToolTip(!own ? tr("Duplicate it to make changes") : m_dirty ? QString() : tr("Nothing has changed"));
    m_duplicate->setEnabled(chosen);
    m_export->setEnabled(chosen && !m_dirty);
    m_export->setToolTip(m_dirty ? tr("Save first") : QString());
    const QStringList variables = variablesIn(m_prompt->toPlainText());
    m_variables->setText(variables.isEmpty() ? tr("Write {{a_name}} where something is to be filled in.")
                                             : tr("Variables: %1").arg(variables.join(QStringLiteral(", "))));
}

PromptTemplate TemplateDialog::edited() const {
    PromptTemplate result = m_library.find(m_id) ? *m_library.find(m_id) : PromptTemplate();
    result.name = m_name->text();
    result.description = m_description->text();
    result.language = m_language->currentText();
    result.category = m_category->text();
    result.systemPrompt = m_prompt->toPlainText();
    result.temperature = m_temperature->value();
    result.topP = m_topP->value();
    result.answerTokens = int(m_answer->value());
    return result;
}

/// Asks what to do with changes that are not saved. False: the person wants to stay.
bool TemplateDialog::keepChanges() {
    if (!m_dirty) return true;
    const auto answer =
        QMessageBox::question(this, tr("Templates"), tr("Save the changes to “%1”?").arg(m_name->text()),
                              QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    if (answer == QMessageBox::Save) save();
    if (answer == QMessageBox::Discard) m_dirty = false;
    return !m_dirty;
}

void TemplateDialog::reject() {
    if (keepChanges()) QDialog::reject();
}

void TemplateDialog::createNew() {
    if (!keepChanges()) return;
    PromptTemplate fresh;
    fresh.name = tr("New template");
    fresh.language = QStringLiteral("en");
    QString error;
    const QString id = m_library.save(fresh, &error);
    showProblems(error);
    if (id.isEmpty()) return;
    select(id);
    m_name->setFocus();
    m_name->selectAll();
}

void TemplateDialog::duplicate() {
    PromptTemplate copy = edited();
    copy.id.clear();
    copy.file.clear();
    copy.shipped = false;
    copy.name = tr("%1 (copy)").arg(copy.name);
    QString error;
    m_dirty = false;
    const QString id = m_library.save(copy, &error);
    showProblems(error);
    if (!id.isEmpty()) select(id);
}

void TemplateDialog::save() {
    QString error;
    const QString id = m_library.save(edited(), &error);
    showProblems(error);
    if (id.isEmpty()) return;
    m_dirty = false;
    select(id);
    updateButtons();
}

void TemplateDialog::removeSelected() {
    QString error;
    const int row = m_library.rowOf(m_id);
    const QString name = m_name->text();
    const bool removed = m_library.remove(m_id, &error);
    showProblems(error);
    if (!removed) return;
    m_dirty = false;
    if (m_library.rowCount() > 0) select(m_library.at(std::clamp(row, 0, m_library.rowCount() - 1)).id);
    m_undo->setText(tr("“%1” was deleted.").arg(name));
    m_undo->show();
    m_outerUndo->setWanted(true);
    m_list->setFocus();
}

void TemplateDialog::undoRemove() {
    if (!m_library.canUndoRemove() || !keepChanges()) return;
    QString error;
    const QString id = m_library.undoRemove(&error);
    showProblems(error);
    if (id.isEmpty()) return;
    m_undo->hide();
    m_outerUndo->setWanted(m_library.canUndoRemove());
    select(id);
}

}  // namespace mw::gui
