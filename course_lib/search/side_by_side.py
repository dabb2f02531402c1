"""Trials side by side: handing them out, waiting, and what is kept where that ends too early.

It ends too early where the executor breaks (a worker was killed), a trial fails or takes too long,
the workers of a cluster are gone, or the reader stops the loop or interrupts it.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from course_lib.search.executors import SearchExecutor
from course_lib.search.interrupts import INTERRUPTS, heard_in_a_loop, say
from course_lib.search.trials import Asked, Trial
from course_lib.search.workers import Workers

TICK = 0.5  # seconds of a wait: some systems hear Ctrl-C only between two
QUIET = 5.0  # seconds to wait for trials under way without a word


@dataclass(frozen=True)
class UnderWay:
    """A trial that was handed out: to which executor, and when."""

    asked: Asked
    executor: Executor
    since: float = field(default_factory=time.monotonic)


class SideBySide:
    """Who runs the trials of one search, where these are others.

    Parameters
    ----------
    objective : function of (settings, seed)
    executor : the caller's, or a function that makes one, and another where it broke
    finish : makes a trial of what the objective told, and writes it
    seconds, late : how long a trial may take, and the score of one that takes longer
    """

    def __init__(
        self,
        objective: Callable[..., Any],
        executor: Executor | Callable[[], Executor],
        finish: Callable[[Asked, Any], Trial],
        *,
        seconds: float | None,
        late: float | None,
    ) -> None:
        self._objective, self._finish = objective, finish
        self._seconds, self._late = seconds, late
        self._executor = SearchExecutor(objective, executor, ends_late=seconds is not None)
        self._waiting: deque[Asked] = deque()
        self._under_way: dict[Future[Any], UnderWay] = {}

    def __enter__(self) -> "SideBySide":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._executor.close()
        except INTERRUPTS:
            self._executor.end()
            raise

    def trials(self, asked: list[Asked]) -> Iterator[Trial]:
        """Give the trials of a round as they end."""
        self._waiting.extend(asked)
        try:
            while self._waiting or self._under_way:
                self._hand_out()
                self._wait_a_little()
                for trial in chain(self._ended(), self._late_ones()):
                    self._executor.note_success()
                    self._hand_out()  # before the reader's loop takes its time
                    yield trial
        except BaseException as reason:
            self._leave(quiet=0 if isinstance(reason, INTERRUPTS) else QUIET)
            raise

    def _hand_out(self) -> None:
        """Give all to an executor of the caller's; own workers get one each, so none is lost."""
        while self._waiting:
            executor = self._executor.ready()
            if isinstance(executor, Workers) and len(self._under_way) >= executor.count:
                break
            each = self._waiting[0]
            try:
                future = executor.submit(self._objective, dict(each.settings), each.seed)
            except BrokenExecutor as error:
                self._executor.note_broken(executor, error)
            else:
                self._under_way[future] = UnderWay(self._waiting.popleft(), executor)

    def _wait_a_little(self) -> None:
        with heard_in_a_loop():
            ended, _ = wait(self._under_way, timeout=TICK, return_when=FIRST_COMPLETED)
        if not ended:
            self._executor.refuse_an_empty_cluster()

    def _ended(self) -> Iterator[Trial]:
        """Take out what ended well, and what is to run again; then raise what a trial raised."""
        done = [future for future in self._under_way if future.done()]
        failed = None
        for future in sorted(done, key=lambda future: self._under_way[future].asked.number):
            each, error = self._under_way[future], _error(future)
            if error is None:
                trial = self._finish(each.asked, future.result())
                del self._under_way[future]
                yield trial
            elif isinstance(error, BrokenExecutor) or self._executor.has_ended(each.executor):
                del self._under_way[future]
                self._waiting.append(each.asked)
                self._executor.note_broken(each.executor, error)
            else:
                failed = failed or error
        if failed is not None:
            raise failed

    def _late_ones(self) -> Iterator[Trial]:
        """End the workers where a trial takes too long; what else they were at runs again."""
        late = [future for future in self._under_way if self._is_late(future)]
        if late:
            self._executor.end()
        for future in late:
            asked = self._under_way[future].asked
            if self._late is None:
                raise TimeoutError(
                    f"trial {asked.number} took longer than {self._seconds} seconds, with "
                    f"{asked.settings}. What ended is kept. With late=... such a trial gets that "
                    "score, and the search goes on"
                )
            del self._under_way[future]
            yield self._finish(asked, {"score": self._late, "late": True})

    def _is_late(self, future: Future[Any]) -> bool:
        took = time.monotonic() - self._under_way[future].since
        return self._seconds is not None and took > self._seconds and not future.done()

    def _leave(self, *, quiet: float) -> None:
        """Begin nothing more; wait for what has begun, so it is not lost; write what ended."""
        begun = {future: each for future, each in self._under_way.items() if not future.cancel()}
        try:
            self._wait_for_all(begun, quiet)
        except INTERRUPTS:
            self._executor.end()
            raise
        finally:
            for future, each in begun.items():
                if future.done() and _error(future) is None:
                    with suppress(ValueError):  # what is no score runs again, and is told then
                        self._finish(each.asked, future.result())

    def _wait_for_all(self, begun: Iterable[Future[Any]], quiet: float) -> None:
        start, said = time.monotonic(), False
        while True:
            with heard_in_a_loop():
                left = wait(begun, timeout=TICK).not_done
            if not left:
                return
            if any(map(self._is_late, left)):
                self._executor.end()
            if not said and time.monotonic() - start > quiet:
                say(f"Waiting for {len(left)} trials under way; interrupt to leave at once.")
                said = True


def _error(future: Future[Any]) -> BaseException | None:
    """What a trial that is done ended with."""
    if future.cancelled():
        return RuntimeError("the executor gave its trials up: is its cluster or client gone?")
    return future.exception()
