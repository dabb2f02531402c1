"""Training as a generator: one update, one yield; what happens in between is the caller's loop.

Recording, early stopping, a progress bar or a stop button are ordinary code around it. ``fit`` is
that loop for those who want one call.
"""

import warnings
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, Rng
from course_lib.engine.losses.loss import Loss
from course_lib.engine.network import Network
from course_lib.engine.training.batches import Batch, Data, Sampling, batches
from course_lib.engine.training.checks import check_data
from course_lib.engine.training.history import History
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
) -> Iterator[Step]:
    """Train, yielding a Step after every update.

    Parameters
    ----------
    network : Network
        Trained in place.
    data : (x, labels)
        x of shape (n, features), or (K, n, features) where each model has its own; labels likewise.
    epochs : int
        Passes over the data. The last, short batch of a pass is used too.
    rng : numpy.random.Generator, or a list of K
        One generator: all models of a stack see the same batches and the same dropout noise, so
        only their settings differ. K generators: each model has its own. Batches and noise come
        from separate streams, so a dropout layer does not change the batches.
    sampling : "shuffle" or "replacement"
        Every example once a pass, or draws with replacement, as some published runs have it.

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
    source = _checked(network, optimizer, data, epochs, batch_size, rng, sampling)
    return _steps(network, loss, optimizer, source, depth=2)


def fit(
    network: Network,
    loss: Loss,
    optimizer: Optimizer,
    data: Data,
    *,
    epochs: int,
    batch_size: int,
    rng: Rng,
    sampling: Sampling = "shuffle",
    history: History | None = None,
    every: int = 1,
) -> History:
    """Train to the end, recording every few epochs.

    Interrupted, it leaves what was learnt in ``network`` and what was recorded in the ``history``
    passed in, and raises KeyboardInterrupt again.

    Parameters
    ----------
    history : History or None
        What to record; None records the batch's loss.
    every : int
        Epochs between two records; evaluating often costs more than the steps themselves.

    The others are those of ``train``.

    Examples
    --------
    >>> from course_lib.engine import cross_entropy, mlp
    >>> rng = np.random.default_rng(0)
    >>> data = rng.standard_normal((20, 2)), np.arange(20) % 2
    >>> net, optimizer = mlp([2, 4, 2], rng=rng), Optimizer(lr=0.1)
    >>> fit(net, cross_entropy, optimizer, data, epochs=3, batch_size=10, rng=rng).epochs
    array([1., 2., 3.])
    """
    record = History(loss=lambda step: step.loss) if history is None else history
    source = _checked(network, optimizer, data, epochs, batch_size, rng, sampling)
    for step in _steps(network, loss, optimizer, source, depth=3):
        if step.ends_epoch and step.epoch % every == 0:
            record.record(step)
    return record


def _checked(
    network: Network,
    optimizer: Optimizer,
    data: Data,
    epochs: int,
    batch_size: int,
    rng: Rng,
    sampling: Sampling,
) -> Iterator[Batch]:
    check_data(network, data, rng=rng, epochs=epochs, batch_size=batch_size, sampling=sampling)
    optimizer.check(network)
    return batches(data, epochs=epochs, batch_size=batch_size, rng=rng, sampling=sampling)


def _steps(
    network: Network, loss: Loss, optimizer: Optimizer, source: Iterator[Batch], *, depth: int
) -> Iterator[Step]:
    """``depth``: how many frames up the loop of the reader stands, for the warning."""
    diverged = np.zeros(network.models, bool)
    sound = network.theta.copy()  # the last weights whose loss was finite
    for number, batch in enumerate(source, start=1):
        # Overflow on the way to a divergence is reported once, in words, and not by NumPy. The
        # context ends before the yield: it would follow the caller.
        with np.errstate(all="ignore"):
            value, grad = loss(
                network.forward(batch.x, training=True, rng=batch.noise), *batch.targets
            )
            bad = diverged | ~np.isfinite(value)
            if bad.any():
                network.theta[bad] = sound[bad]
            np.copyto(sound, network.theta)
            network.backward(grad)
            optimizer.step(network)
            bad = bad | ~np.isfinite(_squares(network.theta) + _squares(network.gradient))
            if batch.is_last:  # no step follows that would notice
                bad = bad | ~np.isfinite(network.forward(batch.x)).all(axis=(-2, -1))
            if bad.any():
                network.theta[bad] = sound[bad]
                optimizer.forget(bad, network)
                value = np.where(bad, np.inf, value)
        if bad.any() and not diverged.any():
            warnings.warn(_in_words(bad, number, batch.epoch), RuntimeWarning, stacklevel=depth)
        diverged = bad
        yield Step(number, batch.epoch, np.asarray(value), diverged, network, optimizer)
        if diverged.all():
            return


def _squares(vector: Array) -> Array:
    return np.asarray(np.vecdot(vector, vector)[..., 0])


def _in_words(bad: npt.NDArray[np.bool_], number: int, epoch: float) -> str:
    who = f"{int(bad.sum())} of {bad.size} models" if bad.ndim else "training"
    return (
        f"{who} diverged at step {number} (epoch {epoch:.3g}): the loss is no longer finite. The "
        "weights stay as they were when it last was. A smaller learning rate usually helps."
    )
