// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model_facts.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include "controls.h"
#include "describe.h"
#include "theme.h"

namespace mw::gui {

ModelFacts::ModelFacts(QWidget* parent) : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4 * metrics::kSpace);
    grid->setVerticalSpacing(metrics::kSpace);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(3, 2);
    const QStringList names = {tr("Architecture"),    tr("Precision"), tr("Parameters"), tr("On disk"),
                               tr("Trained context"), tr("Layout"),    tr("Tokenizer"),  tr("Attention heads")};
    for (int i = 0; i < names.size(); ++i) {
        QLabel* name = makeLabel(names[i], TextRole::Muted);
        QLabel* value = makeLabel({}, TextRole::Value);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAccessibleName(names[i]);
        grid->addWidget(name, i / 2, i % 2 * 2, Qt::AlignTop);
        grid->addWidget(value, i / 2, i % 2 * 2 + 1, Qt::AlignTop);
        m_values << value;
    }
    m_notes = makeLabel({}, TextRole::Muted);
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->hide();
    grid->addWidget(m_notes, grid->rowCount(), 0, 1, 4);
}

void ModelFacts::setCheckpoint(const CheckpointInfo& checkpoint) {
    const QLocale locale;
    const ModelConfig& config = checkpoint.config;
    const QString file = QString::fromStdString(checkpoint.tokenizer.filename().string());
    // Models in one file bring theirs, and Ollama's files have names that say nothing.
    const bool isInside = !file.contains("tokenizer") && checkpoint.layout == "GGUF";
    const QString tokenizer = checkpoint.tokenizer.empty()
                                  ? tr("none that can be read: chats are not possible")
                                  : tr("%1 (%2)").arg(QString::fromStdString(checkpoint.tokenizerVersion),
                                                      isInside ? tr("in the model’s file") : file);
    const QStringList values = {
        describeArchitecture(config),
        describeStored(checkpoint),
        describeParameters(config),
        checkpoint.files == 1 ? tr("%1 in one file").arg(describeBytes(checkpoint.fileBytes))
                              : tr("%1 in %2 files").arg(describeBytes(checkpoint.fileBytes)).arg(checkpoint.files),
        tr("%1 tokens").arg(locale.toString(config.trainedContext)),
        QString::fromStdString(checkpoint.layout),
        tokenizer,
        tr("%1, %2 KV heads").arg(config.heads).arg(config.kvHeads),
    };
    for (int i = 0; i < values.size(); ++i)
        m_values[i]->setText(values[i]);

    QStringList notes;
    for (const std::string& note : checkpoint.notes)
        notes << QString::fromStdString(note);
    if (!checkpoint.formatNote.empty()) notes << QString::fromStdString(checkpoint.formatNote);
    if (!checkpoint.tokenizerMissing.empty())
        notes << tr("About the tokenizer: %1.").arg(QString::fromStdString(checkpoint.tokenizerMissing));
    m_notes->setText(notes.join('\n'));
    m_notes->setVisible(!notes.isEmpty());
}

}  // namespace mw::gui
