"""The loop of a search: ask the method, run the trials, tell it their scores."""

from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from course_lib.arguments import is_number, offers, told
from course_lib.search.given import Settings, settings_list
from course_lib.search.methods import Method
from course_lib.search.side_by_side import SideBySide
from course_lib.search.trial_file import TrialFile
from course_lib.search.trials import Asked, Trial, asked_for, check_seed, plain, tried

Objective = Callable[[Settings, int], float | Mapping[str, Any]]
"""Takes settings and a seed; gives a score, or a dict with "score" and what else to keep."""


def run(
    objective: Objective,
    method: Method,
    *,
    seed: int = 0,
    executor: Executor | Callable[[], Executor] | None = None,
    path: str | Path | None = None,
    seconds: float | None = None,
    late: float | None = None,
) -> Iterator[Trial]:
    """Search, yielding each trial as it ends; what happens in between is the caller's loop.

    A progress bar goes around it, ``break`` stops it, ``sorted(..., key=lambda t: t.number)`` puts
    the trials in order. Which trials there are, and their scores, does not depend on the executor.
    Stopped or interrupted, it waits for the trials under way, so that they are not lost; a second
    interrupt leaves at once.

    Parameters
    ----------
    objective : function of (settings, seed)
        Gives a finite score, the better the larger, or a dict with "score" and what else to keep.
        Where other processes run it, it must live in a module, not in a notebook's cell.
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
        A file that takes each trial as it ends. What it holds is not run again. One search at a
        time can write to it.
    seconds : float or None
        How long a trial may take, with ``processes(n)`` only: its worker is ended, and the search
        with ``TimeoutError``, unless there is ``late``.
    late : float or None
        The score of a trial that took longer, such as that of guessing; the search goes on. Such
        scores do depend on the machine.

    Yields
    ------
    Trial
        Those of the file first, round by round.

    Examples
    --------
    >>> from course_lib.search import Listed
    >>> trials = run(lambda settings, seed: -abs(settings["a"] - 3), Listed([{"a": 1}, {"a": 3}]))
    >>> [trial.score for trial in trials]
    [-2.0, 0.0]
    """
    check_seed("run: seed", seed)
    _check(objective, method, executor, seconds, late)
    file = None if path is None else TrialFile(path)

    def finish(asked: Asked, told: Any) -> Trial:
        trial = tried(asked, told)
        if file is not None:
            file.add(trial)
        return trial

    crew = (
        OneByOne(objective, finish)
        if executor is None
        else SideBySide(objective, executor, finish, seconds=seconds, late=late)
    )
    return _search(method, seed, file, crew)


class OneByOne:
    """Who runs the trials, where that is this process."""

    def __init__(self, objective: Objective, finish: Callable[[Asked, Any], Trial]) -> None:
        self._objective, self._finish = objective, finish

    def __enter__(self) -> "OneByOne":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was started, so nothing is to end."""

    def trials(self, asked: list[Asked]) -> Iterator[Trial]:
        """Give the trials, in their order."""
        for each in asked:
            yield self._finish(each, self._objective(dict(each.settings), each.seed))


def _search(
    method: Method, seed: int, file: TrialFile | None, crew: OneByOne | SideBySide
) -> Iterator[Trial]:
    with file or nullcontext(), crew:
        known = {} if file is None else file.mended(seed)
        first = 0
        while settings := settings_list("a method must ask for", method.ask()):
            asked = [asked_for(each, seed, number) for number, each in enumerate(settings, first)]
            scores = {}
            with closing(_round(asked, known, crew)) as trials:
                for trial in trials:
                    scores[trial.number] = trial.score
                    yield trial
            method.tell([scores[each.number] for each in asked])
            first += len(asked)


def _round(
    asked: list[Asked], known: dict[int, Trial], crew: OneByOne | SideBySide
) -> Generator[Trial]:
    """Give the trials of one round: those of the file, then those that must be made."""
    for each in asked:
        if each.number in known:
            yield _again(each, known[each.number])
    yield from crew.trials([each for each in asked if each.number not in known])


def _again(asked: Asked, known: Trial) -> Trial:
    """A trial of the file, with the very settings that are asked for: JSON knows no tuples."""
    if known.settings != plain(asked.settings):
        raise ValueError(
            f"the file belongs to another search: its trial {asked.number} tried "
            f"{known.settings}, this one asks for {asked.settings}. Another path, or the method "
            "and space of then."
        )
    return replace(known, settings=asked.settings)


def _check(
    objective: Any, method: Any, executor: Any, seconds: float | None, late: float | None
) -> None:
    if not callable(objective):
        raise TypeError(
            f"run: objective: needed a function of (settings, seed); got {told(objective)}"
        )
    if not offers(method, "ask", "tell"):
        raise TypeError(f"run: needed a method, such as Listed(settings); got {told(method)}")
    if not (executor is None or isinstance(executor, Executor) or callable(executor)):
        raise TypeError(f"run: needed an executor, such as processes(2); got {told(executor)}")
    if seconds is not None and (executor is None or not is_number(seconds) or seconds <= 0):
        raise ValueError(
            f"seconds needs executor=processes(n) and a number above 0; got {told(seconds)}"
        )
    if late is not None and (seconds is None or not is_number(late)):
        raise ValueError(
            f"late needs seconds, and must be a finite score; got late={told(late)} {seconds=}"
        )
