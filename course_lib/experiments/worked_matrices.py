"""The worked matrices of a lecture on backpropagation: its network and its batches.

The network is 2-5-2-1 with ReLU and a sigmoid at its end, trained on the published moons with
learning rate 7e-4. The lecture keeps examples in columns; transposed, its matrices are ours.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from course_lib.arguments import check_memory, whole_number
from course_lib.engine import Layer, Network, ReLU, mlp

LR = 7e-4


def lecture_network(activation: Callable[[], Layer] = ReLU) -> Network:
    """The network with the lecture's first weights, drawn by the older generator.

    Its output is the score before the sigmoid, as ``binary_cross_entropy`` takes it. The lecture's
    activation is ReLU.

    Examples
    --------
    >>> lecture_network()["hidden 1"].W[:, 0].round(8)
    array([1.78862847, 0.43650985])
    """
    network = mlp([2, 5, 2, 1], rng=np.random.default_rng(0), activation=activation)
    older = np.random.RandomState(3)
    for name in ("hidden 1", "hidden 2", "output"):
        layer = network[name]
        drawn = older.randn(layer.n_out, layer.n_in) * np.sqrt(2 / layer.n_in)
        layer.W[...] = drawn.T
    return network


def lecture_batches(epoch: int, *, n: int = 300, size: int = 32) -> list[npt.NDArray[np.int64]]:
    """The batches of an epoch (from 0), as indices: shuffled anew, then cut in order.

    Examples
    --------
    >>> batches = lecture_batches(0)
    >>> len(batches), len(batches[0]), len(batches[-1])
    (10, 32, 12)
    """
    whole_number("lecture_batches: epoch", epoch, least=0, most=2**31)
    check_memory("n", n, 16 * whole_number("lecture_batches: n", n))
    whole_number("lecture_batches: size", size)
    order = np.random.RandomState(11 + epoch).permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]
