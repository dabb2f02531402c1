"""Checks of notebook 00: one recipe's letters, numbers and matrices in the course's own."""

import math
import numbers
from collections.abc import Mapping

import numpy as np

from course_lib import checks
from course_lib.chapters.start_here import check_answers as answers

__all__ = ["to_drop_rate", "to_epochs", "to_rows", "to_strength"]

# Exercise 1: from the share kept to the share dropped.

# No pair of them adds up to 1, so that no entry passes by chance.
KEEP = np.array([0.9, 0.8, 0.7, 0.95])


def to_drop_rate(function: object) -> None:
    """Check ``to_drop_rate(keep_prob)``, which returns ``1 - keep_prob``, for numbers and arrays.

    Examples
    --------
    >>> to_drop_rate(lambda keep_prob: keep_prob)
    Exercise 1 (to_drop_rate): not yet right: what is not kept is dropped:
      keep_prob 0.8: expected 0.2, got 0.8. That is still the share kept.
    """
    rules = [
        checks.rule("a number for a number", _rate, 0.8),
        _what_is_not_kept_is_dropped,
        _keep_all_and_drop_none,
        _arrays,
        answers.TO_DROP_RATE,
    ]
    checks.report("start_here", 1, "to_drop_rate", function, rules)


def _rate(attempt: checks.Attempt, keep_prob: float) -> float:
    return checks.require_number("the drop rate", _called(attempt, "a number", keep_prob))


def _called(attempt: checks.Attempt, what: str, keep_prob: object) -> object:
    """Call it; where it takes only one of the two, say that both are meant."""
    try:
        return attempt(keep_prob=keep_prob)
    except checks.UnsolvedError as error:
        if "TypeError" not in str(error) and "ValueError" not in str(error):
            raise
        both = "it must take a number and an array alike, without a loop or float()"
        raise checks.UnsolvedError(f"{both}.\n  For {what} {error}") from None


def _what_is_not_kept_is_dropped(attempt: checks.Attempt) -> None:
    for keep in (0.8, 0.7):
        hints = {
            "That is still the share kept.": keep,
            "The sign is reversed.": keep - 1,
            "A share of units is dropped, so subtract; do not divide.": 1 / keep,
            "The course counts shares, not percent.": 100 * (1 - keep),
        }
        got = _rate(attempt, keep)
        checks.require_equal("what is not kept is dropped", got, 1 - keep, hints, keep_prob=keep)


def _keep_all_and_drop_none(attempt: checks.Attempt) -> None:
    rule = "who keeps all drops none"
    checks.require_equal(rule, _rate(attempt, 1.0), 0, keep_prob=1)


def _arrays(attempt: checks.Attempt) -> None:
    got = checks.require_array(
        "for an array the drop rate", _called(attempt, "an array", KEEP), KEEP.shape
    )
    checks.require_equal("each entry has its own drop rate", got, 1 - KEEP, keep_prob=KEEP)


# Exercise 2: from one convention of lambda to another.

# The first m is odd and the first lambda whole, so that a division of whole numbers is seen.
CASES = [(3, 5), (0.6, 150), (30.0, 300)]


def to_strength(function: object) -> None:
    """Check ``to_strength(lam, m)``: lambda / (2 m) becomes strength / 2, so strength is lam / m.

    Examples
    --------
    >>> to_strength(lambda lam, m: lam / (2 * m))
    Exercise 2 (to_strength): not yet right: strength / 2 must equal lam / (2 m):
      lam 3, m 5: expected 0.6, got 0.3. Both sides have a 2 below: it cancels.
    """
    rules = [
        checks.rule("one number", _strength, *CASES[1]),
        _the_penalties_are_equal,
        _one_example_and_nothing_changes,
        _no_penalty,
        answers.TO_STRENGTH,
    ]
    checks.report("start_here", 2, "to_strength", function, rules)


def _strength(attempt: checks.Attempt, lam: float, m: int) -> float:
    return checks.require_number("the strength", attempt(lam=lam, m=m))


def _the_penalties_are_equal(attempt: checks.Attempt) -> None:
    for lam, m in CASES:
        hints = {
            "That is lambda as it was.": lam,
            "Both sides have a 2 below: it cancels.": lam / (2 * m),
            "The 2 stands below the line on both sides, and cancels.": 2 * lam / m,
            "The sum is divided by m there, so our number is the smaller one.": lam * m,
            "It is upside down.": m / lam,
            "150 is the number of points of section 1: divide by the m that is given.": lam / 150
            if m != 150
            else np.nan,
            "A whole number is too coarse: / and not //, and nothing is rounded.": lam // m,
        }
        got = _strength(attempt, lam, m)
        rule = "strength / 2 must equal lam / (2 m)"
        checks.require_equal(rule, got, lam / m, hints, lam=lam, m=m)


def _one_example_and_nothing_changes(attempt: checks.Attempt) -> None:
    got = _strength(attempt, 0.25, 1)
    checks.require_equal("with one example both are the same", got, 0.25, lam=0.25, m=1)


def _no_penalty(attempt: checks.Attempt) -> None:
    got = _strength(attempt, 0.0, 10)
    rule = "without a penalty there, there is none here"
    checks.require(got == 0, f"{rule}:\n  lam 0: got {got:.4g}.")


# Exercise 3: how many epochs a number of iterations takes.

Case = tuple[int, int, int]

FULL_BATCHES: Case = (1000, 150, 15)
# 3 updates an epoch, 2 without the short one; each mistake leads to a number of its own.
SHORT_BATCH: Case = (30, 100, 40)


def to_epochs(function: object) -> None:
    """Check ``to_epochs(iterations, n, batch_size)``: the fewest epochs with so many updates.

    Examples
    --------
    >>> to_epochs(lambda iterations, n, batch_size: iterations * batch_size // n)
    Exercise 3 (to_epochs): not yet right: the last, short batch of an epoch is an update too:
      iterations 30, n 100, batch_size 40: expected 10, got 12. Not every batch is full.
    """
    rules = [
        checks.rule("a whole number", _epochs, FULL_BATCHES),
        _an_epoch_uses_every_example_once,
        _the_short_batch_counts,
        _whole_epochs_and_enough_of_them,
        _a_batch_larger_than_the_set,
        answers.TO_EPOCHS,
    ]
    checks.report("start_here", 3, "to_epochs", function, rules)


def _epochs(attempt: checks.Attempt, case: Case) -> float:
    iterations, n, batch_size = case
    got = attempt(iterations=iterations, n=n, batch_size=batch_size)
    number = checks.require_number("the number of epochs", got)
    needed = "epochs are counted: the result must be a whole number of type int"
    whole = isinstance(got, numbers.Integral)
    checks.require(whole, f"{needed}:\n  got {number:.4g}, a {type(got).__name__}.")
    return number


def _compare_epochs(
    attempt: checks.Attempt, rule: str, case: Case, hints: Mapping[str, float]
) -> None:
    iterations, n, batch_size = case
    expected = math.ceil(iterations / math.ceil(n / batch_size))
    inputs = {"iterations": iterations, "n": n, "batch_size": batch_size}
    checks.require_equal(rule, _epochs(attempt, case), expected, hints, **inputs)


def _an_epoch_uses_every_example_once(attempt: checks.Attempt) -> None:
    hints = {
        "An iteration is one update here, not one pass.": 1000,
        "Those are the updates of one epoch.": 10,
        "An epoch has several iterations, so there are fewer epochs: divide.": 10_000,
        "An iteration uses a whole batch, not one example.": 7,
        "What fits exactly needs no further epoch.": 101,
    }
    _compare_epochs(attempt, "an epoch uses every example once", FULL_BATCHES, hints)


def _the_short_batch_counts(attempt: checks.Attempt) -> None:
    rule = "the last, short batch of an epoch is an update too"
    hints = {"Not every batch is full.": 12, "The short batch was left out.": 15}
    _compare_epochs(attempt, rule, SHORT_BATCH, hints)
    hints = {"The short batch was left out, as it was small.": 125}
    _compare_epochs(attempt, rule, (500, 129, 32), hints)


def _whole_epochs_and_enough_of_them(attempt: checks.Attempt) -> None:
    rule = "epochs are whole, and make no fewer updates than were asked for"
    _compare_epochs(attempt, rule, (31, 100, 40), {"10 epochs make 30 updates, one too few.": 10})
    _compare_epochs(attempt, rule, (1, 100, 40), {"No epoch at all makes no update.": 0})


def _a_batch_larger_than_the_set(attempt: checks.Attempt) -> None:
    rule = "a batch larger than the set is the whole set"
    _compare_epochs(attempt, rule, (7, 20, 32), {})


# Exercise 4: from examples in columns to examples in rows.

Layer = tuple[checks.Floats, checks.Floats, checks.Floats]

# 2 features, 4 examples, 3 outputs: three numbers, so that each axis shows which one it is.
COLUMNS = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
W = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 4.0]])
B = np.array([[10.0], [20.0], [30.0]])
LAYER = (COLUMNS, W, B)

# Of everything 2: where all are square, a forgotten turn gives no error of shape.
SQUARE = (COLUMNS[:, :2], W[:2], B[:2])


def to_rows(function: object) -> None:
    """Check ``to_rows(X, W, b)``, which returns ``(x, W, b)`` for ``x @ W + b``.

    Examples
    --------
    >>> to_rows(lambda X, W, b: (X.reshape(4, 2), W.T, b.T))
    Exercise 4 (to_rows): not yet right: row i of x must be column i of X:
      expected 1 5, got 1 2. reshape reads on along the lines; .T turns rows into columns.
    """
    rules = [
        checks.rule("three arrays of the right shapes", _turned, LAYER),
        _an_example_in_each_row,
        _same_outputs,
        _square_matrices_too,
        answers.TO_ROWS,
    ]
    checks.report("start_here", 4, "to_rows", function, rules)


def _turned(attempt: checks.Attempt, layer: Layer) -> list[checks.Floats]:
    columns, weights, b = layer
    shapes = {"the new x": columns.T.shape, "the new W": weights.T.shape, "the new b": b.T.shape}
    got = attempt(X=columns, W=weights, b=b)
    return checks.require_arrays("the three (x, W, b)", got, shapes)


def _an_example_in_each_row(attempt: checks.Attempt) -> None:
    x, _, _ = _turned(attempt, LAYER)
    wrong = np.flatnonzero((x != COLUMNS.T).any(axis=1))
    if not wrong.size:
        return
    expected, got = (
        " ".join(f"{number:.4g}" for number in rows[wrong[0]]) for rows in (COLUMNS.T, x)
    )
    reshaped = np.array_equal(x, COLUMNS.reshape(x.shape))
    hint = " reshape reads on along the lines; .T turns rows into columns." if reshaped else ""
    rule = "row i of x must be column i of X"
    checks.require(False, f"{rule}:\n  expected {expected}, got {got}.{hint}")


def _same_outputs(attempt: checks.Attempt) -> None:
    _compare_outputs(attempt, "x @ W + b must be (W X + b), turned", LAYER)


def _square_matrices_too(attempt: checks.Attempt) -> None:
    rule = "the same must hold where W is square and no shape complains"
    _compare_outputs(attempt, rule, SQUARE)


def _compare_outputs(attempt: checks.Attempt, rule: str, layer: Layer) -> None:
    columns, before, b_before = layer
    x, weights, b = _turned(attempt, layer)
    reshaped = before.reshape(weights.shape)
    hints = {
        "W was reshaped; .T turns it.": x @ reshaped + b,
        "The new b is not what b was.": x @ before.T,
    }
    if before.shape == weights.shape:
        hints = {"W was not turned.": x @ before + b} | hints
    checks.require_equal(rule, x @ weights + b, (before @ columns + b_before).T, hints)
