"""Checks of notebook 03: a step with L2, a paired difference, dropout, Cutout, a recipe.

What hides a part of the input, dropout and Cutout in exercises 3 and 4, lies in ``check_hiding``,
the recipe of exercise 5 in ``check_recipe``.
"""

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization import check_answers as answers
from course_lib.chapters.regularization.check_hiding import cutout, dropout
from course_lib.chapters.regularization.check_recipe import my_recipe

__all__ = ["cutout", "dropout", "l2_step", "my_recipe", "paired_difference"]

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
        "That takes the penalty's value, one number; its gradient is strength * W.": (
            W - LR * STRENGTH / 2 * np.sum(W**2)
        ),
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

# The differences are 11, -1, -1, -1: mean, standard error, median and so on are all different,
# and so are those of their absolute values.
SCORES, REFERENCE = np.array([91.0, 83.0, 69.0, 84.0]), np.array([80.0, 84.0, 70.0, 85.0])
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
      scores 91 83 69 84, reference 80 84 70 85: expected 2, got -2. The sign is reversed.
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
        "A seed that lost counts against it: no absolute value.": np.abs(DIFFERENCES).mean(),
        "A seed that lost counts, too.": np.maximum(DIFFERENCES, 0).mean(),
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
