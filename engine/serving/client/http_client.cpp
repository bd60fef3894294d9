// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "http_client.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <utility>

#include "mw/error.h"
#include "mw/version.h"

namespace mw {

namespace {

constexpr long kConnectSeconds = 15;
/// AIME's server closes a connection that was idle for 10 s.
constexpr long kIdleSeconds = 8;
/// A client may send its server 100 MB; a job request can bring several of those.
constexpr std::size_t kMostReplyBytes = 256U << 20;
constexpr std::size_t kMostHeadBytes = 64U << 10;
constexpr long kReceiveBytes = 128L << 10;  // at once, where there is so much

/// Where systems other than Debian, for which libcurl may have been built, keep their authorities.
constexpr std::array<const char*, 4> kAuthorities = {
    "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",    // Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",              // openSUSE
    "/etc/ssl/cert.pem",                   // Alpine
};

/// libcurl's own state of the process, which has to be there before the first thread uses it.
void initialise() {
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (once != CURLE_OK) throw Error(ErrorCode::Internal, "libcurl cannot be initialised");
}

std::string systemAuthorities() {
    for (const char* file : kAuthorities) {
        std::error_code failure;
        if (std::filesystem::is_regular_file(file, failure)) return file;
    }
    return {};
}

class MultiWaker final : public Waker {
 public:
    explicit MultiWaker(CURLM* multi) : m_multi(multi) {}

    void wake() override {
        const std::lock_guard lock(m_mutex);
        if (m_multi) curl_multi_wakeup(m_multi);
    }
    void forget() {
        const std::lock_guard lock(m_mutex);
        m_multi = nullptr;
    }

 private:
    std::mutex m_mutex;
    CURLM* m_multi;
};

/// A call under way. Its address is given to libcurl.
struct Transfer {
    HttpClient::Call id = 0;
    CURL* easy = nullptr;
    HttpCall call;
    curl_slist* headers = nullptr;
    HttpReply reply;
    std::size_t headBytes = 0;
    std::array<char, CURL_ERROR_SIZE> error{};
};

long statusOf(CURL* easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

/// A line of an answer's head; the empty one ends it.
std::size_t receiveHead(char* data, std::size_t one, std::size_t bytes, void* pointer) {
    Transfer& transfer = *static_cast<Transfer*>(pointer);
    std::string_view line(data, one * bytes);
    transfer.headBytes += line.size();
    if (transfer.headBytes > kMostHeadBytes) return 0;
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    HttpHead& head = transfer.reply.head;
    if (line.starts_with("HTTP/")) {
        head = {};
    } else if (line.empty()) {
        const bool isFirst = head.status == 0;  // else they are the fields behind a body in chunks
        head.status = static_cast<int>(statusOf(transfer.easy));
        if (isFirst && head.status >= 200 && transfer.call.onHead) transfer.call.onHead(head);
    } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
        std::string name(line.substr(0, colon));
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
            value.remove_prefix(1);
        head.fields.emplace_back(std::move(name), value);
    }
    return one * bytes;
}

std::size_t receive(char* data, std::size_t one, std::size_t bytes, void* pointer) {
    Transfer& transfer = *static_cast<Transfer*>(pointer);
    const long status = statusOf(transfer.easy);
    if (transfer.call.onPiece && (status == 200 || status == 206)) {
        transfer.call.onPiece({data, one * bytes});
        return one * bytes;
    }
    std::string& body = transfer.reply.body;
    if (one * bytes > kMostReplyBytes - body.size()) return 0;  // fewer than given: breaks the call off
    body.append(data, one * bytes);
    return one * bytes;
}

std::string describe(CURLcode code, const Transfer& transfer) {
    switch (code) {
        case CURLE_WRITE_ERROR:
            return "its reply has more than " + std::to_string(kMostReplyBytes >> 20) + " MiB";
        case CURLE_PEER_FAILED_VERIFICATION:
            return std::string("its certificate is not trusted: ") + transfer.error.data();
        default:
            return transfer.error[0] ? transfer.error.data() : curl_easy_strerror(code);
    }
}

/// libcurl would say so only when it is asked to connect.
void requireCertificates(const std::filesystem::path& file) {
    std::error_code failure;
    if (!std::filesystem::is_regular_file(file, failure))
        throw Error(ErrorCode::FileNotFound, file.string() + ": there is no such file of certificates",
                    {file.string(), {}, {}});
    const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), X509_STORE_free);
    if (!store || X509_STORE_load_locations(store.get(), file.c_str(), nullptr) != 1)
        throw Error(ErrorCode::FileFormat, file.string() + ": holds no certificates in PEM", {file.string(), {}, {}});
}

}  // namespace

std::string_view HttpHead::operator[](std::string_view name) const {
    for (const auto& [known, value] : fields)
        if (known == name) return value;
    return {};
}

struct HttpClient::Impl {
    ServerAddress server;
    std::string authorities;  ///< a file
    bool onlyThese = false;   ///< and not what the system trusts
    std::string agent = "Mixtral Workbench " + builtVersion();
    CURLM* multi = nullptr;
    std::shared_ptr<MultiWaker> waker;
    std::map<Call, std::unique_ptr<Transfer>> transfers;
    Call lastCall = 0;

    void prepare(Transfer& transfer) const;
    void close(Transfer& transfer) const;
    bool finish();
};

void HttpClient::Impl::prepare(Transfer& transfer) const {
    CURL* easy = transfer.easy;
    const auto set = [easy](CURLoption option, auto value) {
        if (const CURLcode code = curl_easy_setopt(easy, option, value); code != CURLE_OK)
            throw Error(ErrorCode::Internal, std::string("libcurl: ") + curl_easy_strerror(code));
    };
    set(CURLOPT_URL, (transfer.call.url.empty() ? server.url + transfer.call.route : transfer.call.url).c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a look-up of a name that hangs must not hold the end up
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!authorities.empty()) set(CURLOPT_CAINFO, authorities.c_str());
    if (onlyThese) set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // the system's folder of them
    if (server.isLocal) set(CURLOPT_PROXY, "");                             // whatever the environment says
    set(CURLOPT_USERAGENT, agent.c_str());
    const auto addField = [&](const char* field) { transfer.headers = curl_slist_append(transfer.headers, field); };
    addField(("Accept: " + transfer.call.accept).c_str());
    for (const std::string& field : transfer.call.fields)
        addField(field.c_str());
    if (transfer.call.body) {
        addField("Content-Type: application/json");
        addField("Expect:");
        set(CURLOPT_POSTFIELDS, transfer.call.body->data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer.call.body->size()));
    }
    set(CURLOPT_HTTPHEADER, transfer.headers);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(transfer.call.timeout.count()));
    if (transfer.call.stall.count() > 0) {
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(transfer.call.stall.count()));
    }
    set(CURLOPT_MAXAGE_CONN, kIdleSeconds);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    // libcurl repeats a call by itself if the connection was one of those kept and turns out to be closed.
    const long fresh = transfer.call.fresh ? 1 : 0;
    set(CURLOPT_FRESH_CONNECT, fresh);
    set(CURLOPT_FORBID_REUSE, fresh);
    set(CURLOPT_BUFFERSIZE, kReceiveBytes);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // of a proxy
    set(CURLOPT_HEADERFUNCTION, &receiveHead);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
    set(CURLOPT_WRITEFUNCTION, &receive);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(CURLOPT_ERRORBUFFER, transfer.error.data());
    set(CURLOPT_PRIVATE, static_cast<void*>(&transfer));
}

void HttpClient::Impl::close(Transfer& transfer) const {
    curl_multi_remove_handle(multi, transfer.easy);
    curl_easy_cleanup(transfer.easy);
    curl_slist_free_all(transfer.headers);
}

/// Tells of one call that has ended; false if there is none.
bool HttpClient::Impl::finish() {
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi, &left);
    if (!message) return false;
    if (message->msg != CURLMSG_DONE) return true;
    const CURLcode code = message->data.result;
    char* mine = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &mine);
    auto found = transfers.extract(reinterpret_cast<Transfer*>(mine)->id);
    Transfer& transfer = *found.mapped();
    HttpReply& reply = transfer.reply;
    long sent = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_REQUEST_SIZE, &sent);
    reply.sent = sent > 0;
    if (code == CURLE_OK) {
        reply.status = static_cast<int>(statusOf(transfer.easy));
    } else {
        reply.failure = describe(code, transfer);
        reply.timedOut = code == CURLE_OPERATION_TIMEDOUT;
        reply.body.clear();
    }
    close(transfer);
    transfer.call.done(reply);
    return true;
}

HttpClient::HttpClient(ServerAddress server, const HttpClientOptions& options) : m_impl(std::make_unique<Impl>()) {
    initialise();
    const std::filesystem::path& certificates = options.certificates;
    if (!certificates.empty()) requireCertificates(certificates);
    m_impl->server = std::move(server);
    m_impl->onlyThese = !certificates.empty();
    m_impl->authorities = certificates.empty() ? systemAuthorities() : certificates.string();
    m_impl->multi = curl_multi_init();
    if (!m_impl->multi) throw Error(ErrorCode::Internal, "libcurl cannot be initialised");
    curl_multi_setopt(m_impl->multi, CURLMOPT_MAXCONNECTS, options.keptConnections);
    m_impl->waker = std::make_shared<MultiWaker>(m_impl->multi);
}

HttpClient::~HttpClient() {
    m_impl->waker->forget();
    for (const auto& [call, transfer] : m_impl->transfers)
        m_impl->close(*transfer);
    curl_multi_cleanup(m_impl->multi);
}

HttpClient::Call HttpClient::post(const std::string& route, std::string body, std::chrono::milliseconds timeout,
                                  Connection connection, OnReply done) {
    return begin({.route = route,
                  .body = std::move(body),
                  .fields = {},
                  .timeout = timeout,
                  .fresh = connection == Connection::Fresh,
                  .onPiece = {},
                  .done = std::move(done)});
}

HttpClient::Call HttpClient::begin(HttpCall call) {
    auto transfer = std::make_unique<Transfer>();
    transfer->id = ++m_impl->lastCall;
    transfer->call = std::move(call);
    transfer->easy = curl_easy_init();
    if (!transfer->easy) throw Error(ErrorCode::Internal, "libcurl has no memory");
    const Call id = transfer->id;
    Transfer& placed = *(m_impl->transfers[id] = std::move(transfer));
    m_impl->prepare(placed);
    curl_multi_add_handle(m_impl->multi, placed.easy);
    return id;
}

void HttpClient::cancel(Call call) {
    if (const auto found = m_impl->transfers.extract(call); !found.empty()) m_impl->close(*found.mapped());
}

void HttpClient::wait(std::chrono::milliseconds most) {
    int running = 0;
    curl_multi_perform(m_impl->multi, &running);
    if (m_impl->finish()) {
        while (m_impl->finish())
            ;
        return;
    }
    curl_multi_poll(m_impl->multi, nullptr, 0, static_cast<int>(std::max<std::int64_t>(most.count(), 0)), nullptr);
    curl_multi_perform(m_impl->multi, &running);
    while (m_impl->finish())
        ;
}

std::shared_ptr<Waker> HttpClient::waker() const {
    return m_impl->waker;
}

}  // namespace mw
