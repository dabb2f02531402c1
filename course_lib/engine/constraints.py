"""Constraints: what the weights must keep to after every update."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from course_lib.engine.arrays import Array, PerModel, check_models
from course_lib.engine.network import Network, check_network
from course_lib.engine.settings import Settings, within


class Constraint(Protocol):
    """What an optimizer asks of a constraint."""

    def apply(self, network: Network) -> None:
        """Move the weights back into what is allowed, in place."""


@dataclass(frozen=True, eq=False, repr=False)
class MaxNorm(Settings):
    """No unit's vector of incoming weights is longer than a limit.

    ::

        length = sqrt((W**2).sum(rows))
        W = W * min(1, limit / length)

    A unit's vector is its column of W, without the bias. One that is too long is scaled back to
    the limit and keeps its direction; the others are left as they are. There is no gradient, and
    however large the steps are, the weights stay bounded.

    Parameters
    ----------
    limit : float > 0, or one value per model
        The largest length; often 2 to 4, beside dropout and a large learning rate.

    Notes
    -----
    Srebro, Rennie and Jaakkola (2005), for the factors of a matrix; for networks, Srivastava et
    al. (2014). Keras's ``MaxNorm`` takes the same vectors in a dense layer. It touches the same
    parameters as a regularizer does.

    Examples
    --------
    >>> from course_lib.engine import Dense
    >>> net = Network([Dense(2, 2)], rng=np.random.default_rng(0))
    >>> net["output"].W[...] = [[3.0, 0.3], [4.0, 0.4]]
    >>> MaxNorm(1.0).apply(net)
    >>> net["output"].W
    array([[0.6, 0.3],
           [0.8, 0.4]])

    Notebook 03c, Going further.
    """

    limit: PerModel = within(0, low_included=False)

    def apply(self, network: Network) -> None:
        """Scale back, in place, every vector of incoming weights that is too long."""
        check_network(network)
        limit = np.asarray(self.limit, network.dtype)
        check_models("limit", limit, network.models)
        for layer in network.layers:
            for name, W in layer.parameters.items():
                if name in layer.decays:
                    W *= limit / np.maximum(_lengths(W), limit)  # exactly 1 for the short ones


def _lengths(W: Array) -> Array:
    """The length of every column, shape (..., 1, columns)."""
    with np.errstate(over="ignore"):
        lengths = np.sqrt(np.square(W).sum(axis=-2, keepdims=True))
    if np.isfinite(lengths).all():
        return np.asarray(lengths)
    # A square overflowed: the same again, with each column divided by its largest entry.
    unit = np.maximum(np.abs(W).max(axis=-2, keepdims=True), 1)
    return np.asarray(unit * np.sqrt(np.square(W / unit).sum(axis=-2, keepdims=True)))
