"""Two processes that ask each other: the check its student's function, that function its arguments.

Both ends are built of this. While one waits for an answer it answers what the other asks meanwhile,
as when a function that was handed over is called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_lib.grading.code import as_code
from course_lib.grading.frames import Frame
from course_lib.grading.plain import NotPlainError, Packing, Tree


class Line:
    """One end of the line.

    Parameters
    ----------
    send : function of a Frame
    receive : gives the next Frame, or raises what ends the line
    answer : function of a Frame that asks; gives the Frame that answers

    Attributes
    ----------
    functions : list of functions
        Those that the other end may call, by their places.
    """

    def __init__(
        self,
        send: Callable[[Frame], None],
        receive: Callable[[], Frame],
        answer: Callable[[Frame], Frame],
    ) -> None:
        self._send, self._receive, self._answer = send, receive, answer
        self.functions: list[Callable[..., Any]] = []
        self._asked = 0

    def packing(self, *, strict: bool) -> Packing:
        """Begin to pack a message whose functions the other end may call.

        A strict one is for an end that may be sent code.
        """
        return Packing(self._send_or_hand_out if strict else self._by_number, strict=strict)

    def _send_or_hand_out(self, function: Callable[..., Any]) -> Tree:
        try:
            return as_code(function)
        except NotPlainError:
            return self._by_number(function)

    def _by_number(self, function: Callable[..., Any]) -> Tree:
        return {"function": self.hand_out(function)}

    def hand_out(self, function: Callable[..., Any]) -> int:
        """Let the other end call a function; give the number by which it does."""
        self.functions.append(function)
        return len(self.functions) - 1

    def ask(self, frame: Frame) -> Frame:
        """Ask, and wait for the answer to just that."""
        self._asked += 1
        number = self._asked
        self._send(Frame({**frame.words, "number": number}, frame.arrays))
        while True:
            came = self._receive()
            if "answer" not in came.words:
                self.reply(came)
            elif came.words["answer"] == number:
                return came
            else:
                raise NotPlainError("an answer that nobody asked for")

    def reply(self, asked: Frame) -> None:
        """Answer what the other end asks."""
        answer = self._answer(asked)
        words = {**answer.words, "answer": asked.words.get("number")}
        self._send(Frame(words, answer.arrays))
