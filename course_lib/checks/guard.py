"""Call a reader's code so that it cannot end the kernel, hang the cell or flood the page."""

import dis
import functools
import io
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from types import CodeType, FrameType
from typing import Any

SECONDS = 10.0
"""How long one call may take."""


class TimeUpError(BaseException):
    """The call took too long. No ``except Exception`` of the reader's stops it."""


class FirstWords(io.TextIOBase):
    """Lets the first characters through to where one printed before, and no flood.

    What goes to ``sys.stderr`` is taken along: nbgrader gives no point where a cell has any.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.full = room == 0

    def write(self, text: str, /) -> int:
        """Pass on what there is room for; say once that more was printed."""
        said, self.room = text[: self.room], max(0, self.room - len(text))
        if said:
            self._pass_on(said)
        if said != text and not self.full:
            self.full = True
            self._pass_on("\n... it printed more, which is left out here.\n")
        return len(text)

    def _pass_on(self, text: str) -> None:
        if self.to is not None:
            self.to.write(text)

    @contextmanager
    def instead_of_stdout(self) -> Iterator[None]:
        """Meanwhile what is printed comes here."""
        self.to = sys.stdout
        with redirect_stdout(self), redirect_stderr(self):
            yield


def call(
    function: Callable[..., Any], *arguments: Any, **named: Any
) -> tuple[Any, BaseException | None]:
    """Call it; give its result, or whatever it raised, an exit or an interrupt of its own included.

    After ``SECONDS`` a loop ends with a ``TimeUpError``: a trace function looks at the clock before
    each line of Python, on every system and in every thread. It cannot end what Python's own
    loops do not reach: one long call into NumPy, ``time.sleep``, ``sum(itertools.count())``; nor
    a loop with an ``except:`` of its own for everything. Whoever traced before, a debugger or
    coverage, does so again afterwards.

    Raises
    ------
    KeyboardInterrupt
        Where the person at the keyboard asked for it, and not the function.
    """
    end = time.monotonic() + SECONDS

    def watch(frame: FrameType, event: str, argument: Any) -> Any:
        if time.monotonic() > end:
            raise TimeUpError
        if event == "call" and _jumps_to_itself(frame.f_code):
            frame.f_trace_opcodes = True
        return watch

    with _exit_raises(function), _stop_button() as pressed:
        before = sys.gettrace()
        sys.settrace(watch)
        try:
            result, error = function(*arguments, **named), None
        except BaseException as raised:
            result, error = None, raised
        finally:
            sys.settrace(before)
    if pressed:
        raise KeyboardInterrupt
    return result, error


@contextmanager
def _exit_raises(function: Callable[..., Any]) -> Iterator[None]:
    """Meanwhile ``exit()`` does what it does elsewhere; a notebook's own one ends the kernel."""
    names = getattr(function, "__globals__", {})
    before = {name: names[name] for name in ("exit", "quit") if name in names}
    names.update(dict.fromkeys(before, sys.exit))
    try:
        yield
    finally:
        names.update(before)


@functools.lru_cache(maxsize=1000)
def _jumps_to_itself(code: CodeType) -> bool:
    """Whether it has a loop of one instruction, ``while True: pass``, which starts no line anew."""
    return any(each.argval == each.offset for each in dis.get_instructions(code) if each.arg)


@contextmanager
def _stop_button() -> Iterator[list[bool]]:
    """Note whether it was pressed: an interrupt that the code itself raises looks the same."""
    pressed: list[bool] = []
    main = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT) if main else None
    if not callable(before):
        yield pressed
        return

    def note(number: int, frame: FrameType | None) -> Any:
        pressed.append(True)
        return before(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)
