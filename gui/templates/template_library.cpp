// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "template_library.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>

#include "whole_file.h"

namespace mw::gui {
namespace {

constexpr qint64 kLargestFile = 4 << 20;

void setError(QString* error, const QString& message) {
    if (error) *error = message;
}

/// Reads a template file; only regular files, so that a pipe in the folder cannot hold the window up.
TemplateFile readFile(const QString& path) {
    const QFileInfo info(path);
    const QString name = info.fileName();
    const auto refuse = [&](const QString& why) { return TemplateFile{{}, name + QStringLiteral(":1:1: ") + why}; };
    if (!info.isFile()) return refuse(TemplateLibrary::tr("not a regular file"));
    if (info.size() > kLargestFile) return refuse(TemplateLibrary::tr("larger than 4 MiB"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return refuse(file.errorString());
    return parseTemplates(file.readAll(), name);
}

}  // namespace

TemplateLibrary::TemplateLibrary(const TemplateFolders& folders, QObject* parent)
    : QAbstractListModel(parent), m_folders(folders) {
    if (m_folders.user.isEmpty())
        m_folders.user = QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                             .filePath(QStringLiteral("templates"));
    reload();
}

void TemplateLibrary::reload() {
    beginResetModel();
    m_templates.clear();
    m_problems.clear();
    load(m_folders.shipped, true);
    load(m_folders.user, false);
    endResetModel();
    emit reloaded();
}

void TemplateLibrary::load(const QString& folder, bool shipped) {
    QVector<PromptTemplate> read;
    const QStringList names =
        QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files | QDir::System | QDir::Readable, QDir::Name);
    for (const QString& name : names) {
        const QString path = QDir(folder).filePath(name);
        TemplateFile file = readFile(path);
        for (PromptTemplate& each : file.templates) {
            const bool taken = find(each.id) || std::any_of(read.begin(), read.end(),
                                                            [&](const auto& other) { return other.id == each.id; });
            if (taken && file.error.isEmpty())
                file.error = tr("%1:1:1: the id \"%2\" is taken by another file").arg(name, each.id);
            each.file = path;
            each.shipped = shipped;
        }
        if (file.error.isEmpty())
            read += file.templates;
        else
            m_problems.append(file.error);
    }
    std::stable_sort(read.begin(), read.end(), [](const PromptTemplate& a, const PromptTemplate& b) {
        return a.language != b.language ? a.language < b.language : a.name.localeAwareCompare(b.name) < 0;
    });
    m_templates += read;
}

int TemplateLibrary::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_templates.size());
}

QVariant TemplateLibrary::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_templates.size()) return {};
    const PromptTemplate& each = m_templates[index.row()];
    switch (role) {
        case Qt::DisplayRole:
            return each.name;
        case Qt::ToolTipRole:
        case DescriptionRole:
            return each.description;
        case IdRole:
            return each.id;
        case LanguageRole:
            return each.language;
        case CategoryRole:
            return each.category;
        case ShippedRole:
            return each.shipped;
        case PromptRole:
            return each.systemPrompt;
        default:
            return {};
    }
}

int TemplateLibrary::rowOf(const QString& id) const {
    for (int row = 0; row < m_templates.size(); ++row)
        if (m_templates[row].id == id) return row;
    return -1;
}

const PromptTemplate* TemplateLibrary::find(const QString& id) const {
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_templates[row];
}

const PromptTemplate* TemplateLibrary::fallback(const QString& language) const {
    for (const QString& code : {language.left(2), QStringLiteral("en")})
        if (const PromptTemplate* found = find(code + QStringLiteral("-assistant"))) return found;
    return m_templates.isEmpty() ? nullptr : &m_templates.first();
}

QString TemplateLibrary::freeId(const QString& wanted) const {
    if (!find(wanted)) return wanted;
    for (int number = 2;; ++number)
        if (const QString id = QStringLiteral("%1-%2").arg(wanted.left(72)).arg(number); !find(id)) return id;
}

QString TemplateLibrary::save(PromptTemplate changed, QString* error) {
    QString base;
    for (const QChar c : changed.name.toLower().normalized(QString::NormalizationForm_D))
        if (c.unicode() < 128 && c.isLetterOrNumber())
            base += c;
        else if (!c.isMark() && !base.isEmpty() && !base.endsWith(QLatin1Char('-')))
            base += QLatin1Char('-');
    base.truncate(60);
    while (base.endsWith(QLatin1Char('-')))
        base.chop(1);
    if (changed.id.isEmpty()) changed.id = base.isEmpty() ? QStringLiteral("template") : base;

    const PromptTemplate* old = find(changed.id);
    QVector<PromptTemplate> written{changed};
    if (old && !old->shipped && old->file == changed.file) {
        // The file may hold others, too, when it was put there by hand.
        const TemplateFile file = readFile(old->file);
        if (!file.error.isEmpty()) {
            setError(error, file.error);
            return {};
        }
        written = file.templates;
        const auto place = std::find_if(written.begin(), written.end(),
                                        [&](const PromptTemplate& each) { return each.id == changed.id; });
        if (place == written.end())
            written.append(changed);
        else
            *place = changed;
    } else {
        written.first().id = freeId(changed.id);
        do {
            changed.file = QDir(m_folders.user).filePath(written.first().id + QStringLiteral(".json"));
            if (QFileInfo::exists(changed.file))
                written.first().id += QStringLiteral("-2");  // a file we could not read, say
        } while (QFileInfo::exists(changed.file));
    }
    const QByteArray json = templatesToJson(written);
    // Read it back first: nothing is written that the next start would refuse.
    if (const TemplateFile check = parseTemplates(json, QFileInfo(changed.file).fileName()); !check.error.isEmpty()) {
        setError(error, check.error);
        return {};
    }
    if (!QDir().mkpath(m_folders.user)) {
        setError(error, tr("The folder %1 cannot be made.").arg(m_folders.user));
        return {};
    }
    if (!writeWhole(changed.file, json, error)) return {};
    const QString id = written.size() == 1 ? written.first().id : changed.id;
    reload();
    return id;
}

bool TemplateLibrary::remove(const QString& id, QString* error) {
    const PromptTemplate* old = find(id);
    if (!old || old->shipped) {
        setError(error, tr("This template is part of the program and cannot be deleted."));
        return false;
    }
    TemplateFile file = readFile(old->file);
    if (!file.error.isEmpty() && QFileInfo::exists(old->file)) {
        setError(error, file.error);  // changed by other hands: what else it holds is not ours to delete
        return false;
    }
    const PromptTemplate removed = *old;
    file.templates.removeIf([&](const PromptTemplate& each) { return each.id == id; });
    if (!file.templates.isEmpty()) {
        if (!writeWhole(removed.file, templatesToJson(file.templates), error)) return false;
    } else if (QFile whole(removed.file); whole.exists() && !whole.remove()) {
        setError(error, tr("%1 cannot be deleted: %2").arg(removed.file, whole.errorString()));
        return false;
    }
    m_removed.append(removed);
    reload();
    return true;
}

QString TemplateLibrary::undoRemove(QString* error) {
    if (m_removed.isEmpty()) return {};
    PromptTemplate removed = m_removed.last();
    removed.id = freeId(removed.id);
    QVector<PromptTemplate> written;
    if (QFileInfo::exists(removed.file)) {
        const TemplateFile file = readFile(removed.file);
        if (!file.error.isEmpty()) {
            setError(error, file.error);
            return {};
        }
        written = file.templates;
    }
    written.append(removed);
    if (!writeWhole(removed.file, templatesToJson(written), error)) return {};
    m_removed.removeLast();
    reload();
    return removed.id;
}

QStringList TemplateLibrary::importFile(const QString& path, QString* error) {
    const TemplateFile file = readFile(path);
    if (!file.error.isEmpty()) {
        setError(error, file.error);
        return {};
    }
    QStringList ids;
    for (PromptTemplate each : file.templates) {
        each.file.clear();
        each.shipped = false;
        if (const QString id = save(each, error); !id.isEmpty()) ids.append(id);
    }
    return ids;
}

bool TemplateLibrary::exportFile(const QStringList& ids, const QString& file, QString* error) const {
    QVector<PromptTemplate> chosen;
    for (const QString& id : ids)
        if (const PromptTemplate* each = find(id)) chosen.append(*each);
    return writeWhole(file, templatesToJson(chosen), error);
}

}  // namespace mw::gui
