# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""mixtral-serve under clients that mean it no good: good requests are answered meanwhile, about as fast as usual, and the
server does not grow. Run by ctest with the program's path in MIXTRAL_SERVE."""

import http.client
import json
import socket
import statistics
import threading
import time
import unittest

from server import Server

BODY = json.dumps({"model": "demo-model", "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 4, "seed": 1})
SLOW_CLIENTS = 100
HALF_OPEN = 1000
CHUNKED = (b"POST /v1/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n" + b"x" * 65536)
HUGE = (b"POST /v1/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer wrong\r\nContent-Length: 999999999\r\n\r\n" +
        b"{" * 1000)
MESSAGES = [b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n", CHUNKED, HUGE,
            b"GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"\x16\x03\x01 not http\r\n\r\n",
            b"GET /v1/models HTTP/1.1\r\n" + b"X: y\r\n" * 10_000 + b"\r\n"]


class TestAbuse(unittest.TestCase):
    def setUp(self):
        self.server = Server("--context", "512", "--threads", "2")
        self.over = threading.Event()
        self.opened = self.served = 0

    def tearDown(self):
        self.over.set()
        self.assertEqual(self.server.stop(), 0)

    def seconds_of_a_good_request(self):
        begin = time.monotonic()
        client = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        client.request("POST", "/v1/chat/completions", BODY,
                       {"Authorization": "Bearer " + self.server.token, "Content-Type": "application/json"})
        reply = client.getresponse()
        reply.read()
        client.close()
        self.assertEqual(reply.status, 200)
        return time.monotonic() - begin

    def connect(self):
        self.opened += 1
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=5)

    def trickle(self):
        while not self.over.is_set():
            try:
                with self.connect() as client:
                    client.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n")
                    while not self.over.wait(0.5):
                        client.sendall(b"X: y\r\n")
            except OSError:
                pass

    def send(self, message):
        while not self.over.wait(0.02):
            try:
                with self.connect() as client:
                    client.sendall(message)
                    self.served += b" 200 " in client.recv(100)
            except OSError:
                pass

    def hold(self):
        held = []
        while not self.over.wait(0.001):
            try:
                held.append(self.connect())
            except OSError:
                pass
            if len(held) > HALF_OPEN:
                held.pop(0).close()
        for client in held:
            client.close()

    def test_good_requests_are_answered_meanwhile(self):
        usual = statistics.median(self.seconds_of_a_good_request() for _ in range(15))
        before = self.server.mebibytes()
        threads = [threading.Thread(target=self.trickle) for _ in range(SLOW_CLIENTS)]
        threads += [threading.Thread(target=self.send, args=(message,)) for message in MESSAGES]
        threads.append(threading.Thread(target=self.hold))
        for thread in threads:
            thread.start()
        time.sleep(2)
        abused = statistics.median(self.seconds_of_a_good_request() for _ in range(25))
        grown = self.server.mebibytes() - before
        self.over.set()
        for thread in threads:
            thread.join()
        print(f"{self.opened} connections; a good request took {usual:.3f} s before and {abused:.3f} s meanwhile; "
              f"{grown:.1f} MiB more")
        self.assertGreater(self.opened, 1000)
        self.assertEqual(self.served, 0)
        self.assertLess(grown, 64)
        # These clients take their share of the same cores.
        self.assertLess(abused, 2 * usual + 0.5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
