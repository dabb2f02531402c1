"""What happens past the point where a model can learn its training set by heart.

A hidden layer of random ReLU units that is never trained; the output layer is fitted by least
squares, without a penalty. Where many weights fit the training set exactly, the smallest are taken.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import digits
from course_lib.engine import ridge

EXAMPLES = 200
WIDTHS = (10, 30, 60, 100, 150, 180, 200, 220, 300, 500, 1000, 2000)

Data = tuple[npt.NDArray[Any], npt.NDArray[np.int64]]


def error_rates(width: int, *, rng: np.random.Generator) -> tuple[float, float, float]:
    """Fit one network; give its shares of errors and the length of its output weights.

    Returns
    -------
    (training error, dev error, sqrt(sum(w**2)))

    Examples
    --------
    >>> error_rates(300, rng=np.random.default_rng(0))[0]
    0.0
    """
    (x, labels), (x_dev, labels_dev) = digits(EXAMPLES), digits(1000, 50_000)
    hidden = rng.standard_normal((x.shape[1], width)) / np.sqrt(x.shape[1] * width)
    units, units_dev = (np.maximum(images @ hidden, 0) for images in (x, x_dev))
    fit = ridge(units, np.eye(10)[labels])
    pairs = ((units, labels), (units_dev, labels_dev))
    wrong = [np.mean(fit.predict(h).argmax(axis=1) != answer) for h, answer in pairs]
    return float(wrong[0]), float(wrong[1]), float(np.sqrt((fit.weights**2).sum()))


def curve(seeds: Iterable[int], widths: Iterable[int] = WIDTHS) -> npt.NDArray[np.float64]:
    """Give ``error_rates`` for every width and seed, shape (3, widths, seeds)."""
    seeds = list(seeds)
    rows = [
        [error_rates(width, rng=np.random.default_rng(seed)) for seed in seeds] for width in widths
    ]
    return np.moveaxis(np.array(rows), -1, 0)
