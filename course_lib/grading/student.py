"""A student's function, seen from the check: it is called as if it were here.

The check is the course's own and runs in this process; the function runs in the worker's. What
goes over is plain data both ways. Arrays that the function edits are edited here, too, generators
that it draws from have moved on, and NumPy's global one as well: a check that looks at them sees
what it sees in a notebook.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from course_lib.checks import guard
from course_lib.checks.attempt import NotAttemptedError, UnsolvedError
from course_lib.grading.frames import Frame
from course_lib.grading.hiding import Answers
from course_lib.grading.limits import WORDS, Limits
from course_lib.grading.line import Line
from course_lib.grading.plain import NotPlainError, Packing, Unpacking, set_state, whole
from course_lib.grading.process import EndedError, TookTooLongError, WorkerProcess
from course_lib.grading.results import BY_A_PERSON, STOPPED, TOO_LONG


class StudentsProcess:
    """A worker with what it defines; its functions can be called from here.

    Parameters
    ----------
    worker, limits : the process, just begun, and what it may take
    lent : the course's answers to other exercises, which the exercise is given, by name; None hides
        nothing from it

    Attributes
    ----------
    fate : str
        What ended it, as a result names it; "" while it is at work.
    """

    def __init__(self, worker: WorkerProcess, limits: Limits, lent: Answers | None = None) -> None:
        self._worker, self._limits = worker, limits
        self.line = Line(worker.send, worker.receive, self._called)
        self.fate, self.left = "", limits.exercise
        hands = None if lent is None else {n: self.line.hand_out(f) for n, f in lent.items()}
        self.line.ask(Frame({"kind": "begin", "limits": asdict(limits), "lent": hands}))

    def run(self, statement: dict[str, Any], seconds: float) -> str:
        """Run a statement of its notebook; say what stopped it, "" where nothing did."""
        self._worker.deadline = time.monotonic() + seconds
        came = self.line.ask(Frame({"kind": "run", **statement}))
        return _text(came.words.get("error"))

    def find(self, name: str) -> tuple[bool, Any]:
        """Give what a name stands for over there, if it stands for anything."""
        self._worker.deadline = time.monotonic() + self._limits.cell
        came = self.line.ask(Frame({"kind": "find", "name": name}))
        if came.words.get("found") is not True:
            return False, None
        return True, self._value(came)[0]

    def _value(self, came: Frame) -> tuple[Any, list[Any]]:
        """Give the value that an answer brings, and the arrays that come after it."""
        if "stopped" in came.words:
            begun = came.words.get("attempted") is not False
            kind = UnsolvedError if begun else NotAttemptedError
            raise kind(_text(came.words["stopped"]))
        unpacking = Unpacking(came.arrays, self.function)
        return unpacking.value(came.words.get("value")), came.arrays

    def function(self, number: int) -> Callable[..., Any]:
        """Stand for a function of the other side."""

        def call(*arguments: Any, **named: Any) -> Any:
            return self._guarded(number, arguments, named)

        return call

    def _guarded(self, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Call it; what ends the process ends the check, in words, and is noted."""
        if self.fate:
            raise UnsolvedError("it is no more")
        try:
            return self._ask(number, arguments, named)
        except (TookTooLongError, guard.TimeUpError):
            self.fate = TOO_LONG
            if self.left <= 0:
                most = f"{self._limits.exercise:g} seconds"
                raise UnsolvedError(f"all its calls together took more than {most}.") from None
            raise guard.TimeUpError from None
        except (EndedError, NotPlainError) as error:
            self.fate = STOPPED
            words = str(error)
            if isinstance(error, NotPlainError):
                words = f"it sent {error} where its answer was expected"
            raise UnsolvedError(f"{words}.") from None

    def _ask(self, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        packing = self.line.packing(strict=True)
        try:
            given = {"arguments": packing.tree(arguments), "named": packing.tree(named)}
        except NotPlainError as error:
            self.fate = BY_A_PERSON
            raise UnsolvedError(f"it is given {error}, which cannot be handed over.") from None
        begin = time.monotonic()
        self._worker.deadline = begin + min(self.left, guard.SECONDS + 1)
        words = {"kind": "call", "function": number, **given}
        try:
            came = self.line.ask(Frame(words, packing.arrays))
        finally:
            self.left -= time.monotonic() - begin
        if came.words.get("time") is True:
            raise guard.TimeUpError
        _carry_back(packing, came)
        return self._value(came)[0]

    def _called(self, asked: Frame) -> Frame:
        """Answer a call of a function that was handed over: what it raises goes over in words."""
        if asked.words.get("kind") != "call":
            raise NotPlainError("a question that is none of its own")
        number = whole(asked.words.get("function"), len(self.line.functions))
        unpacking = Unpacking(asked.arrays, self.function)
        given = unpacking.value(asked.words.get("arguments"))
        named = unpacking.value(asked.words.get("named"))
        if type(given) is not tuple or type(named) is not dict or not all(map(_is_name, named)):
            raise NotPlainError("a call without arguments")
        packing = self.line.packing(strict=False)
        try:
            with np.errstate(all="ignore"):
                value = packing.tree(self.line.functions[number](*given, **named))
        except Exception as error:
            return Frame({"raised": [type(error).__name__, str(error)[:WORDS]]})
        return Frame({"value": value}, packing.arrays)


def _is_name(name: object) -> bool:
    return isinstance(name, str)


def _carry_back(packing: Packing, came: Frame) -> None:
    """Edit here what was edited there, and move the generators on."""
    changed, states = came.words.get("changed"), came.words.get("states")
    if not isinstance(changed, list) or not isinstance(states, list):
        raise NotPlainError("no word of its arguments")
    news = came.arrays[len(came.arrays) - len(changed) :]
    if len(news) != len(changed) or len(states) != len(packing.generators):
        raise NotPlainError("another number of arguments")
    for place, new in zip(changed, news, strict=True):
        old = packing.originals[whole(place, len(packing.originals))]
        if old is not None and old.shape == new.shape and old.dtype == new.dtype:
            old[...] = new
    for rng, state in zip(packing.generators, states, strict=True):
        set_state(rng, state)
    if came.words.get("drawn") is True:
        np.random.random()  # noqa: NPY002 - so that it shows that it was used


def _text(said: object) -> str:
    """Keep of words that came over what can be printed."""
    text = said if isinstance(said, str) else ""
    return "".join(sign for sign in text[:WORDS] if sign.isprintable() or sign == "\n")
