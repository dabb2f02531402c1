"""The rectifier that draws its slope."""

import numpy as np

from course_lib.engine.activations.rectifiers import Leaky
from course_lib.engine.arrays import Array, PerModel, Rng, check_range, uniform


class RReLU(Leaky):
    """Randomized rectifier: each negative unit of each example draws its own slope in training.

    ::

        slope = low + (high - low) * uniform    in training
        slope = (low + high) / 2                in inference
        y = x where x > 0, else slope * x

    The derivative is 1 where x > 0, else the slope that was drawn, at x = 0 too.

    Parameters
    ----------
    low, high : floats in [0, 1], or one value per model
        Between them the slopes are drawn.

    Raises
    ------
    ValueError
        For a bound outside [0, 1], for low above high, in forward for bounds of another number of
        models, and in training without ``rng``.

    Notes
    -----
    Xu et al. (2015). Their definition draws the slope, as here and in PyTorch. Their experiments
    draw the divisor in ``x / a`` from 3 to 8 and divide by its mean, 5.5, in inference: a slope of
    0.18, where the mean of slopes from 1/8 to 1/3 is 0.23.

    Examples
    --------
    >>> layer, x = RReLU(0.1, 0.3), np.array([[-1.0, -1.0, 1.0]])
    >>> layer.forward(x)
    array([[-0.2, -0.2,  1. ]])
    >>> layer.forward(x, training=True, rng=np.random.default_rng(0)).round(2)
    array([[-0.23, -0.15,  1.  ]])
    """

    hyperparameters = ("low", "high")

    def __init__(self, low: PerModel = 1 / 8, high: PerModel = 1 / 3, *, name: str = "") -> None:
        super().__init__(name=name)
        self.low, self.high = low, high
        _check_order(np.asarray(low), np.asarray(high))

    @property
    def low(self) -> PerModel:
        """The smallest slope."""
        return self._low

    @low.setter
    def low(self, value: PerModel) -> None:
        self._low = check_range("low", value, 0, 1, high_included=True)

    @property
    def high(self) -> PerModel:
        """The largest slope."""
        return self._high

    @high.setter
    def high(self, value: PerModel) -> None:
        self._high = check_range("high", value, 0, 1, high_included=True)

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute x where it is positive, else a slope drawn in training times x."""
        low, high = self.hyperparameter("low", x), self.hyperparameter("high", x)
        _check_order(low, high)
        if training:
            rng = self.require_rng(rng, "a slope for each unit")
            return self._bend(x, low + (high - low) * uniform(rng, x.shape, x.dtype))
        return self._bend(x, (low + high) / 2)


def _check_order(low: Array, high: Array) -> None:
    # Seen only together, so that the two can be moved one after the other.
    above = low > high
    if np.any(above):
        low, high = (np.broadcast_to(bound, above.shape)[above][0] for bound in (low, high))
        raise ValueError(f"RReLU needs low <= high; got low {low} and high {high}")
