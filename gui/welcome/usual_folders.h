// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace mw::gui {

/// The folders of this machine in which people keep weights: the hub's cache ($HF_HUB_CACHE, $HF_HOME, or
/// ~/.cache/huggingface), those of LM Studio, llama.cpp ($LLAMA_CACHE) and Ollama ($OLLAMA_MODELS), folders called
/// "models" and the like in the home folder and on data disks, and Downloads. Names only: which of them exist is for a search to find out, since a disk may not answer.
QStringList usualFolders(const QProcessEnvironment& environment, const QString& home);

}  // namespace mw::gui
