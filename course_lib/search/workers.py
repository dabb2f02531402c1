"""Processes on this machine, each with one thread for its matrix products."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def processes(count: int) -> Callable[[], ProcessPoolExecutor]:
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
    if count < 1:
        raise ValueError(f"needed at least one process; got {count}")

    def start() -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(
            count, mp_context=multiprocessing.get_context("spawn"), initializer=_ignore_interrupts
        )
        with _one_thread_each():
            pool.submit(int).result()  # the first task starts all workers
        return pool

    return start


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that searches; it goes to all of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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
