"""The check of exercise 3: one weight of the lasso at its best, the others held."""

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization_further import check_answers as answers

H = np.array([[1.0, 2.0, 0.5], [1.0, -2.0, 0.5], [-1.0, 2.0, 0.5], [-1.0, -2.0, -1.5]] * 2)
T = np.array([6.0, -3.0, 2.0, -5.0, 6.0, -3.0, 2.0, -5.0])
W = np.array([0.5, -1.0, 2.0])
J, STRENGTH = 1, 0.6


def best_weight(function: object) -> None:
    """Check ``best_weight(H, t, w, j, strength)``: the best w[j], the others as they are.

    Examples
    --------
    >>> def by_l2(H, t, w, j, strength):
    ...     rest = t - H @ w + H[:, j] * w[j]
    ...     return H[:, j] @ rest / len(t) / (np.mean(H[:, j] ** 2) + strength)
    >>> best_weight(by_l2)  # doctest: +ELLIPSIS
    Exercise 3 (best_weight): not yet right: it must lie where the loss with its penalty is lowest:
      h @ left over / n ..., mean of h**2 4, strength 0.6: expected ..., got .... That is L2: L1 \
takes a distance.
    """
    rules = [
        checks.rule("alone and without a penalty", _alone_without_a_penalty),
        _beside_others,
        checks.rule("a weak feature is exactly 0", _weak),
        answers.BEST_WEIGHT,
    ]
    checks.report("regularization_further", 3, "best_weight", function, rules)


def _ask(
    attempt: checks.Attempt, h: checks.Floats, t: checks.Floats, w: checks.Floats, j: int,
    strength: float,
) -> float:  # fmt: skip
    return checks.require_number(
        "the result", attempt(H=h, t=t, w=w, j=j, strength=strength)
    )  # fmt: skip


def _alone_without_a_penalty(attempt: checks.Attempt) -> None:
    h, t = H[:, [1]], 3.0 * H[:, 1]
    got = _ask(attempt, h, t, np.array([1.0]), 0, 0.0)
    hints = {
        "That is what is missing from w[j], not w[j]: put its own part back first.": 2.0,
        "The sign is reversed.": -3.0,
        "Feature j has a mean square of its own: divide by it.": 12.0,
        "It is left as it was.": 1.0,
        "H.T @ t has n examples in it: divide by n above and below.": 24.0,
    }
    rule = "with one feature, strength 0 and no noise it must be the true weight"
    checks.require_equal(rule, got, 3.0, hints, strength=0, w=1.0)


def _beside_others(attempt: checks.Attempt) -> None:
    got, h, n = _ask(attempt, H, T, W, J, STRENGTH), H[:, J], len(T)
    size = np.mean(h**2)
    without = T - H @ W + h * W[J]

    def soft(pull: float, amount: float) -> float:
        return float(answers.soft_threshold(np.array(pull), amount))

    pull = h @ without / n
    own_left_in = h @ (T - H @ W) / n
    hints = {
        "Feature j has a mean square of its own: divide by it.": soft(pull, STRENGTH),
        "First the distance, then divide by the mean square.": soft(pull / size, STRENGTH),
        "Where you divide by the mean square, divide lambda, too.": (
            soft(pull / size, STRENGTH * size)
        ),
        "The part of feature j must be put back: left over by the *others*.": (
            soft(own_left_in, STRENGTH) / size
        ),
        "The others have explained a part: take it off t.": soft(h @ T / n, STRENGTH) / size,
        "The penalty has no effect.": pull / size,
        "That is L2: L1 takes a distance.": pull / (size + STRENGTH),
        "The loss is a mean: divide by n above and below.": soft(h @ without, STRENGTH) / (h @ h),
        "Above the line n is missing.": soft(h @ without, STRENGTH) / size,
        "Below the line n is missing.": soft(pull, STRENGTH) / (h @ h),
        "The slope of lambda * |w| is lambda, not half of it.": soft(pull, STRENGTH / 2) / size,
    }
    rule = "it must lie where the loss with its penalty is lowest"
    given = {"h @ left over / n": pull, "mean of h**2": size, "strength": STRENGTH}
    expected = answers.best_weight(H, T, W, J, STRENGTH)
    checks.require_equal(rule, got, expected, hints, **given)


def _weak(attempt: checks.Attempt) -> None:
    got = _ask(attempt, H, T, W, J, 20.0)
    rule = "a feature that pulls less than lambda must get exactly 0"
    checks.require_equal(rule, got, 0.0, strength=20.0)
    checks.require(got == 0, f"{rule}:\n  expected 0, got {got:.4g}.")
