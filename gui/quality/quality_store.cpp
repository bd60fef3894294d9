// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quality_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <utility>

#include "whole_file.h"

namespace mw::gui {

namespace {

constexpr qint64 kLargestFile = 4 << 20;
constexpr qsizetype kMost = 500;

bool isSame(const QualityResult& a, const QualityResult& b) {
    return a.subject == b.subject && a.text == b.text;
}

}  // namespace

QualityStore::QualityStore(QString path, QObject* parent) : QObject(parent), m_file(std::move(path)) {
    QFile file(m_file);
    if (!file.exists()) return;
    m_damaged = true;
    if (file.size() > kLargestFile || !file.open(QIODevice::ReadOnly)) return;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isArray()) return;
    m_damaged = false;
    for (const QJsonValue& each : document.array()) {
        const auto result = qualityFromJson(each.toObject());
        if (result)
            m_results << *result;
        else
            m_damaged = true;
    }
}

const QualityResult* QualityStore::find(const QualitySubject& subject) const {
    const auto found = std::ranges::find(m_results, subject, &QualityResult::subject);
    return found == m_results.end() ? nullptr : &*found;
}

bool QualityStore::save(const QualityResult& result, QString* error) {
    m_results.removeIf([&](const QualityResult& each) { return isSame(each, result); });
    m_results.prepend(result);
    if (m_results.size() > kMost) m_results.resize(kMost);
    return write(error);
}

bool QualityStore::remove(const QualityResult& result, QString* error) {
    m_results.removeIf([&](const QualityResult& each) { return isSame(each, result); });
    return write(error);
}

bool QualityStore::write(QString* error) {
    QJsonArray all;
    for (const QualityResult& each : std::as_const(m_results))
        all << toJson(each);
    QDir().mkpath(QFileInfo(m_file).path());
    bool written = true;
    if (m_damaged) {
        QFile::remove(m_file + ".damaged");
        written = QFile::rename(m_file, m_file + ".damaged");
        if (!written && error) *error = tr("%1 is damaged, and cannot be set aside.").arg(m_file);
        m_damaged = !written;
    }
    written = written && writeWhole(m_file, QJsonDocument(all).toJson(), error);
    emit changed();
    return written;
}

}  // namespace mw::gui
