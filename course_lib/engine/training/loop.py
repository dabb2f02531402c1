"""Training as a generator: one update, one yield; what happens in between is the caller's loop.

Recording, early stopping, a progress bar or a stop button are ordinary code around it.
"""

import warnings
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, Rng, check_function
from course_lib.engine.losses.loss import Loss
from course_lib.engine.network import Network
from course_lib.engine.training.batches import Augment, Batch, Data, Sampling, batches
from course_lib.engine.training.checks import check_data
from course_lib.engine.training.optimizer import Optimizer
from course_lib.engine.training.step import Step


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

    Raises
    ------
    ValueError, TypeError
        For an empty data set, NaN in it, counts that do not fit, a wrong dtype.

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
    """
    source = checked_batches(
        network, loss, optimizer, data,
        epochs=epochs, batch_size=batch_size, rng=rng, sampling=sampling, augment=augment,
    )  # fmt: skip
    return steps(network, loss, optimizer, source, depth=2)


def checked_batches(
    network: Network,
    loss: Loss,
    optimizer: Optimizer,
    data: Data,
    *,
    epochs: int,
    batch_size: int,
    rng: Rng,
    sampling: Sampling,
    augment: Augment | None,
) -> Iterator[Batch]:
    """Refuse what cannot train before the first step, then make the batches."""
    check_function("loss", loss, "cross_entropy")
    check_data(network, data, rng=rng, epochs=epochs, batch_size=batch_size, sampling=sampling)
    optimizer.check(network)
    return batches(
        data, epochs=epochs, batch_size=batch_size, rng=rng, sampling=sampling, augment=augment
    )


def steps(
    network: Network, loss: Loss, optimizer: Optimizer, source: Iterator[Batch], *, depth: int
) -> Iterator[Step]:
    """Update after update; ``depth`` is how many frames up the reader's own loop stands."""
    diverged = np.zeros(network.models, bool)
    sound = _Sound(network)
    for number, batch in enumerate(source, start=1):
        # Overflow on the way to a divergence is reported once, in words, and not by NumPy. The
        # context ends before the yield: it would follow the caller.
        with np.errstate(all="ignore"):
            output = network.forward(batch.x, training=True, rng=batch.noise)
            value, grad = loss(output, *batch.targets)
            bad = diverged | ~np.isfinite(value)
            if network.buffers.size:  # batch norm may hide an overflow from the loss
                bad = bad | ~_finite(network.buffers)
            if np.count_nonzero(bad):
                sound.restore(bad)
            sound.keep()
            network.backward(grad)
            optimizer.step(network)
            # Squares are the fastest look; they overflow before their numbers do.
            suspect = ~np.isfinite(_squares(network.theta) + _squares(network.gradient))
            if np.count_nonzero(suspect):
                bad = bad | ~(_finite(network.theta) & _finite(network.gradient))
            if batch.is_last:  # no step follows that would notice
                bad = bad | ~_finite(network.forward(batch.x))
            if np.count_nonzero(bad):
                sound.restore(bad)
                optimizer.forget(bad, network)
                value = np.where(bad, np.inf, value)
        if np.count_nonzero(bad) and not np.count_nonzero(diverged):
            warnings.warn(_in_words(bad, number, batch.epoch), RuntimeWarning, stacklevel=depth)
        diverged = bad
        yield Step(number, batch.epoch, np.asarray(value), diverged, network, optimizer)
        if np.count_nonzero(bad) == bad.size:
            return


class _Sound:
    """The last parameters and buffers of each model whose loss was finite."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.theta, self.buffers = network.theta.copy(), network.buffers.copy()

    def keep(self) -> None:
        """Take what the models have now."""
        np.copyto(self.theta, self.network.theta)
        if self.buffers.size:
            np.copyto(self.buffers, self.network.buffers)

    def restore(self, models: npt.NDArray[np.bool_]) -> None:
        """Give the models marked what they had."""
        self.network.theta[models] = self.theta[models]
        self.network.buffers[models] = self.buffers[models]


def _squares(vector: Array) -> Array:
    return np.asarray(np.vecdot(vector, vector)[..., 0])


def _finite(vector: Array) -> npt.NDArray[np.bool_]:
    return np.asarray(np.isfinite(vector).all(axis=(-2, -1)))


def _in_words(bad: npt.NDArray[np.bool_], number: int, epoch: float) -> str:
    who = f"{int(bad.sum())} of {bad.size} models" if bad.ndim else "training"
    return (
        f"{who} diverged at step {number} (epoch {epoch:.3g}): the loss is no longer finite. The "
        "weights stay as they were when it last was. A smaller learning rate usually helps."
    )
