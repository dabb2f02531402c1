"""Training as a generator: one update, one yield; what happens in between is the caller's loop.

Recording, early stopping, a progress bar or a stop button are ordinary code around it.
"""

from collections.abc import Iterator
from typing import Required, TypedDict

import numpy as np

from course_lib.arguments import check_function
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.losses.loss import Loss, checked
from course_lib.engine.network import Network, check_network
from course_lib.engine.training.advice import warn_of_lone_rows, warn_of_squashed_logits
from course_lib.engine.training.batches import Augment, Batch, Data, Sampling, batches
from course_lib.engine.training.checks import check_data
from course_lib.engine.training.guard import Guard
from course_lib.engine.training.optimizer import Optimizer, check_optimizer
from course_lib.engine.training.step import Step


class Run(TypedDict, total=False):
    """How a run goes: the settings of ``train`` that ``fit`` hands on."""

    epochs: Required[int]
    batch_size: Required[int]
    rng: Required[Rng]
    sampling: Sampling
    augment: Augment | None


def train(
    network: Network,
    loss: Loss,
    optimizer: Optimizer,
    data: Data,
    *,
    epochs: int,
    batch_size: int,
    rng: Rng,
    sampling: Sampling = "shuffle",
    augment: Augment | None = None,
) -> Iterator[Step]:
    """Train, yielding a Step after every update.

    Parameters
    ----------
    network : Network
        Trained in place.
    data : (x, labels), or (x, labels, weights)
        x of shape (n, features), or (K, n, features) where each model has its own; labels
        likewise. Weights, one for each example, are handed to the loss as its third argument.
    epochs : int
        Passes over the data. The last, short batch of a pass is used too.
    rng : numpy.random.Generator, or a list of K
        One generator: all models of a stack see the same batches and the same dropout noise, so
        only their settings differ. K generators: each model has its own. Batches and noise come
        from separate streams, so a dropout layer does not change the batches.
    sampling : "shuffle" or "replacement"
        Every example once a pass, or draws with replacement, as some published runs have it.
    augment : function (x, rng=...) -> x, or None
        Changes each batch of inputs at random, from a stream of its own.

    Warns
    -----
    RuntimeWarning
        Once per run, where a model diverges. It is frozen at its last weights with a finite loss,
        its loss is recorded as inf, and the others go on. The run ends when all have diverged.

    Examples
    --------
    >>> from course_lib.engine import cross_entropy, mlp
    >>> rng = np.random.default_rng(0)
    >>> data = rng.standard_normal((20, 2)), np.arange(20) % 2
    >>> net, optimizer = mlp([2, 4, 2], rng=rng), Optimizer(lr=0.1)
    >>> for step in train(net, cross_entropy, optimizer, data, epochs=3, batch_size=10, rng=rng):
    ...     pass
    >>> step.number, step.epoch
    (6, 3.0)

    Notebook 06, section 1.
    """
    check_function("loss", loss, "cross_entropy")
    check_network(network)
    check_optimizer(optimizer)
    check_data(network, data, rng=rng, epochs=epochs, batch_size=batch_size, sampling=sampling)
    if augment is not None:
        check_function("augment", augment, "Noise(0.1)")
    optimizer.check(network)
    warn_of_squashed_logits(network, loss)
    source = batches(
        data, epochs=epochs, batch_size=batch_size, rng=rng, sampling=sampling, augment=augment
    )
    return _steps(network, loss, optimizer, source)


def _steps(
    network: Network, loss: Loss, optimizer: Optimizer, source: Iterator[Batch]
) -> Iterator[Step]:
    guard = Guard(network, optimizer)
    total: Array | float = 0.0  # of the losses of this pass, each times its examples
    examples = 0
    for number, batch in enumerate(source, start=1):
        size = batch.x.shape[-2]
        if size == 1:
            # Where all batches so far had one example, this is no remainder of the pass.
            warn_of_lone_rows(network, examples + 1 if examples >= number else 1)
        # Overflow on the way to a divergence is reported once, in words, and not by NumPy. The
        # context ends before the yield: it would follow the caller.
        with np.errstate(all="ignore"):
            output = network.forward(batch.x, training=True, rng=batch.noise)
            result = loss(output, *batch.targets)
            value, grad = checked(result, output) if number == 1 else result
            guard.before_the_update(value)
            network.backward(grad)
            optimizer.step(network)
            guard.after_the_update(number, batch)
        recorded = guard.recorded(value)
        # [()] makes a number of an array of no axes: NumPy is six times as fast with numbers.
        total, examples = total + size * recorded[()], examples + size
        yield Step(
            number, batch.epoch, recorded, total / examples, guard.diverged, network, optimizer
        )
        if guard.nothing_left:
            return
        if batch.epoch.is_integer():
            total, examples = 0.0, 0
