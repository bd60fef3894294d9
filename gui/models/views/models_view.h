// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QWidget>

#include "engine_events.h"
#include "mw/options.h"

class QLabel;
class QVBoxLayout;

namespace mw::gui {

class EmptyState;
class ModelCard;
class ModelSession;
class RecentModels;

/// The models that can be opened with one click: the demo model and those opened lately, each with what can be said of
/// it without loading; and the way to any other.
class ModelsView : public QWidget {
    Q_OBJECT

 public:
    ModelsView(ModelSession& session, RecentModels& recent, QWidget* parent = nullptr);

    /// The model that comes with the program; an empty folder if there is none.
    void setDemoModel(const QString& directory);
    /// Something above the models, shown when it wants to be.
    void setTop(QWidget* widget);

 signals:
    /// A person wants to see and load this model; `options` holds its folder and the operating point it last had.
    void openRequested(const mw::LoadOptions& options);
    /// A person wants to choose a folder.
    void chooseRequested();
    /// A person wants to fetch one.
    void downloadRequested();

 protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void rebuild();
    void showEmptyOrList();
    void follow();
    void addCard(const QString& directory, const QString& name, bool removable);
    void inspectAll();

    ModelSession& m_session;
    RecentModels& m_recent;
    QString m_demo;
    QHash<QString, ModelCard*> m_cards;  ///< by folder
    QHash<Ticket, QString> m_asked;      ///< folders that are being inspected
    QVBoxLayout* m_page;
    QVBoxLayout* m_list;
    QWidget* m_top = nullptr;
    QWidget* m_scrolled;
    EmptyState* m_empty;
    bool m_stale = true;  ///< the cards were not inspected since they were built
};

}  // namespace mw::gui
