"""Updates without end, whatever interrupts them, and without a word to the user."""

import warnings
from collections.abc import Iterator

import numpy as np

from course_lib.engine import Network, Optimizer, Step, train
from course_lib.engine.losses.loss import Loss
from course_lib.engine.training.batches import Data

ENDLESS = 10**12
"""Epochs that no run reaches: whoever asks for the updates decides when it is enough."""


class Updates:
    """The updates of one run, one at a time.

    Attributes
    ----------
    said : list of str
        What the engine warned of, in words, each once.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        optimizer: Optimizer,
        data: Data,
        *,
        batch_size: int,
        rng: np.random.Generator,
    ) -> None:
        self.network, self.loss, self.optimizer, self.data = network, loss, optimizer, data
        self.batch_size, self.rng = batch_size, rng
        self.said: list[str] = []
        self._steps = self._start()

    def next(self) -> Step:
        """Make one update.

        An interrupt ends the generator of a run, and nothing else: the next update starts another
        one, which goes on from the weights that there are, with the examples in a new order.
        """
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", RuntimeWarning)
            step = next(self._steps, None)
            if step is None:
                self._steps = self._start()
                step = next(self._steps)
        said = dict.fromkeys(str(warning.message) for warning in caught)
        self.said += [each for each in said if each not in self.said]
        return step

    def _start(self) -> Iterator[Step]:
        return train(
            self.network, self.loss, self.optimizer, self.data,
            epochs=ENDLESS, batch_size=self.batch_size, rng=self.rng,
        )  # fmt: skip
