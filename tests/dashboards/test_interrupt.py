"""Interrupt Kernel, on a real kernel: it stops a live run and leaves a usable dashboard."""

import sys
import time

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from course_lib.dashboards.throttle import GAP
from tests.dashboards.kernels import move, run, running_kernel

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


FORMS = (
    "await asyncio.gather(board.finished())",
    "await asyncio.gather(board.finished(), asyncio.sleep(60))",
    "await asyncio.wait_for(board.finished(), 60)",
    "await asyncio.create_task(board.finished())",
)


def test_while_a_cell_waits_for_it_in_a_task(kernel):
    """All forms on one kernel: an interrupt that reached its event loop would end it."""
    manager, client = kernel
    assert run(client, SETUP)["status"] == "ok"
    for form in FORMS:
        assert run(client, "board.set(height=0.01)\nboard.set(height=1000)")["status"] == "ok"
        request = client.execute(form, stop_on_error=False)
        time.sleep(1)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=20)
        assert reply["parent_header"]["msg_id"] == request
        assert reply["content"]["status"] == "error", form
        assert reply["content"]["ename"] in {"CancelledError", "KeyboardInterrupt"}
        assert run(client, "print(board._live.running)")["printed"] == "False\n"
    check_usable(client)


def test_while_a_task_waits_for_it_and_no_cell(kernel):
    manager, client = kernel
    assert run(client, SETUP)["status"] == "ok"
    assert run(client, "waiting = asyncio.create_task(board.finished())")["status"] == "ok"
    time.sleep(1)
    manager.interrupt_kernel()
    time.sleep(0.5)
    assert run(client, "print(waiting.cancelled())")["printed"] == "True\n"
    check_usable(client)


ENDS = """
import sys
from course_lib.dashboards import buttons

wrong = SystemExit(3)

def raising(where):
    def called(value):
        if value == where:
            raise wrong
        return f"fine {value}"
    return called

def live(value):
    yield raising("live")(value)

picture = Picture(100, 80)
picture.figure.subplots()
board = Dashboard(
    "ends", picture, {"value": buttons("value", ["a", "show", "live"], "a")},
    show=raising("show"), live=live,
    views={"view": (buttons("view", ["b", "view", "c"], "b"), raising("view"))},
)
models = {name: each.model_id for name, each in board._all_controls().items()}
"""
PLACES = [("value", 1), ("value", 2), ("view", 1)]
WRONG = ("SystemExit(3)", "KeyboardInterrupt('no')", "GeneratorExit()", "asyncio.CancelledError()")


def test_what_would_end_a_program_in_a_callback_is_said_and_ends_nothing(kernel):
    _, client = kernel
    assert run(client, SETUP.partition("picture =")[0] + ENDS)["status"] == "ok"
    for wrong in WRONG:
        for name, index in PLACES:
            models = run(client, f"wrong = {wrong}; print(models['{name}'])")["printed"].strip()
            move(client, models, index=index)
            name_of_it = wrong.partition("(")[0].rpartition(".")[2]
            wait_for_words(client, f"Something went wrong: {name_of_it}")
            move(client, models, index=0)
            wait_for_words(client, "fine")
    # A cell that calls for it has it at once; what the page called for is an ordinary error.
    # Answers keep a distance: one that came too soon would be given after the cell.
    run(client, f"import time; board.stop(); board._error = None; time.sleep({2 * GAP})")
    run(client, "wrong = SystemExit(3)")
    reply = run(client, "board.set(value='show')")
    assert (reply["status"], reply["ename"]) == ("error", "SystemExit")
    assert run(client, "board.set(value='a'); print(board.text)")["printed"] == "fine a\n"


def wait_for_words(client: BlockingKernelClient, start: str) -> None:
    deadline = time.monotonic() + 60
    while not (said := run(client, "print(board.text)")["printed"]).startswith(start):
        assert time.monotonic() < deadline, (start, said)
        time.sleep(0.05)


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
