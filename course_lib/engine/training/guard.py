"""The guard of a run: it sees models leave the finite numbers and takes them back."""

import math

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array
from course_lib.engine.network import Network
from course_lib.engine.training.batches import Batch
from course_lib.engine.training.optimizer import Optimizer
from course_lib.engine.warn import warn_reader

Models = npt.NDArray[np.bool_]
"""A mark for each model: shape (), or (K,) for a stack."""


class Guard:
    """Holds the last sound parameters of each model, and freezes there what diverges.

    Attributes
    ----------
    diverged : bool array of shape (), or (K,) for a stack
        Which models have left the finite numbers, now or before.
    """

    def __init__(self, network: Network, optimizer: Optimizer, diverged: Models) -> None:
        self.network, self.optimizer = network, optimizer
        self.diverged = diverged
        self._none_yet, self._warned = not diverged.any(), bool(diverged.any())
        self._theta, self._buffers = network.theta.copy(), network.buffers.copy()
        self._averages = network.buffers.size > 0

    def before_the_update(self, loss: Array) -> None:
        """A model is sound where its loss is finite: keep it so; take the others back."""
        network = self.network
        # Batch norm may hide an overflow from the loss, so its running averages are looked at too.
        quick = _look_finite(loss, loss) and (
            not self._averages or _look_finite(network.buffers, network.buffers)
        )
        if not (self._none_yet and quick):
            self._mark(~(np.isfinite(loss) & _finite(network.buffers)))
        np.copyto(self._theta, network.theta)
        if self._averages:
            np.copyto(self._buffers, network.buffers)

    def after_the_update(self, number: int, batch: Batch) -> None:
        """Take back whoever has no finite parameters or gradient now, with a fresh state."""
        network = self.network
        if not (self._none_yet and _look_finite(network.theta, network.gradient)):
            self._mark(~(_finite(network.theta) & _finite(network.gradient)))
        if batch.is_last:  # no step follows that would notice
            self._mark(~_finite(network.forward(batch.x)))
        if self._none_yet:
            return
        self.optimizer.forget(self.diverged, network)
        if not self._warned:
            self._warned = True
            warn_reader(self._in_words(number, batch.epoch))

    def recorded(self, loss: Array) -> Array:
        """The loss as a record has it: inf for what diverged."""
        return np.asarray(loss if self._none_yet else np.where(self.diverged, np.inf, loss))

    @property
    def nothing_left(self) -> bool:
        """Whether all models have diverged."""
        return not self._none_yet and bool(self.diverged.all())

    def _mark(self, bad: Models) -> None:
        """Remember who is bad, and give all that ever were what they had when they were sound."""
        self.diverged = self.diverged | bad  # a new array: a Step holds the one of its time
        if self.diverged.any():
            self._none_yet = False
            self.network.theta[self.diverged] = self._theta[self.diverged]
            self.network.buffers[self.diverged] = self._buffers[self.diverged]

    def _in_words(self, number: int, epoch: float) -> str:
        bad = self.diverged
        who = f"{int(bad.sum())} of {bad.size} models" if bad.ndim else "training"
        return (
            f"{who} diverged at step {number} (epoch {epoch:.3g}): the loss is no longer finite. "
            "The weights stay as they were when it last was. A smaller learning rate usually helps."
        )


def _look_finite(one: Array, other: Array) -> bool:
    """A quick look at two arrays of one shape: what is not finite spoils their inner product.

    Finite numbers may overflow in it too, so a no can be a false alarm.
    """
    return math.isfinite(np.vdot(one, other))


def _finite(vector: Array) -> Models:
    return np.asarray(np.isfinite(vector).all(axis=(-2, -1)))
