"""A Gaussian process: a guess about the whole objective from the trials made so far.

It says for every setting what to expect there, and how sure it is. Expected improvement turns both
into the next setting to try. (Rasmussen and Williams, 2006, algorithm 2.1; Jones et al., 1998.)
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.arguments import (
    as_floats,
    check_kind,
    check_meet,
    check_memory,
    is_number,
    number,
    told,
)

Floats = npt.NDArray[np.float64]

LENGTHS = (0.1, 0.2, 0.4, 0.8, 1.6)
NOISES = (0.01, 0.1, 0.4)


def kernel(a: Floats, b: Floats, length: float | Sequence[float] | Floats) -> Floats:
    """How alike the objective is expected to be at two places: 1 at no distance, 0 far away.

    ::

        d^2 = sum(((a - b) / length)^2)
        k = (1 + sqrt(5) d + 5/3 d^2) exp(-sqrt(5) d)          (Matern 5/2)

    ``a`` of shape (n, d), ``b`` of shape (m, d), ``length`` one number or one per column.
    """
    one, two = _rows("kernel: a", a), _rows("kernel: b", b)
    if one.shape[1] != two.shape[1]:
        raise ValueError(
            f"kernel: a and b need as many columns; got shapes {one.shape} and {two.shape}"
        )
    check_memory("kernel of a and b", one.shape + two.shape, 8 * one.size * len(two))
    return _alike(one, two, _lengths("kernel", length, one.shape[1]))


def _alike(a: Floats, b: Floats, length: Floats) -> Floats:
    difference = (a[:, None] - b[None]) / length
    squared = (difference**2).sum(axis=-1)
    root = np.sqrt(5 * squared)
    return np.asarray((1 + root + 5 / 3 * squared) * np.exp(-root))


@dataclass(frozen=True)
class GaussianProcess:
    """What is known after trials at ``x`` with scores ``y``.

    ::

        K = kernel(x, x) + noise I
        mean(z) = kernel(z, x) K^-1 y
        var(z) = 1 - kernel(z, x) K^-1 kernel(x, z)

    in units where the scores have mean 0 and standard deviation 1.

    Parameters
    ----------
    x : array of shape (n, d), places between 0 and 1
    y : array of shape (n,)
    length : distance at which scores become unlike, one number or one per hyperparameter
    noise : variance of a score that is tried twice, as a share of the scores' variance

    Examples
    --------
    >>> known = GaussianProcess(np.array([[0.2], [0.8]]), np.array([1.0, 3.0]), 0.3, 1e-6)
    >>> mean, std = known.predict(np.array([[0.2], [0.5]]))
    >>> mean.round(3), std.round(3)
    (array([1., 2.]), array([0.001, 0.72 ]))
    """

    x: Floats
    y: Floats
    length: float | Sequence[float] | Floats = 0.3
    noise: float = 1e-4

    def __post_init__(self) -> None:
        for name in ("x", "y"):
            numbers = as_floats(f"GaussianProcess: {name}", getattr(self, name))
            object.__setattr__(self, name, numbers.astype(np.float64, copy=False))
        if self.x.ndim != 2 or self.y.shape != self.x.shape[:1] or not len(self.y):
            raise ValueError(
                "GaussianProcess: needed x (n, d) and y (n,), n > 0; "
                f"got {self.x.shape} and {self.y.shape}"
            )
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()):
            raise ValueError(
                "GaussianProcess: needed finite places x and scores y; got inf or NaN among them"
            )
        check_memory("GaussianProcess: x", self.x, 8 * self.x.size * len(self.x))
        _lengths("GaussianProcess", self.length, self.x.shape[1])
        if not is_number(self.noise) or self.noise < 0:
            came = told(self.noise)
            raise ValueError(f"GaussianProcess: needed a finite noise, 0 or more; got {came}")
        if not self.noise and len(np.unique(self.x, axis=0)) < len(self.x):
            raise ValueError("needed a noise above 0 where a place was tried twice; got 0")

    def predict(self, z: Floats) -> tuple[Floats, Floats]:
        """Mean and standard deviation of the objective (without noise) at ``z``, shape (m, d)."""
        z = as_floats("GaussianProcess.predict: z", z).astype(np.float64, copy=False)
        if z.ndim != 2 or z.shape[1] != self.x.shape[1]:
            came = f"(m, {self.x.shape[1]}); got {z.shape}"
            raise ValueError(f"GaussianProcess.predict: z needed places of shape {came}")
        if not np.isfinite(z).all():
            raise ValueError("GaussianProcess.predict: z must be finite; got inf or NaN in it")
        lower, scaled, centre, scale = self._solved()
        across = _alike(z, self.x, np.asarray(self.length))
        seen = np.linalg.solve(lower, across.T)
        variance = np.maximum(1 - (seen**2).sum(axis=0), 0)
        return centre + scale * (seen.T @ scaled), scale * np.sqrt(variance)

    def log_likelihood(self) -> float:
        """How well length and noise explain the scores: log p(y | x)."""
        lower, scaled, _, _ = self._solved()
        n = len(self.y)
        logs = np.log(np.diag(lower)).sum() + n / 2 * math.log(2 * math.pi)
        return float(-scaled @ scaled / 2 - logs)

    def _solved(self) -> tuple[Floats, Floats, float, float]:
        """Cholesky factor L of K, L^-1 y, and the units of y."""
        centre, scale = float(self.y.mean()), float(self.y.std()) or 1.0
        alike = _alike(self.x, self.x, np.asarray(self.length))
        covariance = alike + self.noise * np.eye(len(self.y))
        try:
            lower = np.linalg.cholesky(covariance)
        except np.linalg.LinAlgError as error:
            raise ValueError(
                "needed more noise, or shorter lengths: some places are too near to each other "
                f"for noise {self.noise} at length {self.length}"
            ) from error
        scaled: Floats = np.linalg.solve(lower, (self.y - centre) / scale)
        return np.asarray(lower, np.float64), scaled, centre, scale


def fitted(x: Floats, y: Floats, *, before: GaussianProcess | None = None) -> GaussianProcess:
    """Choose a length for each hyperparameter, and the noise, by the likelihood: one at a time.

    With ``before``, fitted to fewer trials, the choice starts from there, and once is enough.
    """
    columns = _rows("fitted: x", x).shape[1]
    chosen = [0.4] * columns + [0.1]
    if before is not None:
        check_kind("fitted: before", before, GaussianProcess, "a GaussianProcess")
        if before.x.shape[1] != columns:
            came = before.x.shape[1]
            raise ValueError(f"fitted: before needs {columns} columns, as x has; got {came}")
        chosen = [*np.broadcast_to(before.length, columns).tolist(), before.noise]
    for _ in range(2 if before is None else 1):
        for place, values in enumerate([*[LENGTHS] * columns, NOISES]):
            tried = [[*chosen[:place], value, *chosen[place + 1 :]] for value in values]
            likely = [GaussianProcess(x, y, t[:-1], t[-1]).log_likelihood() for t in tried]
            chosen = tried[first_best(likely)]
    return GaussianProcess(x, y, chosen[:-1], chosen[-1])


def expected_improvement(mean: Floats, std: Floats, best: float) -> Floats:
    """How much a trial is expected to gain over the best score so far.

    ::

        z = (mean - best) / std
        EI = (mean - best) Phi(z) + std phi(z)

    with the normal distribution's Phi and density phi. Where ``std`` is 0 it is
    ``max(mean - best, 0)``. Phi is computed by erfc: 1 + erf far below 0 is rounding alone.

    Examples
    --------
    >>> expected_improvement(np.array([0.0, 0.5]), np.array([1.0, 0.0]), 0.0).round(4)
    array([0.3989, 0.5   ])
    """
    mean = as_floats("expected_improvement: mean", mean).astype(np.float64, copy=False)
    std = as_floats("expected_improvement: std", std).astype(np.float64, copy=False)
    check_meet("expected_improvement", mean=mean, std=std)
    number("expected_improvement: best", best)
    if not np.isfinite(mean).all():
        raise ValueError("expected_improvement: mean must be finite; got inf or NaN in it")
    if not ((std >= 0) & np.isfinite(std)).all():
        raise ValueError(
            "expected_improvement: std needed standard deviations of 0 or more, all finite; "
            f"got {told(std)}"
        )
    gain = mean - best
    z = gain / np.where(std > 0, std, 1)
    below = np.array([math.erfc(-each / math.sqrt(2)) / 2 for each in z.ravel()])
    density = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    expected = gain * below.reshape(z.shape) + std * density
    return np.where(std > 0, np.maximum(expected, 0), np.maximum(gain, 0))


def first_best(values: npt.ArrayLike) -> int:
    """Position of the largest value, and of the first where several are equal to a millionth.

    Rounding differs between processors; which of two equals is chosen must not.
    """
    numbers = as_floats("first_best: values", values)
    if numbers.ndim != 1 or not len(numbers):
        raise ValueError(f"first_best: values must have shape (n,), n > 0; got {numbers.shape}")
    if not np.isfinite(numbers.max()):  # NaN among them makes it NaN
        raise ValueError("first_best: values must have a finite maximum; got inf or NaN in it")
    near = numbers.max() - 1e-6 * abs(numbers.max())
    return int(np.flatnonzero(numbers >= near)[0])


def _rows(name: str, value: npt.ArrayLike) -> Floats:
    """Places in rows, as float64."""
    rows = as_floats(name, value).astype(np.float64, copy=False)
    if rows.ndim != 2 or not np.isfinite(rows).all():
        raise ValueError(f"{name} must hold finite places, shape (n, d); got {told(rows)}")
    return rows


def _lengths(who: str, value: npt.ArrayLike, columns: int) -> Floats:
    """One length above 0 for all columns, or one for each."""
    length = as_floats(f"{who}: length", value).astype(np.float64, copy=False)
    if length.shape not in {(), (columns,)} or not (np.isfinite(length) & (length > 0)).all():
        raise ValueError(
            f"{who}: needed one length above 0, or {columns} of them; got {told(value)}"
        )
    return length
