import asyncio
import time

import pytest

from course_lib.dashboards import progress
from course_lib.dashboards.progress import _Bar, _stop_button


@pytest.fixture
def bars(monkeypatch):
    made = []
    monkeypatch.setitem(progress.__globals__, "display", made.append)
    return made


def test_it_passes_everything_on_and_counts(bars):
    assert list(progress(["a", "b", "c"], of="letters")) == ["a", "b", "c"]
    (bar,) = bars
    assert bar._words.value == "3 of 3 letters"
    assert bar._bar.value == bar._bar.max == 3
    assert bar._bar.bar_style == "success"
    assert bar.stop == []  # a plain loop hears no click, so there is nothing to press


def test_an_interrupted_loop_leaves_the_bar_where_it_was(bars):
    def interrupted():
        for number in progress(iter(range(5)), total=5):
            if number == 1:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert bars[0]._words.value == "1 of 5 runs"
    assert bars[0]._bar.bar_style == ""


def test_the_text_is_always_the_same():
    bar = _Bar(3, "runs")
    before = bar._repr_mimebundle_()["text/plain"]
    bar.update(3)
    assert bar._repr_mimebundle_()["text/plain"] == before == "Progress over 3 runs"


def test_what_cannot_be_counted_needs_a_total():
    with pytest.raises(ValueError, match="needs total where the steps cannot be counted"):
        progress(iter([1]), of="steps")


def test_an_async_loop_passes_everything_on_too(bars):
    async def scenario():
        runs = progress(range(4))
        assert [run async for run in runs] == [0, 1, 2, 3]
        assert not runs.stopped

    asyncio.run(scenario())
    (bar,) = bars
    assert bar._words.value == "4 of 4 runs"
    assert bar._bar.bar_style == "success"
    assert bar.stop[0].disabled


def test_stop_ends_an_async_loop_after_the_run_under_way(bars):
    async def scenario():
        runs, done = progress(range(100)), []
        async for run in runs:
            done.append(run)
            if run == 2:
                bars[0].stop[0].click()
        assert done == [0, 1, 2]
        assert runs.stopped

    asyncio.run(scenario())
    assert bars[0]._words.value == "stopped at 3 of 100 runs"
    assert bars[0]._bar.bar_style == "warning"


def test_the_page_is_listened_to_between_runs(bars):
    async def scenario():
        runs, done = progress(range(3000)), []
        asyncio.get_running_loop().call_later(0.3, lambda: bars[0].stop[0].click())
        async for run in runs:
            time.sleep(0.001)
            done.append(run)
        assert runs.stopped
        assert 0 < len(done) < 3000

    asyncio.run(scenario())


def test_where_a_click_would_not_be_heard_there_is_no_button(monkeypatch):
    def version(package):
        return {"ipykernel": "6.29.5"}[package]

    assert len(_stop_button(lambda: None)) == 1
    monkeypatch.setitem(_stop_button.__globals__, "version", version)
    assert _stop_button(lambda: None) == []


def counting(ended):
    """A generator that says when it was closed, as a search sends its workers home then."""
    try:
        yield from range(10)
    finally:
        ended.append(True)


def test_a_loop_that_ends_early_closes_what_it_loops_over(bars):
    ended = []
    things = counting(ended)
    for number in progress(things, total=10):
        if number == 2:
            break
    assert ended == [True]
    assert list(things) == []


def test_so_does_an_async_loop_however_it_ends(bars):
    async def looped(leave, ended):
        things = counting(ended)
        async for number in progress(things, total=10):
            if number == 2:
                if leave == "stop":
                    bars[-1].stop[0].click()
                elif leave == "break":
                    break
                elif leave == "cancel":
                    asyncio.current_task().cancel()
                    await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        return things

    for leave in ("stop", "break"):
        ended = []
        things = asyncio.run(looped(leave, ended))
        assert ended == [True], leave
        assert list(things) == []
    ended = []
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(looped("cancel", ended))
    assert ended == [True]


def test_what_is_no_generator_stays_open(bars, tmp_path):
    (tmp_path / "lines").write_text("a\nb\n")
    with (tmp_path / "lines").open() as lines:
        for _ in progress(lines, total=2):
            break
        assert not lines.closed
