// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "prompt_template.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringDecoder>
#include <cmath>

namespace mw::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::PromptTemplate)
};

const QRegularExpression& variablePattern() {
    static const QRegularExpression pattern(QStringLiteral("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}"));
    return pattern;
}

/// "file:line:column: message" for a place in the file; columns count characters, as editors do.
QString located(const QByteArray& json, qsizetype offset, const QString& file, const QString& message) {
    const QByteArray before = json.left(std::max<qsizetype>(0, offset));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const qsizetype column = QString::fromUtf8(before.mid(lineStart)).size() + 1;
    return QStringLiteral("%1:%2:%3: %4").arg(file).arg(before.count('\n') + 1).arg(column).arg(message);
}

/// Reads the fields of one template and remembers the first thing that is wrong. QJson keeps no places, so the place of
/// a bad field is where its key stands in the text of the `index`-th template.
class Reader {
 public:
    Reader(const QByteArray& json, const QString& file) : m_json(json), m_file(file) {}

    QString error() const { return m_error; }

    void fail(const QString& key, const QString& message) {
        if (!m_error.isEmpty()) return;
        qsizetype at = 0;
        for (int skip = 0; skip <= m_index && at >= 0; ++skip) {
            const qsizetype next = m_json.indexOf('"' + key.toUtf8() + '"', skip == 0 ? 0 : at + 1);
            if (next < 0) break;
            at = next;
        }
        m_error = located(m_json, at, m_file, message);
    }

    QString text(const QJsonObject& object, const char* key, bool required, int longest) {
        const QString name = QString::fromLatin1(key);
        const QJsonValue value = object[name];
        if (value.isUndefined()) {
            if (required) fail(QStringLiteral("id"), Words::tr("the field \"%1\" is missing").arg(name));
            return {};
        }
        if (!value.isString()) fail(name, Words::tr("\"%1\" has to be text").arg(name));
        const QString result = value.toString();
        if (required && result.trimmed().isEmpty()) fail(name, Words::tr("\"%1\" is empty").arg(name));
        if (result.size() > longest)
            fail(name, Words::tr("\"%1\" is longer than %2 characters").arg(name).arg(longest));
        return result;
    }

    std::optional<double> number(const QJsonObject& object, const char* key, double low, double high) {
        const QString name = QString::fromLatin1(key);
        const QJsonValue value = object[name];
        if (value.isUndefined()) return std::nullopt;
        if (!value.isDouble() || !(value.toDouble() >= low && value.toDouble() <= high)) {
            fail(name, Words::tr("\"%1\" has to be a number from %2 to %3").arg(name).arg(low).arg(high));
            return std::nullopt;
        }
        return value.toDouble();
    }

    std::optional<int> integer(const QJsonObject& object, const char* key, int low, int high) {
        const std::optional<double> value = number(object, key, low, high);
        if (!value) return std::nullopt;
        if (*value != std::floor(*value))
            fail(QString::fromLatin1(key), Words::tr("\"%1\" has to be a whole number").arg(QLatin1String(key)));
        return int(*value);
    }

    PromptTemplate read(const QJsonValue& value, int index) {
        m_index = index;
        PromptTemplate result;
        if (!value.isObject()) {
            fail(QString(), Words::tr("template %1 is not a JSON object").arg(index + 1));
            return result;
        }
        const QJsonObject object = value.toObject();
        static const QRegularExpression idPattern(QStringLiteral("^[a-z0-9][a-z0-9-]{0,79}$"));
        static const QRegularExpression languagePattern(QStringLiteral("^[a-z]{2,3}(-[A-Z]{2})?$"));
        result.id = text(object, "id", true, 80);
        if (!idPattern.match(result.id).hasMatch())
            fail(QStringLiteral("id"), Words::tr("\"id\" may hold lower-case letters, digits and hyphens only"));
        result.name = text(object, "name", true, 80);
        result.description = text(object, "description", false, 400);
        result.language = text(object, "language", true, 6);
        if (!languagePattern.match(result.language).hasMatch())
            fail(QStringLiteral("language"), Words::tr("\"language\" has to be a code such as \"en\""));
        result.category = text(object, "category", false, 60);
        result.systemPrompt = text(object, "system_prompt", false, 100000);
        if (!object.contains(QLatin1String("system_prompt")))
            fail(QStringLiteral("id"), Words::tr("the field \"%1\" is missing").arg(QLatin1String("system_prompt")));
        const QJsonValue variables = object["variables"];
        if (!variables.isUndefined() && !variables.isObject())
            fail(QStringLiteral("variables"), Words::tr("\"variables\" has to be an object of texts"));
        const QJsonObject defaults = variables.toObject();
        for (auto it = defaults.begin(); it != defaults.end(); ++it) {
            if (!it->isString())
                fail(it.key(), Words::tr("the default of the variable \"%1\" has to be text").arg(it.key()));
            result.defaults[it.key()] = it->toString();
        }
        const QJsonValue samplingValue = object["sampling"];
        if (!samplingValue.isUndefined() && !samplingValue.isObject())
            fail(QStringLiteral("sampling"), Words::tr("\"sampling\" has to be an object"));
        const QJsonObject sampling = samplingValue.toObject();
        result.temperature = number(sampling, "temperature", 0, 5);
        result.topP = number(sampling, "top_p", 0, 1);
        result.minP = number(sampling, "min_p", 0, 1);
        result.repetitionPenalty = number(sampling, "repetition_penalty", 0.1, 10);
        result.presencePenalty = number(sampling, "presence_penalty", -2, 2);
        result.frequencyPenalty = number(sampling, "frequency_penalty", -2, 2);
        result.topK = integer(sampling, "top_k", 0, 100000);
        result.answerTokens = integer(sampling, "answer_tokens", 1, 1 << 20);
        return result;
    }

 private:
    const QByteArray& m_json;
    QString m_file;
    QString m_error;
    int m_index = 0;
};

}  // namespace

TemplateFile parseTemplates(const QByteArray& json, const QString& file) {
    TemplateFile result;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(json);
    if (decoder.hasError()) {
        const qsizetype bad = decoded.indexOf(QChar::ReplacementCharacter);
        result.error =
            located(json, decoded.left(std::max<qsizetype>(0, bad)).toUtf8().size(), file, Words::tr("not UTF-8"));
        return result;
    }
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parse);
    if (parse.error != QJsonParseError::NoError) {
        result.error = located(json, parse.offset, file, parse.errorString());
        return result;
    }
    QJsonArray list = document.array();
    if (document.isObject()) {
        const QJsonValue inner = document.object()["templates"];
        list = inner.isArray() ? inner.toArray() : QJsonArray{document.object()};
    }
    Reader reader(json, file);
    if (list.isEmpty()) reader.fail(QString(), Words::tr("no template in this file"));
    for (int index = 0; index < list.size() && reader.error().isEmpty(); ++index) {
        result.templates.append(reader.read(list[index], index));
        for (int other = 0; other < index; ++other)
            if (result.templates[other].id == result.templates[index].id)
                reader.fail(QStringLiteral("id"),
                            Words::tr("the id \"%1\" is used twice").arg(result.templates[index].id));
    }
    result.error = reader.error();
    if (!result.error.isEmpty()) result.templates.clear();
    return result;
}

QByteArray templatesToJson(const QVector<PromptTemplate>& templates) {
    QJsonArray list;
    for (const PromptTemplate& each : templates) {
        QJsonObject object{{"id", each.id},
                           {"name", each.name},
                           {"description", each.description},
                           {"language", each.language},
                           {"category", each.category},
                           {"system_prompt", each.systemPrompt}};
        QJsonObject variables;
        for (auto it = each.defaults.begin(); it != each.defaults.end(); ++it)
            variables[it.key()] = it.value();
        if (!variables.isEmpty()) object["variables"] = variables;
        QJsonObject sampling;
        if (each.temperature) sampling["temperature"] = *each.temperature;
        if (each.topP) sampling["top_p"] = *each.topP;
        if (each.minP) sampling["min_p"] = *each.minP;
        if (each.repetitionPenalty) sampling["repetition_penalty"] = *each.repetitionPenalty;
        if (each.presencePenalty) sampling["presence_penalty"] = *each.presencePenalty;
        if (each.frequencyPenalty) sampling["frequency_penalty"] = *each.frequencyPenalty;
        if (each.topK) sampling["top_k"] = *each.topK;
        if (each.answerTokens) sampling["answer_tokens"] = *each.answerTokens;
        if (!sampling.isEmpty()) object["sampling"] = sampling;
        list.append(object);
    }
    return QJsonDocument(QJsonObject{{"templates", list}}).toJson();
}

QStringList variablesIn(const QString& prompt) {
    QStringList result;
    for (auto it = variablePattern().globalMatch(prompt); it.hasNext();) {
        const QString name = it.next().captured(1);
        if (!result.contains(name)) result.append(name);
    }
    return result;
}

QString fillVariables(const QString& prompt, const QHash<QString, QString>& values,
                      const QHash<QString, QString>& defaults) {
    QString result;
    qsizetype done = 0;
    // One pass: what a person fills in is never searched for variables again.
    for (auto it = variablePattern().globalMatch(prompt); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(prompt).mid(done, match.capturedStart() - done);
        const QString name = match.captured(1);
        QString value = values.value(name);
        if (value.isEmpty()) value = defaults.value(name);
        result += value.isEmpty() ? match.captured(0) : value;
        done = match.capturedEnd();
    }
    result += QStringView(prompt).mid(done);
    return result;
}

}  // namespace mw::gui
