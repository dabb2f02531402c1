"""Everything is trained, each layer at a rate of its own."""

from collections.abc import Sequence

import numpy as np

from course_lib.chapters.transfer_learning import worlds
from course_lib.chapters.transfer_learning.strategies import (
    ALL,
    NAMES,
    Floats,
    right,
    updates_for,
    upper,
)
from course_lib.engine import Adam, Network, Optimizer, cross_entropy, fit, stack

LAYERS = (*NAMES, "output")


def trained_by_layer(
    net: Network, data: worlds.Labelled, shares: Sequence[float], rates: Sequence[float], *,
    seed: int, longer: float = 1.0,
) -> Network:  # fmt: skip
    """Train a copy for each rate; a layer's own is the rate times its share, first layer first.

    Parameters
    ----------
    data : x of shape (n, pixels), labels of shape (n,)

    Returns
    -------
    stack of as many networks as there are rates
    """
    start = upper(net, ALL, seed)
    parts = [share * start.mask(name) for share, name in zip(shares, LAYERS, strict=True)]
    networks, n = stack([start] * len(rates)), len(data[1])
    size = min(n, 50)
    epochs = int(np.ceil(longer * updates_for(n) / np.ceil(n / size)))
    lr = np.array(rates, np.float32)[:, None, None]
    fit(
        networks, cross_entropy, Optimizer(Adam(), lr, mask=np.sum(parts, axis=0)), data,
        epochs=epochs, batch_size=size, rng=np.random.default_rng([seed, 3]), every=epochs,
    )  # fmt: skip
    return networks


def by_layer(
    nets: Sequence[Network], data: worlds.Labelled, judges: Sequence[worlds.Labelled],
    shares: Sequence[float], rates: Sequence[float], *, seeds: Sequence[int], longer: float = 1.0,
) -> list[Floats]:  # fmt: skip
    """Share of right answers before each judge, shape (seeds, rates)."""
    done = [
        trained_by_layer(net, (x, labels), shares, rates, seed=seed, longer=longer)
        for net, x, labels, seed in zip(nets, *data, seeds, strict=True)
    ]
    return [right(nets, done, ALL, judge) for judge in judges]
