"""Least squares, stopped early or penalized: what each keeps, and how far each is from the truth.

Both have closed forms, direction by direction: with the curvature c of the loss along a direction,
descent from zero keeps ``1 - (1 - lr c)**steps`` of the solution there, ridge ``c / (c + lambda)``.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

STEPS = np.unique(np.geomspace(1, 30_000, 60).round().astype(np.int64))
STRENGTHS = np.geomspace(1e-4, 100, 70)


def kept_by_stopping(curvature: npt.ArrayLike, lr: float, steps: int) -> Floats:
    """The share of the solution that descent from zero has reached along each direction.

    Examples
    --------
    >>> kept_by_stopping([0.0, 1.0], lr=0.5, steps=2)
    array([0.  , 0.75])
    """
    return np.asarray(1 - (1 - lr * np.asarray(curvature, np.float64)) ** steps)


def kept_by_ridge(curvature: npt.ArrayLike, strength: float) -> Floats:
    """The share of the solution that a penalty leaves along each direction.

    Examples
    --------
    >>> kept_by_ridge([0.0, 1.0], strength=1.0)
    array([0. , 0.5])
    """
    c = np.asarray(curvature, np.float64)
    return c / (c + strength)


@dataclass(frozen=True)
class Study:
    """Examples that follow a linear rule with noise.

    Attributes
    ----------
    start : length of the first weights, drawn at random, as a multiple of that of the true ones
    decay : the k-th feature has the size k**-decay
    relevant : so many features matter; None: all
    rate : learning rate, as a share of one over the largest curvature
    """

    examples: int = 50
    features: int = 40
    noise: float = 1.0
    start: float = 0.0
    decay: float = 0.0
    relevant: int | None = None
    rate: float = 0.5


@dataclass(frozen=True)
class Risks:
    """Expected squared errors on new examples, less the noise: of every stop, every strength."""

    by_steps: Floats
    by_strength: Floats
    lr: float

    def best(self) -> dict[str, float]:
        """The lowest of each, the last stop, and the product of best strength, rate and steps."""
        k, j = int(self.by_steps.argmin()), int(self.by_strength.argmin())
        return {
            "stopped": float(self.by_steps[k]),
            "ridge": float(self.by_strength[j]),
            "to the end": float(self.by_steps[-1]),
            "product": float(STRENGTHS[j] * self.lr * STEPS[k]),
        }


def risks(study: Study, seed: int) -> Risks:
    """Draw one set of examples, and follow both to the end.

    Examples
    --------
    >>> best = risks(Study(), 0).best()
    >>> best["stopped"] < best["to the end"]
    True
    """
    rng, d = np.random.default_rng(seed), study.features
    scale = np.arange(1.0, d + 1) ** -study.decay
    x = rng.standard_normal((study.examples, d)) * scale
    truth = rng.standard_normal(d)
    truth[study.relevant :] = 0 if study.relevant else truth[study.relevant :]
    truth *= 2 / np.linalg.norm(truth)
    t = x @ truth + study.noise * rng.standard_normal(study.examples)
    first = rng.standard_normal(d)
    first *= study.start * np.linalg.norm(truth) / np.linalg.norm(first)
    left, s, right = np.linalg.svd(x, full_matrices=False)
    curvature, solved = s**2 / study.examples, left.T @ t / s
    lr = study.rate / curvature.max()

    def risk(weights: Floats) -> float:
        return float((((weights - truth) * scale) ** 2).sum())

    way = solved - right @ first
    stops = [risk(first + right.T @ (kept_by_stopping(curvature, lr, int(k)) * way)) for k in STEPS]
    ridges = [risk(right.T @ (kept_by_ridge(curvature, each) * solved)) for each in STRENGTHS]
    return Risks(np.array(stops), np.array(ridges), float(lr))
