// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace mw::gui {

class DownloadCard;
class Downloads;

/// All downloads, a card each; hidden while there are none.
class DownloadPanel : public QWidget {
    Q_OBJECT

 public:
    explicit DownloadPanel(Downloads& downloads, QWidget* parent = nullptr);

    /// Gives the keyboard to the card of a download.
    void focusOn(int id);

 signals:
    void openChosen(const QString& path);
    /// A person has to give a token before this one goes on.
    void tokenWanted(int id);

 private:
    void add(int id);
    void remove(int id);

    Downloads& m_downloads;
    QVBoxLayout* m_list;
    QHash<int, DownloadCard*> m_cards;
};

}  // namespace mw::gui
