"""How much faster a search is with two processes, and what a cluster costs per trial."""

import importlib.util
import logging
import os
import platform
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor
from statistics import median

import numpy as np

from course_lib.chapters.hyperparameter_search import lecture
from course_lib.search import Choice, Listed, LogUniform, Space, processes, random_settings, run

TRIALS, EMPTY, ROUNDS, GOAL = 100, 200, 3, 1.7
HEAD = f"""## Searches side by side

The lecture's search on MNIST, {TRIALS} trials, one BLAS thread in each process; the median of
{ROUNDS} rounds by turns. The start of the workers counts.

| who runs the trials | seconds | speed-up |
|---|---|---|
"""


def report() -> str:
    """Measure, and say it as a table."""
    times = by_turns({"this process": None, "two processes": processes(2)})
    alone = times["this process"]
    lines = [f"| {who} | {seconds:.1f} | {alone / seconds:.2f} |" for who, seconds in times.items()]
    for line in lines:
        print(line, flush=True)
    goal = f"Goal: a speed-up of at least {GOAL} with two processes on two cores."
    return HEAD + "\n".join([*lines, "", goal, "", overheads(), "", machine()])


def by_turns(executors: dict[str, Callable[[], Executor] | None]) -> dict[str, float]:
    """Median seconds of the whole search, for each who runs it."""
    space = lecture.SPACES["lecture"]
    settings = list(random_settings(space, TRIALS, rng=np.random.default_rng(0)))
    times: dict[str, list[float]] = {who: [] for who in executors}
    lecture.lecture_sets()
    for turn in range(ROUNDS):
        order = list(executors) if turn % 2 == 0 else list(reversed(executors))
        for who in order:
            start = time.perf_counter()
            done = list(run(lecture.train_lecture, Listed(settings), executor=executors[who]))
            times[who].append(time.perf_counter() - start)
            if len(done) != TRIALS:
                raise RuntimeError(f"needed {TRIALS} trials; got {len(done)}")
    return {who: median(seconds) for who, seconds in times.items()}


def nothing(settings: dict[str, float], seed: int) -> float:
    """Take no time at all: what a trial costs then is overhead."""
    return settings["lr"]


def overheads() -> str:
    """Say what a trial costs beside its objective, in milliseconds."""
    with processes(2)() as pool:
        parts = [f"in two processes {_each(pool):.1f} ms"]
    if importlib.util.find_spec("distributed") is None:
        parts.append("with Dask: not installed")
    else:
        parts.append(f"on a Dask cluster of two workers {_on_dask():.1f} ms")
    return f"Beside its objective a trial costs, {', '.join(parts)} (of {EMPTY} empty trials)."


def _on_dask() -> float:
    from distributed import Client, LocalCluster

    cluster = LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
    )
    with cluster, Client(cluster) as client:
        return _each(client.get_executor())


def _each(executor: Executor) -> float:
    space = Space(lr=LogUniform(1e-4, 1.0), kind=Choice(["a"]))
    settings = list(random_settings(space, EMPTY, rng=np.random.default_rng(0)))
    list(run(nothing, Listed(settings[:4]), executor=executor))  # the first pay for imports
    start = time.perf_counter()
    list(run(nothing, Listed(settings), executor=executor))
    return 1000 * (time.perf_counter() - start) / EMPTY


def machine() -> str:
    """Say on what it was measured; the other process must not use more threads either."""
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "not set")
    return (
        f"Measured with Python {platform.python_version()}, NumPy {np.__version__} "
        f"(OPENBLAS_NUM_THREADS {threads}), on {os.cpu_count()} cores "
        f"({platform.machine()}, {sys.platform})."
    )
