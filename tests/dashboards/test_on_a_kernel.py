"""The kit on a real kernel: cells that run again, controls heard in a subshell, a stop button."""

import sys
import time

import pytest
from packaging.version import Version

from tests.dashboards.kernels import (
    click,
    finish,
    move,
    new_subshell,
    run,
    running_kernel,
    send_cell,
)

ipykernel = pytest.importorskip("ipykernel")

COUNT = """
import asyncio, gc, signal, threading
import comm, ipywidgets
from matplotlib.figure import Figure

def count():
    gc.collect()
    return [
        len(ipywidgets.widget._instances), len(comm.get_comm_manager().comms),
        sum(isinstance(thing, Figure) for thing in gc.get_objects()),
        sum("Live" in repr(task.get_coro()) for task in asyncio.all_tasks()),
        repr(signal.getsignal(signal.SIGINT)), threading.active_count(),
    ]

def memory():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
"""

BOARD = """
from course_lib.dashboards import Dashboard, Picture, progress, stored_slider

where = []

def make():
    picture = Picture(300, 200)
    (line,) = picture.figure.subplots().plot([0, 1], [0, 1])
    picture.moves(line)
    list(progress(range(3)))

    def show(height):
        where.append(threading.current_thread() is threading.main_thread())
        line.set_ydata([height, height])
        return f"height {height:g}"

    def live(height):
        for number in range(10**9):
            yield f"live {height:g} {threading.current_thread() is threading.main_thread()}"

    slider = stored_slider("height", range(10), 3)
    return Dashboard("a", picture, {"height": slider}, show=show, live=live)
"""

SUBSHELLS = pytest.mark.skipif(
    Version(ipykernel.__version__) < Version("7"), reason="subshells came with ipykernel 7"
)


def wait_for_text(client, text):
    """Wait until a dashboard's words are these."""
    deadline = time.monotonic() + 30
    while (said := run(client, "print(board.text)")["printed"]) != f"{text}\n":
        assert time.monotonic() < deadline, f"needed: {text!r}; seen last: {said!r}"


def wait_until_printed(client, word):
    """Wait until the cell that runs has printed this."""
    while client.get_iopub_msg(timeout=30)["content"].get("text", "").strip() != word:
        pass


@pytest.fixture
def kernel():
    with running_kernel() as (manager, client):
        assert run(client, COUNT + BOARD)["status"] == "ok"
        yield manager, client


def rerun(client, times):
    """Run one cell again and again; it ends with its dashboard, as in a notebook."""
    for _ in range(times):
        finish(client, send_cell(client, "board = make()\nboard", "cell-1"))
    time.sleep(0.3)


def test_a_hundred_runs_of_a_cell_leave_nothing_behind(kernel):
    _, client = kernel
    rerun(client, 5)
    before = run(client, "print(*count(), sep='|')")["printed"]
    linux = sys.platform == "linux"
    memory = int(run(client, "print(memory())")["printed"]) if linux else 0
    rerun(client, 100)
    assert run(client, "print(*count(), sep='|')")["printed"] == before
    if linux:
        grown = int(run(client, "print(memory())")["printed"]) - memory
        assert grown < 50e6  # bytes; a hundred of them alive hold some 200 MB


@SUBSHELLS
def test_what_a_subshell_hears_is_trained_in_the_main_thread_and_can_be_interrupted(kernel):
    manager, client = kernel
    rerun(client, 1)
    model = run(client, "print(board.controls['height'].model_id)")["printed"].strip()
    subshell = new_subshell(client)
    for index in (4, 5):  # from ipykernel 7.4 on, the first one goes to the main thread
        move(client, model, subshell, index=index)
        time.sleep(0.5)
    said = run(client, "print(board.text, board._live.running, where[-1])")["printed"]
    assert said == "live 5 True True False\n"
    manager.interrupt_kernel()
    time.sleep(0.3)
    assert run(client, "print(board._live.running)")["printed"] == "False\n"
    move(client, model, subshell, index=6)
    time.sleep(0.5)
    request = client.execute("await board.finished()", stop_on_error=False)
    time.sleep(0.5)
    manager.interrupt_kernel()
    assert finish(client, request)["ename"] == "KeyboardInterrupt"


@SUBSHELLS
def test_while_a_cell_is_busy_a_subshell_answers(kernel):
    _, client = kernel
    rerun(client, 1)
    model = run(client, "print(board.controls['height'].model_id)")["printed"].strip()
    subshell = new_subshell(client)
    move(client, model, subshell, index=4)
    time.sleep(0.3)
    run(client, "board.stop()")
    busy = "import time; start = time.time(); seen = []\nwhile time.time() < start + 2:\n"
    request = client.execute(busy + "    seen.append(board.text)")
    time.sleep(0.7)
    move(client, model, subshell, index=8)
    finish(client, request)
    assert run(client, "print(seen[-1])")["printed"] == "height 8\n"


WARNS = """
import time, warnings

class Catcher:
    def show(self, height):
        if height > 5:
            warnings.warn(f"too high at {height:g}", RuntimeWarning, stacklevel=1)
        return f"height {height:g}"

board.stop()
board.switch.value = False
board._show = Catcher().show
"""
MOVED_IN_BUSY = """
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print("busy", flush=True)
    until = time.monotonic() + 30
    while board.text != "height 8" and time.monotonic() < until:
        time.sleep(0.01)
    warnings.warn("of the cell", stacklevel=1)
before = board.text
"""


@SUBSHELLS
def test_what_is_warned_of_while_a_cell_is_busy_is_said_when_it_has_ended(kernel):
    _, client = kernel
    rerun(client, 1)
    assert run(client, WARNS)["status"] == "ok"
    model = run(client, "print(board.controls['height'].model_id)")["printed"].strip()
    subshell = new_subshell(client)
    move(client, model, subshell, index=4)  # from ipykernel 7.4 on to the main thread
    wait_for_text(client, "height 4")
    filters = run(client, "print(warnings.filters)")["printed"]
    request = client.execute(MOVED_IN_BUSY)
    wait_until_printed(client, "busy")
    move(client, model, subshell, index=8)
    finish(client, request)
    wait_for_text(client, "height 8 · Note: too high at 8")
    assert run(client, "print(before)")["printed"] == "height 8\n"
    assert run(client, "print(caught[-1].message)")["printed"] == "of the cell\n"
    assert run(client, "print(warnings.filters)")["printed"] == filters


STOPPABLE = """
import time
done, runs = [], progress(range(100))

def stop_button():
    widgets = ipywidgets.widget._instances.values()
    return [widget for widget in widgets if isinstance(widget, ipywidgets.Button)][-1]
"""

LOOP = """
async for number in runs:
    time.sleep(0.05)
    done.append(number)
    if number == 0:
        print(stop_button().model_id, flush=True)
"""


@SUBSHELLS
@pytest.mark.parametrize("in_subshell", [True, False])
def test_the_stop_button_of_a_bar_is_heard_while_the_cell_runs(kernel, in_subshell):
    _, client = kernel
    if not in_subshell and Version(ipykernel.__version__) < Version("7.4"):
        pytest.skip("without a subshell, a message waits for the cell's end there")
    assert run(client, STOPPABLE)["status"] == "ok"
    subshell = new_subshell(client) if in_subshell else None
    request = client.execute(LOOP)
    model = ""
    while not model:  # the page knows the button from its comm
        message = client.get_iopub_msg(timeout=10)
        if message["msg_type"] == "stream":
            model = message["content"]["text"].strip()
    time.sleep(0.5)
    click(client, model, subshell)
    finish(client, request)
    assert run(client, "print(len(done) < 60, runs.stopped)")["printed"] == "True True\n"
