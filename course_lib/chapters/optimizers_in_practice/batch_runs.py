"""What a batch size and a learning rate make of two moons, at equal epochs or equal updates."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.datasets import circles, moons
from course_lib.engine import (
    Adam,
    GradientDescent,
    Layer,
    Momentum,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    binary_cross_entropy,
    evaluate,
    mlp,
    stack,
    train,
)
from course_lib.engine.rules.rule import Rule

Floats = npt.NDArray[np.float64]
RULES: dict[str, Rule] = {
    "descent": GradientDescent(),
    "momentum": Momentum(0.9),
    "Adam": Adam(),
}
ACTIVATIONS: dict[str, Callable[[], Layer]] = {"ReLU": ReLU, "tanh": Tanh}
DATA = {"moons": moons, "circles": circles}


@dataclass(frozen=True)
class Problem:
    """What is trained: points of two classes in the plane, two hidden layers, a rule."""

    data: str = "moons"
    points: int = 300
    noise: float = 0.2
    width: int = 16
    activation: str = "ReLU"
    rule: str = "descent"

    def drawn(self, seed: int) -> tuple[Floats, npt.NDArray[np.int64]]:
        """The points of one seed.

        Examples
        --------
        >>> Problem(points=20).drawn(0)[0].shape
        (20, 2)
        """
        return DATA[self.data](self.points, noise=self.noise, rng=np.random.default_rng(seed))

    def network(self, seed: int) -> Network:
        """The network of one seed, not yet trained."""
        layers = [2, self.width, self.width, 1]
        rng = np.random.default_rng([seed, 1])
        return mlp(layers, rng=rng, activation=ACTIVATIONS[self.activation])


MOONS = Problem()


def updates_of(n: int, size: int) -> int:
    """Updates in an epoch; the short batch is one, too."""
    return -(-n // size)


def ends(
    size: int,
    rates: Sequence[float],
    *,
    seeds: Sequence[int],
    epochs: int | None = None,
    updates: int | None = None,
    problem: Problem = MOONS,
) -> Floats:
    """Loss of all points after so many epochs, or so many updates.

    Every seed draws points, first weights and batches of its own; all rates of a seed share them.

    Returns
    -------
    array of shape (seeds, rates); inf where a run diverged

    Raises
    ------
    ValueError
        Unless one of ``epochs`` and ``updates`` is given.

    Examples
    --------
    >>> ends(100, [0.1, 1], seeds=[0, 1], updates=5).shape
    (2, 2)
    """
    if (epochs is None) == (updates is None):
        raise ValueError(f"needed epochs or updates, one of them; got {epochs} and {updates}")
    per_epoch = updates_of(problem.points, size)
    passes = epochs if epochs is not None else updates_of(updates or 0, per_epoch)
    last = updates if updates is not None else passes * per_epoch
    runs = [(seed, rate) for seed in seeds for rate in rates]
    points = {seed: problem.drawn(seed) for seed in seeds}
    x = np.stack([points[seed][0] for seed, _ in runs])
    labels = np.stack([points[seed][1] for seed, _ in runs])
    networks = stack([problem.network(seed) for seed, _ in runs])
    lr = np.array([rate for _, rate in runs], float)[:, None, None]
    optimizer = Optimizer(RULES[problem.rule], lr)
    rngs = [np.random.default_rng([seed, 2]) for seed, _ in runs]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        for step in train(
            networks, binary_cross_entropy, optimizer, (x, labels),
            epochs=passes, batch_size=size, rng=rngs,
        ):  # fmt: skip
            if step.number == last:
                break
        losses = evaluate(networks, binary_cross_entropy, (x, labels))[0]
    return np.nan_to_num(np.reshape(losses, (len(seeds), len(rates))), nan=np.inf)


def curve(
    size: int, lr: float, *, epochs: int, every: int, seed: int = 0, problem: Problem = MOONS
) -> tuple[npt.NDArray[np.int64], Floats]:
    """Updates made, and the loss of all points then, along one run.

    Examples
    --------
    >>> updates, losses = curve(100, 0.1, epochs=2, every=3)
    >>> updates.tolist(), losses.shape
    ([0, 3, 6], (3,))
    """
    data, network = problem.drawn(seed), problem.network(seed)
    optimizer, rng = Optimizer(RULES[problem.rule], lr), np.random.default_rng([seed, 2])
    seen = [(0, evaluate(network, binary_cross_entropy, data)[0])]
    for step in train(
        network, binary_cross_entropy, optimizer, data, epochs=epochs, batch_size=size, rng=rng
    ):
        if step.number % every == 0:
            seen.append((step.number, evaluate(network, binary_cross_entropy, data)[0]))
    updates, losses = np.array(seen).T
    return updates.astype(int), losses
