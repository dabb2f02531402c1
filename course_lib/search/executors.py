"""The executor of a search: the caller's, or own workers, which are made and end with it."""

import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from typing import Any

from course_lib.arguments import told
from course_lib.search.workers import Workers, refuse_what_they_cannot_see

BROKEN = 3  # executors in a row, without one trial finished between them
NO_WORKER = 30.0  # seconds for a cluster to get one


class SearchExecutor:
    """Where trials are handed to. One that a function made is made anew where it broke.

    Parameters
    ----------
    objective : what it is to run
    executor : the caller's, or the function
    ends_late : whether trials that take too long are to be ended
    """

    def __init__(
        self,
        objective: Callable[..., Any],
        executor: Executor | Callable[[], Executor],
        *,
        ends_late: bool,
    ) -> None:
        self._objective, self._ends_late = objective, ends_late
        self._make = None if isinstance(executor, Executor) else executor
        self._now = self._checked(executor) if isinstance(executor, Executor) else None
        self._broken = 0
        self._worker_seen = time.monotonic()

    def ready(self) -> Executor:
        """Give the executor, made now where there is none."""
        if self._now is None and self._make is not None:
            self._now = self._checked(self._make())
        assert self._now is not None
        return self._now

    def note_success(self) -> None:
        """A trial ended well, so somebody is there and at work."""
        self._broken = 0
        self._worker_seen = time.monotonic()

    def has_ended(self, executor: Executor) -> bool:
        """Whether this one broke or was ended: what it was at runs again."""
        return executor is not self._now

    def note_broken(self, executor: Executor, error: BaseException) -> None:
        """Let another be made. Each trial that was lost tells that its executor broke."""
        if self.has_ended(executor):
            return
        if self._make is None:
            raise BrokenExecutor(
                f"a worker died, and with it the executor ({error}). What ended is kept; "
                "executor=processes(n) would start others"
            ) from error
        self._now = None
        self._broken += 1
        if self._broken == BROKEN:
            raise BrokenExecutor(
                f"workers died {BROKEN} times in a row, and no trial ended between ({error}). "
                "Is there too little memory, or can they not import the objective?"
            ) from error

    def refuse_an_empty_cluster(self) -> None:
        """A cluster may lose all its workers, and would let us wait for ever."""
        if _has_workers(self._now):
            self._worker_seen = time.monotonic()
        elif time.monotonic() - self._worker_seen > NO_WORKER:
            raise RuntimeError(
                f"the cluster has had no worker for {NO_WORKER:.0f} seconds. What ended is kept; "
                "start workers, wait for one (client.wait_for_workers(1)), and search again"
            )

    def close(self) -> None:
        """Send own workers home; the caller's stay."""
        if self._make is not None and self._now is not None:
            self._now.shutdown(wait=True, cancel_futures=True)

    def end(self) -> None:
        """End own workers now, whatever they are at."""
        if self._make is not None and self._now is not None:
            if isinstance(self._now, Workers):
                self._now.end()
            else:
                self._now.shutdown(wait=False, cancel_futures=True)
            self._now = None

    def _checked(self, executor: Executor) -> Executor:
        if not isinstance(executor, Executor):
            raise TypeError(f"needed a function that makes an executor; it gave {told(executor)}")
        if isinstance(executor, ProcessPoolExecutor):
            refuse_what_they_cannot_see(self._objective)
        if self._ends_late and not isinstance(executor, Workers):
            raise ValueError(
                "seconds needs executor=processes(n), whose workers can be ended; got "
                f"{type(executor).__name__}"
            )
        return executor


def _has_workers(executor: Executor | None) -> bool:
    """Whether anybody is there to run trials. Only a Dask cluster can be without."""
    client = getattr(executor, "_client", None)
    if client is None or not hasattr(client, "nthreads") or client.asynchronous:
        return True
    try:
        return bool(client.nthreads())
    except (OSError, RuntimeError):  # the scheduler does not answer
        return False
