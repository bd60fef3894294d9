// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QStringList>
#include <QVector>
#include <memory>

#include "checkpoint_search.h"

namespace mw::gui {

/// A search on a thread of its own; lives on the GUI thread, where its signals come. A disk or network that does not
/// answer holds up the search only: its thread is then left behind.
class CheckpointFinder : public QObject {
    Q_OBJECT

 public:
    explicit CheckpointFinder(QObject* parent = nullptr);
    ~CheckpointFinder() override;

    /// Forgets what was found and looks through these folders -> found() ..., then finished(). A running search ends.
    void search(const QStringList& folders, const SearchLimits& limits = {});
    /// Ends a running search; what was found stays -> finished().
    void cancel();

    bool isRunning() const { return m_run != nullptr; }
    const QVector<FoundCheckpoint>& checkpoints() const { return m_found; }
    /// The folders of the last search.
    const QStringList& folders() const { return m_folders; }

 signals:
    void started();
    void found(const mw::gui::FoundCheckpoint& checkpoint);
    void progressed(int folders, const QString& now);
    void finished(const mw::gui::SearchEnd& end);

 private:
    struct Run;

    std::shared_ptr<Run> leave();

    std::shared_ptr<Run> m_run;  ///< shared with the thread; null while none runs
    QVector<FoundCheckpoint> m_found;
    QStringList m_folders;
};

}  // namespace mw::gui
