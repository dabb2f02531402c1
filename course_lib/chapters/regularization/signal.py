"""What dropout lets through: how strong a signal, layer by layer, and which units."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from course_lib.engine import Dropout, Network, mlp
from course_lib.engine.arrays import Array
from course_lib.experiments.mnist300 import SIZES, load_sets

SCALINGS = ("inverted", "classical", "forgotten")
"""Scaled in training, scaled in inference, or nowhere."""


def passed_signal(
    network: Network, x: Array, *, rng: np.random.Generator, scaling: str
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Mean output of each dropout layer in training and in inference.

    Parameters
    ----------
    network : an mlp with dropout at one rate, ReLU, and biases of zero: then scaling one layer
        scales all that follow, and one pass tells what all three scalings would give
    scaling : one of SCALINGS

    Returns
    -------
    training, inference : arrays of shape (dropout layers,), divided by what the same network
        passes on without dropout

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> rng = np.random.default_rng(0)
    >>> network = mlp([3, 50, 50, 2], rng=rng, drop_rate=0.5)
    >>> x = np.ones((500, 3))
    >>> training, inference = passed_signal(network, x, rng=rng, scaling="forgotten")
    >>> inference
    array([1., 1.])
    >>> bool(0.4 < training[0] < 0.6)
    True
    """
    plain, dropped, keep = _means(network, x, None), _means(network, x, rng), _keep(network)
    depth = np.arange(1, len(plain) + 1)
    training = dropped / plain
    if scaling == "inverted":
        return training, np.ones(len(plain))
    faded = np.asarray(keep**depth, np.float64)
    return training * faded, faded if scaling == "classical" else np.ones(len(plain))


def signals_of_digits(
    rates: Sequence[float],
) -> dict[tuple[float, str], tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]:
    """``passed_signal`` of the untrained six-layer network, for every rate and scaling."""
    x, signals = load_sets().train[0][:100], {}
    for rate in rates:
        network = mlp(SIZES, rng=np.random.default_rng(0), drop_rate=rate)
        for scaling in SCALINGS:
            rng = np.random.default_rng(1)
            signals[rate, scaling] = passed_signal(network, x, rng=rng, scaling=scaling)
    return signals


def units_kept(draws: npt.NDArray[np.float64], mask: str, rate: float) -> npt.NDArray[np.bool_]:
    """Say which units each forward pass leaves on.

    Parameters
    ----------
    draws : uniform numbers, of shape (passes, images, ...)
    mask : "fresh": drawn for each pass and image; "never redrawn": what the first pass drew for
        each image; "one mask": what it drew for the first image

    Examples
    --------
    >>> draws = np.array([[0.1, 0.9], [0.8, 0.2]])
    >>> units_kept(draws, "never redrawn", 0.5).tolist()
    [[False, True], [False, True]]
    >>> units_kept(draws, "one mask", 0.5).tolist()
    [[False, False], [False, False]]
    """
    used = {"fresh": draws, "never redrawn": draws[:1], "one mask": draws[:1, :1]}[mask]
    return np.broadcast_to(used >= rate, draws.shape)


def _keep(network: Network) -> float:
    rates = [layer.drop_rate for layer in network.layers if isinstance(layer, Dropout)]
    return 1 - float(np.asarray(rates[0]))


def _means(network: Network, x: Array, rng: np.random.Generator | None) -> npt.NDArray[np.float64]:
    means, y = [], x
    for layer in network.layers:
        if isinstance(layer, Dropout):
            y = layer.forward(y, training=rng is not None, rng=rng)
            means.append(float(y.mean()))
        else:
            y = layer.forward(y)
    return np.array(means)
