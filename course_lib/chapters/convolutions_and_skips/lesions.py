"""Trained stacks without one of their blocks; how many convolutions a run computes."""

import numpy as np

from course_lib.engine import Conv2D, Dense, Network
from course_lib.engine.training.batches import Data


def blocks_of(network: Network) -> list[list[int]]:
    """Places of the layers that make a block: those behind the first convolution, up to the next.

    A layer that holds others is a block by itself.

    Examples
    --------
    >>> from course_lib.chapters.convolutions_and_skips.deep import Setting, build
    >>> rng = np.random.default_rng(0)
    >>> blocks_of(build(Setting("batch norm", depth=3), rng))
    [[1, 2, 3], [4, 5, 6]]
    >>> blocks_of(build(Setting("batch norm", skip=True, depth=3), rng))
    [[1], [2]]
    """
    blocks, here = list[list[int]](), list[int]()
    for place, layer in enumerate(network.body.layers[1:], start=1):
        if isinstance(layer, Dense):
            break
        here.append(place)
        if layer.inside() or isinstance(layer, Conv2D):
            blocks.append(here)
            here = []
    return blocks


def added(network: Network, data: Data) -> list[float]:
    """How large f(x) is beside x in each block ``x + f(x)``: their norms' ratio, block by block.

    Examples
    --------
    >>> from course_lib.engine import ReLU, Residual
    >>> layers = [Dense(2, 2), Residual([ReLU()]), Dense(2, 2)]
    >>> network = Network(layers, rng=np.random.default_rng(0))
    >>> layers[0].W[...] = np.eye(2)
    >>> added(network, (np.array([[3.0, -4.0]]), np.array([0])))
    [0.6]
    """
    x, found = data[0].astype(network.theta.dtype), list[float]()
    blocks = [place for places in blocks_of(network) for place in places]
    for place, layer in enumerate(network.body.layers):
        y = layer.forward(x)
        if place in blocks:
            found.append(round(float(np.linalg.norm(y - x) / np.linalg.norm(x)), 6))
        x = y
    return found


def right_without(network: Network, data: Data, places: list[int]) -> float:
    """Right answers in percent, with the layers at these places left out."""
    x, labels = data[0].astype(network.theta.dtype), data[1]
    for place, layer in enumerate(network.body.layers):
        if place not in places:
            x = layer.forward(x)
    return float(100 * np.mean(x.argmax(axis=-1) == labels))
