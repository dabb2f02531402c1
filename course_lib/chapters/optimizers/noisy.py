"""A walk in a noisy ravine, step by step: how far from the minimum a rule stays."""

import numpy as np

from course_lib.engine.rules.rule import Rule
from course_lib.experiments.surfaces import RAVINE, Floats

STEPS, AFTER, SEEDS = 1500, 500, 5
RATES = tuple(float(f"{rate:.2g}") for rate in np.geomspace(0.003, 100, 28))


def distances(rule: Rule, rates: tuple[float, ...], *, fades: float = 1.0) -> Floats:
    """Mean distance from the minimum over five draws of the noise, shape (rates, steps).

    Every gradient is off by normal noise of 1. From step 500 on the walk begins again at its
    start, and all gradients are divided by ``fades``.

    Examples
    --------
    >>> from course_lib.engine import AdaGrad
    >>> distances(AdaGrad(), (0.1, 1.0)).shape
    (2, 1500)
    """
    total = np.zeros((STEPS, len(rates)))
    lr, start = np.array(rates)[:, None, None], np.array(RAVINE.start)
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        theta = np.tile(start, (len(rates), 1, 1))
        state = rule.init(theta)
        for step in range(STEPS):
            if step == AFTER:
                theta = np.tile(start, (len(rates), 1, 1))
            grad = RAVINE.gradient(theta) + rng.standard_normal(2)
            change, state = rule.update(grad / (fades if step >= AFTER else 1), state, lr, theta)
            theta = theta + change
            total[step] += np.linalg.norm(theta, axis=-1)[:, 0]
    return total.T / SEEDS


def at_own(rule: Rule, *, fades: float = 1.0) -> tuple[float, Floats]:
    """The rate of the smallest mean distance, and the distances with it.

    Examples
    --------
    >>> from course_lib.engine import AdaGrad
    >>> rate, curve = at_own(AdaGrad())
    >>> 1 < rate < 2, curve.shape
    (True, (1500,))
    """
    found = distances(rule, RATES, fades=fades)
    best = int(found.mean(axis=1).argmin())
    return RATES[best], found[best]
