// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "download_dialog.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include "choice_list.h"
#include "controls.h"
#include "describe.h"
#include "download_words.h"
#include "downloads.h"
#include "existing_path.h"
#include "path_label.h"
#include "published_weights.h"
#include "theme.h"
#include "token_panel.h"

namespace mw::gui {

namespace {

constexpr int kWidth = 740;
constexpr int kCommitFigures = 10;

QString hostOf(const std::string& endpoint) {
    return QString::fromStdString(endpoint).section("://", -1);
}

/// What a person should know of a form besides its size.
QString noteOn(const HubForm& form) {
    if (form.kind == HubForm::Kind::Gguf)
        return DownloadDialog::tr(
            "How GGUF weights are held in memory is chosen when the model is loaded; some take more than the file.");
    if (form.kind == HubForm::Kind::Other)
        return DownloadDialog::tr("None of these files is one that the workbench knows how to open.");
    if (form.files.size() == 1) return DownloadDialog::tr("1 file, without configuration and tokenizer.");
    return DownloadDialog::tr("%1 files, with what lies beside them: configuration, tokenizer, licence.")
        .arg(QLocale().toString(static_cast<int>(form.files.size())));
}

/// "Apache-2.0" for what cards call "apache-2.0".
QString licenceNamed(const std::string& licence) {
    if (licence == "apache-2.0") return "Apache-2.0";
    if (licence == "mit") return "MIT";
    return QString::fromStdString(licence);
}

}  // namespace

DownloadDialog::DownloadDialog(Downloads& downloads, QWidget* parent)
    : ContentDialog(kWidth, parent),
      m_downloads(downloads),
      m_title(makeLabel({}, TextRole::Title)),
      m_hint(makeLabel({}, TextRole::Muted)),
      m_choice(makeChoice()),
      m_terms(makeTerms()),
      m_token(new TokenPanel(downloads.token())),
      m_kept(makeKept()),
      m_failure(new Banner(Banner::Kind::Bad)),
      m_back(makeButton(tr("Back"), ButtonKind::Secondary)),
      m_cancel(makeButton(tr("Cancel"), ButtonKind::Secondary)),
      m_next(makeButton({}, ButtonKind::Primary)) {
    setWindowTitle(tr("Download a model"));
    m_title->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_failure->setObjectName("downloadRefusal");
    m_next->setObjectName("next");
    m_next->setDefault(true);
    m_back->setObjectName("back");
    for (QPushButton* button : {m_back, m_cancel})
        button->setAutoDefault(false);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_next);
    content()->addWidget(m_title);
    content()->addWidget(m_hint);
    content()->addWidget(m_choice);
    content()->addWidget(m_token);
    content()->addWidget(m_terms);
    content()->addWidget(m_kept);
    content()->addStretch(1);
    footer()->addWidget(m_failure);
    footer()->addLayout(buttons);

    connect(m_back, &QPushButton::clicked, this, &DownloadDialog::back);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_next, &QPushButton::clicked, this, [this] { m_page == Page::Ready ? start() : look(); });
    connect(m_token, &TokenPanel::edited, this, [this] { m_next->setEnabled(m_token->isFilled()); });
    connect(&m_inquiry, &HubInquiry::answered, this, &DownloadDialog::onAnswered);
    connect(&m_inquiry, &HubInquiry::failed, this, &DownloadDialog::onFailed);
    connect(&downloads.token(), &HubToken::found, this, [this] {
        if (m_page == Page::Asking) ask();
    });
    connect(&downloads.token(), &HubToken::keptChanged, this, &DownloadDialog::showKept);
    connect(&downloads.token(), &HubToken::forgettingFailed, this,
            [this](const QString& why) { refuse(tr("The keyring did not forget the token (%1).").arg(why)); });
    connect(&downloads.token(), &HubToken::keepingFailed, this, [this](const QString& why) {
        refuse(tr("The keyring did not take the token (%1); it is asked for again after the next start.").arg(why));
    });
    turnTo(Page::Choose);
}

DownloadDialog::~DownloadDialog() {
    silenceFields(this);
}

QWidget* DownloadDialog::makeChoice() {
    auto* panel = new QWidget;
    m_field = new QLineEdit;
    m_field->setObjectName("repository");
    m_field->setPlaceholderText(tr("owner/name, owner/name@revision, or the address of a page or a file"));
    auto* label = new QLabel(tr("&Repository"));
    label->setBuddy(m_field);
    m_published = new ChoiceList(3);
    m_published->setAccessibleName(tr("Mixtral as Mistral AI published it"));
    QList<QStringList> rows;
    for (const PublishedWeights& weights : publishedWeights())
        rows << QStringList{weights.repository, weights.instructed ? tr("for chats") : tr("continues texts"),
                            tr("%1 in bf16").arg(describeBytes(weights.bytes()))};
    m_published->setRows(rows);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * metrics::kSpace);
    row->addWidget(label);
    row->addWidget(m_field, 1);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * metrics::kSpace);
    column->addLayout(row);
    column->addWidget(makeLabel(tr("Mixtral as Mistral AI published it"), TextRole::Muted));
    column->addWidget(m_published);
    connect(m_published, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        if (item) m_field->setText(item->text(0));
    });
    connect(m_published, &QTreeWidget::itemClicked, this,
            [this](const QTreeWidgetItem* item) { m_field->setText(item->text(0)); });
    connect(m_published, &QTreeWidget::itemActivated, this, [this] {
        if (m_page == Page::Choose) look();
    });
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (const int chosen = m_published->current(); chosen >= 0 && publishedWeights()[chosen].repository != text)
            m_published->setCurrent(-1);
        m_next->setEnabled(!text.trimmed().isEmpty());
    });
    return panel;
}

QWidget* DownloadDialog::makeTerms() {
    auto* panel = new QWidget;
    m_facts = makeLabel({}, TextRole::Value);
    m_facts->setObjectName("terms");
    m_facts->setWordWrap(true);
    m_formList = new ChoiceList(2);
    m_formList->setObjectName("forms");
    m_formList->setAccessibleName(tr("What to download"));
    m_formNote = makeLabel({}, TextRole::Muted);
    m_formNote->setWordWrap(true);
    m_folder = new PathLabel;
    m_folder->setObjectName("targetFolder");
    QPushButton* choose = makeButton(tr("Choose folder…"), ButtonKind::Secondary);
    choose->setAutoDefault(false);
    m_room = makeLabel({}, TextRole::Muted);
    m_room->setObjectName("room");
    m_room->setWordWrap(true);
    auto* folder = new QHBoxLayout;
    folder->setSpacing(2 * metrics::kSpace);
    folder->addWidget(makeLabel(tr("Into"), TextRole::Value));
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3 * metrics::kSpace);
    column->addWidget(m_facts);
    column->addWidget(m_formList);
    column->addWidget(m_formNote);
    column->addLayout(folder);
    column->addWidget(m_room);
    connect(m_formList, &QTreeWidget::itemSelectionChanged, this, &DownloadDialog::showForm);
    connect(m_formList, &QTreeWidget::itemActivated, this, [this] {
        if (m_next->isEnabled()) start();
    });
    connect(choose, &QPushButton::clicked, this, &DownloadDialog::chooseFolder);
    return panel;
}

/// Whose token it is, and how the keyring forgets it.
QWidget* DownloadDialog::makeKept() {
    auto* panel = new QWidget;
    auto* row = new QHBoxLayout(panel);
    row->setContentsMargins(0, 0, 0, 0);
    QLabel* text = makeLabel(tr("The token of your account is in the desktop’s keyring."), TextRole::Muted);
    text->setWordWrap(true);
    QPushButton* forget = makeButton(tr("Forget it"), ButtonKind::Secondary);
    forget->setObjectName("forgetToken");
    forget->setAccessibleName(tr("Forget the token of your account"));
    forget->setAutoDefault(false);
    row->addWidget(text, 1);
    row->addWidget(forget);
    connect(forget, &QPushButton::clicked, this, [this] { m_downloads.token().forget(m_endpoint); });
    return panel;
}

void DownloadDialog::showKept() {
    m_kept->setVisible((m_page == Page::Token || m_page == Page::Ready) && m_downloads.token().isKept());
}

void DownloadDialog::turnTo(Page page) {
    m_page = page;
    showKept();
    const bool isChoosing = page == Page::Choose;
    m_title->setText(isChoosing ? tr("Download a model") : QString::fromStdString(m_place.repository));
    m_choice->setVisible(isChoosing);
    m_token->setVisible(page == Page::Token);
    m_terms->setVisible(page == Page::Ready);
    m_back->setVisible(!isChoosing);
    m_hint->setVisible(page != Page::Ready);
    m_failure->hide();
    const QString host = hostOf(m_endpoint);
    switch (page) {
        case Page::Choose:
            m_hint->setText(
                tr("From the Hugging Face hub: Mixtral as Mistral AI published it, or any repository that "
                   "you name. Nobody is asked anything before you press Look; then the hub is asked what "
                   "the repository holds, and nothing is fetched yet."));
            m_next->setText(tr("Look"));
            m_next->setEnabled(!m_field->text().trimmed().isEmpty());
            m_field->setFocus();
            break;
        case Page::Asking:
            m_hint->setText(tr("Asking %1 what it holds…").arg(host));
            m_next->setText(tr("Look"));
            m_next->setEnabled(false);
            m_back->setFocus();
            break;
        case Page::Token:
            m_hint->setText(tr("%1 wants to know who asks.").arg(host));
            m_next->setText(tr("Try again"));
            m_next->setEnabled(m_token->isFilled());
            m_token->field()->setFocus();
            break;
        case Page::Ready:
            m_formList->setFocus();
            break;
    }
}

void DownloadDialog::setRepository(const QString& name) {
    m_field->setText(name);
}

void DownloadDialog::resume(int id) {
    const auto download = m_downloads.find(id);
    if (!download) return;
    m_resumed = id;
    m_place = {.repository = download->repository.toStdString()};
    m_field->setText(download->repository);
    try {
        m_endpoint = chosenEndpoint();
    } catch (const HubError& error) {
        return refuse(QString::fromUtf8(error.what()));
    }
    m_token->setPage(QString::fromStdString(m_endpoint + '/' + m_place.repository));
    turnTo(Page::Token);
    refuse(download->message);
    m_downloads.token().look(m_endpoint);  // whether there is a keyring
}

void DownloadDialog::look() {
    try {
        m_endpoint = chosenEndpoint();
        if (m_page == Page::Choose) m_place = parseHubPlace(m_field->text().toStdString(), m_endpoint);
    } catch (const HubError& error) {
        return refuse(QString::fromUtf8(error.what()));
    }
    m_token->setPage(QString::fromStdString(m_endpoint + '/' + m_place.repository));
    m_token->apply(m_endpoint);
    turnTo(Page::Asking);
    m_downloads.token().look(m_endpoint);  // -> ask()
}

void DownloadDialog::ask() {
    m_inquiry.ask({.endpoint = m_endpoint, .token = m_downloads.token().value().toStdString()}, m_place);
}

void DownloadDialog::back() {
    m_inquiry.cancel();
    m_resumed = 0;
    turnTo(Page::Choose);
}

void DownloadDialog::onFailed(HubFault fault, const QString& message) {
    turnTo(fault == HubFault::NeedsToken ? Page::Token : Page::Choose);
    refuse(message);
}

void DownloadDialog::refuse(const QString& message) {
    m_failure->setText(message);
    m_failure->show();
}

void DownloadDialog::onAnswered(const HubRepository& repository) {
    if (m_resumed != 0) {
        m_downloads.resume(m_resumed);
        m_started = m_resumed;
        return accept();
    }
    // The hub may tell everybody what it hands out to few.
    if (repository.gated && m_downloads.token().value().isEmpty()) {
        turnTo(Page::Token);
        return refuse(tr("%1 is handed out to people who agreed to its terms: open its page, sign in and agree, then "
                         "give a token of that account.")
                          .arg(QString::fromStdString(repository.name)));
    }
    m_repository = repository;
    m_place.repository = repository.name;
    m_forms = m_place.file.empty() ? formsOf(repository) : formsWith(repository, m_place.file);
    if (m_forms.empty()) {
        turnTo(Page::Choose);
        return refuse(m_place.file.empty()
                          ? tr("%1 holds no files.").arg(QString::fromStdString(repository.name))
                          : tr("%1 holds no file of that name.").arg(QString::fromStdString(repository.name)));
    }
    QList<QStringList> rows;
    for (const HubForm& form : m_forms)
        rows << QStringList{describeForm(form), describeBytes(form.bytes)};
    m_formList->setRows(rows);
    m_formList->setCurrent(0);
    QStringList facts{tr("revision %1, commit %2")
                          .arg(QString::fromStdString(repository.revision),
                               QString::fromStdString(repository.commit).left(kCommitFigures))};
    facts << (repository.licence.empty() ? tr("the licence is not said")
                                         : tr("licence %1").arg(licenceNamed(repository.licence)));
    if (repository.gated) facts << tr("for people who agreed to its terms");
    m_facts->setText(facts.join(" · "));
    turnTo(Page::Ready);
    showForm();
}

const HubForm* DownloadDialog::form() const {
    const int chosen = m_formList->current();
    return chosen >= 0 && chosen < static_cast<int>(m_forms.size()) ? &m_forms[static_cast<std::size_t>(chosen)]
                                                                    : nullptr;
}

void DownloadDialog::showForm() {
    const HubForm* chosen = form();
    m_next->setEnabled(chosen != nullptr);
    if (!chosen) return;
    m_next->setText(tr("Download %1").arg(describeBytes(chosen->bytes)));
    m_formNote->setText(noteOn(*chosen));
    m_folder->setPath(proposedFolder(m_repository.name, *chosen));
    showRoom();
}

/// What is to be written, and what room there is; or why this folder cannot be taken.
void DownloadDialog::showRoom() {
    const HubForm* chosen = form();
    if (!chosen) return;
    m_failure->hide();
    const std::filesystem::path folder = existingPath(m_folder->whole());
    quint64 missing = chosen->bytes;
    bool isContinued = false;
    if (const auto unfinished = unfinishedDownload(folder)) {
        isContinued = unfinished->commit == m_repository.commit && unfinished->files == chosen->files;
        if (isContinued) missing -= std::min<quint64>(fetchedBytes(folder), missing);
    }
    const std::optional<std::uint64_t> free = freeBytes(folder);
    const bool fits = !free || *free >= missing;
    QString text = isContinued
                       ? tr("A download into this folder has not ended: %1 are missing.").arg(describeBytes(missing))
                       : tr("%1 are to be written.").arg(describeBytes(missing));
    if (free) text += ' ' + tr("%1 are free on this disk.").arg(describeBytes(*free));
    if (!fits) text += ' ' + tr("%1 too little: choose another folder.").arg(describeBytes(missing - *free));
    m_room->setText(text);
    setTextRole(m_room, fits ? TextRole::Muted : TextRole::Bad);
    m_next->setEnabled(fits);
}

void DownloadDialog::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Download into a folder"), QDir::homePath());
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& parent) {
        rememberParentFolder(parent);
        showForm();
    });
    dialog->open();
}

void DownloadDialog::start() {
    const HubForm* chosen = form();
    // Enter in the list comes twice: as its own, and for the button.
    if (m_started != 0 || m_page != Page::Ready || !chosen || !m_next->isEnabled()) return;
    const std::filesystem::path folder = existingPath(m_folder->whole());
    if (const auto other = unfinishedDownload(folder); other && other->repository != m_repository.name)
        return refuse(tr("A download of %1 into this folder has not ended. Continue it or give it up first, or choose "
                         "another folder.")
                          .arg(QString::fromStdString(other->repository)));
    m_started = m_downloads.start({.repository = m_repository.name,
                                   .revision = m_repository.revision,
                                   .commit = m_repository.commit,
                                   .files = chosen->files,
                                   .folder = folder});
    accept();
}

}  // namespace mw::gui
