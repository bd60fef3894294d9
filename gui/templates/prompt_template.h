// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

namespace mw::gui {

/// A system prompt with a name, and how answers to it are best drawn.
struct PromptTemplate {
    QString id;  ///< unique; lower-case letters, digits and hyphens
    QString name;
    QString description;               ///< one sentence
    QString language;                  ///< ISO 639-1: "en", "de"
    QString category;                  ///< "Writing", "Programming"; in the template's language
    QString systemPrompt;              ///< may hold variables, {{like_this}}; empty: the model as it is
    QHash<QString, QString> defaults;  ///< of variables
    std::optional<double> temperature, topP, minP, repetitionPenalty, presencePenalty, frequencyPenalty;
    std::optional<int> topK, answerTokens;
    QString file;          ///< where it was read from; empty if not yet written
    bool shipped = false;  ///< part of the program: may be duplicated, not changed
};

/// What came of reading a template file.
struct TemplateFile {
    QVector<PromptTemplate> templates;
    QString error;  ///< "my.json:3:14: ..."; empty if all is well. A file with an error yields no templates.
};

/// Reads one template, a list of them, or {"templates": [...]}. `file` is only named in messages.
TemplateFile parseTemplates(const QByteArray& json, const QString& file);

/// {"templates": [...]}, as parseTemplates() reads it.
QByteArray templatesToJson(const QVector<PromptTemplate>& templates);

/// Names of the variables in a prompt, in the order of their first use.
QStringList variablesIn(const QString& prompt);

/// The prompt with variables replaced by `values`, where there is none by `defaults`, and left as it is elsewhere.
QString fillVariables(const QString& prompt, const QHash<QString, QString>& values,
                      const QHash<QString, QString>& defaults = {});

}  // namespace mw::gui
