"""What the stepper shows: batch norm on four examples of two features, all its quantities."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

BATCH = np.array([[3.0, 2.7], [9.0, 1.9], [11.0, 1.3], [17.0, 2.1]])
EPS = 1e-5


@dataclass(frozen=True)
class Steps:
    """All quantities of the algorithm, in their order."""

    x: npt.NDArray[Any]
    mean: npt.NDArray[Any]
    variance: npt.NDArray[Any]
    x_hat: npt.NDArray[Any]
    y: npt.NDArray[Any]


def steps(b: float, scale: float, shift: float) -> Steps:
    """Run the algorithm; ``b`` is added to feature 1, which also has ``scale`` and ``shift``.

    Examples
    --------
    >>> steps(0, 1, 0).variance
    array([25.  ,  0.25])
    """
    x = BATCH + np.array([b, 0])
    mean = x.mean(axis=0)
    variance = np.mean((x - mean) ** 2, axis=0)
    x_hat = (x - mean) / np.sqrt(variance + EPS)
    return Steps(x, mean, variance, x_hat, np.array([scale, 1]) * x_hat + np.array([shift, 0]))
