// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "recent_models.h"

#include <QSettings>

#include "existing_path.h"
#include "mw/error.h"

namespace mw::gui {

namespace {

// Nothing for names that there are not: the settings may be of another version.

std::optional<WeightFormats> formatNamed(const QString& name) {
    try {
        return parseWeightFormat(name.toStdString());
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::optional<Precision> precisionNamed(const QString& name) {
    try {
        return parsePrecision(name.toStdString());
    } catch (const Error&) {
        return std::nullopt;
    }
}

Activations activationsNamed(const QString& name) {
    try {
        return parseActivations(name.toStdString());
    } catch (const Error&) {
        return Activations::Exact;
    }
}

}  // namespace

RecentModels::RecentModels(QObject* parent) : QObject(parent) {
    QSettings settings;
    const int count = qMin(settings.beginReadArray("recentModels"), kMost);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        RecentModel model;
        model.directory = settings.value("directory").toString();
        model.name = settings.value("name").toString();
        model.contextTokens = settings.value("contextTokens").toInt();
        model.batch = settings.value("batch").toInt();
        model.virtualDevices = settings.value("virtualDevices", 1).toInt();
        for (const QVariant& gpu : settings.value("gpus").toList())
            model.gpus.push_back(gpu.toInt());
        model.weights = settings.value("weights").toString();
        model.kv = settings.value("kv").toString();
        model.memoryBytes = settings.value("memoryBytes").toULongLong();
        model.activations = settings.value("activations").toString();
        if (!model.directory.isEmpty()) m_models << model;
    }
    settings.endArray();
}

void RecentModels::add(const RecentModel& model) {
    m_models.removeIf([&](const RecentModel& other) { return other.directory == model.directory; });
    m_models.prepend(model);
    if (m_models.size() > kMost) m_models.resize(kMost);
    save();
    emit changed();
}

void RecentModels::remove(const QString& directory) {
    if (m_models.removeIf([&](const RecentModel& other) { return other.directory == directory; }) == 0) return;
    save();
    emit changed();
}

LoadOptions RecentModels::optionsFor(const QString& directory) const {
    LoadOptions options;
    options.directory = existingPath(directory);
    options.contextTokens = 0;
    options.shortenContext = true;  // the checkpoint may be another by now, or said to take less
    for (const RecentModel& model : m_models) {
        if (model.directory != directory) continue;
        options.contextTokens = model.contextTokens;
        options.batch = model.batch;
        options.virtualDevices = model.virtualDevices;
        options.devices = model.gpus;
        if (!model.weights.isEmpty()) options.weights = formatNamed(model.weights);
        if (!model.kv.isEmpty()) options.kvPrecision = precisionNamed(model.kv);
        options.memoryBytes = model.memoryBytes;
        options.promptActivations = activationsNamed(model.activations);
    }
    return options;
}

void RecentModels::save() const {
    QSettings settings;
    settings.remove("recentModels");
    settings.beginWriteArray("recentModels", static_cast<int>(m_models.size()));
    for (int i = 0; i < m_models.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue("directory", m_models[i].directory);
        settings.setValue("name", m_models[i].name);
        settings.setValue("contextTokens", m_models[i].contextTokens);
        settings.setValue("batch", m_models[i].batch);
        settings.setValue("virtualDevices", m_models[i].virtualDevices);
        settings.setValue("gpus", QVariantList(m_models[i].gpus.begin(), m_models[i].gpus.end()));
        settings.setValue("weights", m_models[i].weights);
        settings.setValue("kv", m_models[i].kv);
        settings.setValue("memoryBytes", m_models[i].memoryBytes);
        settings.setValue("activations", m_models[i].activations);
    }
    settings.endArray();
}

}  // namespace mw::gui
