"""The untrusted process: it runs what a notebook's cells define, and is asked for one function.

    python -P -m course_lib.grading.worker

It is told what to do by its standard input and answers by its standard output, which the student's
code finds closed. Whatever happens in here, a print, another NumPy, an exit, a walk up the stack,
ends here: there is nothing in this process that knows an answer or a result.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np

from course_lib.checks import guard
from course_lib.checks.attempt import NotAttemptedError, in_words
from course_lib.grading.code import FORMS, from_code
from course_lib.grading.frames import Frame, as_bytes, read_frame
from course_lib.grading.hiding import hide
from course_lib.grading.limits import WORDS, Limits, limit_this_process
from course_lib.grading.line import Line
from course_lib.grading.plain import Array, NotPlainError, Tree, Unpacking
from course_lib.grading.statements import run_statement


class Trusting(Unpacking):
    """Makes functions of code, too, which the check's process sends."""

    def more(self, kind: str, inside: Tree) -> Any:
        """Give the function that code makes."""
        return from_code({kind: inside}) if kind in FORMS else super().more(kind, inside)


class Worker:
    """Answers for one notebook: what it runs lives in ``names``."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming, self._outgoing = incoming, outgoing
        self.line = Line(self._send, self._receive, self.answer)
        self.names: dict[str, Any] = {
            "__name__": "__main__", "display": _nothing, "get_ipython": lambda: None,
        }  # fmt: skip

    def serve(self) -> None:
        """Answer until nobody asks any more."""
        while True:
            self.line.reply(self._receive())

    def _send(self, frame: Frame) -> None:
        self._outgoing.write(as_bytes(frame))
        self._outgoing.flush()

    def _receive(self) -> Frame:
        frame = read_frame(self._incoming.read)
        if frame is None:
            raise EOFError
        return frame

    def answer(self, frame: Frame) -> Frame:
        """Do what is asked: begin, run a statement, find a function, call one."""
        asked = frame.words
        if asked["kind"] == "begin":
            if asked["lent"] is not None:
                hide({name: self._theirs(number) for name, number in asked["lent"].items()})
            limit_this_process(Limits(**asked["limits"]))
            return Frame({})
        if asked["kind"] == "run":
            return Frame({"error": run_statement(asked, self.names)})
        if asked["kind"] == "find":
            found = asked["name"] in self.names
            return self._packed({"found": found}, self.names.get(asked["name"]))
        return self._called(frame)

    def _packed(self, words: dict[str, Any], value: object) -> Frame:
        packing = self.line.packing(strict=False)
        try:
            frame = Frame({**words, "value": packing.tree(value)}, packing.arrays)
            as_bytes(frame)  # small enough
        except (NotPlainError, RecursionError, ValueError) as error:
            return Frame({**words, "stopped": f"it returned {_cut(error)}, which is too much"})
        return frame

    def _called(self, frame: Frame) -> Frame:
        function = self.line.functions[frame.words["function"]]
        unpacking = Trusting(frame.arrays, self._theirs)
        given = unpacking.value(frame.words["arguments"])
        named = unpacking.value(frame.words["named"])
        before = [array.copy() for array in frame.arrays]
        np.random.seed()  # noqa: NPY002 - to a state that no seed of the student's gives
        drawn = _global_state()
        result, error = guard.call(function, *given, **named)
        if isinstance(error, guard.TimeUpError):
            return Frame({"time": True})
        if error is not None:
            said = in_words(error, {})
            begun = not isinstance(said, NotAttemptedError)
            answer = Frame({"stopped": _cut(said), "attempted": begun})
        else:
            answer = self._packed({}, result)
        changed = [place for place, old in enumerate(before) if _differ(old, frame.arrays[place])]
        states = [rng.bit_generator.state for rng in unpacking.generators]
        words = {"changed": changed, "states": states, "drawn": drawn != _global_state()}
        new = [frame.arrays[place] for place in changed]
        return Frame({**answer.words, **words}, [*answer.arrays, *new])

    def _theirs(self, number: int) -> Callable[..., Any]:
        """Stand for a function of the check's: it runs over there."""

        def call(*arguments: Any, **named: Any) -> Any:
            packing = self.line.packing(strict=False)
            words = {
                "kind": "call",
                "function": number,
                "arguments": packing.tree(arguments),
                "named": packing.tree(named),
            }
            came = self.line.ask(Frame(words, packing.arrays))
            if "raised" in came.words:
                raise _error_named(*came.words["raised"])
            return Trusting(came.arrays, self._theirs).value(came.words["value"])

        return call


def _nothing(*arguments: object, **named: object) -> None:
    """Show nothing: nobody looks."""


def _cut(error: BaseException) -> str:
    try:
        return str(error)[:WORDS]
    except Exception:  # its own __str__ fails
        return type(error).__name__


def _global_state() -> tuple[bytes, int]:
    state: Any = np.random.get_state(legacy=False)  # noqa: NPY002 - looked at, never drawn from
    return state["state"]["key"].tobytes(), state["state"]["pos"]


def _differ(old: Array, new: Array) -> bool:
    return old.shape != new.shape or old.tobytes() != new.tobytes()


def _error_named(name: str, text: str) -> Exception:
    kind = getattr(__import__("builtins"), name, RuntimeError)
    known = isinstance(kind, type) and issubclass(kind, Exception)
    return (kind if known else RuntimeError)(text)


def main() -> None:
    """Keep the line for itself, and leave the student's code no output."""
    line_in, line_out = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for usual in (0, 1, 2):
        os.dup2(nowhere, usual)
    with os.fdopen(line_in, "rb") as incoming, os.fdopen(line_out, "wb") as outgoing:
        Worker(incoming, outgoing).serve()


if __name__ == "__main__":
    try:
        main()
    except (EOFError, BrokenPipeError):
        sys.exit(0)
