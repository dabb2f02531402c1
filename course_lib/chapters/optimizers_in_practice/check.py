"""Checks of notebook 05c: counted updates, and gradients that are clipped together."""

import numbers

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers_in_practice import check_answers as answers
from course_lib.chapters.optimizers_in_practice.check_adamw import adamw_step
from course_lib.chapters.optimizers_in_practice.check_own import my_limit, my_plan

__all__ = ["adamw_step", "clip_all", "count_updates", "my_limit", "my_plan"]

# Exercise 1: how many updates a run makes.


def count_updates(function: object) -> None:
    """Check ``count_updates(n, batch_size, epochs)``, which returns a whole number.

    The last, short batch of an epoch is used too.

    Examples
    --------
    >>> count_updates(lambda n, batch_size, epochs: n // batch_size * epochs)
    Exercise 1 (count_updates): not yet right: the last, short batch of an epoch is an update too:
      n 300, batch_size 64, epochs 1: expected 5, got 4. That drops the short batch.
    """
    rules = [
        _a_whole_number,
        _full_batches,
        _one_example_at_a_time,
        _a_short_batch_counts,
        _every_epoch_anew,
        answers.COUNT_UPDATES,
    ]
    checks.report("optimizers_in_practice", 1, "count_updates", function, rules)


def _expect(
    attempt: checks.Attempt, rule: str, n: int, size: int, epochs: int, hints: dict[str, int]
) -> None:
    given = {"n": n, "batch_size": size, "epochs": epochs}
    got = checks.require_number("the number of updates", attempt(**given))
    checks.require_equal(rule, got, -(-n // size) * epochs, hints, **given)


def _a_whole_number(attempt: checks.Attempt) -> None:
    got = attempt(n=300, batch_size=100, epochs=2)
    checks.require_number("the number of updates", got)
    needed, kind = "the number of updates must be a whole number", type(got).__name__
    whole = isinstance(got, numbers.Integral)
    checks.require(whole, f"{needed}; got a {kind}: use // or math.ceil, not /.")


def _full_batches(attempt: checks.Attempt) -> None:
    hints = {
        "That is one epoch only.": 3,
        "That counts epochs.": 2,
        "That counts examples.": 600,
        "That adds the epochs multiply.": 5,
        "That adds a batch that is empty.": 8,
    }
    _expect(attempt, "a batch is one update, an epoch is all batches once", 300, 100, 2, hints)


def _one_example_at_a_time(attempt: checks.Attempt) -> None:
    _expect(attempt, "with batch_size 1 every example is an update", 300, 1, 1, {})


def _a_short_batch_counts(attempt: checks.Attempt) -> None:
    rule = "the last, short batch of an epoch is an update too"
    _expect(attempt, rule, 300, 64, 1, {"That drops the short batch.": 4})
    _expect(attempt, rule, 300, 100, 1, {"That adds a batch that is empty.": 4})
    _expect(attempt, rule, 50, 64, 1, {"That drops the short batch.": 0})


def _every_epoch_anew(attempt: checks.Attempt) -> None:
    hints = {
        "That lets a batch reach into the next epoch.": 47,
        "That drops the short batches.": 40,
    }
    _expect(attempt, "each epoch ends with its own short batch", 300, 64, 10, hints)


# Exercise 3: the gradients of all matrices, clipped together.

LONG = [np.array([[6.0, 0.5], [-1.0, 2.0]]), np.array([0.5, -8.0])]
SHORT = [np.array([[0.3, -0.4], [0.5, 0.1]]), np.array([0.2, 0.6])]
HALF_LONG = [np.array([[1.2, 0.0], [0.0, 1.2]]), np.array([0.0, 1.6])]
"""Each shorter than the limit by itself, together longer."""
LIMIT = 2.0


def clip_all(function: object) -> None:
    """Check ``clip_all(grads, limit)``: a list of arrays, together at most ``limit`` long.

    Examples
    --------
    >>> def each_by_itself(grads, limit):
    ...     return [g * min(1, limit / np.sqrt((g**2).sum())) for g in grads]
    >>> clip_all(each_by_itself)
    Exercise 3 (clip_all): not yet right: long gradients must become grad * limit / norm of all:
      first matrix 6, limit 2: expected 1.168, got 1.868. That clips each array by its own norm.
    """
    rules = [
        checks.rule("as many arrays", _clipped, LONG),
        _long_ones_are_shortened_together,
        _long_only_together,
        _short_ones_stay,
        _zero_stays_zero,
        _at_the_limit_nothing_changes,
        answers.CLIP_ALL,
    ]
    checks.report("optimizers_in_practice", 3, "clip_all", function, rules)


def _clipped(
    attempt: checks.Attempt, grads: list[checks.Floats], limit: float = LIMIT
) -> list[checks.Floats]:
    handed = [grad.copy() for grad in grads]
    got = attempt(grads=handed, limit=limit)
    names = [f"array {k}" for k in range(len(grads))]
    shapes = {name: grad.shape for name, grad in zip(names, grads, strict=True)}
    found = checks.require_arrays(f"a list of {len(grads)} arrays", got, shapes)
    kept = all(np.array_equal(a, b) for a, b in zip(handed, grads, strict=True))
    checks.require(kept, "a gradient was edited in place: return new arrays.")
    return found


def _norm(grads: list[checks.Floats]) -> float:
    return float(np.sqrt(sum((grad**2).sum() for grad in grads)))


def _long_ones_are_shortened_together(attempt: checks.Attempt) -> None:
    first, norm = LONG[0], _norm(LONG)
    sizes, entries = [_norm([grad]) for grad in LONG], np.concatenate([g.ravel() for g in LONG])
    scaled = first * LIMIT
    hints = {
        "That clips each array by its own norm.": scaled / sizes[0],
        "That clips each entry by itself.": np.clip(first, -LIMIT, LIMIT),
        "They came back as they were.": first,
        "Together they are now 1 long, not the limit: multiply by limit.": first / norm,
        "limit and norm are exchanged.": first * norm / LIMIT,
        "That divides by the limit alone.": first / LIMIT,
        "The norm needs a root: it is the length, not the sum of squares.": scaled / norm**2,
        "That is the sum of the arrays' norms: add up their squares, then take the root.": (
            scaled / sum(sizes)
        ),
        "That is the longest array's norm: all of them count.": scaled / max(sizes),
        "That is the sum of sizes; the norm is the root of the sum of squares.": (
            scaled / np.abs(entries).sum()
        ),
        "That is the largest entry; the norm is the root of the sum of squares.": (
            scaled / np.abs(entries).max()
        ),
        "That is the root of the mean; the norm is the root of the sum of squares.": (
            scaled / np.sqrt(np.mean(entries**2))
        ),
        "The direction is turned round.": -scaled / norm,
    }
    rule, got = "long gradients must become grad * limit / norm of all", _clipped(attempt, LONG)
    checks.require_equal(rule, got[0], scaled / norm, hints, **{"first matrix": first}, limit=LIMIT)
    second = LONG[1]
    hints = {"Only the first was clipped.": second, "That has its own norm.": second / sizes[1]}
    right = second * LIMIT / norm
    checks.require_equal(rule, got[1], right, hints, **{"second array": second}, limit=LIMIT)


def _long_only_together(attempt: checks.Attempt) -> None:
    rule = "arrays that are short by themselves and long together must be shortened"
    got, first = _clipped(attempt, HALF_LONG)[0], HALF_LONG[0]
    hints = {"That asks each array alone.": first}
    right = first * LIMIT / _norm(HALF_LONG)
    checks.require_equal(rule, got, right, hints, **{"first matrix": first}, limit=LIMIT)


def _short_ones_stay(attempt: checks.Attempt) -> None:
    first = SHORT[0]
    hints = {
        "That makes every gradient as long as the limit: take the smaller of 1 and limit / norm.": (
            first * LIMIT / _norm(SHORT)
        ),
        "It became 0.": np.zeros((2, 2)),
    }
    rule = "gradients shorter than the limit must stay as they are"
    got = _clipped(attempt, SHORT)[0]
    checks.require_equal(rule, got, first, hints, **{"first matrix": first}, limit=LIMIT)


def _zero_stays_zero(attempt: checks.Attempt) -> None:
    zero = [np.zeros((2, 2)), np.zeros(2)]
    got, rule = _clipped(attempt, zero), "gradients of 0 must stay 0"
    finite = all(np.isfinite(grad).all() for grad in got)
    checks.require(finite, f"{rule}:\n  they became NaN: their norm is 0, and you divide by it.")
    checks.require_equal(rule, got[0], zero[0], limit=LIMIT)


def _at_the_limit_nothing_changes(attempt: checks.Attempt) -> None:
    grads = [np.array([[3.0, 0.0], [0.0, 0.0]]), np.array([-4.0, 0.0])]
    rule = "gradients just as long as the limit must stay as they are"
    checks.require_equal(rule, _clipped(attempt, grads, limit=5.0)[0], grads[0])
