"""A mean of the weights along a run: the other way to remove the noise of the batches."""

from typing import Any

import numpy.typing as npt

from course_lib.engine import Network


class WeightAverage:
    """The mean of all weights that it was shown, or an exponential one.

    ::

        mean = mean + (theta - mean) / n                of all n shown so far
        mean = mean + (1 - beta) * (theta - mean)       exponential, from the first one on

    The noise of the batches throws the weights to and fro around a good place; their mean stays
    near it, at full rate. The run itself is not touched: it needs no schedule, and no end.

    Parameters
    ----------
    beta : float in [0, 1), or None
        How slowly an exponential mean forgets; None weighs all alike.

    Notes
    -----
    Polyak and Juditsky (1992), *Acceleration of stochastic approximation by averaging*, where the
    mean runs over all steps; Izmailov et al. (2018), *Averaging weights leads to wider optima and
    better generalization* (SWA), where it begins late in a run. Biases are averaged, too; running
    averages of batch norm, if there are any, would have to be estimated anew.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import mlp
    >>> network = mlp([1, 1], rng=np.random.default_rng(0))
    >>> average = WeightAverage()
    >>> for weight in (1.0, 2.0, 6.0):
    ...     network.theta[...] = weight
    ...     average.add(network)
    >>> float(average.network(network).weights[0, 0]), average.shown
    (3.0, 3)
    """

    def __init__(self, beta: float | None = None) -> None:
        if beta is not None and not 0 <= beta < 1:
            raise ValueError(f"beta must be at least 0 and below 1, or None; got {beta!r}")
        self.beta, self.shown = beta, 0
        self._mean: npt.NDArray[Any] | None = None

    def add(self, network: Network) -> None:
        """Take the present weights in."""
        self.shown += 1
        if self._mean is None:
            self._mean = network.theta.copy()
        else:
            share = 1 / self.shown if self.beta is None else 1 - self.beta
            self._mean += share * (network.theta - self._mean)

    def network(self, like: Network) -> Network:
        """A network with the mean weights; ``like`` is left alone."""
        if self._mean is None:
            raise ValueError("an average needs weights; none were shown yet")
        return like.with_theta(self._mean.copy(), like.buffers.copy())
