"""Least squares with an L1 penalty, by coordinate descent."""

from dataclasses import replace

import numpy as np

from course_lib.arguments import whole_number
from course_lib.engine.arrays import Array, PerModel, check_range
from course_lib.engine.least_squares.descent import Descent
from course_lib.engine.least_squares.problem import Centred, LinearFit, check_floats
from course_lib.engine.warn import warn_reader

_SWEEPS_BETWEEN = 10  # two solutions for the nonzero weights: one costs about as much


def lasso(
    features: Array,
    targets: Array,
    *,
    strength: PerModel,
    tolerance: float = 1e-10,
    max_sweeps: int = 1000,
    start: LinearFit | None = None,
) -> LinearFit:
    """Fit a weighted sum by least squares, with a penalty that makes weights exactly zero.

    ::

        minimize  mean(sum(e**2)) / 2 + strength * sum(|w|),  e = features @ w + b - targets

    There is no closed form. Cyclic coordinate descent brings one weight at a time to its best
    value, given the others, with the means taken off H and t::

        w_j = soft_threshold(h_j.mT @ (t - sum of the others' parts) / n, strength)
              / (h_j.mT @ h_j / n)

    Every ten sweeps the weights that are not zero are solved for at once, which gives the last
    digits where features are correlated.

    Parameters
    ----------
    features : array of shape (n, d), or (K, n, d) for K data sets
    targets : array of shape (n, outputs), or (K, n, outputs)
    strength : float >= 0, or one value per model, shape (K, 1, 1)
        The lambda of the equations. From ``max(|H.mT @ t|) / n`` on, all weights are zero.
    tolerance : float
        How far the conditions of a minimum may be from holding, as a share of the largest
        ``|h_j.mT @ t| / n``.
    max_sweeps : int
        After so many times through all weights it gives up, with a warning.
    start : LinearFit or None
        Where to begin, such as the fit at a strength nearby; None begins at zero.

    Returns
    -------
    LinearFit
        The intercept is not penalized.

    Warns
    -----
    RuntimeWarning
        Where the descent did not converge.

    Notes
    -----
    Tibshirani (1996); the descent is that of Friedman, Hastie and Tibshirani (2010), with their
    covariance updates. In scikit-learn's Lasso alpha is our strength; where a source minimizes
    ``sum(e**2) + alpha * sum(|w|)``, its alpha is ``2 * n * strength``. With more features than
    examples, or with equal ones, the minimum may not be a single point.

    Everything is computed in float64; the fit comes back in the dtype of the data.

    Examples
    --------
    >>> x = np.array([[-1.0, 1.0], [0.0, -2.0], [1.0, 1.0]])
    >>> fit = lasso(x, 3 * x[:, :1] + 0.1 * x[:, 1:], strength=0.4)
    >>> fit.weights.round(12)  # the small one is gone, the large one is less by 0.4 / (2 / 3)
    array([[2.4],
           [0. ]])

    Notebook 03b, section 4.
    """
    problem = Centred.of("lasso", features, targets, strength)
    check_range("tolerance", tolerance, 0)
    whole_number("max_sweeps", max_sweeps)
    scaled, unit = _scaled(problem)
    weights = _beginning(problem, start) / unit
    descent = Descent(*_products(scaled), scaled.strength)
    for number in range(1, max_sweeps + 1):
        descent.sweep(weights)
        distance = descent.distance(weights)
        if (distance <= tolerance).all():
            break
        if number % _SWEEPS_BETWEEN == 0:
            descent.settle(weights, distance > tolerance)
    else:
        warn_reader(_in_words(distance, tolerance, max_sweeps))
    with np.errstate(over="ignore", invalid="ignore"):  # what no float holds is refused by the fit
        return problem.fit(weights * unit)


def _scaled(problem: Centred) -> tuple[Centred, Array]:
    """The same problem in numbers near 1, and the unit of its weights.

    Squares of numbers beyond 1e154 overflow, those below 1e-154 vanish. Powers of two change no
    digit, so the descent takes the same steps::

        features = a * H, targets = b * T, strength = a * b * s, weights = b / a * W
    """
    a, b = _power_of_two(problem.features), _power_of_two(problem.targets)
    scaled = replace(
        problem,
        features=problem.features / a,
        targets=problem.targets / b,
        strength=problem.strength / a / b,
    )
    with np.errstate(over="ignore", under="ignore"):
        return scaled, np.asarray(b / a)


def _power_of_two(array: Array) -> Array:
    """The largest one that is no larger than the largest number; 1 where all are 0."""
    largest = np.abs(array).max(axis=(-2, -1), keepdims=True)
    one = np.exp2(np.floor(np.log2(np.where(largest > 0, largest, 1))))
    return np.asarray(one[..., :1, :1] if array.ndim > 2 else one[0, 0])


def _products(problem: Centred) -> tuple[Array, Array]:
    """``H.mT @ H / n`` and ``H.mT @ t / n``."""
    transposed = problem.features.mT
    return transposed @ problem.features / problem.n, transposed @ problem.targets / problem.n


def _beginning(problem: Centred, start: LinearFit | None) -> Array:
    parts = (problem.features, problem.targets, problem.strength)
    models = max((part.shape[:-2] for part in parts), key=len)
    shape = (*models, problem.features.shape[-1], problem.targets.shape[-1])
    if start is None:
        return np.zeros(shape)
    if not isinstance(start, LinearFit):
        raise TypeError(f"start must be a LinearFit, as lasso returns it; got {start!r}")
    check_floats("lasso", start=start.weights)
    if start.weights.shape not in (shape, shape[-2:]):
        raise ValueError(f"start needs weights of shape {shape}; got shape {start.weights.shape}")
    return np.broadcast_to(start.weights, shape).astype(np.float64)


def _in_words(distance: Array, tolerance: float, max_sweeps: int) -> str:
    open_ends = int((distance > tolerance).sum())
    return (
        f"lasso did not converge in {max_sweeps} sweeps for {open_ends} of {distance.size} fits: "
        f"the conditions of a minimum miss by up to {distance.max():.2g}, tolerance {tolerance:g}. "
        "More sweeps, a larger strength or features of similar size usually help."
    )
