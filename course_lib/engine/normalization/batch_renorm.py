"""Batch renormalization."""

from collections.abc import Sequence

import numpy as np

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.normalization.batch_norm import BatchNorm
from course_lib.engine.normalization.standardize import Normalized, Standardized
from course_lib.engine.settings import Hyperparameter


class BatchRenorm(BatchNorm):
    """Batch normalization whose training output is corrected towards that of inference.

    With ``std = sqrt(variance + eps)``, and the running averages as they were before this batch::

        r     = clip(batch std / running std, 1 / r_max, r_max)
        d     = clip((batch mean - running mean) / running std, -d_max, d_max)
        x_hat = (x - batch mean) / batch std * r + d
        y     = gamma * x_hat + beta

    Without the clipping x_hat is ``(x - running mean) / running std``, exactly what inference
    computes: training and inference agree however small the batch is. Backward treats r and d as
    constants, so that the gradient still feels the batch's mean and variance.

    Parameters
    ----------
    features, keep, eps
        As in ``BatchNorm``, and so are the running averages and inference.
    r_max : float from 1 on, or one value per model, shape (K, 1, 1)
        How far r may leave 1.
    d_max : float from 0 on, or one value per model, shape (K, 1, 1)
        How far d may leave 0.

    Notes
    -----
    Ioffe (2017). ``r_max=1, d_max=0`` is plain batch norm. The paper trains so for 5,000 steps,
    until the running averages can be trusted, and then raises r_max to 3 (by step 40,000) and
    d_max to 5 (by step 25,000): set the attributes as training goes. The defaults are the ends of
    that ramp. The paper averages standard deviations; here, as in ``BatchNorm``, variances are
    averaged.

    For a batch of one row x_hat is d: beta no longer stands alone.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> net = Network([BatchRenorm(1)], rng=np.random.default_rng(0))
    >>> x = np.array([[1.0], [2.0]])
    >>> net.forward(x, training=True).round(3)  # running mean 0 and std 1: as in inference
    array([[1.],
           [2.]])
    >>> net["batchrenorm 1"].r_max, net["batchrenorm 1"].d_max = 1.0, 0.0
    >>> net.forward(x, training=True).round(3)
    array([[-1.],
           [ 1.]])

    Notebook 07b, section 2.
    """

    r_max = Hyperparameter(1)
    d_max = Hyperparameter(0)
    held_constant = "r and d"

    def __init__(
        self,
        features: int | Sequence[int],
        *,
        keep: PerModel = 0.9,
        r_max: PerModel = 3.0,
        d_max: PerModel = 5.0,
        eps: float = 1e-5,
        name: str = "",
    ) -> None:
        super().__init__(features, keep=keep, eps=eps, name=name)
        self.r_max, self.d_max = r_max, d_max
        self._held: tuple[Array, Array] | None = None

    def normalize(self, x: Array, *, training: bool) -> Normalized:
        """Correct the batch's x_hat by r and d in training."""
        if not training:
            return super().normalize(x, training=False)
        batch = Standardized(x, average=self.average, eps=self.eps)
        r, d = self._held or self._corrections(batch)
        self._remember(batch)
        return Renormalized(batch, r, d)

    def hold(self, *, still: bool) -> None:
        """Keep r and d as they were in the last forward, or let them go."""
        self._held = None
        if still and isinstance(self._saved, Renormalized):
            self._held = self._saved.r, self._saved.d

    def _corrections(self, batch: Standardized) -> tuple[Array, Array]:
        mean, std = self.by_channel.repeat(self.mean), self.by_channel.repeat(self.std)
        r_max, d_max = self.hyperparameter("r_max", mean), self.hyperparameter("d_max", mean)
        r = np.clip(batch.std / std, 1 / r_max, r_max)
        d = np.clip((batch.mean - mean) / std, -d_max, d_max)
        return r, d


class Renormalized:
    """A standardized batch corrected by two constants: ``x_hat * r + d``."""

    def __init__(self, batch: Standardized, r: Array, d: Array) -> None:
        self.batch, self.r, self.d = batch, r, d
        self.x_hat: Array = batch.x_hat * r + d

    def backward(self, grad_x_hat: Array) -> Array:
        """Pass ``g * r`` on to the batch; r and d count as constants."""
        return self.batch.backward(grad_x_hat * self.r)
