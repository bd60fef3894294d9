// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "whole_file.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace mw::gui {

bool writeWhole(const QString& file, const QByteArray& bytes, QString* error) {
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly)) {
        // Small files reach the disk by the flush alone; what fails in commit() itself, nobody hears of.
        if (out.write(bytes) != bytes.size() || !out.flush()) out.cancelWriting();
        if (out.commit()) return true;
    }
    if (error)
        *error =
            QCoreApplication::translate("mw::gui::WholeFile", "%1 cannot be written: %2").arg(file, out.errorString());
    return false;
}

}  // namespace mw::gui
