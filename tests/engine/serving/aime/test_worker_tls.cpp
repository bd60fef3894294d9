// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Certificates, with the command-line server of OpenSSL at the other end.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "scripted_engine.h"
#include "temp_dir.h"
#include "worker_bench.h"

namespace mw::test {
namespace {

using namespace std::chrono_literals;

std::string contentOf(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

/// Speaks TLS with a certificate that nobody knows, and writes down what it is sent.
class TlsServer {
 public:
    TlsServer(const std::filesystem::path& folder, const std::string& names) : m_output(folder / "received") {
        m_certificate = folder / "certificate.pem";
        const std::string key = folder / "key.pem";
        const std::string make =
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext subjectAltName=" + names +
            " -keyout '" + key + "' -out '" + m_certificate.string() + "' 2> /dev/null";
        if (std::system(make.c_str()) != 0) throw std::runtime_error("openssl makes no certificate");
        // It ends with its input.
        if (pipe2(m_input, O_CLOEXEC) != 0) throw std::runtime_error("there are no pipes left");
        m_process = fork();
        if (m_process == 0) {
            const int output = open(m_output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
            dup2(output, STDOUT_FILENO);
            dup2(output, STDERR_FILENO);
            dup2(m_input[0], STDIN_FILENO);
            execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", m_certificate.c_str(), "-key",
                   key.c_str(), nullptr);
            _exit(127);
        }
    }
    ~TlsServer() {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
        close(m_input[0]);
        close(m_input[1]);
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    const std::filesystem::path& certificate() const { return m_certificate; }
    std::string received() const { return contentOf(m_output); }

    std::string port() const {
        std::string port;
        waitUntil([&] {
            const std::string text = received();
            const std::size_t at = text.find("ACCEPT 127.0.0.1:");
            if (at == std::string::npos || text.find('\n', at) == std::string::npos) return false;
            port = text.substr(at + 17, text.find('\n', at) - at - 17);
            return true;
        });
        return port;
    }

 private:
    std::filesystem::path m_output, m_certificate;
    int m_input[2] = {-1, -1};
    pid_t m_process = -1;
};

AimeOptions optionsFor(const TlsServer& server, const std::string& host) {
    return {.server = "https://" + host + ":" + server.port(), .key = "worker-key-for-tests"};
}

class TestAimeWorkerTls : public testing::Test {
 protected:
    void SetUp() override { setEngineScript({}); }
};

TEST_F(TestAimeWorkerTls, aCertificateThatNobodyKnowsIsRefusedBeforeTheKeyIsSent) {
    const TempDir folder;
    const TlsServer server(folder.path(), "IP:127.0.0.1");
    LoadedEngine engine("/models/scripted", 2);
    RunningWorker worker(engine.loop, optionsFor(server, "127.0.0.1"));
    ASSERT_TRUE(worker.reaches(AimeState::Offline));
    EXPECT_NE(worker->status().message.find("certificate is not trusted"), std::string::npos)
        << worker->status().message;
    EXPECT_EQ(server.received().find("worker-key-for-tests"), std::string::npos);
}

TEST_F(TestAimeWorkerTls, aCertificateThatIsGivenIsTrusted) {
    const TempDir folder;
    const TlsServer server(folder.path(), "IP:127.0.0.1");
    LoadedEngine engine("/models/scripted", 2);
    AimeOptions options = optionsFor(server, "127.0.0.1");
    options.certificates = server.certificate();
    RunningWorker worker(engine.loop, options);
    EXPECT_TRUE(waitUntil([&] {
        return server.received().find("POST /worker_check_server_status") != std::string::npos;
    })) << server.received();
}

TEST_F(TestAimeWorkerTls, aCertificateForAnotherNameIsRefused) {
    const TempDir folder;
    const TlsServer server(folder.path(), "DNS:elsewhere.example");
    LoadedEngine engine("/models/scripted", 2);
    AimeOptions options = optionsFor(server, "127.0.0.1");
    options.certificates = server.certificate();
    RunningWorker worker(engine.loop, options);
    ASSERT_TRUE(worker.reaches(AimeState::Offline));
    EXPECT_NE(worker->status().message.find("certificate is not trusted"), std::string::npos)
        << worker->status().message;
    EXPECT_EQ(server.received().find("worker-key-for-tests"), std::string::npos);
}

}  // namespace
}  // namespace mw::test
