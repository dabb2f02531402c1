"""Processes on this machine, each with one thread for its matrix products."""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from course_lib.arguments import is_whole, told

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


MOST_PROCESSES = 1000
"""More than a machine of the course's readers has cores; a slip with zeros starts no more."""


class Workers(ProcessPoolExecutor):
    """``count`` processes of this search alone. They end with it, also where it is killed."""

    def __init__(self, count: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        super().__init__(count, mp_context=spawn, initializer=_begin)
        self.count = count

    def end(self) -> None:
        """End all of them now, whatever they are at."""
        if sys.version_info >= (3, 14):
            self.kill_workers()
        else:
            for process in list((self._processes or {}).values()):
                process.kill()
            self.shutdown(wait=False)


def processes(count: int) -> Callable[[], Workers]:
    """Give a function that starts ``count`` worker processes, for ``run(..., executor=...)``.

    ``run`` calls it at the first trial, and again where a worker was killed. The workers start
    afresh (spawn), the same on every system; that takes about half a second.

    Parameters
    ----------
    count : int
        How many trials run at once; more than the machine has cores gains nothing.

    Examples
    --------
    >>> from course_lib.search import Listed, run
    >>> import math
    >>> trials = run(math.dist, Listed([]), executor=processes(2))
    >>> list(trials)
    []
    """
    if not is_whole(count) or count > MOST_PROCESSES:
        raise ValueError(
            f"processes: needed at least one process; got {told(count)} as count, which is a whole "
            f"number, at most {MOST_PROCESSES}"
        )

    def start() -> Workers:
        workers = Workers(int(count))
        with _one_thread_each():
            workers.submit(int).result()  # the first task starts all of them
        return workers

    return start


def refuse_what_they_cannot_see(objective: Callable[..., Any]) -> None:
    """Say so where other processes cannot import the objective, or a part of it."""
    try:
        reachable = b"__main__" not in pickle.dumps(objective)
    except Exception:  # a lambda, a function within a function, an object with an open file
        reachable = False
    if not reachable:
        raise ValueError(
            "other processes cannot see a function of a notebook or a script, nor a lambda; the "
            f"objective must live in a module that they can import. Got {objective!r}"
        )


def _begin() -> None:
    """Leave Ctrl-C to the process that searches; it goes to all of them. End where it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nobody is left who waits for what this process is at


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Tell the workers that start now; several threads in each would only compete."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
