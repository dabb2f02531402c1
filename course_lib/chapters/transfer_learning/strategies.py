"""What is kept of a trained network, what of that is frozen, and what is trained for a new task."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.transfer_learning import worlds
from course_lib.engine import (
    Adam,
    Network,
    Optimizer,
    copy_layers,
    cross_entropy,
    fit,
    mlp,
    stack,
)

Floats = npt.NDArray[Any]
HIDDEN = (64, 64)
SIZES = (worlds.SIDE**2, *HIDDEN, worlds.CLASSES)
NAMES = ("hidden 1", "hidden 2")
RATES = (3e-4, 1e-3, 3e-3, 1e-2, 3e-2)
SOURCES = ("digits", "clothes", "none")
PASSES, SOURCE_LR, SOURCE_BATCH = 60, 2e-3, 100


@dataclass(frozen=True)
class Strategy:
    """How many of the two hidden layers are kept of the source, and how many stay as they are.

    Examples
    --------
    >>> Strategy(2, 1).words
    'keep 2, freeze 1'
    """

    kept: int
    frozen: int

    @property
    def words(self) -> str:
        """Name it for tables."""
        return f"keep {self.kept}, freeze {self.frozen}"


HEAD, MIDDLE, LOWER, ALL = Strategy(2, 2), Strategy(2, 1), Strategy(1, 1), Strategy(2, 0)
SCRATCH = Strategy(0, 0)
STRATEGIES = {
    "head only": HEAD, "from the middle": MIDDLE, "everything": ALL, "new above layer 1": LOWER,
    "from scratch": SCRATCH,
}  # fmt: skip


def untrained(seed: int, hidden: Sequence[int] = HIDDEN) -> Network:
    """Give a network for five classes with its first weights.

    Examples
    --------
    >>> untrained(0)
    Network(hidden 1, relu 1, hidden 2, relu 2, output; 17093 parameters)
    """
    sizes = [worlds.SIDE**2, *hidden, worlds.CLASSES]
    return mlp(sizes, rng=np.random.default_rng([seed, 0]), dtype=np.float32)


@cache
def source(
    kind: str, seed: int, *, by: int = worlds.BY, hidden: tuple[int, ...] = HIDDEN, draw: int = 0,
    passes: int = PASSES, classes: tuple[int, ...] = worlds.FIRST,
) -> Network:  # fmt: skip
    """Train on the classes 0 to 4 of digits or clothes, each picture at a new place in each pass.

    Of ``"none"`` it is a network with random weights. What is given back is shared: copy it.
    """
    network = untrained(seed, hidden)
    if kind != "none":
        fit(
            network, cross_entropy, Optimizer(Adam(), SOURCE_LR),
            worlds.images(kind, "source", classes, draw), epochs=passes, batch_size=SOURCE_BATCH,
            rng=np.random.default_rng([seed, 1]), augment=worlds.moved(by), every=passes,
        )  # fmt: skip
    return network


def features(network: Network, x: Floats, layers: int) -> Floats:
    """What comes out of the first hidden layers; of 0 layers the pictures themselves.

    Examples
    --------
    >>> features(untrained(0), np.ones((3, 196), np.float32), 2).shape
    (3, 64)
    """
    for k in range(layers):
        layer = network[NAMES[k]]
        x = np.maximum(x @ layer.W + layer.b, 0)
    return x


def upper(given: Network, strategy: Strategy, seed: int) -> Network:
    """Give the part of the new network that is trained: all layers above the frozen ones.

    Kept layers are copies of the given network's; what is not kept, and the last layer always,
    is new.
    """
    sizes = [given[name].W.shape[-2] for name in NAMES] + [given[NAMES[-1]].W.shape[-1]]
    whole = mlp([*sizes, worlds.CLASSES], rng=np.random.default_rng([seed, 2]), dtype=np.float32)
    if strategy.kept:
        copy_layers(given, whole, *NAMES[: strategy.kept])
    if not strategy.frozen:
        return whole
    part = mlp([*sizes[strategy.frozen :], worlds.CLASSES], rng=np.random.default_rng(0),
               dtype=np.float32)  # fmt: skip
    for own, theirs in zip(
        [layer for layer in part.layers if layer.parameters],
        [layer for layer in whole.layers if layer.parameters][strategy.frozen :],
        strict=True,
    ):
        for name, array in own.parameters.items():
            array[...] = theirs.parameters[name]
    return part


def updates_for(n: int) -> int:
    """So many updates, in batches of 50 at most: 200 for 25 pictures, 1200 for a thousand."""
    return int(np.clip(200 * (n / 25) ** 0.45, 200, 3000))


def adapted(
    nets: Sequence[Network], strategy: Strategy, data: worlds.Labelled,
    rates: Sequence[float] = RATES, *, seeds: Sequence[int], longer: float = 1.0,
    batch_size: int = 50, augment: Any = None,
) -> list[Network]:  # fmt: skip
    """Train a network for each seed and rate; all runs of the call side by side.

    Parameters
    ----------
    nets : the given network of each seed
    data : x of shape (seeds, n, pixels), labels of shape (seeds, n)
    augment : what moves the pictures anew in each batch; for strategies that freeze nothing

    Returns
    -------
    for each seed, a stack of networks, one for each rate, that take ``features`` of the frozen
    """
    pairs = zip(nets, data[0], strict=True)
    x = np.stack([features(net, own, strategy.frozen) for net, own in pairs])
    n = x.shape[1]
    size = min(n, batch_size)
    epochs = int(np.ceil(longer * updates_for(n) / np.ceil(n / size)))
    done = []
    lr = np.array(rates, np.float32)[:, None, None]
    for seed, net, own, labels in zip(seeds, nets, x, data[1], strict=True):
        networks = stack([upper(net, strategy, seed)] * len(rates))
        fit(
            networks, cross_entropy, Optimizer(Adam(), lr), (own, labels), epochs=epochs,
            batch_size=size, rng=np.random.default_rng([seed, 3]), every=epochs, augment=augment,
        )  # fmt: skip
        done.append(networks)
    return done


def right(
    nets: Sequence[Network], done: Sequence[Network], strategy: Strategy, judge: worlds.Labelled
) -> Floats:
    """Share of right answers, shape (seeds, rates)."""
    found = []
    for net, networks in zip(nets, done, strict=True):
        scores = networks.forward(features(net, judge[0], strategy.frozen))
        found.append((scores.argmax(axis=-1) == judge[1]).mean(axis=-1))
    return np.array(found)
