// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QVector>

#include "quality_result.h"

namespace mw::gui {

/// What was measured, kept in one JSON file. A later measurement of the same on the same text takes the place of the
/// one before.
class QualityStore : public QObject {
    Q_OBJECT

 public:
    explicit QualityStore(QString file, QObject* parent = nullptr);

    /// Newest first.
    const QVector<QualityResult>& results() const { return m_results; }
    /// The newest of a model held so; null if it was not measured.
    const QualityResult* find(const QualitySubject& subject) const;

    /// Also where the file cannot be written, these are known until the program ends. False: `error` says why.
    bool save(const QualityResult& result, QString* error);
    /// The same for a result that is no longer wanted.
    bool remove(const QualityResult& result, QString* error);

 signals:
    void changed();

 private:
    bool write(QString* error);

    QString m_file;
    QVector<QualityResult> m_results;
    bool m_damaged = false;  ///< what is in the file was not understood: it is set aside before it is written
};

}  // namespace mw::gui
