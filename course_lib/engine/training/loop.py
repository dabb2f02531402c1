"""Training as a generator: one update, one yield; what happens in between is the caller's loop.

Recording, early stopping, a progress bar or a stop button are ordinary code around it.
"""

from collections.abc import Iterator
from typing import Required, TypedDict

import numpy as np

from course_lib.arguments import check_function
from course_lib.engine.arrays import Rng
from course_lib.engine.losses.loss import Loss, checked
from course_lib.engine.network import Network, check_network
from course_lib.engine.training.advice import warn_of_lone_rows, warn_of_squashed_logits
from course_lib.engine.training.batches import Augment, Batch, Data, Sampling, batches
from course_lib.engine.training.checks import check_data
from course_lib.engine.training.guard import Guard
from course_lib.engine.training.optimizer import Optimizer, check_optimizer
from course_lib.engine.training.position import Course, Position
from course_lib.engine.training.step import Step


class Run(TypedDict, total=False):
    """How a run goes: the settings of ``train`` that ``fit`` hands on."""

    epochs: Required[int]
    batch_size: Required[int]
    rng: Required[Rng | Position]
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
    rng: Rng | Position,
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
    rng : numpy.random.Generator, or a list of K; or where an earlier run stopped
        One generator: all models of a stack see the same batches and the same dropout noise, so
        only their settings differ. K generators: each model has its own. Batches and noise come
        from separate streams, so a dropout layer does not change the batches. With the position
        that ``load_run`` gives, or ``step.position``, the run goes on there, up to ``epochs`` in
        all, as if it had not stopped; data, batch size and sampling must be the same.
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
    course = Course(data[0].shape[-2], batch_size, sampling)
    if isinstance(rng, Position):
        rng.check(course, network.models)
        at = rng.going_on()
    else:
        at = Position.first(rng, course, network.models)
    source = batches(data, at, epochs=epochs, augment=augment)
    return _steps(network, loss, optimizer, source, at)


def _steps(
    network: Network, loss: Loss, optimizer: Optimizer, source: Iterator[Batch], at: Position
) -> Iterator[Step]:
    guard, first = Guard(network, optimizer, at.diverged), at.number + 1
    for batch in source:
        if at.batches == 1:
            at.total, at.seen = 0.0, 0
        at.number += 1
        size = batch.x.shape[-2]
        if size == 1:
            # Where all batches so far had one example, this is no remainder of the pass.
            warn_of_lone_rows(network, at.seen + 1 if at.seen >= at.batches else 1)
        # Overflow on the way to a divergence is reported once, in words, and not by NumPy. The
        # context ends before the yield: it would follow the caller.
        with np.errstate(all="ignore"):
            output = network.forward(batch.x, training=True, rng=batch.noise)
            result = loss(output, *batch.targets)
            value, grad = checked(result, output) if at.number == first else result
            guard.before_the_update(value)
            network.backward(grad)
            optimizer.step(network)
            guard.after_the_update(at.number, batch)
        recorded = guard.recorded(value)
        # [()] makes a number of an array of no axes: NumPy is six times as fast with numbers.
        at.total, at.seen = at.total + size * recorded[()], at.seen + size
        at.diverged = guard.diverged
        mean = at.total / at.seen
        yield Step(at.number, batch.epoch, recorded, mean, guard.diverged, network, optimizer, at)
        if guard.nothing_left:
            return
