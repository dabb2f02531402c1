"""Checks of notebook 03: a step with L2, a paired difference, dropout, early stopping, Cutout.

What hides a part of the input, dropout and Cutout in exercises 3 and 5, lies in ``check_hiding``.
"""

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization import check_answers as answers
from course_lib.chapters.regularization.check_hiding import cutout, dropout

__all__ = ["cutout", "dropout", "early_stop", "l2_step", "paired_difference"]

# Exercise 1: a step of gradient descent with L2.

W = np.array([[1.0, -2.0], [0.5, 3.0], [-1.5, 4.0]])
B = np.array([[1.0, -2.0]])
GRAD_W = np.array([[2.0, 1.0], [-1.0, 0.5], [3.0, -2.0]])
GRAD_B = np.array([[0.5, -1.0]])
LR, STRENGTH = 0.1, 0.5


def l2_step(function: object) -> None:
    """Check ``l2_step(W, b, grad_W, grad_b, lr, strength)``, which returns the new ``(W, b)``.

    One step of gradient descent on the loss plus ``strength / 2 * sum(W**2)``; ``grad_W`` and
    ``grad_b`` are gradients of the loss alone.

    Examples
    --------
    >>> def no_penalty(W, b, grad_W, grad_b, lr, strength):
    ...     return W - lr * grad_W, b - lr * grad_b
    >>> l2_step(no_penalty)
    Exercise 1 (l2_step): not yet right: with no gradient W must shrink by 1 - lr * strength:
      W 1, lr 0.1, strength 0.5: expected 0.95, got 1. The penalty has no effect.
    """
    rules = [
        checks.rule("shapes of the pair", _step, 1, STRENGTH),
        _plain_descent_at_strength_0,
        _shrinking_weights,
        _bias_not_penalized,
        _gradient_and_penalty_together,
        answers.L2_STEP,
    ]
    checks.report("regularization", 1, "l2_step", function, rules)


def _step(attempt: checks.Attempt, gradients: float, strength: float) -> list[checks.Floats]:
    """One step, with the gradients times a factor: 0 takes them away."""
    grads = {"grad_W": gradients * GRAD_W, "grad_b": gradients * GRAD_B}
    got = attempt(W=W, b=B, **grads, lr=LR, strength=strength)
    return checks.require_arrays("the pair (W, b)", got, {"W": W.shape, "b": B.shape})


def _plain_descent_at_strength_0(attempt: checks.Attempt) -> None:
    got = _step(attempt, 1, 0)
    for name, new, old, grad in zip("Wb", got, (W, B), (GRAD_W, GRAD_B), strict=True):
        hints = {
            "A step goes against the gradient.": old + LR * grad,
            "The learning rate is missing.": old - grad,
            "That is the change alone.": -LR * grad,
        }
        rule = f"with strength 0 the new {name} must be {name} - lr * grad_{name}"
        inputs = {name: old, f"grad_{name}": grad}
        checks.require_equal(rule, new, old - LR * grad, hints, **inputs, lr=LR)


def _shrinking_weights(attempt: checks.Attempt) -> None:
    got, _ = _step(attempt, 0, STRENGTH)
    pull = LR * STRENGTH * W
    hints = {
        "The penalty has no effect.": W,
        "The gradient of strength / 2 * W**2 is strength * W, not twice that.": W - 2 * pull,
        "The gradient of strength / 2 * W**2 is strength * W, not half of it.": W - pull / 2,
        "The penalty's gradient is multiplied by lr too.": W - pull / LR,
        "That takes the penalty itself; its gradient is strength * W.": W - pull * W / 2,
        "The penalty must pull towards 0, not away from it.": W + pull,
        "The penalty is a sum over the weights, not a mean.": W - pull / W.size,
        "L2 pulls with strength * W; with sign(W) it is L1.": W - LR * STRENGTH * np.sign(W),
    }
    rule = "with no gradient W must shrink by 1 - lr * strength"
    checks.require_equal(rule, got, W * (1 - LR * STRENGTH), hints, W=W, lr=LR, strength=STRENGTH)


def _bias_not_penalized(attempt: checks.Attempt) -> None:
    _, got = _step(attempt, 0, STRENGTH)
    rule = "the penalty is on W alone, so with no gradient b must stay"
    checks.require_equal(rule, got, B, b=B, lr=LR, strength=STRENGTH)


def _gradient_and_penalty_together(attempt: checks.Attempt) -> None:
    got, got_bias = _step(attempt, 1, STRENGTH)
    hints = {
        "The penalty takes the W from before the step.": (W - LR * GRAD_W) * (1 - LR * STRENGTH)
    }
    rule = "the new W must be W - lr * (grad_W + strength * W)"
    right = W - LR * (GRAD_W + STRENGTH * W)
    checks.require_equal(rule, got, right, hints, W=W, grad_W=GRAD_W, lr=LR, strength=STRENGTH)
    rule, right = "the new b must be b - lr * grad_b", B - LR * GRAD_B
    checks.require_equal(rule, got_bias, right, b=B, grad_b=GRAD_B, lr=LR, strength=STRENGTH)


# Exercise 2: the paired difference of two methods.

# The differences are 13, 1, 1, 1: their mean, standard error, median and so on are all different.
SCORES, REFERENCE = np.array([93.0, 85.0, 71.0, 86.0]), np.array([80.0, 84.0, 70.0, 85.0])
DIFFERENCES = SCORES - REFERENCE
ERROR = DIFFERENCES.std(ddof=1) / 2  # the root of 4 differences


def paired_difference(function: object) -> None:
    """Check ``paired_difference(scores, reference)``, which returns ``(mean, standard_error)``.

    The mean of ``scores - reference``, seed by seed, and its standard error
    ``std(ddof=1) / sqrt(n)``.

    Examples
    --------
    >>> def reversed_sign(scores, reference):
    ...     difference = reference - scores
    ...     return difference.mean(), difference.std(ddof=1) / np.sqrt(len(difference))
    >>> paired_difference(reversed_sign)
    Exercise 2 (paired_difference): not yet right: the mean must be that of scores - reference:
      scores 93 85 71 86, reference 80 84 70 85: expected 4, got -4. The sign is reversed.
    """
    rules = [
        checks.rule("two numbers", _compare, SCORES),
        _mean_of_the_differences,
        _no_error_for_a_constant_shift,
        _standard_error_of_the_differences,
        answers.PAIRED_DIFFERENCE,
    ]
    checks.report("regularization", 2, "paired_difference", function, rules)


def _compare(attempt: checks.Attempt, scores: checks.Floats) -> tuple[float, float]:
    got = attempt(scores=scores, reference=REFERENCE)
    mean, error = checks.require_pair("(mean, standard_error)", got)
    mean = checks.require_number("the mean", mean)
    return mean, checks.require_number("the standard error", error)


def _mean_of_the_differences(attempt: checks.Attempt) -> None:
    mean, _ = _compare(attempt, SCORES)
    hints = {
        "The sign is reversed.": -DIFFERENCES.mean(),
        "That is the median.": np.median(DIFFERENCES),
        "The mean comes first, then the error.": ERROR,
    }
    rule = "the mean must be that of scores - reference"
    checks.require_equal(rule, mean, DIFFERENCES.mean(), hints, scores=SCORES, reference=REFERENCE)


def _no_error_for_a_constant_shift(attempt: checks.Attempt) -> None:
    shifted = REFERENCE + 2
    _, error = _compare(attempt, shifted)
    rule = "subtract first, then take the spread: where all differences are equal, it is 0"
    checks.require_equal(rule, error, 0, scores=shifted, reference=REFERENCE)


def _standard_error_of_the_differences(attempt: checks.Attempt) -> None:
    _, error = _compare(attempt, SCORES)
    n, pairs_lost = len(DIFFERENCES), np.sort(SCORES) - np.sort(REFERENCE)
    hints = {
        "The spread needs ddof=1: n - 1 under the sum of squares.": DIFFERENCES.std() / np.sqrt(n),
        "That is the spread of one seed: divide by sqrt(n).": DIFFERENCES.std(ddof=1),
        "Divide by sqrt(n), not by n.": DIFFERENCES.std(ddof=1) / n,
        "That is a variance: take its root.": DIFFERENCES.var(ddof=1),
        "That is the variance of the mean: take its root.": ERROR**2,
        "Sorting breaks the pairs.": pairs_lost.std(ddof=1) / np.sqrt(n),
    }
    rule = "the error must be std(ddof=1) / sqrt(n) of the differences"
    checks.require_equal(rule, error, ERROR, hints, scores=SCORES, reference=REFERENCE)


# Exercise 4: early stopping.

Pair = tuple[int, int]


def early_stop(function: object) -> None:
    """Check ``early_stop(losses, patience)``, which returns ``(kept, stopped)``.

    ``kept`` is the index of the lowest loss so far, ``stopped`` that of the look at which
    ``patience`` looks in a row had brought nothing lower, or of the last one.

    Examples
    --------
    >>> def knows_the_future(losses, patience):
    ...     kept = int(np.argmin(losses))
    ...     return kept, min(kept + patience, len(losses) - 1)
    >>> early_stop(knows_the_future)
    Exercise 4 (early_stop): not yet right: the run ends when patience looks in a row bring nothing lower:
      losses 3 2 2.5 2.6 1, patience 2: expected (1, 3), got (4, 4). Look 4 comes after the stop: nobody knows it then.
    """  # noqa: E501 - what the check prints
    rules = [
        checks.rule("two whole numbers", _stops, [3, 2, 2.5, 2.6, 1], 2),
        _end_of_patience,
        _end_of_the_run,
        _lowest_so_far,
        _count_begins_anew,
        _equal_is_no_improvement,
        answers.EARLY_STOP,
    ]
    checks.report("regularization", 4, "early_stop", function, rules)


def _stops(attempt: checks.Attempt, losses: list[float], patience: int) -> Pair:
    got = attempt(losses=np.array(losses), patience=patience)
    kept, stopped = checks.require_pair("(kept, stopped)", got)
    numbers = []
    for name, part in (("kept", kept), ("stopped", stopped)):
        value = checks.require_number(name, part)
        whole = value == int(value) if np.isfinite(value) else False
        checks.require(whole, f"{name} must be the index of a look, a whole number; got {value:g}.")
        numbers.append(int(value))
    return numbers[0], numbers[1]


def _expect(
    attempt: checks.Attempt,
    rule: str,
    losses: list[float],
    patience: int,
    expected: Pair,
    hints: dict[str, Pair],
) -> None:
    got, shown = _stops(attempt, losses, patience), " ".join(f"{loss:g}" for loss in losses)
    seen = f"expected {expected}, got {got}.{checks.hint_for(got, hints)}"
    checks.require(got == expected, f"{rule}:\n  losses {shown}, patience {patience}: {seen}")


def _end_of_patience(attempt: checks.Attempt) -> None:
    hints = {
        "Look 4 comes after the stop: nobody knows it then.": (4, 4),
        "It stops one look too late.": (1, 4),
        "It stops one look too early.": (1, 2),
        "The kept look comes first, then the one where it stops.": (3, 1),
        "Kept is the look of the lowest loss, not the last one.": (3, 3),
        "Nothing ever counts as an improvement: begin with the first loss.": (0, 2),
    }
    rule = "the run ends when patience looks in a row bring nothing lower"
    _expect(attempt, rule, [3, 2, 2.5, 2.6, 1], 2, (1, 3), hints)


def _end_of_the_run(attempt: checks.Attempt) -> None:
    hints = {"There is no look beyond the last one.": (2, 7), "Count the looks from 0.": (2, 3)}
    rule = "where the patience never runs out, stopped is the last look"
    _expect(attempt, rule, [3, 2, 1], 5, (2, 2), hints)
    _expect(attempt, rule, [3, 2, 1, 1.5], 2, (2, 3), {})


def _lowest_so_far(attempt: checks.Attempt) -> None:
    hints = {
        "It is compared with the one before it.": (1, 5),
        "A loss below the one before it, but not below the lowest, is kept.": (5, 5),
    }
    rule = "each loss is compared with the lowest so far"
    _expect(attempt, rule, [3, 1, 2, 1.9, 1.8, 1.7], 3, (1, 4), hints)


def _count_begins_anew(attempt: checks.Attempt) -> None:
    hints = {"It counts all looks without improvement, not those in a row.": (3, 4)}
    rule = "after an improvement the count begins anew"
    _expect(attempt, rule, [3, 2, 2.1, 1.5, 1.6, 1.7, 1.8], 2, (3, 5), hints)


def _equal_is_no_improvement(attempt: checks.Attempt) -> None:
    hints = {"Use < and not <=.": (4, 4)}
    _expect(attempt, "an equal loss is no improvement", [2, 1, 1, 1, 0.5], 2, (1, 3), hints)
