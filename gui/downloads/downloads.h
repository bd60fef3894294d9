// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QVector>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "background_call.h"
#include "hub_token.h"
#include "mw/download.h"

namespace mw::gui {

/// A model that is being fetched, as the window knows it.
struct Download {
    enum class State {
        Running,   ///< its progress says at what
        Pausing,   ///< ends soon
        Paused,    ///< goes on when a person wants it
        Failed,    ///< the same, after what `message` says was put right
        Complete,  ///< all files have their names
    };
    int id = 0;
    QString repository;
    QString folder;
    QString path;  ///< what is opened once it is complete: the folder, or the GGUF file
    State state = State::Paused;
    DownloadProgress progress;
    double bytesPerSecond = 0;  ///< of the last seconds; 0: not known
    std::optional<HubFault> fault;
    QString message;
};

/// What this window fetches from a hub. Nothing starts by itself: what had not ended when the program did waits here,
/// paused. Lives on the GUI thread; each download has a thread of its own.
class Downloads : public QObject {
    Q_OBJECT

 public:
    explicit Downloads(QObject* parent = nullptr);
    /// Running ones end where they are.
    ~Downloads() override;

    HubToken& token() { return m_token; }
    QVector<Download> items() const;
    std::optional<Download> find(int id) const;
    /// The one into this folder; 0 if there is none.
    int inFolder(const QString& folder) const;

    /// Begins a download, or goes on with the one into the same folder; its number.
    int start(const DownloadRequest& request);
    void pause(int id);
    void resume(int id);
    /// Ends it, and removes what is unfinished; files that are complete stay.
    void cancel(int id);
    /// Takes a complete one off the list.
    void dismiss(int id);

 signals:
    void added(int id);
    void changed(int id);
    void removed(int id);
    void completed(int id);

 private:
    struct Entry;

    Entry* entry(int id) const;
    Entry& add(const QString& repository, const QString& folder, const QString& path);
    void run(Entry& entry);
    void hear(Entry& entry, const DownloadProgress& progress);
    void end(Entry& entry, bool isComplete);
    void fail(Entry& entry, HubFault fault, const QString& message);
    void discard(Entry& entry);
    void forget(int id);
    void save() const;

    HubToken m_token;
    std::vector<std::unique_ptr<Entry>> m_entries;
    int m_lastId = 0;
};

/// The folder that the window proposes: ~/models/NAME, or what a person chose last in place of ~/models.
QString proposedFolder(const std::string& repository, const HubForm& form);
void rememberParentFolder(const QString& folder);

}  // namespace mw::gui
