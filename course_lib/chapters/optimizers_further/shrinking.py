"""Weights that nothing needs: how fast a penalty, or decay, makes them smaller.

Each weight begins at 1, and its batches disagree: the gradient of the loss is +size, -size, +size,
... and says nothing on the whole. Only the sizes differ.
"""

from collections.abc import Sequence

import numpy as np

from course_lib.engine import Adam, AdamW, GradientDescent
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.surfaces import Floats

GRADIENT_SIZES = (0.01, 0.1, 1.0, 10.0)
METHODS = ("gradient descent + L2", "Adam + L2", "AdamW")


def shrinking(
    method: str,
    strengths: Sequence[float],
    rates: Sequence[float],
    *,
    steps: int = 1000,
    sizes: Sequence[float] = GRADIENT_SIZES,
) -> Floats:
    """What is left of the weights after each step, for every strength and learning rate.

    Returns
    -------
    array of shape (strengths, rates, steps + 1, sizes)

    Examples
    --------
    >>> left = shrinking("AdamW", [1.0], [0.001])
    >>> left.shape, left[0, 0, -1].round(2), round(0.999**1000, 2)
    ((1, 1, 1001, 4), array([0.37, 0.37, 0.37, 0.37]), 0.37)
    """
    grid = np.meshgrid(strengths, rates, indexing="ij")
    strength, lr = (np.reshape(values, (-1, 1, 1)) for values in grid)
    rules: dict[str, Rule] = {
        "gradient descent + L2": GradientDescent(),
        "Adam + L2": Adam(),
        "AdamW": AdamW(decay=strength),
    }
    rule, through_gradient = rules[method], method != "AdamW"
    theta = np.ones((len(lr), 1, len(sizes)))
    left = np.empty((len(lr), steps + 1, len(sizes)))
    left[:, 0] = 1
    state = rule.init(theta)
    for step in range(steps):
        noise = np.array(sizes) * (1 if step % 2 == 0 else -1)
        grad = noise + strength * theta if through_gradient else np.broadcast_to(noise, theta.shape)
        change, state = rule.update(grad, state, lr, theta)
        theta += change
        left[:, step + 1] = theta[:, 0]
    return left.reshape(len(strengths), len(rates), steps + 1, len(sizes))
