// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "server_address.h"

#include <curl/curl.h>

#include <memory>

#include "mw/error.h"
#include "utf8.h"

namespace mw {

namespace {

std::string part(CURLU* url, CURLUPart which) {
    char* found = nullptr;
    if (curl_url_get(url, which, &found, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&curl_free)> owned(found, curl_free);
    return found;
}

}  // namespace

ServerAddress parseServerAddress(const std::string& text, const std::string& name) {
    const auto refuse = [&name](const std::string& what) -> void {
        throw Error(ErrorCode::InvalidArgument, name + " " + what);
    };
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), curl_url_cleanup);
    if (const CURLUcode failure = curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0); failure != CURLUE_OK)
        // What was typed is not shown: it may hold a password.
        refuse(std::string("cannot be read (") + curl_url_strerror(failure) +
               "); expected http://host:7777 or https://host");
    if (!part(url.get(), CURLUPART_USER).empty() || !part(url.get(), CURLUPART_PASSWORD).empty())
        refuse("holds a user name or a password, which have no use there");
    const std::string scheme = part(url.get(), CURLUPART_SCHEME);
    const std::string host = part(url.get(), CURLUPART_HOST);
    if (scheme != "http" && scheme != "https")
        refuse("begins with " + inQuotes(scheme + "://") + ", expected http:// or https://");
    if (!part(url.get(), CURLUPART_QUERY).empty() || !part(url.get(), CURLUPART_FRAGMENT).empty())
        refuse(inQuotes(text) + " ends with ?... or #..., which have no use there");
    ServerAddress address{.url = part(url.get(), CURLUPART_URL), .isEncrypted = scheme == "https"};
    while (address.url.ends_with('/'))
        address.url.pop_back();
    address.isLocal = host == "localhost" || host == "[::1]" || host.starts_with("127.");
    return address;
}

}  // namespace mw
