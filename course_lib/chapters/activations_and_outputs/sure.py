"""An output that is wrong and sure, and how many updates it takes to change its mind."""

import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from course_lib.chapters.activations_and_outputs.last_layers import squared_error_of_sigmoid
from course_lib.chapters.activations_and_outputs.trained import PLANES, RULES
from course_lib.engine import Optimizer, binary_cross_entropy, mlp, sigmoid, stack, train
from course_lib.engine.losses.loss import Loss

LOSSES: dict[str, Loss] = {
    "cross-entropy": binary_cross_entropy,
    "squared error": squared_error_of_sigmoid,
}
RATES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6)
NEVER = 1000.0
"""Updates that are counted where it takes longer."""


def path_of_a_neuron(loss: str, lr: float, *, z: float = -7.0, steps: int = 2000) -> list[float]:
    """What a neuron answers, step by step: input 1, label 1, its bias at ``z`` at first.

    Examples
    --------
    >>> path_of_a_neuron("cross-entropy", 1.0, steps=8)[-1] > 0.5
    True
    """
    answers = [float(sigmoid(z))]
    for _ in range(steps):
        _, grad = LOSSES[loss](np.array([[z]]), np.array([[1.0]]))
        z -= lr * float(grad[0, 0])
        answers.append(float(sigmoid(z)))
    return answers


def updates_until_right(
    loss: str,
    lr: float,
    seeds: Sequence[int],
    *,
    bias: float = -7.0,
    data: str = "moons",
    noise: float = 0.2,
    points: int = 300,
    hidden: tuple[int, ...] = (16, 16),
    batch_size: int = 32,
    goal: float = 0.8,
    draw: int = 0,
    rule: str = "descent",
) -> npt.NDArray[np.float64]:
    """Updates until so many points are right, for each seed; the output bias starts far off."""
    each = [
        PLANES[data](points, noise=noise, rng=np.random.default_rng([s, draw, 3])) for s in seeds
    ]
    x = np.stack([part[0] for part in each])
    labels = np.stack([part[1] for part in each])[..., None].astype(float)
    sizes = [2, *hidden, 1]
    networks = stack([mlp(sizes, rng=np.random.default_rng(seed)) for seed in seeds])
    networks["output"].b[...] = bias
    first = np.full(len(seeds), NEVER)
    with warnings.catch_warnings(action="ignore"):  # that some diverge is a result
        for step in train(
            networks, LOSSES[loss], Optimizer(RULES[rule], lr), (x, labels), epochs=100,
            batch_size=batch_size, rng=[np.random.default_rng([s, 1]) for s in seeds],
        ):  # fmt: skip
            if step.number > 60 and step.number % 10:
                continue  # counted in tens where it takes long
            right = ((networks.forward(x) > 0) == labels).mean(axis=(-2, -1)) >= goal
            first = np.where(right & (first == NEVER), step.number, first)
            if (first < NEVER).all() or step.number >= NEVER:
                break
    return first
