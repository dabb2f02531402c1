"""The beginning of a run: what a warm-up changes there, and what the range test reads off it."""

import numpy as np

from course_lib.chapters.learning_rate_schedules.contest import (
    FINAL,
    SPEEDS,
    chosen,
    seeds_of,
)
from course_lib.chapters.learning_rate_schedules.measuring import Seeds, compared, ends
from course_lib.engine import Optimizer, range_test, stack
from course_lib.experiments import paired_change
from course_lib.experiments.decay_forms import composed
from course_lib.experiments.schedule_problem import (
    RULES,
    Problem,
    data_of,
    first_network,
)


def many_of(group: int) -> Seeds:
    """Twice the seeds that judge elsewhere, as runs are counted.

    Examples
    --------
    >>> len(many_of(0))
    48
    """
    first, *_, last = seeds_of(group)[1]
    return tuple(range(first, last + 1 + last + 1 - first))


def warmed(group: int, peak: float, warm: float, **fields: object) -> dict[str, float]:
    """A cosine with a warm-up against the same without: runs lost, and the paired change.

    ``saved`` is the share of seeds that the warm-up saves, less those that it loses.
    """
    problem = Problem(**fields)  # type: ignore[arg-type]
    schedules = [composed("cosine", peak, w, FINAL, steps=problem.updates) for w in (0, warm)]
    cold, with_it = ends(problem, schedules, many_of(group)).loss
    saved, error = paired_change(cold > problem.lost, with_it > problem.lost)
    change, errors = compared(with_it, cold)
    return {
        "seeds": len(cold),
        "lost_without": int((cold > problem.lost).sum()),
        "lost_with": int((with_it > problem.lost).sum()),
        "saved": saved,
        "saved_errors": saved / error if error else float(np.sign(saved)) * 1e6,
        "change": change,
        "change_errors": errors,
    }


def range_tests(group: int, **fields: object) -> dict[str, float]:
    """Where range tests are lowest and steepest, as multiples of the best constant rate.

    One test a seed: the middle one, and between ``low`` and ``high`` lie three of four.
    """
    problem = Problem(**fields)  # type: ignore[arg-type]
    tuning, judging = seeds_of(group)
    best = chosen(problem, tuning).constant
    speed = SPEEDS[problem.rule]
    test = range_test(
        stack([first_network(problem, seed) for seed in judging]),
        problem.loss, Optimizer(RULES[problem.rule]), data_of(problem, judging)[0],
        low=1e-3 * speed, high=30.0 * speed, steps=200, batch_size=problem.batch_size,
        rng=[np.random.default_rng([seed, 1]) for seed in judging],
    )  # fmt: skip
    numbers = {"best": best}
    for words, rates in (("lowest", test.lowest), ("steepest", test.steepest)):
        ranked = np.sort(np.nan_to_num(rates, nan=0.0)) / best
        eighth = len(ranked) // 8
        for which, place in (
            ("low", eighth), ("middle", len(ranked) // 2), ("high", -1 - eighth)
        ):  # fmt: skip
            numbers[f"{words}_{which}"] = float(ranked[place])
    return numbers
