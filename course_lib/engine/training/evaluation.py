"""How good a network is on a data set."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import check_array, check_function, whole_number
from course_lib.engine.activations.saturating import Sigmoid
from course_lib.engine.arrays import Array
from course_lib.engine.floating import shape_remedy
from course_lib.engine.losses.accuracy import accuracy, has_accuracy
from course_lib.engine.losses.binary_cross_entropy import binary_cross_entropy
from course_lib.engine.losses.loss import Loss, as_columns, checked
from course_lib.engine.losses.squared_error import squared_error
from course_lib.engine.network import Network, check_network
from course_lib.engine.training.advice import last_layer, plain, warn_of_squashed_logits
from course_lib.engine.training.batches import Data
from course_lib.engine.training.checks import check_finite, check_parts


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
    check_network(network)
    check_array("predict: x", x)
    whole_number("rows", rows)
    n = x.shape[-2] if x.ndim > 1 else 0
    if n == 0:
        remedy = shape_remedy(x.shape) if x.ndim == 1 else ""
        raise ValueError(f"predict needs at least one example; got x of shape {x.shape}{remedy}")
    parts = [network.forward(x[..., start : start + rows, :]) for start in range(0, n, rows)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-2)


def evaluate(network: Network, loss: Loss, data: Data, *, rows: int = 1000) -> tuple[Array, Array]:
    """Return (loss, accuracy) in inference mode, one number per model; a loss of inf for NaN.

    Weights of the examples, where the data has them, count in the loss alone. What counts as right
    is what ``accuracy`` says; outputs that answer by themselves are judged at 0, and at 0.5 where
    they are near 0 and 1 and not logits: under ``squared_error``, and after a ``Sigmoid``. Targets
    other than 0 and 1 (a regression's) have no accuracy; it is NaN.

    Examples
    --------
    >>> from course_lib.engine import cross_entropy, mlp
    >>> net = mlp([2, 3], rng=np.random.default_rng(0))
    >>> float(evaluate(net, cross_entropy, (np.zeros((4, 2)), np.array([0, 0, 1, 1])))[1])
    0.5

    Notebook 01b, section 1.
    """
    check_function("loss", loss, "cross_entropy")
    check_network(network)
    check_parts(data)
    check_array("data: labels", data[1])
    warn_of_squashed_logits(network, loss)
    with np.errstate(all="ignore"):  # weights that overflow are reported as a loss of inf
        output = predict(network, data[0], rows=rows)
        value, _ = checked(loss(output, *data[1:]), output)
    if not np.isfinite(value).all():
        check_finite(data[0])
    right = _right(network, plain(loss), output, data[1])
    return np.where(np.isfinite(value), value, np.inf), right


def _right(network: Network, loss: Loss, output: Array, labels: npt.NDArray[Any]) -> Array:
    """The accuracy that has a meaning for this loss, or NaN."""
    if loss in (binary_cross_entropy, squared_error):
        # A target for each output of each model, as the loss reads them, and nothing else.
        labels = np.broadcast_to(as_columns("evaluate", labels, output), output.shape)
    if not has_accuracy(output, labels):
        return np.full(network.models, np.nan)
    near_0_and_1 = loss is squared_error or isinstance(last_layer(network), Sigmoid)
    return accuracy(output, labels, threshold=0.5 if near_0_and_1 else 0.0)
