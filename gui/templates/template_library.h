// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractListModel>
#include <QVector>

#include "prompt_template.h"

namespace mw::gui {

/// Where templates come from.
struct TemplateFolders {
    QString shipped = QStringLiteral(":/templates");
    QString user;  ///< empty: templates/ in the person's XDG data folder
};

/// All templates, shipped ones first, then the person's, each by language and name. Shipped templates cannot be
/// changed; a file that cannot be read is skipped, listed in problems() and never written to.
class TemplateLibrary : public QAbstractListModel {
    Q_OBJECT

 public:
    enum Role { IdRole = Qt::UserRole + 1, DescriptionRole, LanguageRole, CategoryRole, ShippedRole, PromptRole };

    explicit TemplateLibrary(const TemplateFolders& folders = {}, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    const PromptTemplate* find(const QString& id) const;
    const PromptTemplate& at(int row) const { return m_templates[row]; }
    int rowOf(const QString& id) const;
    /// The template for a chat that nobody chose one for: the assistant in `language`, or else in English.
    const PromptTemplate* fallback(const QString& language) const;

    /// One line per file that was skipped: "name:line:column: what is wrong".
    QStringList problems() const { return m_problems; }
    QString userFolder() const { return m_folders.user; }

    void reload();

    /// Writes a new or changed template of the person's; a shipped id, or one that is taken, gets a new id. Returns the
    /// id, or an empty string and the reason in `error`.
    QString save(PromptTemplate changed, QString* error);
    bool remove(const QString& id, QString* error);
    /// Brings back what was removed last in this session, into the file that it was in. Returns its id; empty with
    /// `error` if it cannot be written.
    QString undoRemove(QString* error);
    bool canUndoRemove() const { return !m_removed.isEmpty(); }
    /// Copies the templates of a file into the person's folder. Returns their ids; empty with `error` if the file is
    /// bad.
    QStringList importFile(const QString& file, QString* error);
    bool exportFile(const QStringList& ids, const QString& file, QString* error) const;

 signals:
    void reloaded();

 private:
    void load(const QString& folder, bool shipped);
    QString freeId(const QString& wanted) const;

    TemplateFolders m_folders;
    QVector<PromptTemplate> m_templates;
    QVector<PromptTemplate> m_removed;
    QStringList m_problems;
};

}  // namespace mw::gui
