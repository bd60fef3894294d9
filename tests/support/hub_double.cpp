// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "hub_double.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "loopback_listener.h"

namespace mw::test {

namespace {

using nlohmann::json;

constexpr std::uint64_t kChunk = 32U << 10;
constexpr int kSocketBuffer = 32 << 10;

std::uint64_t mixed(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

bool sendAll(int socket, std::string_view data) {
    while (!data.empty()) {
        const ssize_t bytes = send(socket, data.data(), data.size(), MSG_NOSIGNAL);
        if (bytes <= 0) return false;
        data.remove_prefix(static_cast<std::size_t>(bytes));
    }
    return true;
}

std::string fieldOf(const std::string& head, const std::string& name) {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const std::size_t begin = at + 4 + name.size();
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

bool reply(int socket, int status, const std::string& fields, const std::string& body = {}) {
    return sendAll(socket, "HTTP/1.1 " + std::to_string(status) + " -\r\n" + fields +
                               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

}  // namespace

/// A listening socket, and who came.
struct HubDouble::Port {
    int listener = -1;
    std::atomic<int> number = 0;
    std::thread acceptor;
    std::list<Connection> connections;

    void open() {
        int chosen = number;
        listener = listenOnLoopback(chosen);
        number = chosen;
        setsockopt(listener, SOL_SOCKET, SO_SNDBUF, &kSocketBuffer,
                   sizeof kSocketBuffer);  // what it accepts has it, too
    }
    void start(const std::function<void(int)>& serve) {
        acceptor = std::thread([this, serve] {
            while (true) {
                const int socket = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
                if (socket < 0) return;
                std::erase_if(connections, [](Connection& done) {
                    if (!done.over) return false;
                    done.thread.join();
                    ::close(done.socket);
                    return true;
                });
                Connection& connection = connections.emplace_back();
                connection.socket = socket;
                connection.thread = std::thread([&connection, serve] {
                    serve(connection.socket);
                    shutdown(connection.socket, SHUT_RDWR);
                    connection.over = true;
                });
            }
        });
    }
    void stop() {
        shutdown(listener, SHUT_RDWR);
        acceptor.join();
        ::close(listener);
        for (Connection& connection : connections)
            shutdown(connection.socket, SHUT_RDWR);
        for (Connection& connection : connections) {
            connection.thread.join();
            ::close(connection.socket);
        }
        connections.clear();
    }
};

HubDouble::HubDouble(Settings settings, std::vector<HubDoubleFile> files)
    : m_settings(std::move(settings)), m_files(std::move(files)) {
    std::uint64_t seed = 1;
    for (HubDoubleFile& file : m_files) {
        file.seed = mixed(seed++);
        if (!file.content.empty()) file.bytes = file.content.size();
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        EVP_DigestInit_ex(digest.get(), file.isLfs ? EVP_sha256() : EVP_sha1(), nullptr);
        const std::string blob = "blob " + std::to_string(file.bytes);
        if (!file.isLfs) EVP_DigestUpdate(digest.get(), blob.c_str(), blob.size() + 1);
        std::string chunk;
        for (std::uint64_t at = 0; at < file.bytes; at += chunk.size()) {
            bytesOf(file, at, std::min(at + (1U << 20), file.bytes), chunk);
            EVP_DigestUpdate(digest.get(), chunk.data(), chunk.size());
        }
        unsigned char value[EVP_MAX_MD_SIZE];
        unsigned int bytes = 0;
        EVP_DigestFinal_ex(digest.get(), value, &bytes);
        std::string figures;
        for (unsigned int i = 0; i < bytes; ++i)
            for (const int half : {value[i] >> 4, value[i] & 15})
                figures += "0123456789abcdef"[half];
        (file.isLfs ? file.sha256 : file.gitBlob) = figures;
    }
    reopen();
}

HubDouble::~HubDouble() {
    if (m_hub) close();
}

void HubDouble::close() {
    m_closing = true;
    m_hub->stop();
    m_store->stop();
}

void HubDouble::reopen() {
    m_closing = false;
    if (!m_hub) {
        m_hub = std::make_unique<Port>();
        m_store = std::make_unique<Port>();
    }
    m_hub->open();
    m_store->open();
    m_hub->start([this](int socket) { serve(socket, true); });
    m_store->start([this](int socket) { serve(socket, false); });
}

void HubDouble::moveStore() {
    m_store->stop();
    m_store->number = 0;
    m_store->open();
    m_store->start([this](int socket) { serve(socket, false); });
}

std::string HubDouble::url() const {
    return "http://127.0.0.1:" + std::to_string(m_hub->number);
}

std::vector<HubFile> HubDouble::listed() const {
    std::vector<HubFile> files;
    for (const HubDoubleFile& file : m_files)
        files.push_back({.path = file.path, .bytes = file.bytes, .sha256 = file.sha256, .gitBlob = file.gitBlob});
    return files;
}

void HubDouble::bytesOf(const HubDoubleFile& file, std::uint64_t begin, std::uint64_t end, std::string& out) const {
    out.resize(end - begin);
    if (!file.content.empty()) {
        out = file.content.substr(begin, end - begin);
        return;
    }
    for (std::uint64_t at = begin; at < end;) {
        const std::uint64_t word = mixed(file.seed + at / 8);
        const std::uint64_t inWord = at % 8;
        const std::uint64_t count = std::min(8 - inWord, end - at);
        std::memcpy(out.data() + (at - begin), reinterpret_cast<const char*>(&word) + inWord, count);
        at += count;
    }
}

std::string HubDouble::contentOf(const std::string& path) const {
    std::string content;
    for (const HubDoubleFile& file : m_files)
        if (file.path == path) bytesOf(file, 0, file.bytes, content);
    return content;
}

void HubDouble::change(const std::string& path) {
    for (HubDoubleFile& file : m_files) {
        if (file.path != path) continue;
        if (!file.content.empty()) file.content[0] = static_cast<char>(file.content[0] ^ 1);
        file.seed = mixed(file.seed);
    }
}

void HubDouble::misbehave(const HubDoubleFault& fault, int times) {
    const std::lock_guard lock(m_mutex);
    m_faults.insert(m_faults.end(), static_cast<std::size_t>(times), fault);
}

void HubDouble::misbehaveWith(const std::string& path, const HubDoubleFault& fault, int times) {
    const std::lock_guard lock(m_mutex);
    auto& faults = m_faultsOf[path];
    faults.insert(faults.end(), static_cast<std::size_t>(times), fault);
}

void HubDouble::forgive() {
    const std::lock_guard lock(m_mutex);
    m_faults.clear();
    m_faultsOf.clear();
}

void HubDouble::answerApiWith(const std::string& text, int status, const std::string& fields) {
    const std::lock_guard lock(m_mutex);
    m_apiText = text;
    m_apiStatus = status;
    m_apiFields = fields;
}

void HubDouble::afterBytes(std::uint64_t bytes, std::function<void()> act) {
    const std::lock_guard lock(m_mutex);
    m_bytesUntil = bytes;
    m_act = std::move(act);
}

bool HubDouble::isWaitingForBytes() const {
    const std::lock_guard lock(m_mutex);
    return m_act != nullptr;
}

std::vector<HubDouble::Request> HubDouble::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

std::vector<HubDouble::Sent> HubDouble::sent() const {
    const std::lock_guard lock(m_mutex);
    return m_sent;
}

std::uint64_t HubDouble::sentBytes() const {
    const std::lock_guard lock(m_mutex);
    std::uint64_t bytes = 0;
    for (const Sent& sent : m_sent)
        bytes += sent.end - sent.begin;
    return bytes;
}

std::vector<std::string> HubDouble::wrongFiles() const {
    const std::lock_guard lock(m_mutex);
    return m_wrong;
}

std::optional<HubDoubleFault> HubDouble::nextFault(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    auto& faults = m_faultsOf[path].empty() ? m_faults : m_faultsOf[path];
    if (faults.empty()) return std::nullopt;
    const HubDoubleFault fault = faults.front();
    faults.pop_front();
    return fault;
}

bool HubDouble::takeOtherLink(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    auto& faults = m_faultsOf[path];
    if (faults.empty() || faults.front().kind != HubDoubleFault::Kind::OtherLink) return false;
    faults.pop_front();
    return true;
}

void HubDouble::count(const HubDoubleFile& file, std::uint64_t begin, std::uint64_t end) {
    std::function<void()> act;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_sent.empty() && m_sent.back().file == file.path && m_sent.back().end == begin)
            m_sent.back().end = end;
        else
            m_sent.push_back({file.path, begin, end});
        const std::uint64_t bytes = end - begin;
        if (m_act && bytes >= m_bytesUntil) act = std::exchange(m_act, nullptr);
        m_bytesUntil -= std::min(m_bytesUntil, bytes);
    }
    if (act) act();
}

void HubDouble::serve(int socket, bool isHub) {
    std::string buffer;
    char chunk[8192];
    while (!m_closing) {
        std::size_t end = 0;
        while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
            const ssize_t bytes = recv(socket, chunk, sizeof chunk, 0);
            if (bytes <= 0) return;
            buffer.append(chunk, static_cast<std::size_t>(bytes));
        }
        const std::string head = buffer.substr(0, end + 2);
        buffer.erase(0, end + 4);
        if (!answer(socket, isHub, head)) return;
    }
}

bool HubDouble::answer(int socket, bool isHub, const std::string& head) {
    const std::size_t first = head.find(' ') + 1;
    const std::string path = head.substr(first, head.find(' ', first) - first);
    const std::string authorization = fieldOf(head, "Authorization");
    const std::string range = fieldOf(head, "Range");
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back({isHub, path, authorization, range});
    }
    if (!isHub) {
        for (std::size_t index = 0; index < m_files.size(); ++index)
            if (path == "/store/" + std::to_string(index) + "?signature=secret")
                return answerContent(socket, isHub, m_files[index], range);
        return reply(socket, 404, {});
    }
    if (!m_settings.token.empty() && authorization != "Bearer " + m_settings.token)
        return reply(socket, authorization.empty() ? 401 : 403, "X-Error-Code: GatedRepo\r\n");
    if (path.starts_with("/api/models/")) return answerApi(socket, path, authorization);
    const std::string files = '/' + m_settings.repository + "/resolve/" + m_commit + '/';
    for (std::size_t index = 0; index < m_files.size(); ++index) {
        const HubDoubleFile& file = m_files[index];
        if (path != files + file.path) continue;
        if (!file.isLfs) return answerContent(socket, isHub, file, range);
        const bool isOther = takeOtherLink(file.path);
        return reply(socket, 302,
                     "Location: http://127.0.0.1:" + std::to_string(m_store->number) + "/store/" +
                         std::to_string(index) + "?signature=secret\r\nX-Linked-Size: " + std::to_string(file.bytes) +
                         "\r\nX-Linked-ETag: \"" + (isOther ? std::string(64, 'f') : file.sha256) + "\"\r\n");
    }
    return reply(socket, 404, "X-Error-Code: EntryNotFound\r\n");
}

bool HubDouble::answerApi(int socket, const std::string& path, const std::string&) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_apiText.empty())
            return reply(socket, m_apiStatus, m_apiFields + "Content-Type: application/json\r\n", m_apiText);
    }
    if (m_settings.leadsAway)
        return reply(socket, 307, "Location: http://127.0.0.1:" + std::to_string(m_store->number) + path + "\r\n");
    const auto asksFor = [&path](const std::string& repository, const std::string& revision) {
        return path == "/api/models/" + repository + "/revision/" + revision + "?blobs=true";
    };
    if (!m_settings.renamedFrom.empty() && asksFor(m_settings.renamedFrom, "main"))
        return reply(socket, 307, "Location: /api/models/" + m_settings.repository + "/revision/main?blobs=true\r\n");
    if (!path.starts_with("/api/models/" + m_settings.repository + '/'))
        return reply(socket, 401, "X-Error-Code: RepoNotFound\r\n");
    if (!asksFor(m_settings.repository, "main") && !asksFor(m_settings.repository, m_commit))
        return reply(socket, 404, "X-Error-Code: RevisionNotFound\r\n");
    json files = json::array();
    for (const HubDoubleFile& file : m_files) {
        json entry{{"rfilename", file.path}, {"size", file.bytes}};
        if (file.isLfs)
            entry["lfs"] = {{"sha256", file.sha256}, {"size", file.bytes}, {"pointerSize", 135}};
        else
            entry["blobId"] = file.gitBlob;
        files.push_back(std::move(entry));
    }
    const json model{{"id", m_settings.repository},
                     {"sha", m_commit},
                     {"gated", m_settings.token.empty() ? json(false) : json("auto")},
                     {"cardData", {{"license", m_settings.licence}}},
                     {"siblings", files}};
    return reply(socket, 200, "Content-Type: application/json\r\n", model.dump());
}

bool HubDouble::answerContent(int socket, bool isHub, const HubDoubleFile& file, const std::string& range) {
    using Kind = HubDoubleFault::Kind;
    const std::optional<HubDoubleFault> fault = nextFault(file.path);
    const auto is = [&fault](Kind kind) { return fault && fault->kind == kind; };
    if (is(Kind::Status)) {
        const std::string later = fault->retryAfter.empty() ? "" : "Retry-After: " + fault->retryAfter + "\r\n";
        return reply(socket, fault->status, later);
    }
    if (is(Kind::RangeRefused)) return reply(socket, 416, "Content-Range: bytes */1\r\n");
    if (is(Kind::Gone)) return reply(socket, 403, {}, "<Error><Code>AccessDenied</Code></Error>");
    if (is(Kind::Page))
        return reply(socket, 200, "Content-Type: text/html; charset=utf-8\r\n", "<html>Please sign in.</html>");
    std::uint64_t begin = 0, end = file.bytes;
    const bool isPart = range.starts_with("bytes=") && m_settings.answersRanges && !is(Kind::Whole);
    if (isPart) {
        begin = std::stoull(range.substr(6));
        const std::string last = range.substr(range.find('-') + 1);
        if (!last.empty()) end = std::min<std::uint64_t>(std::stoull(last) + 1, file.bytes);
        if (begin >= end) return reply(socket, 416, "Content-Range: bytes */" + std::to_string(file.bytes) + "\r\n");
    }
    if (is(Kind::OtherPart)) begin = begin / 2;
    if (is(Kind::LongerPart)) end = file.bytes;
    if (is(Kind::ShorterLength)) end = begin + std::max<std::uint64_t>((end - begin) / 2, 1);
    std::uint64_t promised = end - begin;
    if (is(Kind::LongerLength)) promised += 4096;
    const std::uint64_t total = file.bytes + (is(Kind::OtherTotal) ? 1 : 0);
    const std::string other(file.isLfs ? 64 : 40, 'f');
    const std::string tag = is(Kind::OtherFile) ? other : isHub ? file.gitBlob : m_settings.storeTag;
    std::string head = "HTTP/1.1 " + std::string(isPart ? "206" : "200") +
                       " -\r\nContent-Type: application/octet-stream\r\nETag: \"" + tag + "\"\r\n";
    if (isPart)
        head += "Content-Range: bytes " + std::to_string(begin) + '-' + std::to_string(begin + promised - 1) + '/' +
                std::to_string(total) + "\r\n";
    else if (is(Kind::OtherTotal))
        promised += 1;
    if (!sendAll(socket, head + "Content-Length: " + std::to_string(promised) + "\r\n\r\n")) return false;
    if (is(Kind::OtherFile)) {
        HubDoubleFile changed = file;
        changed.seed = mixed(file.seed);
        changed.content.clear();
        return sendContent(socket, changed, begin, end, fault);
    }
    return sendContent(socket, file, begin, end, fault) && promised == end - begin;
}

/// False where the connection is over.
bool HubDouble::sendContent(int socket, const HubDoubleFile& file, std::uint64_t begin, std::uint64_t end,
                            const std::optional<HubDoubleFault>& fault) {
    using Kind = HubDoubleFault::Kind;
    const bool breaks = fault && (fault->kind == Kind::Cut || fault->kind == Kind::Reset || fault->kind == Kind::Stall);
    const bool isWrong = fault && (fault->kind == Kind::WrongByte || fault->kind == Kind::OtherFile);
    const std::uint64_t stop = breaks ? std::min(end, begin + fault->after) : end;
    if (isWrong) {
        const std::lock_guard lock(m_mutex);
        m_wrong.push_back(file.path);
    }
    std::string chunk;
    for (std::uint64_t at = begin; at < stop;) {
        const std::uint64_t next = std::min(at + kChunk, stop);
        bytesOf(file, at, next, chunk);
        if (fault && fault->kind == Kind::WrongByte) {
            const std::uint64_t wrong = begin + fault->after % (end - begin);
            if (wrong >= at && wrong < next) chunk[wrong - at] = static_cast<char>(chunk[wrong - at] ^ 0x40);
        }
        if (!sendAll(socket, chunk)) return false;
        count(file, at, next);
        at = next;
        if (m_closing) return false;
    }
    if (!breaks || stop == end) return true;
    if (fault->kind == Kind::Stall) {
        char ignored = 0;
        while (recv(socket, &ignored, 1, 0) > 0)
            ;
    }
    if (fault->kind == Kind::Reset) {
        sockaddr nobody{};
        nobody.sa_family = AF_UNSPEC;
        connect(socket, &nobody, sizeof nobody);
    }
    return false;
}

}  // namespace mw::test
