// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>

#include "content_dialog.h"
#include "hub_inquiry.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace mw::gui {

class Banner;
class ChoiceList;
class Downloads;
class PathLabel;
class TokenPanel;

/// Downloads a model: a person names a repository, sees what it holds, how large that is, under which licence, where it
/// would go and what room there is, and only then starts it. Accepted once the download runs.
class DownloadDialog : public ContentDialog {
    Q_OBJECT

 public:
    explicit DownloadDialog(Downloads& downloads, QWidget* parent = nullptr);
    ~DownloadDialog() override;

    /// Names a repository, as if it was typed.
    void setRepository(const QString& name);
    /// Goes on with a download that needs a token first.
    void resume(int id);
    /// The number of the download that runs, once accepted.
    int started() const { return m_started; }

 public slots:
    void look();
    void start();
    void back();

 private:
    enum class Page { Choose, Asking, Token, Ready };

    void turnTo(Page page);
    void ask();
    void onAnswered(const HubRepository& repository);
    void onFailed(HubFault fault, const QString& message);
    void chooseFolder();
    void showForm();
    void showRoom();
    void refuse(const QString& message);
    const HubForm* form() const;
    QWidget* makeChoice();
    QWidget* makeTerms();
    QWidget* makeKept();
    void showKept();

    Downloads& m_downloads;
    HubInquiry m_inquiry;
    Page m_page = Page::Choose;
    HubPlace m_place;
    std::string m_endpoint;
    HubRepository m_repository;
    std::vector<HubForm> m_forms;
    int m_resumed = 0;
    int m_started = 0;

    QLabel* m_title;
    QLabel* m_hint;
    QWidget* m_choice;
    QLineEdit* m_field;
    ChoiceList* m_published;
    QWidget* m_terms;
    QLabel* m_facts;
    ChoiceList* m_formList;
    QLabel* m_formNote;
    PathLabel* m_folder;
    QLabel* m_room;
    TokenPanel* m_token;
    QWidget* m_kept;  ///< what is said of a token that is in the keyring
    Banner* m_failure;
    QPushButton* m_back;
    QPushButton* m_cancel;
    QPushButton* m_next;
};

}  // namespace mw::gui
