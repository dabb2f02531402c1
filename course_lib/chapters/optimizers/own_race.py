"""The reader's momentum and Adam in the race, each at the best rate of its own."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.chapters.optimizers.race import GROUNDS, RATES, STEPS, best_of, own_walks
from course_lib.experiments.descents import LOST, arrival, given_up
from course_lib.experiments.surfaces import Floats, Surface

Step = Callable[..., Any]
FINE = tuple(sorted({*RATES, *(float(f"{rate:.3g}") for rate in np.geomspace(0.01, 2, 40))}))
"""Rates that a reader's rule may choose from."""


def momentum_walks(step: Step, ground: Surface, beta: float, rates: tuple[float, ...]) -> Floats:
    """Walks of ``step(theta, velocity, grad, lr, beta)``, shape (rates, steps + 1, 2).

    Examples
    --------
    >>> from course_lib.chapters.optimizers.check_answers import momentum_step
    >>> walks = momentum_walks(momentum_step, GROUNDS["bowl"], 0.5, (1.0,))
    >>> walks[0, :3].tolist()
    [[-4.0, 1.5], [0.0, 0.0], [2.0, -0.75]]
    """
    lr, theta, path = _begin(ground, rates)
    velocity = np.zeros_like(theta)
    for _ in range(STEPS):
        grad = ground.gradient(theta)
        theta, velocity = (_kept(each) for each in step(theta, velocity, grad, lr, beta))
        path.append(theta)
    return given_up(np.stack(path, axis=1))


def adam_walks(
    step: Step, ground: Surface, betas: tuple[float, float], rates: tuple[float, ...]
) -> Floats:
    """Walks of ``adam_step``, shape (rates, steps + 1, 2).

    Examples
    --------
    >>> from course_lib.chapters.optimizers.check_answers import adam_step
    >>> adam_walks(adam_step, GROUNDS["bowl"], (0.9, 0.99), (0.5,))[0, 1].round(3).tolist()
    [-3.5, 1.0]
    """
    lr, theta, path = _begin(ground, rates)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, STEPS + 1):
        grad = ground.gradient(theta)
        theta, m, v = (
            _kept(each) for each in step(theta, m, v, grad, t, lr, betas[0], betas[1], 1e-8)
        )
        path.append(theta)
    return given_up(np.stack(path, axis=1))


def race_of(
    surface: str, *, momentum: Step, adam: Step, beta: float, whose: str = "yours"
) -> dict[str, int | None]:
    """Steps of all contenders on one ground: the course's five, and two rules with this beta.

    Examples
    --------
    >>> from course_lib.chapters.optimizers.check_answers import adam_step, momentum_step
    >>> race_of("ravine", momentum=momentum_step, adam=adam_step, beta=0.4, whose="the course's")
    ...  # doctest: +NORMALIZE_WHITESPACE
    {'gradient descent': 45, 'momentum, 0.9': 75, "momentum, 0.40 (the course's)": 14,
     'AdaGrad': 4, 'RMSProp, corrected': 32, 'Adam, 0.9': 74, "Adam, 0.40 (the course's)": 15}
    """
    ground, known = GROUNDS[surface], own_walks(surface, 0.9, 0.99, True)
    taken = {name: arrival(walk.path, ground) for name, walk in known.items()}
    own = {
        "momentum": momentum_walks(momentum, ground, beta, FINE),
        "Adam": adam_walks(adam, ground, (beta, 0.99), FINE),
    }
    best = {name: arrival(paths[best_of(ground, paths)], ground) for name, paths in own.items()}
    return {
        "gradient descent": taken["gradient descent"],
        "momentum, 0.9": taken["momentum"],
        f"momentum, {beta:.2f} ({whose})": best["momentum"],
        "AdaGrad": taken["AdaGrad"],
        "RMSProp, corrected": taken["RMSProp"],
        "Adam, 0.9": taken["Adam"],
        f"Adam, {beta:.2f} ({whose})": best["Adam"],
    }


def _begin(ground: Surface, rates: tuple[float, ...]) -> tuple[Floats, Floats, list[Floats]]:
    lr = np.array(rates, float)[:, None]
    theta = np.tile(np.array(ground.start, float), (len(rates), 1))
    return lr, theta, [theta]


def _kept(values: Any) -> Floats:
    """What a step gave, where a lost walk stays just outside what is drawn."""
    known: Floats = np.nan_to_num(np.asarray(values, float), nan=2 * LOST)
    return known.clip(-2 * LOST, 2 * LOST)
