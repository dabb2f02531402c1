"""The worker's process, seen from the process that trusts nothing of it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from course_lib.grading.frames import Frame, as_bytes, read_frame
from course_lib.grading.limits import Limits
from course_lib.grading.plain import NotPlainError

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PATIENCE = 5.0  # seconds for what is over
WAITING = 2  # messages that may wait here; whoever sends more waits itself


class EndedError(Exception):
    """The process is no more, or is of no use; the message says why."""


class TookTooLongError(EndedError):
    """It was stopped from here."""


class WorkerProcess:
    """A fresh process in a folder of its own, which goes with it.

    It sees none of this process's environment but where Python finds things, and no notebook.

    Attributes
    ----------
    deadline : float
        When the next message must have come, by ``time.monotonic``.
    """

    def __init__(self, limits: Limits) -> None:
        self.deadline = time.monotonic() + limits.start
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        own = {"PYTHONPATH": str(ROOT), "COURSE_PROGRESS": "off", "MPLBACKEND": "Agg"}
        home = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "USERPROFILE"), self._folder.name)
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "course_lib.grading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=kept | own | home,
            start_new_session=True,
        )
        self._came: queue.Queue[Frame | NotPlainError | None] = queue.Queue(WAITING)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> WorkerProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        to, of = self._process.stdin, self._process.stdout
        assert to is not None
        assert of is not None
        return to, of  # type: ignore[return-value]

    def _read(self) -> None:
        """Read what comes, in a thread of its own: waiting for it must have an end."""
        came: Frame | NotPlainError | None = Frame({})
        with self._pipes()[1] as pipe:
            while isinstance(came, Frame):
                try:
                    came = read_frame(pipe.read)
                except NotPlainError as error:
                    came = error
                except (OSError, MemoryError):
                    came = None
                self._came.put(came)

    def send(self, frame: Frame) -> None:
        """Send a message; a large one that nobody reads is no reason to wait for ever."""
        watch = threading.Timer(max(0.1, self.deadline - time.monotonic()), self._kill)
        data, to = as_bytes(frame), self._pipes()[0]
        if len(data) > 2**14:  # a smaller one has room in the pipe
            watch.start()
        try:
            to.write(data)
            to.flush()
        except OSError:
            pass  # it has ended, which is told where its answer is waited for
        finally:
            watch.cancel()

    def receive(self) -> Frame:
        """Give the next message.

        Raises
        ------
        TookTooLongError
            Where the deadline passes first.
        EndedError
            Where the process has ended, or sends what is no message.
        """
        try:
            came = self._came.get(timeout=max(0.0, self.deadline - time.monotonic()))
        except queue.Empty:
            self.end()
            raise TookTooLongError("it was still at work") from None
        if isinstance(came, Frame):
            return came
        if came is not None:
            self.end()
            raise EndedError(f"it sent {came} where its answer was expected")
        raise EndedError(self._how_it_ended())

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed its way to answer"
        if code < 0:
            with suppress(ValueError):
                return f"its process was ended by {signal.Signals(-code).name}"
        return f"its process ended by itself, with exit code {code}"

    def _kill(self) -> None:
        if hasattr(os, "killpg") and self._process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)  # with what it started
        with suppress(ProcessLookupError):
            self._process.kill()

    def end(self) -> None:
        """End the process, and what it started, and remove its folder."""
        self._kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=PATIENCE)
        with suppress(OSError):
            self._pipes()[0].close()
        end = time.monotonic() + PATIENCE
        while self._reader.is_alive() and time.monotonic() < end:
            with suppress(queue.Empty):  # it may wait for room
                self._came.get(timeout=0.01)
        self._folder.cleanup()
