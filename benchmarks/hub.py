"""A JupyterHub for a trial, and users who work through its interfaces, without a page."""

import asyncio
import json
import os
import re
import secrets
import shutil
import socket
import struct
import subprocess
import sys
import time
import uuid
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600  # seconds
PNG = b"\x89PNG"
WARNED = re.compile(r"\[[WEC] |\w+Error")
NEEDED = "jupyterhub, jupyterhub-idle-culler and configurable-http-proxy"


def is_installed() -> bool:
    """Whether this machine has a JupyterHub, with its proxy on the path."""
    modules = ("jupyterhub", "jupyterhub_idle_culler")
    return all(map(find_spec, modules)) and bool(shutil.which("configurable-http-proxy"))


class Hub:
    """The hub of deploy/jupyterhub/trial_config.py, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.password, self._token = secrets.token_hex(8), secrets.token_hex(24)
        self.port = _three_free_ports()
        self.url = f"http://127.0.0.1:{self.port}"

    def home(self, user: str) -> Path:
        """Where a user's things lie."""
        return self.folder / "homes" / user / "course"

    def __enter__(self) -> Self:
        own = {
            "TRIAL_FOLDER": str(self.folder),
            "TRIAL_PORT": str(self.port),
            "TRIAL_PASSWORD": self.password,
            "TRIAL_TOKEN": self._token,
            "PYTHONPATH": str(ROOT),
        }
        config = str(ROOT / "deploy" / "jupyterhub" / "trial_config.py")
        command = [sys.executable, "-m", "jupyterhub", "-f", config]
        with (self.folder / "hub.log").open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=os.environ | own, stdout=log, stderr=log
            )
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """End the hub, and with it its proxy, servers and kernels; after an error say its last."""
        if kind is not None:
            print(self.warnings(), flush=True)
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.terminate()
        try:
            self.process.wait(timeout=120)
        except subprocess.TimeoutExpired:
            self.process.kill()
        _, left = psutil.wait_procs(family, timeout=20)
        for process in left:
            process.kill()

    def warnings(self) -> str:
        """Give the last that hub and servers warned of."""
        lines = (self.folder / "hub.log").read_text(errors="replace").splitlines()
        return "\n".join([line for line in lines if WARNED.match(line)][-40:])

    async def ask(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """Ask the hub, or a user's server through it."""
        request = HTTPRequest(
            self.url + path,
            method=method,
            headers={"Authorization": f"token {token or self._token}"},
            body=json.dumps(body) if body is not None else None,
            allow_nonstandard_methods=True,
            request_timeout=PATIENCE,
            connect_timeout=PATIENCE,
        )
        client = AsyncHTTPClient(force_instance=True, max_clients=1)
        try:
            answer = await client.fetch(request)
        finally:
            client.close()
        return json.loads(answer.body) if answer.body else None

    async def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                await self.ask("GET", "/hub/api/")
            except (OSError, HTTPClientError):  # at first the proxy answers alone
                if self.process.poll() is not None or time.monotonic() > end:
                    said = (self.folder / "hub.log").read_text(errors="replace")
                    raise RuntimeError(f"the hub has not started: {said[-2000:]}") from None
                await asyncio.sleep(0.5)
            else:
                return

    def processes(self, user: str) -> list[psutil.Process]:
        """The processes of a user: the server, and its kernels after it."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        return [each for each in found if each.environ().get("JUPYTERHUB_USER") == user]


class User:
    """Somebody who comes in, opens a notebook and runs its cells."""

    def __init__(self, hub: Hub, name: str) -> None:
        self.hub, self.name = hub, name
        self.base = f"/user/{name}/api"
        self.token = ""

    async def come_in(self) -> None:
        """Be known to the hub, with a token of one's own."""
        await self.hub.ask("POST", f"/hub/api/users/{self.name}")
        told = await self.hub.ask("POST", f"/hub/api/users/{self.name}/tokens", {})
        self.token = told["token"]

    async def start(self) -> None:
        """Start one's server, and wait until it answers."""
        own, end = f"/hub/api/users/{self.name}", time.monotonic() + PATIENCE
        await self.hub.ask("POST", f"{own}/server")
        while not (await self.hub.ask("GET", own))["servers"].get("", {}).get("ready"):
            if time.monotonic() > end:
                raise TimeoutError(f"the server of {self.name} has not started")
            await asyncio.sleep(0.5)

    async def notebook(self, name: str) -> Any:
        """Read one's copy of a notebook."""
        return (await self.ask("GET", f"contents/{name}"))["content"]

    async def save(self, name: str, notebook: Any) -> None:
        """Save one's copy."""
        model = {"type": "notebook", "format": "json", "content": notebook}
        await self.ask("PUT", f"contents/{name}", model)

    async def ask(self, method: str, what: str, body: Any = None) -> Any:
        """Ask one's server, as oneself."""
        return await self.hub.ask(method, f"{self.base}/{what}", body, self.token)

    async def open_kernel(self, name: str) -> None:
        """Start the kernel of a notebook, and connect to it."""
        about = {"path": name, "name": name, "type": "notebook", "kernel": {"name": "python3"}}
        session = await self.ask("POST", "sessions", about)
        address = f"{self.hub.url}{self.base}/kernels/{session['kernel']['id']}/channels"
        request = HTTPRequest(
            f"{address.replace('http', 'ws', 1)}?session_id={uuid.uuid4().hex}",
            headers={"Authorization": f"token {self.token}"},
            request_timeout=PATIENCE,
            connect_timeout=PATIENCE,
        )
        self.socket: WebSocketClientConnection = await websocket_connect(
            request, max_message_size=2**28
        )

    async def run(self, code: str) -> tuple[str, bool]:
        """Run a cell; give what it printed, and whether a picture of a dashboard came.

        Raises
        ------
        RuntimeError
            Where the cell ends with an error.
        """
        asked = _request(code)
        await self.socket.write_message(json.dumps(asked))
        printed, picture, replied, rests = "", False, False, False
        while not (replied and rests):
            answer = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
            if answer is None:
                raise RuntimeError(f"the kernel of {self.name} has ended")
            message, has_picture = _taken_apart(answer)
            picture |= has_picture
            if message["parent_header"].get("msg_id") != asked["header"]["msg_id"]:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                printed += content["text"]
            elif kind == "error":
                raise RuntimeError(f"{self.name}: {content['ename']}: {content['evalue']}")
            replied |= kind == "execute_reply"
            rests |= kind == "status" and content["execution_state"] == "idle"
        return printed, picture


def _request(code: str) -> dict[str, Any]:
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": "",
        "session": uuid.uuid4().hex,
        "version": "5.3",
    }
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
    return {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": "shell",
    }


def _taken_apart(answer: str | bytes) -> tuple[Any, bool]:
    """Give a message, and whether a picture came with it, which travels behind it as bytes."""
    if isinstance(answer, str):
        return json.loads(answer), False
    count = struct.unpack_from("!I", answer)[0]
    offsets = [*struct.unpack_from(f"!{count}I", answer, 4), len(answer)]
    return json.loads(answer[offsets[0] : offsets[1]]), PNG in answer[offsets[1] :]


def _three_free_ports() -> int:
    """Give the first of three ports that follow each other and are free: proxy, hub, its API."""
    while True:
        with socket.socket() as first, socket.socket() as second, socket.socket() as third:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
                third.bind(("127.0.0.1", port + 2))
            except (OSError, OverflowError):
                continue
            return port
