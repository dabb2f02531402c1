"""What the chapters on learning rates train, with everything about it open.

Data, network, batches, budget and rule; the defaults are the problem of notebook 06, run for run.
"""

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from course_lib.datasets import circles, digits, moons, spiral
from course_lib.engine import (
    Adam,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    RAdam,
    ReLU,
    Step,
    Tanh,
    binary_cross_entropy,
    cross_entropy,
    mlp,
    stack,
    train,
)
from course_lib.engine.arrays import Array, Labels
from course_lib.engine.layers.layer import Layer
from course_lib.engine.losses.loss import Loss
from course_lib.engine.rules.rule import Rule
from course_lib.engine.schedules.schedule import Schedule
from course_lib.engine.training.batches import Data

PLANES: dict[str, Callable[..., tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]]] = {
    "moons": moons,
    "circles": circles,
    "spiral": spiral,
}
IMAGES = {"digits": 49, "images": 784}
"""Sets of images -> numbers in each."""
ACTIVATIONS: dict[str, Callable[[], Layer]] = {"relu": ReLU, "tanh": Tanh}
RULES: dict[str, Rule] = {
    "descent": GradientDescent(),
    "momentum": Momentum(0.9),
    "Adam": Adam(),
    "RAdam": RAdam(),
    "Adam, beta2 0.99": Adam(0.9, 0.99),
    "RAdam, beta2 0.99": RAdam(0.9, 0.99),
}
OTHERS = 2000
"""Points that nothing is trained on, to judge by."""


@dataclass(frozen=True)
class Problem:
    """What is trained, and how long.

    Attributes
    ----------
    data : "moons", "circles", "spiral", "digits" (images of MNIST, 7 x 7 pixels, without noise),
        or "images" (the same with all 28 x 28)
    draw : int, or None
        Which draw of the data; None: every seed draws its own.
    flipped : float
        Share of the training labels that are replaced by others.
    updates : int
        The budget: updates, whatever the batch size.
    gain : float
        What the first weights are multiplied by.
    """

    data: str = "moons"
    draw: int | None = 0
    points: int = 500
    noise: float = 0.2
    flipped: float = 0.0
    hidden: tuple[int, ...] = (16, 16)
    activation: str = "relu"
    gain: float = 1.0
    batch_size: int = 10
    updates: int = 1000
    rule: str = "descent"

    @property
    def loss(self) -> Loss:
        """What is trained by."""
        return cross_entropy if self.data in IMAGES else binary_cross_entropy

    @property
    def coin(self) -> float:
        """The loss of one who guesses."""
        return float(np.log(10 if self.data in IMAGES else 2))

    @property
    def lost(self) -> float:
        """A run that ends above this loss is lost: half of what guessing has."""
        return self.coin / 2


@cache
def sets(problem: Problem, draw: int | tuple[int, ...]) -> tuple[Data, Data]:
    """Points to train on, and others to judge by."""
    rng, n = np.random.default_rng(draw), problem.points
    if problem.data in IMAGES:
        # Consecutive images are a random draw: MNIST is shuffled.
        first = n * int(np.sum(draw))
        taken: Data = digits(n, first)
        others: Data = digits(OTHERS, 50_000)
        if problem.data == "digits":
            taken, others = pooled(taken[0], taken[1]), pooled(others[0], others[1])
        x, labels = taken[0], taken[1]
    else:
        x, labels = PLANES[problem.data](n + OTHERS, noise=problem.noise, rng=rng)
        others, x, labels = (x[n:], labels[n:]), x[:n], labels[:n]
    if problem.flipped:
        classes = int(labels.max()) + 1
        wrong = rng.permutation(n)[: round(problem.flipped * n)]
        labels = labels.copy()
        labels[wrong] = (labels[wrong] + rng.integers(1, classes, len(wrong))) % classes
    return (x, labels), others


def pooled(images: Array, labels: Labels) -> tuple[Array, Labels]:
    """Digits of 7 x 7 pixels, each the mean of 4 x 4: a small network reads them as well.

    Examples
    --------
    >>> pooled(np.ones((3, 784)), np.zeros(3))[0].shape
    (3, 49)
    """
    return images.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49), labels


def data_of(problem: Problem, seeds: Sequence[int]) -> tuple[Data, Data]:
    """The data of these seeds: shared, or (seeds, points, features) where each has its own."""
    if problem.draw is not None:
        return sets(problem, problem.draw)
    each = [sets(problem, (seed, 2)) for seed in seeds]
    training, others = (
        (np.stack([x for x, _ in part]), np.stack([labels for _, labels in part]))
        for part in zip(*each, strict=True)
    )
    return training, others


def first_network(problem: Problem, seed: int) -> Network:
    """The network that the runs of this seed begin with: He's weights, times the gain.

    Examples
    --------
    >>> first_network(Problem(hidden=(8,)), 0)
    Network(hidden 1, relu 1, output; 33 parameters)
    """
    ends = (IMAGES.get(problem.data, 2), 10 if problem.data in IMAGES else 1)
    sizes = (ends[0], *problem.hidden, ends[1])
    activation = ACTIVATIONS[problem.activation]
    network = mlp(sizes, rng=np.random.default_rng(seed), activation=activation)
    network.weights[...] *= problem.gain
    return network


def steps(
    problem: Problem, schedules: Sequence[Schedule | float], seeds: Sequence[int]
) -> Iterator[Step]:
    """Train every schedule from every seed side by side, yielding after each update.

    Runs of one seed have the same data, first weights and batches. The stack holds the seeds of
    one schedule side by side.
    """
    tables = [rates_of(schedule, problem.updates) for schedule in schedules]
    rates = np.repeat(tables, len(seeds), axis=0)[..., None, None]  # (models, updates, 1, 1)
    networks = stack([first_network(problem, seed) for _ in schedules for seed in seeds])
    rngs = [np.random.default_rng([seed, 1]) for _ in schedules for seed in seeds]
    optimizer = Optimizer(RULES[problem.rule], lr=lambda step: rates[:, step])
    training = repeated(data_of(problem, seeds)[0], len(schedules))
    epochs = -(-problem.updates * problem.batch_size // problem.points)
    with warnings.catch_warnings(action="ignore"):  # that some diverge is what is looked for
        yield from islice(
            train(
                networks, problem.loss, optimizer, training,
                epochs=epochs, batch_size=problem.batch_size, rng=rngs,
            ),
            problem.updates,
        )  # fmt: skip


def rates_of(schedule: Schedule | float, updates: int) -> npt.NDArray[np.float64]:
    """The rate of each update, and one more: it is asked for, though not used, at the end."""
    counted = np.arange(updates + 1)
    rates = schedule(counted) if callable(schedule) else schedule
    return np.asarray(rates + np.zeros(updates + 1))


def repeated(data: Data, times: int) -> Data:
    """The data of the seeds, once more for every schedule; shared data stays as it is."""
    x, labels = data[0], data[1]
    return data if x.ndim == 2 else (np.tile(x, (times, 1, 1)), np.tile(labels, (times, 1)))
