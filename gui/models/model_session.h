// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <memory>
#include <optional>

#include "engine_thread.h"

namespace mw::gui {

class RecentModels;

/// Which model is loaded, as the window knows it: put together from the engine's events, on the GUI thread. Everything
/// on the screen that shows or changes the model asks here.
class ModelSession : public QObject {
    Q_OBJECT

 public:
    enum class State {
        Empty,    ///< nothing is loaded
        Loading,  ///< a load runs
        Ready,    ///< a model answers
        Broken,   ///< the engine failed and takes no work until the next load
    };
    enum class Memory {
        Remember,  ///< the point that the model starts at the next time
        Forget,    ///< a point for a while only
    };

    ModelSession(EngineThread& engine, RecentModels& recent, QObject* parent = nullptr);

    State state() const { return m_state; }
    /// The loaded model, or null. It never changes: another one, or the same loaded again, is another object.
    const std::shared_ptr<const ModelSummary>& model() const { return m_model; }
    /// The folder of the loaded model; empty if there is none.
    QString directory() const;
    /// How far the running load is.
    const LoadStatus& progress() const { return m_progress; }
    double loadingSeconds() const;
    /// Time that the last complete load took; 0 if there was none.
    double lastLoadSeconds() const { return m_lastLoadSeconds; }
    /// Why the last load failed, or the engine; until the next load is asked for.
    const std::optional<Failure>& failure() const { return m_failure; }
    /// What was loaded before, where it did not come back after a load that failed or was cancelled, or when the engine
    /// failed.
    const std::optional<LoadOptions>& offered() const { return m_offered; }
    /// Tokens that a chat was to hold with the loaded model, which takes fewer; 0 where it holds what was asked for,
    /// and once a person has seen it.
    int shortenedFrom() const { return m_shortenedFrom; }
    /// The last load failed or was cancelled, and the model before is being loaded again, or was.
    bool rolledBack() const { return m_rolledBack; }

    void load(const LoadRequest& request, Memory memory = Memory::Remember);
    void loadOffered();
    void cancelLoad();
    void unload();
    /// The person has seen failure() or shortenedFrom().
    void dismiss();

    EngineThread& engine() const { return m_engine; }

 signals:
    /// Any of the above, except how far a load is. While one runs, only that it began.
    void changed();
    /// model() is another, or there is none any more; also while a load runs, which frees the model before it.
    void modelChanged();
    void progressed(const mw::gui::LoadStatus& status);

 private:
    void onLoaded(const ModelSummary& model);
    void onLoadFailed(const Failure& failure, bool restoring);
    void onLoadEnded(bool restoring);
    void onUnloaded();
    void onEngineFailed(const Failure& failure);
    void settle();

    EngineThread& m_engine;
    RecentModels& m_recent;
    State m_state = State::Empty;
    std::shared_ptr<const ModelSummary> m_model;
    std::optional<LoadOptions> m_before;  ///< what was loaded when the running load began
    std::optional<LoadOptions> m_offered;
    std::optional<Failure> m_failure;
    Memory m_memory = Memory::Remember;
    bool m_rolledBack = false;
    int m_shortenedFrom = 0;
    LoadStatus m_progress;
    QElapsedTimer m_clock;
    double m_lastLoadSeconds = 0;
    int m_loads = 0;  ///< asked for and not yet answered: a second one cancels the first
};

}  // namespace mw::gui
