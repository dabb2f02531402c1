"""A cell that runs again frees what it made before; what other cells made stays."""

import asyncio
import gc
import sys
import tracemalloc

import ipywidgets
import pytest
from matplotlib.figure import Figure

from course_lib.dashboards import Dashboard, Picture, progress, stored_slider
from course_lib.dashboards import live as live_module
from course_lib.plots import presenting


def make(name="name", kept=None, live=True):
    """A dashboard whose cell keeps nothing of it but what IPython keeps: the result."""
    picture = Picture(200, 100)
    (line,) = picture.figure.subplots().plot([0, 1], [0, 1])
    picture.moves(line)
    data = bytearray(100_000)

    def show(height):
        line.set_ydata([height, len(data)])
        return f"height {height:g}"

    def endless(height):
        while True:
            yield show(height)

    board = Dashboard(
        name, picture, {"height": stored_slider("height", range(5), 3)}, show=show,
        live=endless if live else None,
        views={"face": (ipywidgets.ToggleButtons(options=["a", "b"]), lambda face: None)},
    )  # fmt: skip
    if kept is not None:
        kept.append(board)
    return board


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(live_module, "QUIET", 0.0)


def is_open(board):
    return board.comm is not None


def open_widgets():
    return set(ipywidgets.widget._instances)


def test_one_that_was_refused_while_it_was_made_leaves_without_a_word(monkeypatch):
    said = []
    monkeypatch.setattr(sys, "unraisablehook", lambda event: said.append(event.exc_value))

    class Refused(Dashboard):
        def __init__(self):
            self.chosen = stored_slider("height", range(5), 7)

    with pytest.raises(ValueError, match="no stored value 7"):
        Refused()
    gc.collect()
    assert said == []


def test_close_frees_every_widget_and_the_figure():
    before = open_widgets()
    figures = {id(figure) for figure in figures_alive()}
    board = make(live=False)
    assert len(open_widgets() - before) > 20
    board.close()
    assert open_widgets() == before
    assert {id(figure) for figure in figures_alive()} <= figures
    assert board not in presenting._followers
    board.close()  # a second time is no trouble
    assert repr(board) == "Dashboard 'name': height 3"
    assert board._repr_mimebundle_ is None  # so IPython shows the words alone
    with pytest.raises(RuntimeError, match="closed, or its cell ran again; use the newer one"):
        board.set(height=1)


def figures_alive():
    gc.collect()
    return [thing for thing in gc.get_objects() if isinstance(thing, Figure)]


def test_the_same_cell_again_frees_what_it_made(cell):
    async def scenario():
        cell("A")
        first = make()
        await asyncio.sleep(0.02)
        assert first._live.running
        cell("A")
        second = make("another name")  # its code may have changed
        assert not is_open(first)
        assert is_open(second)
        await asyncio.sleep(0.02)
        assert len(asyncio.all_tasks()) == 2  # this test, and the second one's run
        second.close()

    asyncio.run(scenario())


def test_another_cell_leaves_it_alone_whatever_the_names(cell):
    cell("A")
    one = make("same", live=False)
    cell("B")
    other = make("same", live=False)
    assert is_open(one)
    cell("A")
    assert is_open(one)  # until its cell makes another
    newer = make("same", live=False)
    assert not is_open(one)
    assert is_open(other)
    for board in (other, newer):
        board.close()


def test_two_of_one_cell_live_side_by_side_and_go_together(cell):
    cell("A")
    pair = [make("same", live=False), make("same", live=False)]
    assert all(map(is_open, pair))
    cell("A")
    newer = make(live=False)
    assert not any(map(is_open, pair))
    newer.close()


def test_where_the_front_end_tells_no_id_the_code_stands_for_the_cell(cell):
    cell(None, "strength_dashboard(sweep)")
    one = make("same", live=False)
    cell(None, "strength_dashboard(other_sweep)")
    other = make("same", live=False)
    assert is_open(one)
    cell(None, "strength_dashboard(sweep)")
    newer = make("same", live=False)
    assert [is_open(board) for board in (one, other, newer)] == [False, True, True]
    for board in (other, newer):
        board.close()


def test_what_a_callback_makes_belongs_to_no_cell(cell):
    cell("A")
    board = make(live=False)
    cell("A", kind="comm_msg")
    made_by_a_click = make(live=False)
    assert is_open(board)
    cell("A")
    newer = make(live=False)
    assert is_open(made_by_a_click)
    for left in (newer, made_by_a_click):
        left.close()


def test_an_error_of_the_one_before_does_not_fall_on_the_cell_that_runs_again(cell):
    cell("A")
    broken = make(live=False)
    broken.fail(ValueError("of old"))
    cell("A")
    make(live=False).close()
    assert not is_open(broken)
    with pytest.raises(ValueError, match="of old"):
        broken.close()


def test_outside_of_a_kernel_nothing_is_freed():
    one, other = make(live=False), make(live=False)
    assert is_open(one)
    one.close()
    other.close()


def test_a_hundred_runs_of_a_cell_leave_nothing_behind(cell):
    """Widgets, figures, tasks and memory, though the results are kept as IPython keeps them."""
    results = []

    async def run_cells(count):
        for _ in range(count):
            cell("A")
            list(progress(range(3)))  # a bar of its own
            make(kept=results)
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.06)  # a timer of 0.04 s may still hold the one before
        gc.collect()

    async def scenario():
        await run_cells(5)
        before = counts()
        await run_cells(100)
        assert counts() == before
        tracemalloc.start()
        await run_cells(1)
        memory = tracemalloc.get_traced_memory()[0]
        await run_cells(20)
        grown = tracemalloc.get_traced_memory()[0] - memory
        tracemalloc.stop()
        assert len(results) == 126
        # IPython keeps the results themselves, emptied; one alive holds 100 kB of data and more.
        assert grown / 20 < 20_000
        results[-1].close()

    def counts():
        return (
            len(open_widgets()), len(figures_alive()), len(asyncio.all_tasks()),
            len(presenting._followers),
        )  # fmt: skip

    asyncio.run(scenario())
