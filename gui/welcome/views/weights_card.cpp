// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "weights_card.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "describe.h"
#include "published_weights.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kCopiedMs = 2000;

}  // namespace

WeightsCard::WeightsCard(QWidget* parent) : Card(tr("Getting the real weights"), parent) {
    QLabel* how =
        makeLabel(tr("Mistral AI publishes them on the Hugging Face hub, which may ask you to sign in. Nothing is "
                     "downloaded before you have seen its size, its licence and the room that there is. Or copy a "
                     "command for a terminal (it needs the hf program, from Python’s huggingface_hub)."),
                  TextRole::Muted);
    how->setWordWrap(true);
    body()->addWidget(how);
    bool first = true;
    for (const PublishedWeights& weights : publishedWeights()) {
        if (!std::exchange(first, false)) {
            QFrame* line = makeLine(Qt::Horizontal);
            body()->addWidget(line);
        }
        body()->addWidget(makeRow(weights));
    }
}

QWidget* WeightsCard::makeRow(const PublishedWeights& weights) {
    auto* row = new QWidget;
    QLabel* name = makeLabel(weights.repository, TextRole::Value);
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QLabel* facts = makeLabel(
        tr("%1 · %2 parameters · %3 in bf16 · licence %4")
            .arg(weights.instructed ? tr("for chats") : tr("continues texts"),
                 describeCount(parameterCount(weights.model)), describeBytes(weights.bytes()), weights.licence),
        TextRole::Muted);
    facts->setWordWrap(true);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(name);
    texts->addWidget(facts);

    QPushButton* download = makeButton(tr("Download…"), ButtonKind::Secondary);
    download->setAccessibleName(tr("Download %1").arg(weights.repository));
    connect(download, &QPushButton::clicked, this,
            [this, repository = weights.repository] { emit downloadChosen(repository); });
    QPushButton* copy = makeButton(tr("Copy the command"), ButtonKind::Secondary);
    copy->setToolTip(weights.command());
    copy->setAccessibleName(tr("Copy the command that fetches %1").arg(weights.repository));
    copy->setAccessibleDescription(weights.command());
    connect(copy, &QPushButton::clicked, this, [copy, command = weights.command()] {
        QApplication::clipboard()->setText(command);
        copy->setMinimumWidth(copy->width());  // of all its words
        copy->setText(tr("Copied"));
        QTimer::singleShot(kCopiedMs, copy, [copy] { copy->setText(tr("Copy the command")); });
    });
    QToolButton* page = makeIconButton("external-link", tr("Open %1 in the browser").arg(weights.page().toString()));
    connect(page, &QToolButton::clicked, this, [url = weights.page()] { QDesktopServices::openUrl(url); });

    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 2, 0, 2);
    line->setSpacing(2 * metrics::kSpace);
    line->addLayout(texts, 1);
    line->addWidget(download);
    line->addWidget(copy);
    line->addWidget(page);
    return row;
}

}  // namespace mw::gui
