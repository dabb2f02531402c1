"""Weights that nothing needs: what L2 and two forms of AdamW leave of them."""

from collections.abc import Sequence

import numpy as np

from course_lib.engine import Adam, AdamW, GradientDescent
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.surfaces import Floats

GRADIENT_SIZES = (0.01, 0.1, 1.0, 10.0)
L2_DESCENT, L2_ADAM, PYTORCH, PAPER = METHODS = (
    "descent + L2", "Adam + L2", "AdamW, PyTorch's", "AdamW, the paper's",
)  # fmt: skip


def shrinking(
    method: str,
    strengths: Sequence[float],
    rates: Sequence[float],
    *,
    steps: int = 1000,
    sizes: Sequence[float] = GRADIENT_SIZES,
    beta2: float = 0.999,
    rng: np.random.Generator | None = None,
) -> Floats:
    """What is left of the weights after each step, for every strength and learning rate.

    The gradients are +s, -s, +s and so on; with ``rng`` normal numbers of size s. The paper's form
    takes ``strength * theta`` off in each step, PyTorch's ``lr * strength * theta``.

    Returns
    -------
    array of shape (strengths, rates, steps + 1, sizes)

    Examples
    --------
    >>> left = shrinking(PYTORCH, [1.0], [0.001])
    >>> left.shape, left[0, 0, -1].round(2), round(0.999**1000, 2)
    ((1, 1, 1001, 4), array([0.37, 0.37, 0.37, 0.37]), 0.37)
    >>> shrinking(PAPER, [0.001], [0.1])[0, 0, -1, 0].round(1)
    np.float64(0.3)
    """
    grid = np.meshgrid(strengths, rates, indexing="ij")
    strength, lr = (np.reshape(values, (-1, 1, 1)) for values in grid)
    rules: dict[str, Rule] = {
        L2_DESCENT: GradientDescent(),
        L2_ADAM: Adam(0.9, beta2),
        PYTORCH: AdamW(0.9, beta2, decay=strength),
        PAPER: Adam(0.9, beta2),
    }
    rule, through_gradient = rules[method], method in (L2_DESCENT, L2_ADAM)
    theta = np.ones((len(lr), 1, len(sizes)))
    left = np.empty((len(lr), steps + 1, len(sizes)))
    left[:, 0] = 1
    state = rule.init(theta)
    for step in range(steps):
        pull = rng.normal(size=len(sizes)) if rng is not None else 1 if step % 2 == 0 else -1
        noise = np.broadcast_to(np.array(sizes) * pull, theta.shape)
        grad = noise + strength * theta if through_gradient else noise
        change, state = rule.update(grad, state, lr, theta)
        theta += change - strength * theta if method == PAPER else change
        left[:, step + 1] = theta[:, 0]
    return left.reshape(len(strengths), len(rates), steps + 1, len(sizes))
