// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>
#include <QVector>

#include "engine_events.h"
#include "mw/speed.h"

namespace mw::gui {

/// What was measured of one model on one machine.
struct Measurements {
    QVector<DecodeMeasurement> decode;    ///< oldest first
    QVector<PrefillMeasurement> prefill;  ///< oldest first
    QDateTime calibrated;                 ///< when a calibration last ran to its end; invalid: never

    bool isEmpty() const { return decode.isEmpty() && prefill.isEmpty(); }
};

/// What measurements depend on: machine, driver, backend, devices, model, precisions; a line each.
QString measurementKey(const ModelSummary& model);

/// Keeps measurements in the XDG data folder, a small JSON file for each key.
class MeasurementStore {
 public:
    /// Older measurements make room for new ones.
    static constexpr int kMost = 200;

    /// `folder` empty: measurements/ in the XDG data folder of the program.
    explicit MeasurementStore(QString folder = {});

    /// Nothing for a key that was never saved. A file that cannot be read counts as none, and is set aside when that
    /// key is saved.
    Measurements load(const QString& key) const;
    /// False, with the reason in `error`, if the file could not be written; then the one before is still there.
    bool save(const QString& key, const Measurements& measurements, QString* error = nullptr) const;

    QString fileOf(const QString& key) const;

 private:
    QString m_folder;
};

}  // namespace mw::gui
