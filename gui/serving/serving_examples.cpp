// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "serving_examples.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace mw::gui {

namespace {

/// As one word of a shell's command line.
QString shellWord(QString text) {
    return '\'' + text.replace('\'', QStringLiteral("'\\''")) + '\'';
}

/// The path of a file as a person would write it: from the home folder on, and quoted only where it has to be.
QString shellPath(const QString& path) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./+-]+$"));
    if (!plain.match(path).hasMatch()) return shellWord(path);
    const QString home = QDir::homePath() + '/';
    return path.startsWith(home) ? "~/" + path.mid(home.size()) : path;
}

/// As a literal of JSON; Python reads it in the same way.
QString literal(const QString& text) {
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

}  // namespace

QString curlExample(const ServedAddress& served) {
    QString text = "TOKEN=$(cat " + shellPath(served.tokenFile) + ")\n";
    text += "curl " + served.url + "/v1/chat/completions \\\n";
    if (!served.certificateFile.isEmpty()) text += "  --cacert " + shellPath(served.certificateFile) + " \\\n";
    text += "  -H \"Authorization: Bearer $TOKEN\" \\\n";
    text += "  -H \"Content-Type: application/json\" \\\n";
    const QString body =
        "{\"model\": " + literal(served.model) + ",\n    \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";
    return text + "  -d " + shellWord(body) + "\n";
}

QString pythonExample(const ServedAddress& served) {
    QString text = "# pip install openai\n";
    if (!served.certificateFile.isEmpty())
        text += "import os\nos.environ[\"SSL_CERT_FILE\"] = " + literal(served.certificateFile) + "\n";
    text += "from openai import OpenAI\n\n";
    text += "client = OpenAI(base_url=" + literal(served.url + "/v1") + ",\n";
    text += "                api_key=open(" + literal(served.tokenFile) + ").read().strip())\n";
    text += "for chunk in client.chat.completions.create(\n";
    text += "        model=" + literal(served.model) + ", stream=True,\n";
    text += "        messages=[{\"role\": \"user\", \"content\": \"Hello\"}]):\n";
    text += "    print(chunk.choices[0].delta.content or \"\", end=\"\", flush=True)\n";
    return text;
}

}  // namespace mw::gui
