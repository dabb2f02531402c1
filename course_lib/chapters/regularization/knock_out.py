"""How many answers stay right when units are missing."""

import numpy as np
import numpy.typing as npt

from course_lib.engine import Network
from course_lib.engine.activations.rectifiers import ReLU
from course_lib.engine.training.batches import Data

SHARES = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
"""The shares of the units of every hidden layer that are knocked out."""


def knocked_out_accuracy(
    network: Network,
    data: Data,
    *,
    rng: np.random.Generator,
    shares: npt.ArrayLike = SHARES,
    draws: int = 5,
) -> npt.NDArray[np.float64]:
    """Accuracy with a random part of each hidden layer's units silent, nothing scaled.

    Parameters
    ----------
    data : (x, labels)
    shares : array of shape (k,), each in [0, 1]
        For all of them the same units go first, so that a larger share loses what a smaller one
        loses, and more.
    draws : how often other units are drawn

    Returns
    -------
    array of shape (k,), means over the draws

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> rng = np.random.default_rng(0)
    >>> x, network = rng.standard_normal((50, 3)), mlp([3, 20, 2], rng=rng)
    >>> data = x, network.forward(x).argmax(axis=1)
    >>> knocked_out_accuracy(network, data, rng=rng, shares=[0, 1])[0]
    np.float64(1.0)
    """
    x, labels = data[0], data[1]
    shares = np.asarray(shares, float)
    right = np.zeros((draws, len(shares)))
    for draw in range(draws):
        orders: list[npt.NDArray[np.float64]] = []
        for k, share in enumerate(shares):
            y, depth = x, 0
            for layer in network.layers:
                y = layer.forward(y)
                if isinstance(layer, ReLU):
                    if depth == len(orders):
                        orders.append(rng.permutation(y.shape[-1]) / y.shape[-1])
                    y = y * (orders[depth] >= share)
                    depth += 1
            right[draw, k] = np.mean(y.argmax(axis=-1) == labels)
    return np.asarray(right.mean(axis=0))
