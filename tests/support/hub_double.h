// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "mw/hub.h"

namespace mw::test {

/// A file of the double's repository. Its content is computed, so that large ones take no memory.
struct HubDoubleFile {
    std::string path;
    std::uint64_t bytes = 0;
    bool isLfs = true;
    std::string content = {};               ///< in place of what is computed; `bytes` is then its size
    std::string sha256 = {}, gitBlob = {};  ///< filled in by the double
    std::uint64_t seed = 0;                 ///< by which it is computed
};

/// What the server does wrong with the next answers that hand out a file's content.
struct HubDoubleFault {
    enum class Kind {
        None,           ///< nothing
        Cut,            ///< closes the connection `after` bytes
        Reset,          ///< the same, with a reset
        Stall,          ///< sends nothing more `after` bytes, and keeps the connection
        WrongByte,      ///< changes the byte `after` bytes
        ShorterLength,  ///< promises and sends fewer bytes than were asked for
        LongerLength,   ///< promises more than it sends
        OtherTotal,     ///< says that the file has another length
        OtherPart,      ///< sends the bytes from another place, and says so
        LongerPart,     ///< sends all from there to the end of the file, and says so
        Whole,          ///< sends all of the file whatever was asked for
        Page,           ///< a web page
        OtherFile,      ///< content of another file, under its own checksum
        OtherLink,      ///< leads on to a file with another checksum; with misbehaveWith() only
        RangeRefused,   ///< 416
        Gone,           ///< 403, as of an address whose signature is too old
        Status,         ///< answers with `status`, and `retryAfter` where that is not empty
    };
    Kind kind = Kind::Cut;
    std::uint64_t after = 0;
    int status = 503;
    std::string retryAfter = {};
};

/// A double of the Hugging Face hub: one repository, on a port of the loopback, and the content of its large files on
/// another one, as the hub's is on other hosts.
class HubDouble {
 public:
    struct Settings {
        std::string repository = "somebody/small-mixtral";
        std::string licence = "apache-2.0";
        std::string token = {};  ///< that is asked for; empty: none
        bool answersRanges = true;
        std::string renamedFrom = {};                 ///< this repository leads to the one that is there
        std::string storeTag = "a-tag-of-the-store";  ///< by which the other port calls its files
        bool leadsAway = false;                       ///< the API leads to the other port
    };
    struct Request {
        bool isHub = true;  ///< else the other port
        std::string path;
        std::string authorization;
        std::string range;
    };
    struct Sent {
        std::string file;
        std::uint64_t begin = 0, end = 0;
    };

    HubDouble(Settings settings, std::vector<HubDoubleFile> files);
    ~HubDouble();
    HubDouble(const HubDouble&) = delete;
    HubDouble& operator=(const HubDouble&) = delete;

    std::string url() const;
    const std::string& commit() const { return m_commit; }
    const std::vector<HubDoubleFile>& files() const { return m_files; }
    /// What askHub() should find.
    std::vector<HubFile> listed() const;
    std::string contentOf(const std::string& path) const;
    /// The file's content becomes another one, though the commit stays.
    void change(const std::string& path);

    void misbehave(const HubDoubleFault& fault, int times = 1);
    /// Of this file only.
    void misbehaveWith(const std::string& path, const HubDoubleFault& fault, int times = 1);
    void forgive();
    /// Changes what the API answers; `fields` end with a line's end each.
    void answerApiWith(const std::string& text, int status = 200, const std::string& fields = {});
    /// Calls `act` on a thread of the server once so many more bytes of content were sent.
    void afterBytes(std::uint64_t bytes, std::function<void()> act);
    bool isWaitingForBytes() const;
    /// Closes both ports for a while.
    void close();
    void reopen();
    /// The content is at another port from now on, and no longer at that of before.
    void moveStore();

    std::vector<Request> requests() const;
    /// Content that was handed to the system, which holds some 100 kB of each connection.
    std::vector<Sent> sent() const;
    std::uint64_t sentBytes() const;
    std::vector<std::string> wrongFiles() const;  ///< of which wrong bytes were sent

 private:
    struct Port;
    struct Connection {
        int socket = -1;
        std::thread thread;
        std::atomic<bool> over = false;
    };

    void serve(int socket, bool isHub);
    bool answer(int socket, bool isHub, const std::string& head);
    bool answerApi(int socket, const std::string& path, const std::string& authorization);
    bool answerContent(int socket, bool isHub, const HubDoubleFile& file, const std::string& range);
    bool sendContent(int socket, const HubDoubleFile& file, std::uint64_t begin, std::uint64_t end,
                     const std::optional<HubDoubleFault>& fault);
    std::optional<HubDoubleFault> nextFault(const std::string& path);
    bool takeOtherLink(const std::string& path);
    void count(const HubDoubleFile& file, std::uint64_t begin, std::uint64_t end);
    void bytesOf(const HubDoubleFile& file, std::uint64_t begin, std::uint64_t end, std::string& out) const;

    Settings m_settings;
    std::vector<HubDoubleFile> m_files;
    std::string m_commit = "0123456789abcdef0123456789abcdef01234567";
    std::unique_ptr<Port> m_hub, m_store;
    std::atomic<bool> m_closing = false;

    mutable std::mutex m_mutex;
    std::deque<HubDoubleFault> m_faults;
    std::map<std::string, std::deque<HubDoubleFault>> m_faultsOf;
    std::string m_apiText, m_apiFields;
    int m_apiStatus = 200;
    std::uint64_t m_bytesUntil = 0;
    std::function<void()> m_act;
    std::vector<Request> m_requests;
    std::vector<Sent> m_sent;
    std::vector<std::string> m_wrong;
};

}  // namespace mw::test
