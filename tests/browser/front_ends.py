"""JupyterLab, Notebook 7 and Voila, as readers start them, each on a folder of its own."""

import json
import os
import secrets
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any, Self

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from tests.browser.eventually import eventually
from tools.lab import lab_command

ROOT = Path(__file__).resolve().parents[2]


class FrontEnd:
    """A server on a folder with notebooks; its settings and state are its own."""

    alive = "api/status"

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options
        # Whoever has it can run code as the user who tests; others on this machine must not.
        self.token = secrets.token_hex(24)
        (folder / "work").mkdir(parents=True, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def command(self) -> list[str]:
        """How it is started."""
        raise NotImplementedError

    def place(self, name: str) -> str:
        """Where a notebook lies on this server."""
        raise NotImplementedError

    def address(self, name: str) -> str:
        """Where a notebook is opened by a browser that the server does not know yet."""
        return f"{self.url}/{self.place(name)}?token={self.token}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, name: str, notebook: NotebookNode) -> None:
        """Store a notebook, as nobody has touched it: an old kernel of that name ends."""
        self.end_kernels()
        nbformat.write(notebook, self.folder / "work" / name)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        private = {
            name: str(self.folder / "jupyter" / name.lower())
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        }
        # Notebooks of the tests and benchmarks import from there.
        private["PYTHONPATH"] = str(ROOT)
        # Not on the command line, which every user of the machine can read.
        private["JUPYTER_TOKEN"] = self.token
        self.log = self.folder / "server.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=self.folder, env=os.environ | private, stdout=log, stderr=log
            )
        try:
            eventually(None, "a server that answers", self._state, "answers".__eq__)
        except (AssertionError, RuntimeError):
            self.stop()
            raise

    def stop(self) -> None:
        """End the server, and its kernels with it."""
        self.process.terminate()
        self.process.wait(timeout=30)

    def end_kernels(self) -> None:
        """End all kernels of the server, if it runs."""
        if hasattr(self, "process"):
            for session in self._sessions():
                self._ask(f"api/sessions/{session['id']}", method="DELETE")

    def _sessions(self) -> list[Any]:
        found = json.loads(self._ask("api/sessions"))
        assert isinstance(found, list)
        return found

    def _state(self) -> str:
        """Whether it answers; else the end of what it has said."""
        said = self.log.read_text(errors="replace")[-2000:]
        if self.process.poll() is not None:
            raise RuntimeError(f"the server has ended: {said}")
        try:
            self._ask(self.alive)
        except OSError:
            return said
        return "answers"

    def _ask(self, what: str, method: str = "GET") -> str:
        with_token = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.url}/{what}", method=method, headers=with_token)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return str(answer.read(), "utf-8")


class Lab(FrontEnd):
    """JupyterLab, started as `make lab` starts it."""

    def command(self) -> list[str]:
        self.put("start.ipynb", new_notebook())  # it is started with a notebook to open
        extra = ["--no-browser", f"--port={self.port}", "--LabApp.expose_app_in_browser=True"]
        extra += self.options
        return lab_command(self.folder, self.folder / "work" / "start.ipynb", extra)

    def place(self, name: str) -> str:
        # A workspace of its own: pages that share one give each other their tabs at a reload.
        return f"lab/workspaces/{secrets.token_hex(4)}/tree/work/{name}"


class Notebook7(FrontEnd):
    """Notebook 7, which has no command in the course."""

    def command(self) -> list[str]:
        options = ["--no-browser", f"--port={self.port}", "--allow-root"]
        options += [f"--ServerApp.root_dir={self.folder}"]
        options += ["--JupyterNotebookApp.expose_app_in_browser=True"]
        return [sys.executable, "-m", "notebook", *options, *self.options]

    def place(self, name: str) -> str:
        return f"notebooks/work/{name}"


class Voila(FrontEnd):
    """Voila, which shows what a notebook puts out, without its code."""

    alive = ""
    # Extensions of JupyterLab and Notebook, made for another version than Voila's own parts: they
    # do nothing here but load for seconds and fail with errors in the console.
    NOT_NEEDED = ("jupyterlab-jupytext", "@jupyter-notebook/lab-extension")

    def command(self) -> list[str]:
        # Voila asks for a token only when told to; it takes ours from the environment.
        options = ["--no-browser", f"--port={self.port}", "--Voila.auto_token=True"]
        options += [f"--VoilaConfiguration.extension_denylist={name}" for name in self.NOT_NEEDED]
        return [sys.executable, "-m", "voila", str(self.folder / "work"), *options, *self.options]

    def place(self, name: str) -> str:
        return f"voila/render/{name}"

    def end_kernels(self) -> None:
        """A kernel of Voila ends with its page."""
