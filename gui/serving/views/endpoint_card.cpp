// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "endpoint_card.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>

#include "describe.h"
#include "file_field.h"
#include "number_field.h"
#include "secret_field.h"
#include "state_mark.h"
#include "switch.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kLeastPort = 1024;  // those below are the system's
constexpr int kMostPort = 65535;
constexpr int kPortWidth = 96;
constexpr int kMostPlaces = 4095;
constexpr int kPlacesWidth = 64;

}  // namespace

EndpointCard::EndpointCard(Serving& serving, QWidget* parent)
    : ServingCard(tr("OpenAI-compatible endpoint"), tr("More"), parent),
      m_serving(serving),
      m_endpoint(serving.endpoint()),
      m_address(new QLineEdit(this)),
      m_token(new SecretField(tr("token"), this)),
      m_kept(new NumberField(0, kMostPlaces, 0, this)),
      m_keptText(makeLabel({}, TextRole::Muted, this)),
      m_network(new Switch(tr("LAN access"), this)),
      m_networkText(makeLabel({}, TextRole::Muted, this)),
      m_port(new NumberField(kLeastPort, kMostPort, 0, this)),
      m_starts(new Switch(tr("Start with the window"), this)),
      m_demonstrator(new Switch(tr("Demonstrator"), this)),
      m_demonstratorText(makeLabel({}, TextRole::Muted, this)),
      m_certificate(new FileField(tr("Certificate"), tr("none: the line is not encrypted"),
                                  tr("Certificates (*.pem *.crt *.cer);;All files (*)"), this)),
      m_key(new FileField(tr("Its private key"), tr("none"), tr("Private keys (*.pem *.key);;All files (*)"), this)) {
    makeRows();
    connect(mainSwitch(), &Switch::clicked, this, [this](bool on) {
        if (on)
            m_endpoint.start();
        else
            m_endpoint.stop();
    });
    connect(m_kept, &NumberField::valueChanged, this, [this] {
        m_serving.setKeptPlaces(m_kept->wholeValue());
        refreshKept();
    });
    connect(m_network, &Switch::clicked, this, &EndpointCard::askForNetwork);
    connect(m_port, &NumberField::valueChanged, this,
            [this] { change([this](EndpointSettings& settings) { settings.port = m_port->wholeValue(); }); });
    connect(m_starts, &Switch::clicked, this,
            [this](bool on) { change([on](EndpointSettings& settings) { settings.startsWithWindow = on; }); });
    connect(m_demonstrator, &Switch::clicked, this,
            [this](bool on) { change([on](EndpointSettings& settings) { settings.demonstrator = on; }); });
    connect(m_certificate, &FileField::chosen, this, [this](const QString& path) {
        change([path](EndpointSettings& settings) { settings.certificateFile = path; });
    });
    connect(m_key, &FileField::chosen, this,
            [this](const QString& path) { change([path](EndpointSettings& settings) { settings.keyFile = path; }); });
    connect(&m_endpoint, &Endpoint::changed, this, &EndpointCard::refresh);
    refresh();
}

EndpointCard::~EndpointCard() {
    silenceFields(this);
}

void EndpointCard::makeRows() {
    mainSwitch()->setObjectName("endpointSwitch");
    m_address->setReadOnly(true);
    m_address->setFont(codeFont());
    m_address->setAccessibleName(tr("Address"));
    m_address->setObjectName("endpointAddress");
    auto* address = new QWidget(this);
    auto* addressRow = new QHBoxLayout(address);
    addressRow->setContentsMargins(0, 0, 0, 0);
    addressRow->setSpacing(metrics::kSpace);
    QToolButton* copy = makeIconButton("copy", tr("Copy the address"), this);
    connect(copy, &QToolButton::clicked, this, &EndpointCard::copyAddress);
    addressRow->addWidget(m_address, 1);
    addressRow->addWidget(copy);

    m_token->setObjectName("endpointToken");
    m_token->setPlaceholder(tr("made when you switch it on"));
    QToolButton* renew = makeIconButton("refresh-cw", tr("Make a new token…"), this);
    renew->setObjectName("renewToken");
    m_token->addButton(renew);
    connect(renew, &QToolButton::clicked, this, [this] {
        confirm(window(), tr("Make a new token?"),
                tr("Programs that use the one now are refused until they are told the new one."), tr("Make a new one"),
                [this] { m_endpoint.renewToken(); });
    });

    m_network->setObjectName("endpointNetwork");
    m_port->setObjectName("endpointPort");
    m_port->setAccessibleName(tr("Port"));
    m_port->setGroupSeparatorShown(false);
    m_port->setFixedWidth(kPortWidth);
    m_port->setKeyboardTracking(false);
    auto* port = new QWidget(this);
    auto* portRow = new QHBoxLayout(port);
    portRow->setContentsMargins(0, 0, 0, 0);
    portRow->addWidget(m_port);
    portRow->addStretch();

    addRow(tr("Address"), address);
    addRow(tr("Token"), m_token);
    m_kept->setObjectName("keptPlaces");
    m_kept->setAccessibleName(tr("Places of the batch kept for this window's chats"));
    m_kept->setToolTip(
        tr("Other programs never take these places, so a chat of this window begins at once, whatever they ask."));
    m_kept->setFixedWidth(kPlacesWidth);
    m_kept->setValue(m_serving.keptPlaces());
    m_keptText->setWordWrap(true);
    auto* kept = new QWidget(this);
    auto* keptRow = new QHBoxLayout(kept);
    keptRow->setContentsMargins(0, 0, 0, 0);
    keptRow->setSpacing(2 * metrics::kSpace);
    keptRow->addWidget(m_kept);
    keptRow->addWidget(m_keptText, 1);
    addRow(tr("Kept for this window"), kept);
    addRow(tr("LAN access"), switchRow(m_network, m_networkText));
    addMoreRow(tr("Port"), port);
    addMoreRow(tr("Start"), switchRow(m_starts, makeLabel(tr("Switch it on with the window"), TextRole::Muted)));
    addMoreRow(tr("Demonstrator"), switchRow(m_demonstrator, m_demonstratorText));
    addMoreRow(tr("Certificate"), m_certificate);
    addMoreRow(tr("Its private key"), m_key);
}

void EndpointCard::setChatsAtOnce(int chats) {
    m_chatsAtOnce = chats;
    refreshKept();
    refresh();
}

void EndpointCard::refreshKept() {
    const QString chats = describeChats(m_chatsAtOnce);
    m_keptText->setText(m_chatsAtOnce == 0 ? tr("chats at once")
                        : m_serving.keptPlaces() >= m_chatsAtOnce
                            ? tr("of %1 at once; one is always left to other programs").arg(chats)
                            : tr("of %1 at once").arg(chats));
}

QString EndpointCard::address() const {
    return m_endpoint.url() + "/v1";
}

void EndpointCard::copyAddress() const {
    QGuiApplication::clipboard()->setText(address());
}

void EndpointCard::change(const std::function<void(EndpointSettings&)>& change) {
    EndpointSettings settings = m_endpoint.settings();
    change(settings);
    m_endpoint.setSettings(settings);
}

void EndpointCard::askForNetwork(bool wanted) {
    if (!wanted) return change([](EndpointSettings& settings) { settings.network = false; });
    m_network->setChecked(false);  // until the person has said so
    const QString line =
        m_endpoint.settings().isEncrypted()
            ? tr("The line is encrypted by your certificate.")
            : tr("The line is not encrypted: whoever is on the way reads the token, prompts and answers.");
    confirm(window(), tr("Let other computers connect?"),
            tr("Port %1 opens to every network that this computer is in. %2 Programs still need the token.")
                .arg(QString::number(m_endpoint.settings().port), line),
            tr("Let them connect"), [this] { change([](EndpointSettings& settings) { settings.network = true; }); });
}

void EndpointCard::refresh() {
    const EndpointSettings& settings = m_endpoint.settings();
    mainSwitch()->setChecked(m_endpoint.isOn());
    switch (m_endpoint.state()) {
        case Endpoint::State::Off:
            if (m_endpoint.isEnding())
                showState(Mark::Half, tr("off, running answers end"));
            else
                showState(Mark::Off, tr("off"));
            break;
        case Endpoint::State::Starting:
            showState(Mark::Half, tr("starting"));
            break;
        case Endpoint::State::Listening:
            if (m_chatsAtOnce > 0)
                showState(Mark::Running, settings.network ? tr("listening to the network") : tr("listening"));
            else
                showState(Mark::Waiting, tr("listening, no model"));
            break;
        case Endpoint::State::Failed:
            showState(Mark::Failed, tr("cannot listen"));
            break;
    }
    refreshTrouble();
    if (m_address->text() != address()) m_address->setText(address());
    m_token->setSecret(m_endpoint.token());
    m_network->setChecked(settings.network);
    const QString port = QString::number(settings.port);
    setTextRole(m_networkText, settings.network && !settings.isEncrypted() ? TextRole::Warn : TextRole::Muted);
    const bool isOpen = m_endpoint.state() == Endpoint::State::Listening;
    const QString line = settings.isEncrypted() ? tr("encrypted, token required") : tr("the line is not encrypted");
    m_networkText->setText(
        !settings.network
            ? tr("Off: only programs on this computer connect. On opens port %1 to the local network.").arg(port)
        : isOpen ? tr("On: port %1 is open to the local network, %2.").arg(port, line)
                 : tr("On: other computers may connect to port %1 once it listens, %2.").arg(port, line));
    if (m_port->wholeValue() != settings.port && settings.port > 0) {
        const QSignalBlocker blocker(m_port);
        m_port->setValue(settings.port);
    }
    m_starts->setChecked(settings.startsWithWindow);
    m_demonstrator->setChecked(settings.demonstrator);
    m_demonstratorText->setText(
        tr("A page with a chat at %1/ for browsers; its visitors need the token").arg(m_endpoint.url()));
    m_certificate->setPath(settings.certificateFile);
    m_key->setPath(settings.keyFile);
    QStringList more;
    more << tr("port %1").arg(port) << (settings.isEncrypted() ? tr("encrypted") : tr("not encrypted"));
    if (settings.demonstrator) more << tr("demonstrator");
    if (settings.startsWithWindow) more << tr("starts with the window");
    setMoreSummary(more.join(QStringLiteral(" · ")));
}

void EndpointCard::refreshTrouble() {
    const EndpointSettings& settings = m_endpoint.settings();
    const Endpoint::Trouble& trouble = m_endpoint.trouble();
    banner()->clearButtons();
    if (!trouble.message.isEmpty()) {
        banner()->setKind(Banner::Kind::Bad);
        banner()->setText(!trouble.isPortTaken ? trouble.message
                          : trouble.program.isEmpty()
                              ? tr("Another program has port %1.").arg(settings.port)
                              : tr("Port %1 is taken by “%2”.").arg(settings.port).arg(trouble.program));
        banner()->setDetails(trouble.isPortTaken ? trouble.message : QString());
        if (trouble.freePort) {
            QPushButton* other = banner()->addButton(tr("Use port %1").arg(*trouble.freePort), ButtonKind::Primary);
            connect(other, &QPushButton::clicked, this, [this, port = *trouble.freePort] {
                change([port](EndpointSettings& changed) { changed.port = port; });
                m_endpoint.start();
            });
        }
        QPushButton* again = banner()->addButton(tr("Try again"));
        connect(again, &QPushButton::clicked, this, [this] { m_endpoint.start(); });
        banner()->show();
    } else if (settings.certificateFile.isEmpty() != settings.keyFile.isEmpty()) {
        banner()->setKind(Banner::Kind::Warn);
        banner()->setText(
            tr("A certificate and its private key go together; the line is not encrypted until both are named."));
        banner()->setDetails({});
        banner()->show();
    } else {
        banner()->hide();
    }
}

}  // namespace mw::gui
