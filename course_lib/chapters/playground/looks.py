"""Looks at a network while it is trained: map, layers, weights. The run never notices."""

import numpy as np

from course_lib.chapters.playground.parts import features
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.chapters.playground.spread import Spread, spread
from course_lib.engine import Network, predict, sigmoid
from course_lib.engine.arrays import Array, Labels
from course_lib.engine.losses.loss import Loss

PROBE = 100
"""Training examples, the first ones, on which ``spread`` looks at the layers."""


class Looks:
    """What a session tells of its network; the attributes are those of ``PlaygroundSession``."""

    settings: PlaygroundSettings
    network: Network
    train: tuple[Array, Labels]
    dev: tuple[Array, Labels]
    _loss: Loss
    _examples: tuple[Array, Labels]

    def map(self, x: Array) -> Array:
        """The probability of class 1 at points of shape (m, 2), in inference mode: shape (m,).

        Raises
        ------
        ValueError
            Where the data are images.
        """
        self._require("points", self.settings.data != "mnist")
        with np.errstate(all="ignore"):
            told = features(self.settings, np.asarray(x, np.float64))
            return sigmoid(predict(self.network, told))[:, 0]

    def spread(self) -> Spread:
        """How far each layer's outputs spread, and the loss's gradient by them, in training mode.

        Looked at on the first training examples, before dropout; the run does not notice.

        Returns
        -------
        list of (name of the dense layer, std of its activation's output, std of the gradient)
            The last layer, "output", has no activation: it tells of the logits.
        """
        x, labels = self._examples
        return spread(self.network, self._loss, (x[:PROBE], labels[:PROBE]))

    def weights(self) -> Array:
        """All weights in a row, without biases, scales and shifts; a copy."""
        return self.network.weights.flatten()

    def predictions(self, count: int) -> tuple[Array, Labels, Labels]:
        """The first images of the dev set, what the network reads, and what is right.

        Returns
        -------
        images of shape (count, 784), predicted and true labels of shape (count,)

        Raises
        ------
        ValueError
            Where the data are no images, or the dev set has fewer.
        """
        self._require("images", self.settings.data == "mnist")
        images, digits = self.dev
        if not 1 <= count <= len(digits):
            raise ValueError(f"count must lie in [1, {len(digits)}], the dev set; got {count}")
        with np.errstate(all="ignore"):
            read = predict(self.network, images[:count]).argmax(axis=-1)
        return images[:count], read, digits[:count]

    def _require(self, needed: str, given: bool) -> None:
        if not given:
            raise ValueError(f"this takes data of {needed}; the data are {self.settings.data}")
