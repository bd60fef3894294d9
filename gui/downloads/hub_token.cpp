// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hub_token.h"

#include <qt6keychain/keychain.h>

#include <QTimer>
#include <utility>

namespace mw::gui {

namespace {

const QString kService = QStringLiteral("mixtral-workbench");
/// A keyring that waits for its password asks for it in a window of the desktop's, which a person may not see.
constexpr int kPatienceMs = 60'000;

/// A token is for the hub that it was given for.
QString keyFor(const std::string& endpoint) {
    return "token of " + QString::fromStdString(endpoint);
}

}  // namespace

HubToken::~HubToken() {
    m_value.fill(QChar(0));
}

void HubToken::look(const std::string& endpoint) {
    if (m_hasLooked) {
        emit found();
        return;
    }
    m_hasLooked = true;
    auto* job = new QKeychain::ReadPasswordJob(kService);
    job->setKey(keyFor(endpoint));
    auto* patience = new QTimer(this);
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, this, [this, patience] {
        patience->deleteLater();
        emit found();
    });
    connect(job, &QKeychain::Job::finished, this, [this, job, patience] {
        m_hasKeyring = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        if (m_value.isEmpty() && job->error() == QKeychain::NoError) {
            m_value = job->textData();
            setKept(!m_value.isEmpty());
        }
        if (!patience->isActive()) return;
        patience->stop();
        patience->deleteLater();
        emit found();
    });
    patience->start(kPatienceMs);
    job->start();
}

void HubToken::set(const QString& value, const std::string& endpoint, bool keep) {
    m_value = value;
    setKept(false);
    if (!keep) return;
    auto* job = new QKeychain::WritePasswordJob(kService);
    job->setKey(keyFor(endpoint));
    job->setTextData(value);
    connect(job, &QKeychain::Job::finished, this, [this, job] {
        if (job->error() != QKeychain::NoError)
            emit keepingFailed(job->errorString());
        else if (job->textData() == m_value)  // not another one by now
            setKept(true);
    });
    job->start();
}

void HubToken::forget(const std::string& endpoint) {
    m_value.fill(QChar(0));
    m_value.clear();
    auto* job = new QKeychain::DeletePasswordJob(kService);
    job->setKey(keyFor(endpoint));
    connect(job, &QKeychain::Job::finished, this, [this, job] {
        const bool isGone = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        if (!isGone) return emit forgettingFailed(job->errorString());
        if (m_value.isEmpty()) setKept(false);
    });
    job->start();
}

void HubToken::setKept(bool isKept) {
    if (std::exchange(m_isKept, isKept) != isKept) emit keptChanged();
}

}  // namespace mw::gui
