// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <optional>

#include "hub_link.h"
#include "mw/hub.h"
#include "repository.h"

namespace mw {

namespace {

constexpr int kMostHops = 5;
constexpr int kMostTries = 3;
constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kLook{1000};

/// One call; nothing once stopped.
std::optional<HttpReply> ask(HubLink& link, const std::string& url, std::chrono::seconds stall,
                             const std::stop_token& stop) {
    std::optional<HttpReply> reply;
    const HttpClient::Call call = link.http().begin({.url = url,
                                                     .fields = link.fieldsFor(url),
                                                     .timeout = kPatience,
                                                     .stall = stall,
                                                     .onPiece = {},
                                                     .done = [&reply](const HttpReply& came) { reply = came; }});
    const std::stop_callback wake(stop, [waker = link.http().waker()] { waker->wake(); });
    while (!reply && !stop.stop_requested())
        link.http().wait(kLook);
    if (!reply) link.http().cancel(call);
    return reply;
}

/// Waits; false once stopped.
bool rest(HubLink& link, std::chrono::milliseconds pause, const std::stop_token& stop) {
    const auto until = std::chrono::steady_clock::now() + pause;
    const std::stop_callback wake(stop, [waker = link.http().waker()] { waker->wake(); });
    while (!stop.stop_requested() && std::chrono::steady_clock::now() < until)
        link.http().wait(std::min<std::chrono::milliseconds>(
            kLook, std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now())));
    return !stop.stop_requested();
}

bool isBusy(int status) {
    return status == 0 || status == 408 || status == 429 || status >= 500;
}

}  // namespace

HubRepository askHub(const HubOptions& options, const HubPlace& place, const std::stop_token& stop) {
    HubLink link(options);
    std::string url = link.repositoryUrl(place);
    int hops = 0;
    for (int tries = 1;;) {
        const std::optional<HttpReply> reply = ask(link, url, options.stall, stop);
        if (!reply) return {};
        if (reply->status == 200) return parseRepository(reply->body, place);
        if (isRedirection(reply->status)) {
            if (++hops > kMostHops) throw HubError(HubFault::Content, link.endpoint() + " leads in circles");
            url = link.redirected(url, reply->head["location"]);
        } else if (!isBusy(reply->status)) {
            throw refusalOf(*reply, link, place.repository, place.repository);
        } else if (tries++ == kMostTries) {
            const std::string why = reply->status == 0 ? reply->failure : std::to_string(reply->status);
            throw HubError(HubFault::NoAnswer, hostOf(url) + " gives no answer (" + why + ')');
        } else {
            const auto asked = retryAfter(reply->head);
            if (asked && *asked > kPatience)
                throw HubError(HubFault::NoAnswer,
                               hostOf(url) + " asks to be left alone for " + std::to_string(asked->count()) + " s");
            if (!rest(link, asked ? *asked : options.retry * (tries - 1), stop)) return {};
        }
    }
}

}  // namespace mw
