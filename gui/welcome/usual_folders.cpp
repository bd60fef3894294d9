// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "usual_folders.h"

#include <QDir>

namespace mw::gui {

namespace {

constexpr const char* kInHome[] = {"models", "Models", "checkpoints", "weights", "mixtral", "Downloads"};
constexpr const char* kOfOthers[] = {".lmstudio/models", ".cache/lm-studio/models"};  // hidden, so not met by the way
constexpr const char* kOnDisks[] = {"/models",     "/data/models", "/mnt/models",
                                    "/srv/models", "/opt/models",  "/scratch/models"};

QString hubCache(const QProcessEnvironment& environment, const QString& home) {
    if (const QString cache = environment.value("HF_HUB_CACHE"); !cache.isEmpty()) return cache;
    if (const QString hub = environment.value("HF_HOME"); !hub.isEmpty()) return QDir(hub).filePath("hub");
    const QString caches = environment.value("XDG_CACHE_HOME", QDir(home).filePath(".cache"));
    return QDir(caches).filePath("huggingface/hub");
}

}  // namespace

QStringList usualFolders(const QProcessEnvironment& environment, const QString& home) {
    QStringList folders{hubCache(environment, home)};
    for (const char* name : kInHome)
        folders << QDir(home).filePath(name);
    for (const char* folder : kOfOthers)
        folders << QDir(home).filePath(folder);
    for (const char* folder : kOnDisks)
        folders << folder;
    return folders;
}

}  // namespace mw::gui
