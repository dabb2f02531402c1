"""Checks of notebook 05c that train: a plan of one's own, a limit read off the norms."""

import numbers
from functools import cache

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers_in_practice import recurrent
from course_lib.chapters.optimizers_in_practice.batch_runs import MOONS, Floats, ends

# Exercise 2: a batch size, a rate and a number of updates, judged by what they train.

SEEDS = tuple(range(20, 30))
MOST = 100
"""Updates that a plan may have."""
SLOW_SIZE, SLOW_LR, SLOW_EPOCHS = 1, 0.01, 20
SLOW_LOSS = 0.195
"""Mean loss of the slow plan on these ten draws: 6000 updates, one point each."""


def plan_losses(size: int, lr: float, updates: int) -> Floats:
    """Final losses of a plan on ten draws of the moons.

    Examples
    --------
    >>> plan_losses(300, 1.0, 1).shape
    (10,)
    """
    return np.minimum(ends(size, [lr], seeds=SEEDS, updates=updates)[:, 0], 10)


def my_plan(function: object) -> None:
    """Check ``my_plan()``: (batch_size, lr, updates), at most 100 of these, as good as 6000.

    Examples
    --------
    >>> my_plan(lambda: (300, 0.01, 100))
    Exercise 2 (my_plan): not yet right: its loss, the mean of ten draws, must be below 0.195:
      it is 0.45. Its rate is too small to get there in 100 updates.
    """
    rules = [
        checks.rule("three numbers", _plan),
        _no_more_updates_than_a_hundred,
        _as_low_as_6000_updates_of_single_points,
    ]
    checks.report("optimizers_in_practice", 2, "my_plan", function, rules)


def _plan(attempt: checks.Attempt) -> tuple[int, float, int]:
    got = attempt()
    three = isinstance(got, tuple | list) and len(got) == 3
    checks.require(three, "it must return three numbers: batch size, learning rate, updates.")
    size, lr, updates = got
    for name, number in (("batch size", size), ("number of updates", updates)):
        whole = isinstance(number, numbers.Integral) and int(number) >= 1
        checks.require(whole, f"the {name} must be a whole number from 1 on; got {number!r}.")
    checks.require(size <= MOONS.points, f"there are {MOONS.points} points; got batches of {size}.")
    rate = checks.require_number("the learning rate", lr)
    checks.require(np.isfinite(rate) and rate > 0, f"a rate is positive and finite; got {rate:g}.")
    return int(size), rate, int(updates)


def _no_more_updates_than_a_hundred(attempt: checks.Attempt) -> None:
    updates = _plan(attempt)[2]
    checks.require(updates <= MOST, f"at most {MOST} updates; got {updates}.")


def _as_low_as_6000_updates_of_single_points(attempt: checks.Attempt) -> None:
    size, lr, updates = _plan(attempt)
    loss = plan_losses(size, lr, updates).mean()
    checks.require(
        loss < SLOW_LOSS,
        f"its loss, the mean of ten draws, must be below {SLOW_LOSS}:\n  it is {loss:.3g}."
        f"{_what_is_odd(size, lr, updates, loss)}",
    )


def _what_is_odd(size: int, lr: float, updates: int, loss: float) -> str:
    if updates < 30:
        return " So few updates are not enough, at any rate."
    if plan_losses(size, lr / 3, updates).mean() < loss:
        return f" A third of the rate does better: {lr:g} is too large for batches of {size}."
    if plan_losses(size, 3 * lr, updates).mean() < loss:
        return f" Its rate is too small to get there in {updates} updates."
    return " A larger batch has less noise, and stands this rate better."


# Exercise 4: a limit, read off the norms of the first updates.

NETS = tuple(range(12, 20))
LOOKED, ENOUGH = 100, 7


@cache
def first_norms() -> Floats:
    """Norms of eight networks in their first 100 updates, (updates, networks), not clipped.

    Examples
    --------
    >>> first_norms().shape
    (100, 8)
    """
    norms = recurrent.trained(NETS, updates=LOOKED).norms
    norms.setflags(write=False)
    return norms


def my_limit(function: object) -> None:
    """Check ``my_limit(norms)``: a limit with which seven of eight networks learn to add up.

    Examples
    --------
    >>> my_limit(lambda norms: 0.1 * np.median(norms))
    Exercise 4 (my_limit): not yet right: with its limit 7 of 8 networks must learn in 1000 updates:
      0 do. It lies below most norms: nearly every step is cut to it, which is a smaller rate.
    """
    rules = [
        checks.rule("a limit", _limits, 1.0),
        _follows_the_unit_of_the_loss,
        _lets_networks_learn,
    ]
    checks.report("optimizers_in_practice", 4, "my_limit", function, rules)


def _limits(attempt: checks.Attempt, unit: float) -> Floats:
    found = []
    for norms in first_norms().T:
        limit = checks.require_number("the limit", attempt(norms=unit * norms))
        fit = np.isfinite(limit) and limit > 0
        checks.require(fit, f"a limit is positive and finite; got {limit:g}.")
        found.append(limit)
    return np.array(found)


def _follows_the_unit_of_the_loss(attempt: checks.Attempt) -> None:
    (unit,) = checks.draw(checks.number(20, 80))
    ratio = np.median(_limits(attempt, unit) / _limits(attempt, 1.0))
    constant = " It does not look at the norms." if np.isclose(ratio, 1) else ""
    checks.require(
        unit / 3 < ratio < 3 * unit,
        f"a loss in other units has gradients {unit:g} times as long, and needs such a limit:"
        f"\n  it became {ratio:.3g} times as large.{constant}",
    )


def _lets_networks_learn(attempt: checks.Attempt) -> None:
    limits = _limits(attempt, 1.0)
    learned = int(recurrent.trained(NETS, limit=limits).learned().sum())
    share = np.mean(first_norms() > limits)
    odd = " Some are still thrown off: it lies too far above the usual norms."
    if share > 0.4:
        odd = " It lies below most norms: nearly every step is cut to it, which is a smaller rate."
    elif share > 0.04:
        odd = " It cuts too many ordinary steps, and 1000 updates are too few then."
    checks.require(
        learned >= ENOUGH,
        f"with its limit {ENOUGH} of {len(NETS)} networks must learn in 1000 updates:"
        f"\n  {learned} do.{odd}",
    )
