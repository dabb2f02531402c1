"""Controls that are heard in another thread, as JupyterLab's subshells have it, cell or no cell."""

import asyncio
import threading
import time

import pytest

from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.dashboards import live as live_module
from course_lib.dashboards.throttle import LOST, Throttle
from course_lib.plots.drawing_lock import drawing_lock


class Subshell:
    """A thread with an event loop, which hears what the page says."""

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def hear(self, action):
        """Do this there, soon."""
        self.loop.call_soon_threadsafe(action)

    async def heard(self):
        """Wait until it has done all it was told."""
        done = threading.Event()
        self.hear(done.set)
        while not done.is_set():
            await asyncio.sleep(0.005)


class Scene:
    """A dashboard that notices when two threads are in it at once."""

    def __init__(self, live=True, name="scene"):
        self.inside, self.overlaps, self.shown, self.trained_by = 0, 0, [], set()
        self.picture = Picture(200, 100)
        ax = self.picture.figure.subplots()
        ax.set_ylim(0, 300)
        (self.line,) = ax.plot([0, 1], [0, 0])
        self.picture.moves(self.line)
        self.board = Dashboard(
            name, self.picture, {"height": stored_slider("height", range(300), 3)},
            show=self.show, live=self.live if live else None,
        )  # fmt: skip
        self.slider = self.board.controls["height"]

    def work(self, height):
        self.inside += 1
        time.sleep(0.002)
        self.overlaps += self.inside - 1
        self.line.set_ydata([height, height])
        self.inside -= 1

    def show(self, height):
        self.work(height)
        self.shown.append((height, threading.current_thread()))
        return f"height {height:g}"

    def live(self, height):
        for count in range(1, 21):
            self.work(height + count)
            self.trained_by.add(threading.current_thread())
            yield f"live {height:g}: {count}"

    def move(self, height):
        self.slider.value = height


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(live_module, "QUIET", 0.02)


def test_a_slider_heard_elsewhere_is_answered_there_and_trained_in_the_main_thread():
    async def scenario(subshell):
        scene = Scene()
        await scene.board.finished()
        subshell.hear(lambda: scene.move(7))
        await subshell.heard()
        assert scene.shown[-1] == (7, subshell.thread)
        assert await asyncio.wait_for(scene.board.finished(), 5) == "live 7: 20"
        assert scene.trained_by == {threading.main_thread()}
        scene.board.close()
        await asyncio.sleep(0.05)
        assert len(asyncio.all_tasks()) == 1

    with Subshell() as subshell:
        asyncio.run(scenario(subshell))


def test_while_a_cell_keeps_the_main_thread_busy_the_picture_follows():
    async def scenario(subshell):
        scene = Scene()
        await scene.board.finished()
        scene.trained_by.clear()
        before = scene.picture.widget.value
        subshell.hear(lambda: scene.move(200))
        end = time.perf_counter() + 0.4
        while time.perf_counter() < end:
            pass
        assert scene.board.text == "height 200"
        assert scene.picture.widget.value != before
        assert scene.board._live.running  # about to
        assert not scene.trained_by
        assert await scene.board.finished() == "live 200: 20"
        scene.board.close()

    with Subshell() as subshell:
        asyncio.run(scenario(subshell))


def test_a_burst_from_elsewhere_while_a_run_draws_never_meets_it():
    async def scenario(subshell):
        one, other = Scene(name="one"), Scene(name="other")
        await asyncio.sleep(0.1)
        for height in range(100):
            for scene in (one, other):
                subshell.hear(lambda scene=scene, height=height: scene.move(height))
            await asyncio.sleep(0.002)
            one.board.set(height=200 + height % 3)  # and a cell moves the same one
        await subshell.heard()
        one.board.set(height=250)
        for scene, last in ((one, 250), (other, 99)):
            assert await asyncio.wait_for(scene.board.finished(), 10) == f"live {last}: 20"
            assert scene.overlaps == 0
            # Some 0.6 s of events: an answer every 0.04 s or so, not 200 of them.
            assert len(scene.shown) < 60
            assert scene.trained_by == {threading.main_thread()}
            scene.board.close()
        await asyncio.sleep(0.05)
        assert len(asyncio.all_tasks()) == 1

    with Subshell() as subshell:
        asyncio.run(scenario(subshell))


def test_a_dashboard_closed_in_a_cell_is_left_alone_by_late_events():
    async def scenario(subshell):
        scene = Scene()
        for height in range(50):
            subshell.hear(lambda height=height: scene.move(height))
        scene.board.close()
        await subshell.heard()
        shown = len(scene.shown)
        await asyncio.sleep(0.1)
        assert len(scene.shown) == shown
        assert not scene.board._live.running
        assert len(asyncio.all_tasks()) == 1

    with Subshell() as subshell:
        asyncio.run(scenario(subshell))


def test_an_error_there_is_shown_and_raised_here():
    async def scenario(subshell):
        scene = Scene(live=False)
        scene.board._show = lambda height: 1 / 0
        await asyncio.sleep(0.05)
        subshell.hear(lambda: scene.move(7))
        await subshell.heard()
        assert "Something went wrong: ZeroDivisionError" in scene.board.words.value
        with pytest.raises(ZeroDivisionError):
            await scene.board.finished()
        scene.board.close()

    with Subshell() as subshell:
        asyncio.run(scenario(subshell))


def test_a_throttle_survives_the_end_of_the_loop_that_was_to_answer():
    answers = []
    throttle = Throttle(lambda: answers.append(time.perf_counter()))
    with Subshell() as subshell:
        for _ in range(3):
            subshell.hear(throttle.request)
        while not throttle.pending:
            time.sleep(0.001)
        subshell.hear(subshell.loop.stop)
        subshell.thread.join()
    assert throttle.pending
    assert len(answers) == 1
    throttle.flush()  # whoever waits for it gets it
    assert len(answers) == 2
    assert not throttle.pending


def test_whoever_waits_for_an_answer_does_not_miss_one_that_is_being_given():
    begun, answers = threading.Event(), []

    def action():
        begun.set()
        time.sleep(0.1)
        answers.append(1)

    throttle = Throttle(action)
    with Subshell() as subshell:
        for _ in range(2):  # the second comes by the clock, in that thread
            subshell.hear(throttle.request)
        while not answers:
            time.sleep(0.001)
        begun.clear()
        assert begun.wait(5)
        assert not throttle.pending
        assert len(answers) == 2


def test_an_answer_that_was_lost_does_not_block_later_ones():
    async def scenario():
        answers = []
        throttle = Throttle(lambda: answers.append(1))
        throttle.request()
        throttle._due = time.perf_counter() - LOST - 1  # its loop has ended before it came
        throttle._last = time.perf_counter()
        throttle.request()
        await asyncio.sleep(0.1)
        assert len(answers) == 2
        assert not throttle.pending

    asyncio.run(scenario())


def test_a_cancelled_answer_does_not_come():
    async def scenario():
        answers = []
        throttle = Throttle(lambda: answers.append(1))
        throttle.request()
        throttle.request()
        assert throttle.pending
        throttle.cancel()
        await asyncio.sleep(0.06)
        assert len(answers) == 1

    asyncio.run(scenario())


def test_whoever_draws_waits_for_its_turn():
    scene = Scene(live=False)
    with drawing_lock:
        other = threading.Thread(target=lambda: scene.board.set(height=9))
        other.start()
        time.sleep(0.05)
        assert scene.board.text == "height 3"
    other.join()
    assert scene.board.text == "height 9"
    scene.board.close()
