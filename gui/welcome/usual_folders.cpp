// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "usual_folders.h"

#include <QDir>

namespace mw::gui {

namespace {

constexpr const char* kInHome[] = {"models", "Models", "checkpoints", "weights", "mixtral", "Downloads"};
constexpr const char* kOnDisks[] = {"/models",     "/data/models", "/mnt/models",
                                    "/srv/models", "/opt/models",  "/scratch/models"};

QString cacheFolder(const QProcessEnvironment& environment, const QString& home) {
    return environment.value("XDG_CACHE_HOME", QDir(home).filePath(".cache"));
}

/// The hub's cache; of variables the newer ones come first, as for the hub's own tools.
QString hubCache(const QProcessEnvironment& environment, const QString& home) {
    for (const char* variable : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (const QString cache = environment.value(variable); !cache.isEmpty()) return cache;
    if (const QString hub = environment.value("HF_HOME"); !hub.isEmpty()) return QDir(hub).filePath("hub");
    return QDir(cacheFolder(environment, home)).filePath("huggingface/hub");
}

/// Where Ollama keeps models: as a person's program, and as the system's by its own installer and those of others.
QStringList ollamaFolders(const QProcessEnvironment& environment, const QString& home) {
    QStringList folders;
    if (const QString models = environment.value("OLLAMA_MODELS"); !models.isEmpty()) folders << models;
    return folders << QDir(home).filePath(".ollama/models") << "/usr/share/ollama/.ollama/models"
                   << "/var/lib/ollama/.ollama/models"
                   << "/var/lib/ollama";
}

}  // namespace

QStringList usualFolders(const QProcessEnvironment& environment, const QString& home) {
    QStringList folders{hubCache(environment, home)};
    // LM Studio's, now and until 2024; llama.cpp's.
    folders << QDir(home).filePath(".lmstudio/models") << QDir(home).filePath(".cache/lm-studio/models");
    folders << environment.value("LLAMA_CACHE", QDir(cacheFolder(environment, home)).filePath("llama.cpp"));
    folders << ollamaFolders(environment, home);
    for (const char* name : kInHome)
        folders << QDir(home).filePath(name);
    for (const char* folder : kOnDisks)
        folders << folder;
    return folders;
}

}  // namespace mw::gui
