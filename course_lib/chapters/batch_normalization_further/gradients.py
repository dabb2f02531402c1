"""What is left of a gradient behind batch norm, and a check that does not see what is missing."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization_further.nets import Setting, build
from course_lib.engine import BatchNorm, Network, cross_entropy, mlp, trace
from course_lib.engine.arrays import Array
from course_lib.engine.normalization.standardize import Normalized, Standardized
from course_lib.engine.training.batches import Data
from course_lib.experiments.small_digits import three_sets

Floats = npt.NDArray[np.float64]


class WithoutVariance(BatchNorm):
    """Batch norm whose way back forgets that the variance depends on x, too."""

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Scale and shift are right; in grad_x a term is missing."""
        super().backward(grad_y)
        g = grad_y * self.gamma
        return np.asarray((g - g.mean(axis=-2, keepdims=True)) / self._saved.std)


class SoftWayBack(BatchNorm):
    """Batch norm as it is forward; on the way back as if eps were larger, here 1."""

    def normalize(self, x: Array, *, training: bool) -> Normalized:
        """Give the sharp x_hat with the way back of a soft one."""
        sharp = super().normalize(x, training=training)
        return _Softened(sharp.x_hat, Standardized(x, average=self.average, eps=1.0))


class _Softened:
    def __init__(self, x_hat: Array, soft: Standardized) -> None:
        self.x_hat, self.backward = x_hat, soft.backward


def parts(g: Floats, x_hat: Floats) -> dict[str, Floats]:
    """The gradient by x times std: all of it, and as three wrong ways back have it.

    Examples
    --------
    >>> parts(np.ones(2), np.array([-1.0, 1.0]))["all of it"]
    array([0., 0.])
    """
    shift, stretch = g.mean(), x_hat * (g * x_hat).mean()
    return {
        "all of it": g - shift - stretch,
        "without the variance": g - shift,
        "without the mean": g - stretch,
        "mean and variance as constants": g,
    }


def found_wrong(g: Floats, x_hat: Floats) -> dict[str, float]:
    """How far each of the three wrong ways is off, as a share of g's length.

    Examples
    --------
    >>> wrong = found_wrong(np.array([1.0, 1.0, 1.0]), np.array([-1.0, 0.0, 1.0]) * 1.5**0.5)
    >>> {name.split()[-1]: round(share, 3) + 0 for name, share in wrong.items()}
    {'variance': 0.0, 'mean': 1.0, 'constants': 1.0}
    """
    ways = parts(g, x_hat)
    right = ways.pop("all of it")
    length = float(np.linalg.norm(g)) or 1.0
    return {name: float(np.linalg.norm(way - right)) / length for name, way in ways.items()}


def standardized(m: int, seed: int) -> Floats:
    """The x_hat of one unit in a batch of m that was drawn."""
    x = np.random.default_rng(seed).standard_normal(m)
    return np.asarray((x - x.mean()) / x.std())


def left_of(m: int, *, draws: int = 2000, seed: int = 0) -> float:
    """Which share of a random gradient's squares is left behind batch norm, in a batch of m.

    Examples
    --------
    >>> left_of(1), round(left_of(2), 6)
    (0.0, 0.0)
    """
    rng, shares = np.random.default_rng(seed), []
    for _ in range(draws):
        x, g = rng.standard_normal((2, m))
        x_hat = (x - x.mean()) / np.sqrt(x.var() + 1e-12)
        shares.append(float(np.sum(parts(g, x_hat)["all of it"] ** 2) / np.sum(g**2)))
    return float(np.mean(shares))


def pulls(
    data: Data, batch_size: int, *, kind: Callable[[int], Any] | None, seed: int = 0
) -> Floats:
    """Squares of the gradient by each unit's sum in hidden layer 1, batch by batch.

    Returns
    -------
    array of shape (batches, units), of 500 batches of an untrained network
    """
    x, labels = data[0], data[1]
    network = mlp([x.shape[1], 50, 50, 10], rng=np.random.default_rng(seed), normalization=kind)
    rng, found = np.random.default_rng(seed), []
    for _ in range(500):
        picks = rng.choice(len(x), batch_size, replace=False)
        found.append(_of_one(network, x[picks], labels[picks]))
    return np.array(found)


def _of_one(network: Network, x: Array, labels: npt.NDArray[np.integer]) -> Floats:
    with warnings.catch_warnings(action="ignore"):  # a batch of one has no variance
        scores = network.forward(x, training=True)
    network.backward(cross_entropy(scores, labels)[1])
    return np.asarray(np.sum(network["hidden 1"].gradients["W"] ** 2, axis=0))


def top_share(values: npt.ArrayLike, share: float) -> float:
    """What the largest few of all values hold of their sum.

    Examples
    --------
    >>> top_share([1.0, 1.0, 1.0, 7.0], 0.25)
    0.7
    """
    falling = np.sort(np.ravel(values))[::-1]
    return float(falling[: max(1, round(share * len(falling)))].sum() / falling.sum())


def way_back(setting: Setting, *, seed: int = 0) -> Floats:
    """The gradient behind each hidden layer of an untrained stack, over that behind the last.

    Examples
    --------
    >>> way_back(Setting("batch norm", depth=3, width=30)).shape
    (3,)
    """
    network = build(setting, np.random.default_rng(seed))
    back = trace(network, cross_entropy, three_sets(setting.examples, setting.start)[0]).gradients
    sizes = [float(back[f"hidden {k}"].std()) for k in range(1, setting.depth + 1)]
    return np.array(sizes) / sizes[-1]
