// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace mw::gui {

/// The signals by which a system or a terminal ends a program (SIGTERM, SIGINT, SIGHUP), brought into the event loop so
/// that there is time to save. A second one ends the program as usual. One object per process.
class EndSignals : public QObject {
    Q_OBJECT

 public:
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

    /// From now on exit() arrives, too, by which Qt ends the program when the display goes. What was made by now is
    /// there still when it does; what is made later may have gone before.
    void heedExit();

 signals:
    void arrived();

 private:
    void arrive();

    bool m_arrived = false;
    int m_descriptors[2] = {-1, -1};  ///< the handler writes to the second one
};

}  // namespace mw::gui
