# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""mixtral-serve under 64 clients at once: every short request is answered, each with what its seed gives alone, whole or
streamed, and the server does not grow. Run by ctest with the program's path in MIXTRAL_SERVE; by hand with more requests:

    MIXTRAL_SERVE=build/dev/bin/mixtral-serve MW_LOAD_REQUESTS=10000 python3 tests/engine/serving/clients/test_load.py
"""

import http.client
import json
import os
import queue
import threading
import time
import unittest

from server import Server

CLIENTS = 64
REQUESTS = int(os.environ.get("MW_LOAD_REQUESTS", "256"))
SEEDS = min(REQUESTS, 2000)  # further requests repeat them, when all others were asked in between
TOKENS = 3
MOST_GROWTH_MIB = 16


def body_of(seed, streamed):
    return json.dumps({"model": "demo-model", "prompt": f"Story {seed}: once", "max_tokens": TOKENS, "ignore_eos": True,
                       "temperature": 1.5, "seed": seed, "stream": streamed})


class TestLoad(unittest.TestCase):
    def setUp(self):
        self.server = Server("--context", "128", "--batch", str(CLIENTS), "--threads", "1")
        self.fields = {"Authorization": "Bearer " + self.server.token, "Content-Type": "application/json"}

    def tearDown(self):
        self.assertEqual(self.server.stop(), 0)

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=600)

    def answer(self, client, seed, streamed):
        client.request("POST", "/v1/completions", body_of(seed, streamed), self.fields)
        reply = client.getresponse()
        text = reply.read().decode()
        if reply.status != 200:
            raise RuntimeError(f"HTTP {reply.status}: {text}")
        if not streamed:
            return json.loads(text)["choices"][0]["text"]
        events = text.split("\n\n")
        if events[-2:] != ["data: [DONE]", ""]:
            raise RuntimeError("a stream without its end: " + text)
        return "".join(json.loads(event[6:])["choices"][0]["text"] for event in events[:-2])

    def test_every_request_has_its_own_answer(self):
        begin = time.monotonic()
        client = self.connect()
        alone = [self.answer(client, seed, False) for seed in range(SEEDS)]
        client.close()
        seconds_alone = time.monotonic() - begin
        self.assertGreater(len(set(alone)), SEEDS / 4, "the answers say nothing if most are the same")

        waiting = queue.Queue()
        for number in range(REQUESTS):
            waiting.put(number)
        answered, wrong, lost, memory = [], [], [], []

        def ask():
            own = self.connect()
            while True:
                try:
                    number = waiting.get_nowait()
                except queue.Empty:
                    break
                try:
                    seed = number % SEEDS
                    same = self.answer(own, seed, number % 3 == 0) == alone[seed]
                    (answered if same else wrong).append(number)
                except (OSError, RuntimeError, ValueError, http.client.HTTPException) as error:
                    lost.append((number, str(error)))
                    own.close()
                    own = self.connect()
                if len(answered) % max(REQUESTS // 50, 1) == 0:
                    memory.append(self.server.mebibytes())
            own.close()

        threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
        begin = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - begin
        grown = max(memory[len(memory) // 5:]) - memory[len(memory) // 5]
        print(f"{REQUESTS} requests of {CLIENTS} clients in {seconds:.1f} s ({SEEDS} one by one in {seconds_alone:.1f} s): {len(answered)} right, "
              f"{len(wrong)} wrong, {len(lost)} lost; {memory[0]:.0f} MiB, grown by {grown:.1f} after a fifth of them")
        self.assertEqual(lost, [])
        self.assertEqual(wrong, [])
        self.assertEqual(sorted(answered), list(range(REQUESTS)))
        self.assertLess(grown, MOST_GROWTH_MIB)


if __name__ == "__main__":
    unittest.main()
