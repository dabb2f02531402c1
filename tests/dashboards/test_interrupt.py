"""Interrupt Kernel, on a real kernel: it stops a live run and leaves a usable dashboard."""

import sys
import time

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from tests.dashboards.kernels import run, running_kernel

SETUP = """
import asyncio, signal
from course_lib.dashboards import Dashboard, Picture, stored_slider

steps = 0

def live(height):
    global steps
    for _ in range(int(height * 1000)):
        steps += 1
        yield f"live {steps}"

picture = Picture(100, 80)
picture.figure.subplots()
board = Dashboard(
    "endless", picture, {"height": stored_slider("height", [0.01, 1000], 1000)},
    show=lambda height: f"height {height:g}", live=live,
)

"""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows kernels are interrupted in another way"
)


@pytest.fixture
def kernel():
    with running_kernel() as (manager, client):
        yield manager, client


def test_between_cells(kernel):
    manager, client = kernel
    assert run(client, SETUP)["status"] == "ok"
    time.sleep(0.5)
    assert run(client, "print(board._live.running, steps > 0)")["printed"] == "True True\n"
    manager.interrupt_kernel()
    time.sleep(0.3)
    assert run(client, "print(board._live.running)")["printed"] == "False\n"
    stopped = run(client, "print(steps)")["printed"]
    time.sleep(0.3)
    assert run(client, "print(steps)")["printed"] == stopped
    check_usable(client)


def test_while_a_cell_waits_for_it(kernel):
    manager, client = kernel
    assert run(client, SETUP)["status"] == "ok"
    # Run All would drop the cells that follow; here they are to run.
    request = client.execute("await board.finished()", stop_on_error=False)
    time.sleep(1)
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=10)
    assert reply["parent_header"]["msg_id"] == request
    assert reply["content"]["status"] == "error"
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    check_usable(client)


def test_after_two_runs_at_once(kernel):
    """Their handlers must not take each other for a predecessor: that ended the kernel once."""
    manager, client = kernel
    assert run(client, SETUP)["status"] == "ok"
    two = (
        SETUP.replace("board =", "other =").replace('"endless"', '"other"').replace("steps = 0", "")
    )
    assert run(client, two)["status"] == "ok"
    time.sleep(0.5)
    both = run(client, "print(board._live.running, other._live.running)")
    assert both["printed"] == "True True\n"
    for _ in range(2):  # once while they run, once when they are over
        manager.interrupt_kernel()
        time.sleep(0.5)
        both = run(client, "print(board._live.running, other._live.running)")
        assert both["printed"] == "False False\n"
    check_usable(client)


def test_a_cell_that_waits_for_something_else_is_interrupted_too(kernel):
    manager, client = kernel
    assert run(client, SETUP)["status"] == "ok"
    client.execute("await asyncio.sleep(60)", stop_on_error=False)
    time.sleep(1)
    manager.interrupt_kernel()
    assert client.get_shell_msg(timeout=10)["content"]["status"] == "error"
    check_usable(client)


def check_usable(client: BlockingKernelClient) -> None:
    """Another setting trains to its end, and an ordinary cell can be interrupted as before."""
    reply = run(client, "board.set(height=0.01)\nprint(await board.finished())")
    assert reply["status"] == "ok", reply
    assert reply["printed"].startswith("live ")
    raised = run(
        client,
        "import os\n"
        "try:\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    for _ in range(10**6): pass\n"
        "    print('lost')\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')",
    )
    assert raised["printed"] == "interrupted\n"
