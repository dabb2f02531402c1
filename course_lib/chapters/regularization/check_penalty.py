"""The check of exercise 1: a step of gradient descent with L2."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import (
    report,
    require_array,
    require_dtype,
    require_equal,
    require_pair,
)

Floats = npt.NDArray[Any]

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
        _shapes_of_the_pair,
        _plain_descent_at_strength_0,
        _shrinking_weights,
        _bias_not_penalized,
        _gradient_and_penalty_together,
        _dtype_kept,
    ]
    report("Exercise 1 (l2_step)", function, rules)


def _step(
    attempt: Attempt, gradients: float, strength: float, dtype: type = np.float64
) -> tuple[Floats, Floats]:
    """One step, with the gradients times a factor: 0 takes them away."""
    given = (W, B, gradients * GRAD_W, gradients * GRAD_B)
    names = ("W", "b", "grad_W", "grad_b")
    arrays: dict[str, Floats] = {
        name: array.astype(dtype) for name, array in zip(names, given, strict=True)
    }
    pair = require_pair("(W, b)", attempt(**arrays, lr=LR, strength=strength))
    return require_array("W", pair[0], W.shape), require_array("b", pair[1], B.shape)


def _shapes_of_the_pair(attempt: Attempt) -> None:
    _step(attempt, 1, STRENGTH)


def _plain_descent_at_strength_0(attempt: Attempt) -> None:
    got = _step(attempt, 1, 0)
    for name, new, old, grad in zip("Wb", got, (W, B), (GRAD_W, GRAD_B), strict=True):
        hints = {
            "A step goes against the gradient.": old + LR * grad,
            "The learning rate is missing.": old - grad,
            "That is the change alone.": -LR * grad,
        }
        rule = f"with strength 0 the new {name} must be {name} - lr * grad_{name}"
        inputs: dict[str, npt.ArrayLike] = {name: old, f"grad_{name}": grad, "lr": LR}
        require_equal(rule, new, old - LR * grad, hints, **inputs)


def _shrinking_weights(attempt: Attempt) -> None:
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
    require_equal(rule, got, W * (1 - LR * STRENGTH), hints, W=W, lr=LR, strength=STRENGTH)


def _bias_not_penalized(attempt: Attempt) -> None:
    _, got = _step(attempt, 0, STRENGTH)
    rule = "the penalty is on W alone, so with no gradient b must stay"
    require_equal(rule, got, B, b=B, lr=LR, strength=STRENGTH)


def _gradient_and_penalty_together(attempt: Attempt) -> None:
    got, got_bias = _step(attempt, 1, STRENGTH)
    hints = {
        "The penalty takes the W from before the step.": (W - LR * GRAD_W) * (1 - LR * STRENGTH)
    }
    rule = "the new W must be W - lr * (grad_W + strength * W)"
    inputs: dict[str, npt.ArrayLike] = {"W": W, "grad_W": GRAD_W, "lr": LR, "strength": STRENGTH}
    require_equal(rule, got, W - LR * (GRAD_W + STRENGTH * W), hints, **inputs)
    rule = "the new b must be b - lr * grad_b"
    require_equal(rule, got_bias, B - LR * GRAD_B, b=B, grad_b=GRAD_B, lr=LR, strength=STRENGTH)


def _dtype_kept(attempt: Attempt) -> None:
    for dtype in (np.float32, np.float64):
        for name, new in zip("Wb", _step(attempt, 1, STRENGTH, dtype), strict=True):
            require_dtype(f"the new {name}", new, dtype)
