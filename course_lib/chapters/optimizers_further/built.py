"""Two problems that were built against Adam: one it cannot end, one it learns by heart.

Sources: S. Reddi, S. Kale, S. Kumar (2018), theorem 1; A. Wilson et al. (2017), section 3.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine.rules.rule import Rule

Floats = npt.NDArray[np.float64]
AmsStep = Callable[..., tuple[Any, Any, Any, Any]]


def slope_of_reddi(update: int, large: float = 3.0, period: int = 3) -> float:
    """``large`` once in a period, -1 else: the mean pulls to the left, most steps to the right.

    Examples
    --------
    >>> [slope_of_reddi(update) for update in range(4)]
    [3.0, -1.0, -1.0, 3.0]
    """
    return large if update % period == 0 else -1.0


def reddi(
    step: AmsStep, *, lr: float = 0.01, beta1: float = 0.0, beta2: float = 0.1, updates: int = 3000,
    large: float = 3.0, period: int = 3, start: float = 0.0, falling: bool = False,
) -> Floats:  # fmt: skip
    """Where theta is after each update; it is kept between -1 and 1, the best place is -1.

    ``step(theta, m, v, longest, grad, lr, beta1, beta2, eps)`` gives the new first four.

    Examples
    --------
    >>> round(reddi(adam_step)[-1]), round(reddi(amsgrad_step)[-1])
    (1, -1)
    """
    theta, m, v, longest = (np.array([value]) for value in (start, 0.0, 0.0, 0.0))
    path = np.empty(updates)
    for update in range(updates):
        grad = np.array([slope_of_reddi(update, large, period)])
        rate = lr / np.sqrt(update + 1) if falling else lr
        theta, m, v, longest = step(theta, m, v, longest, grad, rate, beta1, beta2, 1e-8)
        theta = np.clip(theta, -1, 1)
        path[update] = theta[0]
    return path


def adam_step(
    theta: Floats, m: Floats, v: Floats, longest: Floats, grad: Floats,
    lr: float, beta1: float, beta2: float, eps: float,
) -> tuple[Floats, Floats, Floats, Floats]:  # fmt: skip
    """Adam without its corrections, as Reddi et al. have it; ``longest`` is not used."""
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    return theta - lr * m / (np.sqrt(v) + eps), m, v, longest


def amsgrad_step(
    theta: Floats, m: Floats, v: Floats, longest: Floats, grad: Floats,
    lr: float, beta1: float, beta2: float, eps: float,
) -> tuple[Floats, Floats, Floats, Floats]:  # fmt: skip
    """Adam that divides by the largest v so far."""
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    longest = np.maximum(longest, v)
    return theta - lr * m / (np.sqrt(longest) + eps), m, v, longest


def wilson(count: int, share: float, seed: int, own: tuple[int, int] = (1, 5)) -> tuple[Any, Any]:
    """Examples (count, features) and labels 1 or -1, of which ``share`` are 1.

    The first feature is the label, the next two are 1; all others belong to one example alone: one
    of them to each example of label 1, five to each of label -1.

    Examples
    --------
    >>> x, labels = wilson(4, 0.5, seed=0)
    >>> x.shape, bool((x[:, 0] == labels).all())
    ((4, 23), True)
    """
    rng = np.random.default_rng(seed)
    labels = np.where(np.arange(count) < round(share * count), 1.0, -1.0)
    rng.shuffle(labels)
    most = max(own)
    x = np.zeros((count, 3 + most * count))
    x[:, 0], x[:, 1:3] = labels, 1
    for k, label in enumerate(labels):
        begin = 3 + most * k
        x[k, begin : begin + (own[0] if label > 0 else own[1])] = 1
    return x, labels


def fitted(rule: Rule, rates: Any, x: Floats, labels: Floats, updates: int = 4000) -> Floats:
    """Weights after full-batch descent on the mean of squares, shape (rates, features)."""
    rates = np.asarray(rates, np.float64)[:, None, None]
    weights = np.zeros((len(rates), 1, x.shape[1]))
    state = rule.init(weights)
    with np.errstate(all="ignore"):
        for _ in range(updates):
            grad = (weights @ x.T - labels) @ x / len(labels)
            change, state = rule.update(grad, state, rates, weights)
            weights = weights + change
    return weights[:, 0]


def on_new(weights: Floats) -> tuple[Floats, Floats]:
    """Share right of new examples of label 1, and of label -1: only the first three are known."""
    score = [np.sign(label * weights[:, 0] + weights[:, 1] + weights[:, 2]) for label in (1, -1)]
    return (score[0] == 1).astype(float), (score[1] == -1).astype(float)
