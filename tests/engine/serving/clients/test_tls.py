# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""mixtral-serve with a certificate of its own. Run by ctest with the program's path in MIXTRAL_SERVE."""

import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import unittest

if not shutil.which("openssl"):
    print("Skipped: there is no openssl to make a certificate with.")
    sys.exit(77)


class TestTls(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.path / "key.pem", "-out",
                        self.path / "certificate.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
                        "subjectAltName=DNS:localhost"], check=True, capture_output=True)

    def tearDown(self):
        self.folder.cleanup()

    def arguments(self, key):
        return [os.environ["MIXTRAL_SERVE"], "--listen", "127.0.0.1:0", "--token-file", self.path / "token", "--threads", "2",
                "--certificate", self.path / "certificate.pem", "--key", key]

    def test_serves_over_tls_only(self):
        server = subprocess.Popen(self.arguments(self.path / "key.pem"), stdout=subprocess.PIPE, text=True)
        line = server.stdout.readline()
        self.assertTrue(line.startswith("Listening on https://127.0.0.1:"), line)
        port = int(line.rsplit(":", 1)[1])
        token = (self.path / "token").read_text().strip()
        trusting = ssl.create_default_context(cafile=self.path / "certificate.pem")
        client = http.client.HTTPSConnection("localhost", port, context=trusting, timeout=60)
        for stream in (False, True):  # both on one connection
            client.request("POST", "/v1/chat/completions",
                           json.dumps({"model": "demo-model", "messages": [{"role": "user", "content": "Hello"}],
                                       "max_tokens": 3, "stream": stream}), {"Authorization": "Bearer " + token})
            reply = client.getresponse()
            body = reply.read()
            self.assertEqual(reply.status, 200, body)
            self.assertEqual(body.endswith(b"data: [DONE]\n\n"), stream)
        client.close()
        # Its own pages are https ones, and plain ones foreign.
        for scheme, status in (("https", 200), ("http", 403)):
            client.request("GET", "/health", headers={"Origin": f"{scheme}://localhost:{port}"})
            reply = client.getresponse()
            reply.read()
            self.assertEqual(reply.status, status)
            client.close()
        with socket.create_connection(("127.0.0.1", port), timeout=60) as plain:
            plain.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try:
                self.assertNotIn(b"200", plain.recv(1000))
            except ConnectionResetError:
                pass
        server.send_signal(signal.SIGTERM)
        self.assertEqual(server.wait(60), 0)
        server.stdout.close()

    def test_says_which_file_is_no_good(self):
        result = subprocess.run(self.arguments(self.path / "absent.pem"), capture_output=True, text=True, timeout=120)
        self.assertEqual(result.returncode, 2)
        self.assertIn("absent.pem", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
