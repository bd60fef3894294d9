# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""mixtral-serve under clients that mean it no good: good requests are answered meanwhile, about as fast as usual, and the
server does not grow. Run by ctest with the program's path in MIXTRAL_SERVE."""

import http.client
import json
import socket
import statistics
import subprocess
import sys
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


class Abuse:
    """All of it at once, in a process of its own: threads beside the one that measures would hold it up. It lasts until the
    end of the standard input, and then says how many connections it opened and how many foreign requests were served."""

    def __init__(self, port):
        self.port = port
        self.over = threading.Event()
        self.opened = self.served = 0

    def connect(self):
        self.opened += 1
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

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

    def run(self):
        threads = [threading.Thread(target=self.trickle) for _ in range(SLOW_CLIENTS)]
        threads += [threading.Thread(target=self.send, args=(message,)) for message in MESSAGES]
        threads.append(threading.Thread(target=self.hold))
        for thread in threads:
            thread.start()
        sys.stdin.read()
        self.over.set()
        for thread in threads:
            thread.join()
        print(json.dumps({"opened": self.opened, "served": self.served}))


class TestAbuse(unittest.TestCase):
    def setUp(self):
        self.server = Server("--context", "512", "--threads", "2")

    def tearDown(self):
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

    def median_of_good_requests(self):
        return statistics.median(self.seconds_of_a_good_request() for _ in range(25))

    def test_good_requests_are_answered_meanwhile(self):
        before = self.median_of_good_requests()
        memory = self.server.mebibytes()
        with subprocess.Popen([sys.executable, __file__, "--abuse", str(self.server.port)], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as abuse:
            time.sleep(2)
            abused = self.median_of_good_requests()
            grown = self.server.mebibytes() - memory
            counts = json.loads(abuse.communicate()[0])
        after = self.median_of_good_requests()
        print(f"{counts['opened']} connections; a good request took {1e3 * before:.1f} ms before, {1e3 * abused:.1f} ms "
              f"meanwhile and {1e3 * after:.1f} ms after; {grown:.1f} MiB more")
        self.assertGreater(counts["opened"], 1000)
        self.assertEqual(counts["served"], 0)
        self.assertLess(grown, 64)
        # These clients take their share of the same cores, and so may others of the machine, now and then.
        self.assertLess(abused, 2 * max(before, after) + 0.2)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--abuse"]:
        Abuse(int(sys.argv[2])).run()
    else:
        unittest.main(verbosity=2)
