"""A lesson on a server of its own, for as long as it is tried out: its address, and its end."""

import os
import secrets
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Self

from tools.present import talk_command

PATIENCE = 120  # seconds


class TalkServer:
    """JupyterLab with a lesson, as `make present` starts it, on 127.0.0.1 and with a token."""

    def __init__(self, root: Path, copy: Path, zoom: float) -> None:
        self.root, self.copy, self.zoom = root, copy, zoom
        self.token = secrets.token_hex(24)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = root / "work" / ".talk" / f"server-{self.port}.log"

    @property
    def address(self) -> str:
        """Where a browser finds the lesson."""
        place = self.copy.relative_to(self.root).as_posix()
        return f"http://127.0.0.1:{self.port}/lab/tree/{place}?token={self.token}"

    def __enter__(self) -> Self:
        command = talk_command(
            self.root,
            self.copy,
            ["--no-browser", f"--port={self.port}", "--ServerApp.port_retries=0"],
        )
        # The token is not on the command line, which every user of the machine can read.
        env = os.environ | {"JUPYTER_TOKEN": self.token, "COURSE_PRESENT": str(self.zoom)}
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=self.root, env=env, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.unlink(missing_ok=True)

    def _wait(self) -> None:
        status = f"http://127.0.0.1:{self.port}/api/status?token={self.token}"
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(status, timeout=5):
                    return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(
                        f"JupyterLab did not start: {self.log.read_text(errors='replace')[-800:]}"
                    ) from None
                time.sleep(0.2)
