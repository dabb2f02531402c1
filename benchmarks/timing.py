"""Timing by turns: every workload runs in every round, so that a noisy machine is noisy to all."""

import statistics
import time
from collections.abc import Callable, Mapping

Workload = Callable[[], object]


def by_turns(
    workloads: Mapping[str, Workload], *, rounds: int = 9, seconds: float = 0.15
) -> dict[str, float]:
    """Median seconds of one call of each workload.

    In each round every workload is called often enough to fill ``seconds``, one workload after
    the other; the order turns around from round to round.
    """
    calls = {name: _calls(work, seconds) for name, work in workloads.items()}
    times: dict[str, list[float]] = {name: [] for name in workloads}
    for turn in range(rounds):
        order = list(workloads) if turn % 2 == 0 else list(reversed(workloads))
        for name in order:
            work, count = workloads[name], calls[name]
            start = time.perf_counter()
            for _ in range(count):
                work()
            times[name].append((time.perf_counter() - start) / count)
    return {name: statistics.median(each) for name, each in times.items()}


def _calls(work: Workload, seconds: float) -> int:
    work()  # the first call pays for what is made once
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < seconds / 3:
        work()
        count += 1
    return max(1, 3 * count)
