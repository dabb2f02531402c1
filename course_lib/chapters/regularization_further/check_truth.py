"""The check of exercise 4: forty weights without a zero, under which L1 beats L2."""

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization_further import sparse
from course_lib.chapters.regularization_further.truth import verdict

SMALLEST = 0.1
"""No weight is smaller: none is a zero in disguise."""


def my_truth(function: object) -> None:
    """Check ``my_truth()``: 40 weights, none below 0.1, their squares adding up to 4; L1 wins.

    Examples
    --------
    >>> my_truth(lambda: np.full(40, np.sqrt(0.1)))  # doctest: +ELLIPSIS
    Exercise 4 (my_truth): not yet right: L1 must be lower by a fifth:
      error of L1 ..., of L2 ...: +... They are all alike, which is what L2 assumes.
    """
    rules = [
        checks.rule("40 weights without a zero", _weights),
        _l1_predicts_better_than_l2,
    ]
    checks.report("regularization_further", 4, "my_truth", function, rules)


def _weights(attempt: checks.Attempt) -> checks.Floats:
    weights = checks.require_array("the result", attempt(), (sparse.D,))
    smallest = float(np.abs(weights).min())
    checks.require(
        smallest >= SMALLEST - 1e-9,
        f"no weight may be nearer to zero than {SMALLEST}; the smallest is {smallest:.3g}.",
    )
    squares = float(np.square(weights).sum())
    checks.require(
        abs(squares - sparse.SIGNAL) < 0.01,
        f"the squares must add up to 4; they give {squares:.4g}.\n"
        "  What is left for the large ones, once the others have theirs?",
    )
    return weights


def _l1_predicts_better_than_l2(attempt: checks.Attempt) -> None:
    weights = _weights(attempt)
    (seed,) = checks.draw(checks.size(0, 10**6))
    came = verdict(weights, seed)
    checks.require(
        came.l1_wins,
        f"L1 must be lower by a fifth:\n  {came}.{_what_is_odd(weights)}",
    )


def _what_is_odd(weights: checks.Floats) -> str:
    sizes = np.sort(np.abs(weights))[::-1]
    if np.ptp(sizes) < 0.05:
        return " They are all alike, which is what L2 assumes."
    large = int((sizes > sizes[0] / 2).sum())
    if large > 5 and np.square(sizes[:large]).sum() > 0.75 * sparse.SIGNAL:
        return f" {large} large ones are too many: fewer must carry more."
    share = np.square(sizes[:10]).sum() / sparse.SIGNAL
    return f" The ten largest carry {100 * share:.0f} % of the squares: too much lies elsewhere."
