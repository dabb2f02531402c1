"""Weights that are set to zero after training: how many may go, of which network."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.regularization_in_practice.digit_runs import (
    Floats,
    Setting,
    data_of,
    look_at,
    scores_of,
)
from course_lib.engine import Dense, Network, unstack

SHARES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
PENALTIES: dict[str, dict[str, float]] = {
    "no penalty": {},
    "L2": {"l2": 0.02},
    "L1": {"l1": 0.003},
}
"""Strengths of the notebook; chosen by no dev set."""

LONG = 1204
"""Epochs of the one long run whose numbers section 4 tells; a test repeats that of L1."""

Prune = Callable[[Floats, float], Any]


def prune(weights: Floats, share: float) -> Floats:
    """The smallest in size go, so many of all together.

    Examples
    --------
    >>> prune(np.array([[3.0, -1.0], [0.5, -2.0]]), 0.5)
    array([[ 3.,  0.],
           [ 0., -2.]])
    """
    gone = round(share * weights.size)
    left = weights.copy()
    left.ravel()[np.argsort(np.abs(weights), axis=None)[:gone]] = 0
    return left


def pruned(
    network: Network, share: float, *, by: Prune = prune, layerwise: bool = False
) -> Network:
    """A copy without its smallest weights: of all together, or of each layer the same share.

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> net = pruned(mlp([4, 5, 2], rng=np.random.default_rng(0)), 0.5)
    >>> float((net.weights == 0).mean())
    0.5
    """
    new = network.copy()
    parts = [layer.W for layer in new.layers if isinstance(layer, Dense)]
    for part in parts if layerwise else [new.weights]:
        part[...] = by(np.array(part, np.float64), share)
    return new


def accuracies(
    setting: Setting,
    seeds: Sequence[int],
    shares: Sequence[float] = SHARES,
    *,
    by: Prune = prune,
    layerwise: bool = False,
) -> Floats:
    """Accuracy on new digits by share and seed, shape (shares, seeds)."""
    _, _, new = data_of(setting, seeds)
    networks = trained(setting, tuple(seeds))
    return np.array(
        [
            [
                float(scores_of(pruned(each, share, by=by, layerwise=layerwise), new)[1])
                for each in networks
            ]
            for share in shares
        ]
    )


@cache
def trained(setting: Setting, seeds: tuple[int, ...]) -> list[Network]:
    """The networks of these seeds at the end of their training."""
    return list(unstack(look_at(setting, seeds).network))


def gone_in_first(network: Network, share: float, pixels: npt.NDArray[np.bool_]) -> Floats:
    """Shares gone of the first layer's weights, at these pixels and beside.

    For the long run of the notebook's section 4, about a minute: ``mnist300.Run(mnist300.Setting(
    epochs=LONG, every=LONG, l1=0.003)).finish().network``, 0.6, and the pixels that are black in
    all 300 images; it gave 0.90 and 0.63, and without a penalty 0.78 and 0.77.

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> net = mlp([4, 5, 2], rng=np.random.default_rng(0))
    >>> net["hidden 1"].W[:2] /= 1000
    >>> gone_in_first(net, 0.2, np.array([True, True, False, False])).tolist()
    [0.6, 0.0]
    """
    first = pruned(network, share)["hidden 1"].W
    return np.array([(first[each] == 0).mean() for each in (pixels, ~pixels)])
