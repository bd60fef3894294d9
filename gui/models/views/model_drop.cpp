// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model_drop.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace mw::gui {

namespace {

/// By its name, also with what unfinished downloads and pieces have behind it: opening it says what is wrong.
bool mayHoldModel(const QFileInfo& file) {
    if (file.isDir()) return true;
    const QString name = file.fileName();
    for (const char* part : {".gguf", ".safetensors"})
        if (name.contains(part)) return true;
    // Ollama's files: what models are made of, and what says of which.
    return name.startsWith("sha256-") || file.path().contains("/manifests/");
}

/// The folder or file of a model that is dragged; empty if it is none, or several.
QString modelIn(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile()) return {};
    const QString path = urls.front().toLocalFile();
    return mayHoldModel(QFileInfo(path)) ? path : QString();
}

}  // namespace

ModelDrop::ModelDrop(QWidget* target) : QObject(target) {
    target->setAcceptDrops(true);
    target->installEventFilter(this);
}

bool ModelDrop::takes(const QMimeData* data) {
    return !modelIn(data).isEmpty();
}

bool ModelDrop::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto* drop = static_cast<QDropEvent*>(event);
    const QString path = modelIn(drop->mimeData());
    if (path.isEmpty()) return QObject::eventFilter(watched, event);
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop) emit dropped(path);
    return true;
}

}  // namespace mw::gui
