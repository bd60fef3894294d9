# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""The server of a test, at a port of its own: the program of MIXTRAL_SERVE with the demo model, or one with a script."""

import os
import pathlib
import signal
import subprocess
import tempfile


class Server:
    def __init__(self, *options):
        self.folder = tempfile.TemporaryDirectory()
        token = pathlib.Path(self.folder.name) / "token"
        self.process = subprocess.Popen(self.command(token, *options), stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().removeprefix("Listening on ").strip()
        self.port = int(self.url.rsplit(":", 1)[1])
        self.token = token.read_text().strip()

    def command(self, token, *options):
        return [os.environ["MIXTRAL_SERVE"], "--listen", "127.0.0.1:0", "--token-file", token, *options]

    def stop(self):
        """Its exit status after SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        self.process.stdout.close()
        self.folder.cleanup()
        return status

    def mebibytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


class ToolServer(Server):
    """Its model calls the tool "weather" for two cities, in tool_server.cpp."""

    def command(self, token):
        return [os.environ["MW_TOOL_SERVER"], token]
