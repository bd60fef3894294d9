// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "download_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

#include "describe.h"

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Downloads)
};

constexpr double kLongestCounted = 100 * 3600.0;

QString amountOf(const DownloadProgress& progress) {
    return Words::tr("%1 of %2").arg(describeBytes(progress.bytes), describeBytes(progress.totalBytes));
}

}  // namespace

QString describeForm(const HubForm& form) {
    const QString name = QString::fromStdString(form.name);
    switch (form.kind) {
        case HubForm::Kind::Safetensors:
            return name.isEmpty() ? Words::tr("safetensors") : Words::tr("safetensors, %1").arg(name);
        case HubForm::Kind::Consolidated:
            return Words::tr("consolidated safetensors (Mistral’s own form)");
        case HubForm::Kind::ConsolidatedPth:
            return Words::tr("consolidated .pth (PyTorch)");
        case HubForm::Kind::Gguf:
            return Words::tr("GGUF, %1").arg(name);
        case HubForm::Kind::Other:
            break;
    }
    return Words::tr("other files");
}

QString describeState(const Download& download) {
    switch (download.state) {
        case Download::State::Running:
            break;
        case Download::State::Pausing:
            return Words::tr("pausing");
        case Download::State::Paused:
            return Words::tr("paused");
        case Download::State::Failed:
            return Words::tr("stopped");
        case Download::State::Complete:
            return Words::tr("downloaded and checked");
    }
    switch (download.progress.state) {
        case DownloadProgress::State::Starting:
            return Words::tr("starting");
        case DownloadProgress::State::Fetching:
            return Words::tr("downloading");
        case DownloadProgress::State::Waiting:
            return Words::tr("waiting");
        case DownloadProgress::State::Checking:
            return Words::tr("checking");
    }
    return {};
}

QString describeProgress(const Download& download) {
    const DownloadProgress& progress = download.progress;
    if (download.state == Download::State::Complete) return describeBytes(progress.totalBytes);
    QStringList parts{amountOf(progress)};
    if (download.state != Download::State::Running) return parts.front();
    const QString file = QString::fromStdString(progress.file);
    switch (progress.state) {
        case DownloadProgress::State::Starting:
            break;
        case DownloadProgress::State::Fetching:
            if (download.bytesPerSecond > 0) {
                parts << Words::tr("%1 per second").arg(describeBytes(std::llround(download.bytesPerSecond)));
                const double seconds =
                    static_cast<double>(progress.totalBytes - progress.bytes) / download.bytesPerSecond;
                if (seconds < kLongestCounted) parts << Words::tr("about %1 left").arg(describeSeconds(seconds));
            }
            parts << file;
            break;
        case DownloadProgress::State::Waiting:
            parts << (progress.retrySeconds >= 1
                          ? Words::tr("the next try in %1").arg(describeSeconds(progress.retrySeconds))
                          : Words::tr("trying again"));
            parts << QString::fromStdString(progress.trouble);
            break;
        case DownloadProgress::State::Checking:
            parts << Words::tr("computing the checksum of %1").arg(file);
            break;
    }
    return parts.join(" · ");
}

}  // namespace mw::gui
