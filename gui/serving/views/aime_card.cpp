// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "aime_card.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLineEdit>
#include <QLocale>
#include <QUrl>

#include "file_field.h"
#include "secret_field.h"
#include "state_mark.h"
#include "switch.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kJobTypeWidth = 150;

/// Whether others may read what goes to this server.
bool isOpenLine(const QString& server) {
    const QUrl url(server.trimmed());
    const QString host = url.host();
    return url.scheme() == "http" && !host.isEmpty() && host != "localhost" && !QHostAddress(host).isLoopback();
}

}  // namespace

AimeCard::AimeCard(AimeLink& aime, QWidget* parent)
    : ServingCard(tr("AIME API worker"), tr("More"), parent),
      m_aime(aime),
      m_server(addField(tr("Server URL"), aime.settings().server, QStringLiteral("https://aime-server.example:7777"),
                        &AimeSettings::server)),
      m_key(new SecretField(tr("worker key"), this)),
      m_jobType(addField(tr("Job type"), aime.settings().jobType, QStringLiteral("mixtral"), &AimeSettings::jobType)),
      m_counts(makeLabel({}, TextRole::Muted, this)),
      m_takes(makeLabel({}, TextRole::Muted, this)),
      m_name(addField(tr("Worker's name"), aime.settings().name, tr("this computer's"), &AimeSettings::name)),
      m_certificates(new FileField(tr("Trusted certificates"), tr("the system's authorities"),
                                   tr("Certificates (*.pem *.crt *.cer);;All files (*)"), this)),
      m_starts(new Switch(tr("Start with the window"), this)) {
    mainSwitch()->setObjectName("aimeSwitch");
    m_server->setObjectName("aimeServer");
    m_key->setObjectName("aimeKey");
    m_key->setEditable(true);
    m_key->setPlaceholder(tr("the server's key for workers"));
    m_key->setToolTip(
        tr("It is kept in a file that only you can read. The server shows it to its clients; use it nowhere else."));
    m_jobType->setFixedWidth(kJobTypeWidth);
    auto* jobs = new QWidget(this);
    auto* jobsRow = new QHBoxLayout(jobs);
    jobsRow->setContentsMargins(0, 0, 0, 0);
    jobsRow->setSpacing(3 * metrics::kSpace);
    m_counts->setWordWrap(true);
    jobsRow->addWidget(m_jobType);
    jobsRow->addWidget(m_counts, 1);
    m_takes->setWordWrap(true);
    addRow(tr("Server URL"), m_server);
    addRow(tr("Key"), m_key);
    addRow(tr("Job type"), jobs);
    addRow(tr("Takes jobs"), m_takes);
    addMoreRow(tr("Worker's name"), m_name);
    addMoreRow(tr("Trusted certificates"), m_certificates);
    addMoreRow(tr("Start"), switchRow(m_starts, makeLabel(tr("Switch it on with the window"), TextRole::Muted)));

    connect(mainSwitch(), &Switch::clicked, this, [this](bool on) {
        if (on)
            m_aime.start();
        else
            m_aime.stop();
        refresh();
    });
    connect(m_key, &SecretField::entered, this, [this](const QString& key) { m_aime.setKey(key); });
    connect(m_certificates, &FileField::chosen, this, [this](const QString& path) {
        AimeSettings settings = m_aime.settings();
        settings.certificates = path;
        m_aime.setSettings(settings);
    });
    connect(m_starts, &Switch::clicked, this, [this](bool on) {
        AimeSettings settings = m_aime.settings();
        settings.startsWithWindow = on;
        m_aime.setSettings(settings);
    });
    connect(&aime, &AimeLink::changed, this, &AimeCard::refresh);
    refresh();
}

AimeCard::~AimeCard() {
    silenceFields(this);
}

QLineEdit* AimeCard::addField(const QString& name, const QString& text, const QString& placeholder,
                              QString AimeSettings::*setting) {
    auto* field = new QLineEdit(text, this);
    field->setAccessibleName(name);
    field->setPlaceholderText(placeholder);
    field->setFont(codeFont());
    connect(field, &QLineEdit::editingFinished, this, [this, field, setting] {
        AimeSettings settings = m_aime.settings();
        settings.*setting = field->text().trimmed();
        m_aime.setSettings(settings);
    });
    return field;
}

void AimeCard::refresh() {
    const bool on = m_aime.isOn();
    mainSwitch()->setChecked(on);
    refreshState();
    refreshTrouble();
    m_key->setSecret(m_aime.key());
    m_key->setEditable(!on);
    for (QWidget* field : std::initializer_list<QWidget*>{m_server, m_jobType, m_name, m_certificates}) {
        field->setEnabled(!on);
        field->setToolTip(on ? tr("Switch the worker off to change this.") : QString());
    }
    m_certificates->setPath(m_aime.settings().certificates);
    m_starts->setChecked(m_aime.settings().startsWithWindow);

    const AimeStatus& status = m_aime.status();
    const AimeCounts& counts = status.counts;
    const QLocale locale;
    QString done;
    if (counts.answered + counts.failed + counts.undelivered > 0) {
        done = tr("jobs answered: %1").arg(locale.toString(qulonglong{counts.answered}));
        if (counts.failed > 0) done += tr(", failed: %1").arg(locale.toString(qulonglong{counts.failed}));
        if (counts.undelivered > 0)
            done += tr(", not wanted any more: %1").arg(locale.toString(qulonglong{counts.undelivered}));
    }
    m_counts->setText(done);
    m_takes->setText(
        on && status.places > 0
            ? tr("At most %1 at once, into free places of the batch; the server keeps what waits. Switching "
                 "off lets running jobs end first.")
                  .arg(locale.toString(status.places))
            : tr("Only into free places of the batch; the server keeps what waits. Switching off lets running "
                 "jobs end first."));
    QStringList more;
    if (!status.name.empty()) more << QString::fromStdString(status.name);
    if (!status.serverVersion.empty()) more << tr("server %1").arg(QString::fromStdString(status.serverVersion));
    if (m_aime.settings().startsWithWindow) more << tr("starts with the window");
    setMoreSummary(more.join(QStringLiteral(" · ")));
}

void AimeCard::refreshState() {
    const AimeStatus& status = m_aime.status();
    const std::size_t jobs = status.jobs.size();
    const QString count = QLocale().toString(static_cast<qulonglong>(jobs));
    switch (status.state) {
        case AimeState::WaitingForModel:
            return showState(Mark::Waiting, tr("waits for a model"));
        case AimeState::Connecting:
            return showState(Mark::Half, tr("connecting"));
        case AimeState::Online:
            return showState(Mark::Running, jobs == 1  ? tr("connected, 1 job runs")
                                            : jobs > 1 ? tr("connected, %1 jobs run").arg(count)
                                                       : tr("connected"));
        case AimeState::Offline:
            return showState(Mark::Failed, tr("server not reached; tries again"));
        case AimeState::Stopping:
            return showState(Mark::Half, jobs == 1  ? tr("off, 1 job ends")
                                         : jobs > 1 ? tr("off, %1 jobs end").arg(count)
                                                    : tr("off, leaves the server"));
        case AimeState::Stopped:
            return showState(m_aime.trouble().isEmpty() ? Mark::Off : Mark::Failed, tr("off"));
        case AimeState::Refused:
            return showState(Mark::Failed, tr("refused"));
    }
}

void AimeCard::refreshTrouble() {
    const AimeStatus& status = m_aime.status();
    const bool isDown = status.state == AimeState::Offline || status.state == AimeState::Refused;
    const QString why = !m_aime.trouble().isEmpty() ? m_aime.trouble()
                        : isDown                    ? QString::fromStdString(status.message)
                                                    : QString();
    const bool isOpen = isOpenLine(m_aime.settings().server);
    const QString text =
        !why.isEmpty() ? why
        : isOpen ? tr("The line to this server is not encrypted: whoever is on the way reads the key and all texts.")
                 : QString();
    // The worker is looked at four times a second, and mostly says the same.
    if (text != banner()->text()) {
        banner()->setKind(status.state == AimeState::Offline || why.isEmpty() ? Banner::Kind::Warn : Banner::Kind::Bad);
        banner()->setText(text);
    }
    banner()->setVisible(!text.isEmpty());
}

}  // namespace mw::gui
