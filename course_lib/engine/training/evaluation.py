"""How good a network is on a data set."""

import numpy as np

from course_lib.engine.arrays import Array, check_array
from course_lib.engine.losses.accuracy import accuracy
from course_lib.engine.losses.loss import Loss
from course_lib.engine.network import Network
from course_lib.engine.training.batches import Data


def predict(network: Network, x: Array, *, rows: int = 1000) -> Array:
    """Compute the network's output in inference mode.

    ``rows`` examples go through the network at a time, which keeps them in the processor's cache.

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> predict(mlp([2, 3], rng=np.random.default_rng(0)), np.zeros((4, 2))).shape
    (4, 3)

    Notebook 02, section 2.
    """
    check_array("predict: x", x)
    n = x.shape[-2] if x.ndim > 1 else 0
    if n == 0:
        raise ValueError(f"predict needs at least one example; got x of shape {x.shape}")
    if rows < 1:
        raise ValueError(f"rows must be at least 1; got {rows}")
    parts = [network.forward(x[..., start : start + rows, :]) for start in range(0, n, rows)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-2)


def evaluate(network: Network, loss: Loss, data: Data, *, rows: int = 1000) -> tuple[Array, Array]:
    """Return (loss, accuracy) in inference mode, one number per model; a loss of inf for NaN.

    Weights of the examples, where the data has them, count in the loss alone. Regression has no
    accuracy: its loss is ``squared_error(predict(network, x), targets)[0]``.

    Examples
    --------
    >>> from course_lib.engine import cross_entropy, mlp
    >>> net = mlp([2, 3], rng=np.random.default_rng(0))
    >>> float(evaluate(net, cross_entropy, (np.zeros((4, 2)), np.array([0, 0, 1, 1])))[1])
    0.5

    Notebook 01, section 1.
    """
    with np.errstate(all="ignore"):  # weights that overflow are reported as a loss of inf
        output = predict(network, data[0], rows=rows)
        value = loss(output, *data[1:])[0]
    return np.where(np.isfinite(value), value, np.inf), accuracy(output, data[1])
