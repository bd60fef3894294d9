// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <optional>

#include "mw/load_request.h"

namespace mw::gui {

class ModelSession;

/// The session's model, borrowed for a measurement: others are loaded in its place for a while, and what was there
/// comes back in the end. What somebody else loads or unloads meanwhile is what they want, and stays.
class ModelLoan : public QObject {
    Q_OBJECT

 public:
    enum class State { Idle, Loading, Held, Returning };

    explicit ModelLoan(ModelSession& session, QObject* parent = nullptr);

    State state() const { return m_state; }

    /// Begins; `before` comes back in the end, or nothing is loaded then.
    void begin(const std::optional<LoadOptions>& before);
    /// Whether these options are what is loaded, so that hold() takes it as it is.
    bool isLoaded(const LoadOptions& options) const;
    void hold(const LoadOptions& options);
    /// Loads, and remembers no such point for the model -> loaded() or lost().
    void load(const LoadRequest& request);
    /// Ends, at any time, and then knows whether it is Returning or Idle. giveBack() goes with it, once everybody has
    /// been told: it brings back what was there, where that has to be loaded or unloaded -> returned().
    void end();
    void giveBack();

 signals:
    void loaded();
    /// What was asked for did not come, or has gone. `failure` says why; empty if somebody cancelled it.
    void lost(const QString& failure);
    void returned();

 private:
    void follow();
    void lose();

    ModelSession& m_session;
    State m_state = State::Idle;
    std::optional<LoadOptions> m_before;
    LoadOptions m_wanted;
    bool m_changed = false;    ///< the model, by this loan
    bool m_takenOver = false;  ///< somebody else changed it since
};

}  // namespace mw::gui
