"""However `make lab` is ended, no kernel is left, nor what a kernel started."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from jupyter_client import BlockingKernelClient

from tools.environment import ROOT

WITHIN = 120  # seconds, for machines that are busy with other tests
OPEN = "import sys; from pathlib import Path; from tools.lab import main; " + (
    "sys.exit(main(sys.argv[2:], Path(sys.argv[1])))"
)
# Whoever holds a connection is alive. The kernel is busy and has a worker, as in a search.
KERNEL = """
import socket, subprocess, sys
mine = socket.create_connection(("127.0.0.1", {port}))
worker = "import socket, time; s = socket.create_connection(('127.0.0.1', {port})); time.sleep(999)"
subprocess.Popen([sys.executable, "-c", worker])
while True:
    pass
"""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def post(address, content):
    request = urllib.request.Request(address, data=json.dumps(content).encode(), method="POST")
    until = time.monotonic() + WITHIN
    while True:
        try:
            with urllib.request.urlopen(request, timeout=WITHIN) as answer:
                return json.load(answer)
        except OSError:
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)


@pytest.fixture
def lab(root):
    """JupyterLab as `make lab` starts it, in a process group as a terminal gives one."""
    port = free_port()
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    private = {name: str(root / name.lower()) for name in folders}
    command = [sys.executable, "-c", OPEN, str(root), "--no-browser", f"--port={port}"]
    log = (root / "log").open("w")
    with subprocess.Popen(
        [*command, "--IdentityProvider.token=a-test"],
        cwd=ROOT,
        env=os.environ | private,
        start_new_session=True,
        stdout=log,
        stderr=log,
    ) as process:
        yield process, f"http://127.0.0.1:{port}/api/kernels?token=a-test", root
        process.kill()
    log.close()


@pytest.mark.skipif(os.name == "nt", reason="its consoles have other signals")
@pytest.mark.parametrize("signals", [["SIGINT"], ["SIGINT", "SIGINT"], ["SIGHUP"]])
def test_nothing_is_left_running(lab, signals):
    process, kernels, root = lab
    kernel = post(kernels, {"name": "python3"})["id"]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(WITHIN)
        connection = root / "jupyter_runtime_dir" / f"kernel-{kernel}.json"
        client = BlockingKernelClient(connection_file=str(connection))
        client.load_connection_file()
        client.start_channels(hb=False)
        client.execute(KERNEL.format(port=listening.getsockname()[1]))
        alive = [listening.accept()[0] for _ in ("the kernel", "its worker")]
    client.stop_channels()
    for name in signals:
        os.killpg(process.pid, getattr(signal, name))
        time.sleep(0.2)  # two in one moment would be one
    assert process.wait(timeout=WITHIN) == 0
    for each in alive:
        each.settimeout(20)
        assert each.recv(1) == b""  # the other end is gone
        each.close()
