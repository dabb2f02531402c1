"""How good a network is on a data set."""

import numpy as np

from course_lib.engine.arrays import Array
from course_lib.engine.batches import Data
from course_lib.engine.losses import Loss, accuracy
from course_lib.engine.network import Network


def evaluate(network: Network, loss: Loss, data: Data, *, rows: int = 1000) -> tuple[Array, Array]:
    """Return (loss, accuracy) in inference mode, one number per model; a loss of inf for NaN.

    ``rows`` examples go through the network at a time, which keeps them in the processor's cache.

    Examples
    --------
    >>> from course_lib.engine import cross_entropy, mlp
    >>> net = mlp([2, 3], rng=np.random.default_rng(0))
    >>> float(evaluate(net, cross_entropy, (np.zeros((4, 2)), np.array([0, 0, 1, 1])))[1])
    0.5
    """
    x, labels = data
    if len(labels) == 0:
        raise ValueError(f"evaluate needs at least one example; got x of shape {x.shape}")
    own = x.ndim == 3
    total_loss: Array = np.zeros(network.models)
    total_right: Array = np.zeros(network.models)
    n = x.shape[-2]
    for start in range(0, n, rows):
        x_part = x[..., start : start + rows, :]
        part = labels[:, start : start + rows] if own else labels[start : start + rows]
        with np.errstate(all="ignore"):  # weights that overflow are reported as a loss of inf
            logits = network.forward(x_part)
            total_loss = total_loss + loss(logits, part)[0] * x_part.shape[-2]
        total_right = total_right + accuracy(logits, part) * x_part.shape[-2]
    return np.where(np.isfinite(total_loss), total_loss, np.inf) / n, total_right / n
