"""Run the trials of a search, one after the other or side by side.

Objectives that other processes run must live in a module, not in a notebook's cell.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from pathlib import Path
from typing import Any

from course_lib.search.methods import Method
from course_lib.search.space import Settings
from course_lib.search.trials import Trial, TrialFile, plain, trial_seed

Objective = Callable[[Settings, int], float | Mapping[str, Any]]
"""Takes settings and a seed; gives a score, or a dict with "score" and what else to keep."""

PATIENCE = 3  # broken executors in a row, without one trial finished between them


def run(
    objective: Objective,
    method: Method,
    *,
    seed: int = 0,
    executor: Executor | Callable[[], Executor] | None = None,
    path: str | Path | None = None,
) -> Iterator[Trial]:
    """Search, yielding each trial as it ends; what happens in between is the caller's loop.

    A progress bar goes around it, ``break`` stops it, ``sorted(..., key=lambda t: t.number)`` puts
    the trials in order. Which trials there are, and their scores, does not depend on the executor.

    Parameters
    ----------
    objective : function of (settings, seed)
        Gives a finite score, the better the larger, or a dict with "score" and what else to keep.
    method : Method
        A fresh one, also to go on with an old search: it is told again what is in the file.
    seed : int
        From it and a trial's number follows the trial's own seed.
    executor : executor, function that makes one, or None
        Anything with the interface of ``concurrent.futures``: a pool of processes, or
        ``client.get_executor()`` of a Dask cluster; it stays the caller's. Where a worker is
        killed, a pool of processes breaks; a function (such as ``processes(4)``) makes the next
        one, and the trials that were lost run again. None: one trial after the other, here.
    path : path-like or None
        A file that takes each trial as it ends. What it holds is not run again.

    Yields
    ------
    Trial
        Those of the file first, round by round.

    Raises
    ------
    ValueError
        Where the file belongs to another search, or a score is no finite number.
    BrokenExecutor
        Where workers die, and no function could make others or they kept dying.

    Examples
    --------
    >>> from course_lib.search import Listed
    >>> trials = run(lambda settings, seed: -abs(settings["a"] - 3), Listed([{"a": 1}, {"a": 3}]))
    >>> [trial.score for trial in trials]
    [-2.0, 0.0]
    """
    return _Search(objective, seed, executor, path).trials(method)


class _Search:
    def __init__(
        self,
        objective: Objective,
        seed: int,
        executor: Executor | Callable[[], Executor] | None,
        path: str | Path | None,
    ) -> None:
        self._objective, self._seed = objective, seed
        self._make = executor if not isinstance(executor, Executor) else None
        self._executor = executor if isinstance(executor, Executor) else None
        self._file = None if path is None else TrialFile(path)
        self._known: dict[int, Trial] = {}

    def trials(self, method: Method) -> Iterator[Trial]:
        """Go from round to round."""
        if self._file is not None:
            self._file.mend()
            self._known = {trial.number: trial for trial in self._file.read()}
        try:
            first = 0
            while settings := method.ask():
                asked = {number: plain(each) for number, each in enumerate(settings, start=first)}
                scores: dict[int, float] = {}
                for trial in self._round(asked):
                    scores[trial.number] = trial.score
                    yield trial
                method.tell([scores[number] for number in asked])
                first += len(asked)
        finally:
            if self._make is not None and self._executor is not None:
                self._executor.shutdown(wait=True, cancel_futures=True)

    def _round(self, asked: dict[int, Settings]) -> Iterator[Trial]:
        left = {}
        for number, settings in asked.items():
            known = self._known.get(number)
            if known is None:
                left[number] = settings
            elif (known.settings, known.seed) != (settings, trial_seed(self._seed, number)):
                raise ValueError(
                    f"the file belongs to another search: its trial {number} tried "
                    f"{known.settings}, this one asks for {settings}. Another path, or the "
                    "method, space and seed of then."
                )
            else:
                yield known
        yield from self._one_by_one(left) if self._serial() else self._side_by_side(left)

    def _one_by_one(self, left: dict[int, Settings]) -> Iterator[Trial]:
        for number, settings in left.items():
            told = self._objective(dict(settings), trial_seed(self._seed, number))
            yield self._finished(number, settings, told)

    def _side_by_side(self, left: dict[int, Settings]) -> Iterator[Trial]:
        broken = 0
        while left:
            futures: dict[Future[Any], int] = {}
            try:
                self._submit(left, futures)
                while futures:
                    wait(futures, return_when=FIRST_COMPLETED)
                    for trial in self._ended(futures, left):
                        broken = 0
                        yield trial
            except BrokenExecutor:
                broken += 1
                if self._make is None or broken == PATIENCE:
                    raise
                self._executor = None
            finally:
                # After an interrupt, a break, or a failure: write down what ended meanwhile. Own
                # workers are waited for in any case, so what they are at need not be lost.
                begun = [future for future in futures if not future.cancel()]
                if self._make is not None:
                    wait(begun)
                for future, number in futures.items():
                    if future in begun and future.done() and future.exception() is None:
                        self._finished(number, left[number], future.result())

    def _ended(self, futures: dict[Future[Any], int], left: dict[int, Settings]) -> Iterator[Trial]:
        """Take out the trials that ended well; then raise what another ended with, if one did."""
        done = sorted((future for future in futures if future.done()), key=futures.__getitem__)
        failed = [future for future in done if future.exception() is not None]
        for future in done:
            if future not in failed:
                number = futures.pop(future)
                yield self._finished(number, left.pop(number), future.result())
        for future in failed:
            future.result()

    def _submit(self, left: dict[int, Settings], futures: dict[Future[Any], int]) -> None:
        if self._executor is None and self._make is not None:
            self._executor = self._make()
        executor = self._executor
        if executor is None:  # pragma: no cover - _serial looks first
            raise RuntimeError("needed an executor; got none")
        if isinstance(executor, ProcessPoolExecutor) and self._objective.__module__ == "__main__":
            raise ValueError(
                "other processes cannot see a function of a notebook or a script; the objective "
                f"must live in a module that they can import. Got {self._objective!r}"
            )
        for number, settings in left.items():
            seed = trial_seed(self._seed, number)
            futures[executor.submit(self._objective, dict(settings), seed)] = number

    def _finished(self, number: int, settings: Settings, told: Any) -> Trial:
        more = dict(told) if isinstance(told, Mapping) else {"score": told}
        score = float(more.pop("score"))
        if not math.isfinite(score):
            raise ValueError(
                f"a score must be a finite number; the objective gave {score} for {settings}"
            )
        trial = Trial(number, settings, trial_seed(self._seed, number), score, plain(more))
        if self._file is not None:
            self._file.add(trial)
        return trial

    def _serial(self) -> bool:
        return self._executor is None and self._make is None
