"""What a training run tells its caller after each update."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array
from course_lib.engine.network import Network
from course_lib.engine.training.optimizer import Optimizer
from course_lib.engine.training.position import Position


class Step(NamedTuple):
    """What is known right after one update.

    Attributes
    ----------
    number : int
        Updates made so far in this run; the first step has number 1.
    epoch : float
        The same in passes over the data; a whole number at the end of a pass.
    loss : array of shape (), or (K,) for a stack
        The batch's loss before the update, without penalty; inf for a model that diverged.
    epoch_loss : array of the shape of ``loss``
        The mean of the losses of this pass so far, weighted by the batches' sizes.
    diverged : bool array of the shape of ``loss``
    network, optimizer
        The live objects; changing the optimizer's fields takes effect from the next step on.
    position : Position, or None for a step that no run made
        Where the run stands, alive too: with it ``save_run`` writes what goes on elsewhere.
    """

    number: int
    epoch: float
    loss: Array
    epoch_loss: Array
    diverged: npt.NDArray[np.bool_]
    network: Network
    optimizer: Optimizer
    position: Position | None = None

    @property
    def theta(self) -> Array:
        """The parameters now, as a read-only view; copy what you keep."""
        view = self.network.theta[...]
        view.flags.writeable = False
        return view

    @property
    def ends_epoch(self) -> bool:
        """Whether this update completed a pass over the data."""
        return float(self.epoch).is_integer()
