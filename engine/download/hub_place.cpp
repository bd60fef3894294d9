// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <string_view>

#include "mw/hub.h"
#include "repository.h"
#include "server_address.h"
#include "utf8.h"

namespace mw {

HubError::HubError(HubFault fault, const std::string& message, ErrorPlace place)
    : Error(fault == HubFault::Address ? ErrorCode::InvalidArgument : ErrorCode::FileNotFound, message,
            std::move(place)),
      m_fault(fault) {}

namespace {

constexpr std::size_t kMostNameBytes = 96;  // the hub's own limit

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= kMostNameBytes && name.front() != '.' && name.front() != '-' &&
           name.find("..") == std::string_view::npos && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
                      c == '-' || c == '_';
           });
}

bool isRevision(std::string_view name) {
    return !name.empty() && name.size() <= 255 && name.front() != '-' && name.find("..") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return static_cast<unsigned char>(c) > ' ' &&
                      std::string_view("?*[]\\^~:#%\"<>|").find(c) == std::string_view::npos;
           });
}

[[noreturn]] void refuse(const std::string& text) {
    throw HubError(HubFault::Address,
                   inQuotes(text) +
                       " names no repository; expected owner/name, owner/name@revision, or the address "
                       "of its page");
}

/// What a browser writes as %2F and the like.
std::string unescaped(std::string_view text) {
    const auto figure = [](char c) {
        const std::size_t at = std::string_view("0123456789abcdef").find(static_cast<char>(c | 32));
        return c >= '0' && c <= '9' ? c - '0' : at == std::string_view::npos ? -1 : static_cast<int>(at);
    };
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && figure(text[i + 1]) >= 0 && figure(text[i + 2]) >= 0) {
            plain += static_cast<char>(figure(text[i + 1]) * 16 + figure(text[i + 2]));
            i += 2;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

std::string_view nextPart(std::string_view& path) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return part;
}

/// What follows the host of an address: owner/name[/tree/revision], owner/name/blob/revision/file ...
HubPlace parsePath(std::string_view path, const std::string& text) {
    HubPlace place;
    if (path.starts_with("models/")) path.remove_prefix(7);
    const std::string owner(nextPart(path)), name(nextPart(path));
    if (!isName(owner) || !isName(name)) refuse(text);
    place.repository = owner + '/' + name;
    const std::string_view kind = nextPart(path);
    if (kind != "tree" && kind != "blob" && kind != "resolve" && kind != "raw") return place;
    // A revision with slashes is written with %2F there.
    if (const std::string revision = unescaped(nextPart(path)); !revision.empty()) place.revision = revision;
    if (!isRevision(place.revision)) refuse(text);
    if (kind == "tree") return place;  // a folder in it is fetched with all of it
    place.file = unescaped(path);
    if (!place.file.empty() && !staysBelow(place.file)) refuse(text);
    return place;
}

}  // namespace

std::string hubEndpoint(const std::string& named) {
    if (named.empty()) return HubOptions().endpoint;
    ServerAddress address;
    try {
        address = parseServerAddress(named, "the hub's address");
    } catch (const Error& error) {
        throw HubError(HubFault::Address, error.what());
    }
    if (!address.isEncrypted && !address.isLocal)
        throw HubError(HubFault::Address,
                       inQuotes(named) + " is not encrypted; the hub's address begins with https://");
    return address.url;
}

HubPlace parseHubPlace(const std::string& text, const std::string& endpoint) {
    const std::size_t first = text.find_first_not_of(" \t\r\n\"'");
    if (first == std::string::npos) refuse(text);
    std::string_view typed(text);
    typed = typed.substr(first, text.find_last_not_of(" \t\r\n\"'") + 1 - first);
    const std::string bare = endpoint.substr(endpoint.find("://") + 3);
    for (const std::string& host :
         {std::string("huggingface.co"), std::string("www.huggingface.co"), std::string("hf.co"), bare})
        for (const std::string& scheme : {std::string("https://"), std::string("http://"), std::string()}) {
            if (!typed.starts_with(scheme + host + '/')) continue;
            typed.remove_prefix(scheme.size() + host.size() + 1);
            return parsePath(typed.substr(0, typed.find_first_of("?#")), text);
        }
    HubPlace place;
    if (const std::size_t at = typed.find('@'); at != std::string_view::npos) {
        place.revision = std::string(typed.substr(at + 1));
        if (!isRevision(place.revision)) refuse(text);
        typed = typed.substr(0, at);
    }
    while (typed.ends_with('/'))
        typed.remove_suffix(1);
    place.repository = std::string(typed);
    const std::string_view owner = nextPart(typed);
    if (!isName(owner) || !isName(typed)) refuse(text);
    return place;
}

}  // namespace mw
