"""A training loop without guards, as one writes it oneself, and what it writes down.

The engine's own ``train`` refuses or stops half of what is to be seen here.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from course_lib.chapters.training_clinic.problems import Floats, Labels, Part
from course_lib.engine import Dropout, Network, Optimizer

Loss = Callable[[Floats, Labels], tuple[float, Floats]]
PLACES = ("nowhere", "the inputs", "the outputs", "the loss", "the gradient", "the weights")
"""Where a number that is not finite can be born, in the order of one update."""


@dataclass
class Record:
    """What one run wrote down.

    Attributes
    ----------
    losses : one number per update: the loss of its batch, before the update
    sizes : examples in each batch
    ratios : size of the change of all weights over their size, per update
    train, dev : rows of (loss, share right) before the first and after every epoch
    born : (update, place) of the first number that is not finite; place is one of ``PLACES``
    """

    losses: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    train: list[tuple[float, float]] = field(default_factory=list)
    dev: list[tuple[float, float]] = field(default_factory=list)
    born: tuple[int, str] = (0, "nowhere")


def batches(n: int, size: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Give the indices of one epoch's batches; the last may be short."""
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


def plain_run(
    network: Network,
    loss: Loss,
    data: Part,
    *,
    lr: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
    measure: Callable[[Floats, Floats], float] | None = None,
    judge: Callable[[Network], tuple[tuple[float, float], tuple[float, float]]] | None = None,
) -> Record:
    """Train in place, and write everything down.

    ::

        output = network.forward(x[batch], training=True)
        value, grad = loss(output, labels[batch])
        network.backward(grad)
        optimizer.step(network)

    Parameters
    ----------
    measure : function of the weights before and after -> number, for ``ratios``; or None
    judge : function of the network -> ((loss, right) of training, (loss, right) of dev), or None
    """
    record, optimizer = Record(), Optimizer(lr=lr)
    x, labels = data
    with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
        for epoch in range(epochs + 1):
            if judge is not None:
                of_train, of_dev = judge(network)
                record.train.append(of_train)
                record.dev.append(of_dev)
            if epoch == epochs:
                break
            for batch in batches(len(x), batch_size, rng):
                before = network.weights.copy()
                _one_update(network, loss, (x[batch], labels[batch]), optimizer, record, rng)
                record.ratios.append((measure or update_ratio)(before, network.weights))
    return record


def _one_update(
    network: Network,
    loss: Loss,
    batch: Part,
    optimizer: Optimizer,
    record: Record,
    rng: np.random.Generator,
) -> None:
    x, labels = batch
    noise = rng if any(isinstance(layer, Dropout) for layer in network.layers) else None
    output = network.forward(x, training=True, rng=noise)
    value, grad = loss(output, labels)
    network.backward(grad)
    gradient = network.gradient.copy()
    optimizer.step(network)
    record.losses.append(float(value))
    record.sizes.append(len(x))
    if record.born[1] == "nowhere":
        for place, numbers in zip(
            PLACES[1:], (x, output, np.array(value), gradient, network.weights), strict=True
        ):
            if not np.isfinite(numbers).all():
                record.born = (len(record.losses), place)
                break


def update_ratio(before: Floats, after: Floats) -> float:
    """Size of a change over the size of what was changed.

    Examples
    --------
    >>> update_ratio(np.array([3.0, 4.0]), np.array([3.0, 4.5]))
    0.1
    """
    return float(np.linalg.norm(after - before) / np.linalg.norm(before))
