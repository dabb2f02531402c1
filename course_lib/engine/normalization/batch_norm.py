"""Batch normalization."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.normalization.normalization_layer import NormalizationLayer
from course_lib.engine.normalization.standardize import (
    Average,
    Normalized,
    Standardized,
    StandardizedBy,
)
from course_lib.engine.settings import Hyperparameter
from course_lib.engine.warn import warn_reader


class BatchNorm(NormalizationLayer):
    """Give every feature mean beta and standard deviation gamma over the batch.

    In training, with m examples in the batch::

        mean     = sum(x) / m                            (1, features)
        variance = sum((x - mean)**2) / m
        x_hat    = (x - mean) / sqrt(variance + eps)     (m, features)
        y        = gamma * x_hat + beta

        running mean     = keep * running mean     + (1 - keep) * mean
        running variance = keep * running variance + (1 - keep) * variance * m / (m - 1)

    In inference the running mean and variance take the batch's place, so that an example's output
    does not depend on the examples beside it.

    Parameters
    ----------
    features : int, or (height, width, channels)
        For an image shape each channel has one mean and one variance over examples and positions,
        and m counts all of these.
    keep : float in [0, 1], or one value per model, shape (K, 1, 1)
        The share of the running averages that each batch leaves as it was.
    eps : float
        Added to the variance, under the root.

    Attributes
    ----------
    gamma, beta : parameters of shape (1, features or channels)
        One and zero at the start; regularizers leave them alone.
    mean, variance : buffers of the same shape
        The running averages; zero and one at the start.

    Warns
    -----
    RuntimeWarning
        Once per layer, for a batch of one row: it has no variance. y is beta alone then, no
        gradient reaches x, and the running averages stay as they are.

    Notes
    -----
    Ioffe and Szegedy (2015). Backpropagation goes through mean and variance too: see
    ``Standardized.backward``. A bias in the layer before does nothing, because the mean takes it
    away again; beta does its work.

    Rival conventions: PyTorch's ``momentum`` is ``1 - keep``, Keras's is ``keep``. The running
    variance is the unbiased one, as in the paper and PyTorch; others keep the biased one. The
    lectures average standard deviations; the mean of square roots is too small.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> net = Network([BatchNorm(1, keep=0.5)], rng=np.random.default_rng(0))
    >>> net.forward(np.array([[2.0], [4.0]]), training=True).round(3)
    array([[-1.],
           [ 1.]])
    >>> layer = net["batchnorm 1"]
    >>> layer.mean, layer.variance  # half 0 and half 3; half 1 and half 2
    (array([[1.5]]), array([[1.5]]))

    Notebook 07, section 2.
    """

    keep = Hyperparameter(0, 1, high_included=True)

    def __init__(
        self,
        features: int | Sequence[int],
        *,
        keep: PerModel = 0.9,
        eps: float = 1e-5,
        name: str = "",
    ) -> None:
        super().__init__(features, eps=eps, name=name)
        self.keep = keep
        self.warned = False

    @property
    def mean(self) -> Array:
        """The running mean, shape (..., 1, channels)."""
        return self.buffers["mean"]

    @property
    def variance(self) -> Array:
        """The running variance, shape (..., 1, channels)."""
        return self.buffers["variance"]

    @property
    def std(self) -> Array:
        """What inference divides by: ``sqrt(variance + eps)``."""
        return np.asarray(np.sqrt(self.variance + self.eps))

    def buffer_shapes(self) -> dict[str, tuple[int, int]]:
        """Mean and variance are (1, channels)."""
        return {"mean": (1, self.channels), "variance": (1, self.channels)}

    def initialize(self, rng: Any) -> None:
        """Set gamma and the variance to one, beta and the mean to zero."""
        super().initialize(rng)
        self.mean[...] = 0
        self.variance[...] = 1

    @property
    def average(self) -> Average:
        """One mean for each channel, over all examples and positions."""
        return self.by_channel.average

    def normalize(self, x: Array, *, training: bool) -> Normalized:
        """Use the batch's own mean and variance in training, the running ones in inference."""
        if not training:
            repeat = self.by_channel.repeat
            return StandardizedBy(x, mean=repeat(self.mean), std=repeat(self.std))
        batch = Standardized(x, average=self.average, eps=self.eps)
        self._remember(batch)
        return batch

    def _remember(self, batch: Standardized) -> None:
        """Move the running averages towards the batch's mean and unbiased variance."""
        m = batch.x_hat.shape[-2] * self.positions
        if m < 2:
            self._warn_once()
            return
        mean = batch.mean[..., : self.channels]  # the same at each position
        variance = batch.variance[..., : self.channels] * (m / (m - 1))
        keep = self.hyperparameter("keep", mean)
        self.mean[...] = keep * self.mean + (1 - keep) * mean
        self.variance[...] = keep * self.variance + (1 - keep) * variance

    def _warn_once(self) -> None:
        if self.warned:
            return
        self.warned = True
        warn_reader(
            f"{self.who} needs a larger batch in training: one row has no "
            "variance. No gradient reaches the layers before it, and the running averages stay as "
            "they are"
        )
