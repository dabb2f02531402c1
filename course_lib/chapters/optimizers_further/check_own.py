"""Check of notebook 05b: a rule of one's own, which walks out of saddles."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers_further.own_rule import LONGEST, arrives, walk_of
from course_lib.chapters.optimizers_further.standing import FAR, LEFT, steep_saddle

PLACES = ((1.0, 1e-2), (1.0, 1e-8), (20.0, 1e-2), (20.0, 1e-8), (5.0, 1e-5))
"""Steepness of the walls, and how far beside the ridge a walk begins."""


def my_step(function: object) -> None:
    """Check ``my_step(theta, grad, memory)``: sooner out of a saddle than at any rate.

    Examples
    --------
    >>> my_step(lambda theta, grad, memory: (theta - 0.05 * grad, memory))
    Exercise 3 (my_step): not yet right: steepness 1, start 0.01 beside the ridge:
      it has not left the ridge after 40 steps: there the gradient is as small as the distance.
    """
    rules = [checks.rule("theta and memory", _one_step)]
    rules += [
        checks.rule(f"steepness {steepness:g}, start {offset:g}", _arrives, steepness, offset)
        for steepness, offset in PLACES
    ]
    rules += [_where_nobody_knows, _the_same_again]
    checks.report("optimizers_further", 3, "my_step", function, rules)


def _asked(attempt: checks.Attempt) -> Callable[..., tuple[Any, Any]]:
    """The reader's step, each of whose results is looked at."""

    def step(theta: Any, grad: Any, memory: Any) -> tuple[Any, Any]:
        got = attempt(theta=theta, grad=grad, memory=memory)
        after, kept = checks.require_pair("(theta, memory)", got)
        after = checks.require_array("theta", after, (2,))
        told = checks.describe(kept)
        checks.require(isinstance(kept, dict), f"memory must stay a dict; got {told}.")
        return after, kept

    return step


def _one_step(attempt: checks.Attempt) -> None:
    _asked(attempt)(np.array([1.0, 2.0]), np.array([0.5, -0.5]), {})


def _arrives(
    attempt: checks.Attempt, steepness: float, offset: float, at: Any = (0.0, 0.0),
    rest: float = 2.0,
) -> None:  # fmt: skip
    """The minima lie ``rest`` from the saddle."""
    ground, start = steep_saddle(steepness, 1 / (4 * rest**2)), (FAR, offset)
    with np.errstate(all="ignore"):
        path = walk_of(_asked(attempt), ground, start, at)
    where = f"steepness {steepness:g}, start {offset:g} beside the ridge"
    if np.any(at):
        where += f", moved by ({at[0]:.2g}, {at[1]:.2g}), minima {rest:.2g} away"
    checks.require(
        np.isfinite(path).all() and np.abs(path).max() < 1e6,
        f"{where}:\n  it explodes: a gradient times a rate above 2 / {steepness:g} does.",
    )
    off = np.linalg.norm(np.abs(path) - np.abs(ground.minima[0]), axis=1)
    far = np.flatnonzero(off > 0.05)
    there = int(far[-1]) + 1 if len(far) else 0
    if there <= LONGEST:
        return
    away = np.abs(path[:, 1]) >= LEFT
    if not away[: LONGEST + 1].any():
        wrong = (
            f"it has not left the ridge after {LONGEST} steps: there the gradient is as small "
            "as the distance."
        )
    elif off[LONGEST:].min() < 0.05 or off[-1] > 0.05:
        wrong = (
            f"it leaves at step {away.argmax()}, and from step {LONGEST} on it is still up to "
            f"{off[LONGEST:].max():.2g} from a minimum: steps must become short there, not before, "
            "and it must stay."
        )
    else:
        wrong = f"it arrives at step {there}; needed {LONGEST}."
    checks.require(False, f"{where}:\n  {wrong}")


def _where_nobody_knows(attempt: checks.Attempt) -> None:
    (seed,) = checks.draw(checks.size(0, 10**9))
    rng = np.random.default_rng(seed)
    for _ in range(4):
        offset = float(10 ** rng.uniform(-8, -2)) * rng.choice([-1, 1])
        at, rest = rng.uniform(-5, 5, 2).round(2), float(rng.uniform(6.5, 8))
        _arrives(attempt, float(rng.uniform(1, 20)), offset, at, rest)


def _the_same_again(attempt: checks.Attempt) -> None:
    """A second walk begins with an empty memory: what is kept elsewhere would show."""
    ground, step = steep_saddle(3.0), _asked(attempt)
    first, second = (arrives(step, ground, (FAR, 1e-4)) for _ in range(2))
    late = second is None or second > LONGEST
    checks.require(
        first is not None and not late,
        "a second walk must arrive like the first: keep what you need in memory, nowhere else.",
    )
