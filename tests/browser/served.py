"""The app in a process of its own, for the browser tests."""

import os
import queue
import subprocess
import threading
from pathlib import Path

APP_TESTS = Path(__file__).resolve().parents[1] / "app"


class Server:
    """The app in a process of its own."""

    def __init__(self, command, **environment):
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **environment},
        )
        self.lines = []
        self._heard = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = int(self._wait_for("PORT ").split()[1])
        self._wait_for("URL:")
        self.url = f"http://127.0.0.1:{self.port}"

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)
            self._heard.put(line)
        self._heard.put(None)

    def _wait_for(self, start):
        while True:
            line = self._heard.get(timeout=60)
            assert line is not None, "the server ended:\n" + "".join(self.lines)
            if line.strip().startswith(start):
                return line.strip()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        self._reader.join(timeout=5)
        self.process.stdout.close()
