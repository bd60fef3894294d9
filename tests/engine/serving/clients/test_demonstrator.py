# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""The demonstrator's page of mixtral-serve in headless Chromium, driven by its own protocol. Run by ctest with the program's
path in MIXTRAL_SERVE; without Chromium or PyPI's websockets, it is skipped."""

import asyncio
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

from server import Server

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
try:
    import websockets
except ImportError as missing:
    python = os.path.join(os.environ.get("MW_CLIENTS", ""), "bin", "python")
    if os.access(python, os.X_OK) and os.environ.pop("MW_CLIENTS"):
        os.execv(python, [python, *sys.argv])
    print(f"Skipped: {missing}; packaging/test installs it where there is a network.")
    sys.exit(77)
if not CHROMIUM:
    print("Skipped: there is no Chromium.")
    sys.exit(77)


class Page:
    """One tab, and what its log says."""

    def __init__(self, socket):
        self.socket, self.calls, self.log = socket, 0, []

    async def call(self, method, **parameters):
        self.calls += 1
        await self.socket.send(json.dumps({"id": self.calls, "method": method, "params": parameters}))
        while True:
            message = json.loads(await self.socket.recv())
            if message.get("id") == self.calls:
                return message["result"]
            if message["method"] in ("Log.entryAdded", "Runtime.exceptionThrown", "Network.requestWillBeSent"):
                self.log.append(message)

    async def run(self, script):
        result = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return result["result"].get("value")

    async def until(self, condition, seconds=90):
        deadline = time.time() + seconds
        while not await self.run(condition):
            assert time.time() < deadline, (condition, self.log)
            await asyncio.sleep(0.1)

    def entries(self, method):
        return [message["params"] for message in self.log if message["method"] == method]


class TestDemonstrator(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        folder = pathlib.Path(self.folder.name)
        self.server = Server("--demonstrator", "--context", "512", "--threads", "2")
        self.browser = subprocess.Popen(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--accept-lang=de",
             "--lang=de", f"--user-data-dir={folder / 'browser'}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.port = folder / "browser" / "DevToolsActivePort"

    def tearDown(self):
        self.browser.kill()
        self.browser.wait()
        self.assertEqual(self.server.stop(), 0)
        self.folder.cleanup()

    async def tab(self):
        for _ in range(300):
            if self.port.exists() and self.port.read_text().count("\n"):
                break
            await asyncio.sleep(0.1)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port.read_text().splitlines()[0]}/json") as listed:
            tabs = json.load(listed)
        return next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")

    async def test_chats_in_a_browser(self):
        async with websockets.connect(await self.tab(), max_size=None) as socket:
            page = Page(socket)
            for domain in ("Log", "Runtime", "Page", "Network"):
                await page.call(domain + ".enable")
            # A telephone's screen.
            await page.call("Emulation.setDeviceMetricsOverride", width=390, height=700, deviceScaleFactor=1, mobile=True)
            await page.call("Page.navigate", url=self.server.url + "/#token=wrong")
            await page.until("document.getElementById('refused')?.textContent.length > 0")
            self.assertEqual(await page.run("document.documentElement.lang"), "de")
            self.assertEqual(await page.run("document.getElementById('refused').textContent"), "Das Token ist falsch.")
            self.assertEqual(await page.run("location.hash"), "")
            page.log.clear()

            await page.run(f"document.getElementById('token').value = {json.dumps(self.server.token)};"
                           "document.getElementById('entrance').requestSubmit()")
            await page.until("!document.getElementById('question').hidden")
            for language, send in (("en", "Send"), ("fr", "Envoyer"), ("it", "Invia"), ("es", "Enviar"), ("de", "Senden")):
                await page.run(f"choose('{language}')")
                self.assertEqual(await page.run("document.getElementById('send').textContent"), send)
                self.assertGreater(await page.run("document.getElementById('template').options.length"), 2)

            ask = "document.getElementById('text').value = 'Hello'; document.getElementById('question').requestSubmit()"
            await page.run(ask)
            await page.until("document.querySelector('.assistant')?.textContent.length > 10")
            await page.run("document.getElementById('stop').click()")
            await page.until("document.getElementById('stop').hidden")
            self.assertIn("Token/s", await page.run("document.getElementById('speed').textContent"))
            # A stopped answer ends on the server, too, and the next one can be asked for.
            await page.run("document.getElementById('fresh').click()")
            self.assertEqual(await page.run("document.getElementById('talk').children.length"), 0)
            await page.run(ask)
            await page.until("document.querySelector('.assistant')?.textContent.length > 3")
            await page.run("document.getElementById('stop').click()")
            self.assertLessEqual(await page.run("document.documentElement.scrollWidth"), 390)

            # No script failed, nothing was against its policy, and nobody else was asked.
            self.assertEqual(page.entries("Runtime.exceptionThrown"), [])
            self.assertEqual([entry["entry"]["text"] for entry in page.entries("Log.entryAdded")], [])
            for sent in page.entries("Network.requestWillBeSent"):
                self.assertTrue(sent["request"]["url"].startswith(self.server.url + "/"), sent["request"]["url"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
