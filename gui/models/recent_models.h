// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>
#include <QVector>

#include "mw/options.h"

namespace mw::gui {

/// A checkpoint that was opened before, with the operating point that it last ran at.
struct RecentModel {
    QString directory;
    QString name;
    int contextTokens = 0;
    int batch = 0;
    int virtualDevices = 1;
    std::vector<int> gpus = {};  ///< as LoadOptions::devices: none means all that help
    QString weights = {};        ///< how they are held, by the format's name; empty: as stored
    QString kv = {};             ///< the KV cache's precision by its name; empty: the usual one
    quint64 memoryBytes = 0;     ///< budget of each device; 0: none
    QString activations = {};    ///< of prompts, by their name; empty: exact

    bool operator==(const RecentModel&) const = default;
};

/// The checkpoints opened lately, newest first; kept in the settings.
class RecentModels : public QObject {
    Q_OBJECT

 public:
    static constexpr int kMost = 12;

    explicit RecentModels(QObject* parent = nullptr);

    const QVector<RecentModel>& models() const { return m_models; }
    /// Puts a model first; one of the same folder is replaced.
    void add(const RecentModel& model);
    void remove(const QString& directory);
    /// How to load a folder: at the point it last ran at, or at the engine's usual one.
    LoadOptions optionsFor(const QString& directory) const;

 signals:
    void changed();

 private:
    void save() const;

    QVector<RecentModel> m_models;
};

}  // namespace mw::gui
