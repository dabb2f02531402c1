"""What is recorded along a run, and when."""

import numpy as np

from course_lib.engine import Network, accuracy, predict
from course_lib.engine.arrays import Array
from course_lib.engine.losses.loss import Loss
from course_lib.engine.training.batches import Data

NAMES = ("epochs", "train_loss", "dev_loss", "train_accuracy", "dev_accuracy")

WITHIN = 25
"""Steps between two records within an epoch, about; shorter epochs are recorded at their ends."""

FINENESS = 100
"""Two records are at least this fraction of the run so far apart: a curve has no finer points."""


class Curves:
    """Loss and accuracy of both sets, in inference mode and without the penalty.

    Recorded at the start, at the end of every epoch and of the run; in epochs of many steps also
    in between; and after a hundred epochs less and less often, so that it costs little.

    Parameters
    ----------
    loss : Loss
    train, dev : the two sets, each as (x, labels)
    per_epoch : how many steps an epoch has
    """

    def __init__(self, loss: Loss, train: Data, dev: Data, *, per_epoch: int) -> None:
        self._loss, self._labels = loss, (train[1], dev[1])
        self._x = np.concatenate([train[0], dev[0]])  # one pass costs less than two
        self._per_epoch = per_epoch
        self._spacing = -(-per_epoch // max(1, per_epoch // WITHIN))
        self._steps: list[int] = []
        self._records: list[tuple[float, ...]] = []

    def due(self, steps: int) -> bool:
        """Whether it is time for a record, after so many steps."""
        marked = steps % self._per_epoch % self._spacing == 0
        return marked and (steps - self._steps[-1]) * FINENESS >= steps

    def record(self, network: Network, steps: int) -> None:
        """Record how good the network is after so many steps, once."""
        if self._steps and self._steps[-1] == steps:
            return
        self._records.append((steps / self._per_epoch, *self._scores(network)))
        self._steps.append(steps)

    def again(self, network: Network, steps: int) -> None:
        """Record it anew: its weights were changed by hand."""
        if self._steps[-1] == steps:
            self._steps.pop()
            self._records.pop()
        self.record(network, steps)

    def last(self, name: str) -> float:
        """Give the newest record of this name."""
        return self._records[-1][NAMES.index(name)]

    def arrays(self) -> dict[str, Array]:
        """All records by name, each of shape (records,)."""
        return dict(zip(NAMES, np.array(self._records).T, strict=True))

    def _scores(self, network: Network) -> list[float]:
        n_train = len(self._labels[0])
        if not len(self._x):
            return [np.nan] * 4  # nothing is painted yet
        with np.errstate(all="ignore"):  # weights that overflow are reported as a loss of inf
            output = predict(network, self._x)
            parts = list(zip((output[:n_train], output[n_train:]), self._labels, strict=True))
            # A set without examples, of points not yet painted, has no loss.
            losses = [float(self._loss(*part)[0]) if len(part[1]) else np.nan for part in parts]
        return [
            *(
                value if len(y) == 0 or np.isfinite(value) else np.inf
                for value, (_, y) in zip(losses, parts, strict=True)
            ),
            *(float(accuracy(part, y)) if len(y) else np.nan for part, y in parts),
        ]
