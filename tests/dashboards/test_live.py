"""Runs in the background: play and pause, one at a time, from any thread."""

import asyncio
import threading
import time

import pytest

from course_lib.dashboards import Live
from course_lib.dashboards.main_loop import main_loop
from course_lib.plots.drawing_lock import drawing_lock


class Watch:
    """A Live, with what it drew, what failed, how often it ended, and which threads it used."""

    def __init__(self, **kwargs):
        self.drawn, self.failed, self.ends, self.threads, self.steps = [], [], 0, set(), 0
        self.live = Live(self.drawn.append, self.failed.append, ended=self._end, **kwargs)

    def _end(self):
        self.ends += 1

    def counting(self, count=10**9, pause=0.0):
        for number in range(count):
            self.steps += 1
            self.threads.add(threading.current_thread())
            time.sleep(pause)
            yield f"{number}"


def in_thread(action):
    """Do this in another thread with an event loop of its own, as a subshell of the kernel has."""

    async def there():
        action()

    return asyncio.to_thread(asyncio.run, there())


def running_tasks():
    return len(asyncio.all_tasks()) - 1


def test_play_pause_and_play_on():
    async def scenario():
        watch = Watch(frame=0)
        stream = watch.counting(pause=0.001)
        watch.live.start(lambda: stream, quiet=0)
        await asyncio.sleep(0.05)
        watch.live.stop()
        paused = list(watch.drawn)
        assert len(paused) > 3
        await asyncio.sleep(0.05)
        assert watch.drawn == paused  # the picture stays as it is
        assert running_tasks() == 0
        watch.live.start(lambda: stream, quiet=0)
        await asyncio.sleep(0.05)
        watch.live.stop()
        assert watch.drawn == [str(number) for number in range(len(watch.drawn))]
        assert len(watch.drawn) > len(paused)
        assert watch.ends == 0

    asyncio.run(scenario())


def test_it_waits_as_long_as_it_is_told():
    async def scenario():
        watch = Watch()
        start = time.perf_counter()
        watch.live.start(lambda: watch.counting(1), quiet=0.1)
        await watch.live.finished()
        patient = time.perf_counter() - start
        assert patient > 0.1
        for _ in range(100):  # a busy machine may be slow once, not always
            start = time.perf_counter()
            watch.live.start(lambda: watch.counting(1), quiet=0)
            await watch.live.finished()
            if time.perf_counter() - start < 0.1:
                break
        else:
            raise AssertionError("it waited each time")

    asyncio.run(scenario())


def test_there_is_never_more_than_one_task():
    async def scenario():
        watch = Watch()
        for _ in range(50):
            watch.live.start(watch.counting, quiet=0)
            await asyncio.sleep(0.002)
            assert running_tasks() <= 2  # the new one, and one that hears that it is over
        await asyncio.sleep(0.02)
        assert running_tasks() == 1
        watch.live.stop()
        watch.live.stop()
        await asyncio.sleep(0.02)
        assert running_tasks() == 0

    asyncio.run(scenario())


def test_the_end_is_told_where_nobody_ended_it():
    def failing():
        yield "begun"
        raise ZeroDivisionError

    async def scenario():
        watch = Watch()
        watch.live.start(failing, quiet=0)
        await watch.live.finished()
        assert (len(watch.failed), watch.ends, watch.live.running) == (1, 1, False)
        watch.live.start(lambda: watch.counting(3), quiet=0)
        await watch.live.finished()
        assert watch.ends == 2
        watch.live.start(watch.counting, quiet=0)
        watch.live.start(watch.counting, quiet=0)
        watch.live.stop()
        await asyncio.sleep(0.01)
        assert watch.ends == 2

    asyncio.run(scenario())


def test_an_error_at_the_end_is_not_lost():
    async def scenario():
        failures = []
        live = Live(lambda text: None, failures.append, ended=lambda: 1 / 0)
        live.start(lambda: iter(["once"]), quiet=0)
        await live.finished()
        assert [type(error) for error in failures] == [ZeroDivisionError]

    asyncio.run(scenario())


def test_an_interrupt_tells_the_end_and_reaches_whoever_waits():
    """Outside of a cell by a cancellation: anything else would end the event loop."""

    async def scenario():
        watch = Watch()
        watch.live.start(watch.counting, quiet=0)
        interrupt = watch.live._interrupt
        asyncio.get_running_loop().call_later(0.02, lambda: interrupt(watch.live._run))
        asyncio.get_running_loop().call_later(5, watch.live.stop)  # should it not arrive
        with pytest.raises(asyncio.CancelledError, match="the live run was interrupted"):
            await watch.live.finished()
        await asyncio.sleep(0)
        assert watch.ends == 1
        assert running_tasks() == 0

    asyncio.run(scenario())


def test_a_run_started_in_another_thread_trains_in_the_main_one():
    async def scenario():
        watch = Watch()
        await in_thread(lambda: watch.live.start(lambda: watch.counting(20), quiet=0))
        await asyncio.wait_for(watch.live.finished(), 5)
        assert watch.threads == {threading.main_thread()}
        assert watch.drawn[-1] == "19"

    asyncio.run(scenario())


def test_a_run_stopped_in_another_thread_makes_no_further_step():
    async def scenario():
        watch = Watch(frame=0)
        watch.live.start(watch.counting, quiet=0)
        await asyncio.sleep(0.02)
        steps = []

        def stop():
            watch.live.stop()
            steps.append(len(watch.drawn))

        await in_thread(stop)
        await asyncio.sleep(0.05)
        assert len(watch.drawn) - steps[0] <= 1  # the one that was under way
        assert running_tasks() == 0

    asyncio.run(scenario())


def test_a_step_that_waits_for_its_turn_is_not_taken_once_the_run_is_stopped():
    async def scenario():
        watch = Watch(frame=0)
        seen = []

        def stop_in_turn():
            with drawing_lock:  # the main thread comes to wait for it
                time.sleep(0.05)
                watch.live.stop()
                seen.append(watch.steps)

        watch.live.start(watch.counting, quiet=0)
        await asyncio.sleep(0.01)
        await in_thread(stop_in_turn)
        await asyncio.sleep(0.02)
        assert watch.steps == seen[0] > 0

    asyncio.run(scenario())


def test_a_run_that_is_stopped_in_the_midst_of_a_step_draws_no_more():
    async def scenario():
        watch = Watch(frame=0)

        def frames():
            yield "before"
            watch.live.stop()
            yield "after"

        watch.live.start(frames, quiet=0)
        await watch.live.finished()
        await asyncio.sleep(0.02)
        assert watch.drawn == ["before"]

    asyncio.run(scenario())


def test_it_can_be_waited_for_in_another_thread():
    async def scenario():
        watch = Watch()
        watch.live.start(lambda: watch.counting(20, pause=0.002), quiet=0)
        await asyncio.to_thread(lambda: asyncio.run(watch.live.finished()))
        assert watch.drawn[-1] == "19"

    asyncio.run(scenario())


def test_a_start_while_the_main_thread_is_busy_waits_and_only_the_last_one_runs():
    async def scenario():
        watch = Watch()
        others = asyncio.gather(
            *[in_thread(lambda: watch.live.start(lambda: watch.counting(3), quiet=0))
              for _ in range(5)]
        )  # fmt: skip
        await asyncio.sleep(0)
        time.sleep(0.2)  # as a cell does that computes
        assert not watch.threads
        await others
        await watch.live.finished()
        assert watch.drawn == ["0", "2"]  # the first, and the last; the rest came too fast
        assert watch.ends == 1
        assert running_tasks() == 0

    asyncio.run(scenario())


def test_without_an_event_loop_nothing_runs_and_nothing_breaks():
    watch = Watch()
    watch.live.start(watch.counting)
    assert not watch.live.running
    assert main_loop() is None


def test_an_event_loop_that_ended_in_the_midst_of_a_run_is_no_trouble():
    watch = Watch()

    async def scenario():
        watch.live.start(watch.counting, quiet=0)

    asyncio.run(scenario())
    watch.live.stop()
    assert not watch.live.running
