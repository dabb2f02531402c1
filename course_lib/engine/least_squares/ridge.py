"""Least squares with an L2 penalty, in closed form."""

import numpy as np

from course_lib.engine.arrays import Array, PerModel, check_range
from course_lib.engine.least_squares.problem import (
    Centred,
    LinearFit,
    centre,
    check_floats,
    check_same_models,
)


def ridge(features: Array, targets: Array, *, strength: PerModel = 0.0) -> LinearFit:
    """Fit a weighted sum by least squares, with a penalty on the squares of the weights.

    ::

        minimize  mean(sum(e**2)) / 2 + strength / 2 * sum(w**2),  e = features @ w + b - targets

    With the means taken off H and t, the gradient by w is zero where the normal equations hold::

        (H.mT @ H / n + strength * I) @ w = H.mT @ t / n

    They are solved by way of the singular values, ``H = U @ diag(s) @ V.mT``::

        w = V @ diag(s / (s**2 + n * strength)) @ U.mT @ t

    So along each direction of V the penalty shrinks the plain solution by
    ``s**2 / (s**2 + n * strength)``: most where the data say least. ``H.mT @ H`` is never formed:
    it holds the squares of s, which for 15 powers of x in [0, 1] lie further apart than the 16
    digits of float64.

    Parameters
    ----------
    features : array of shape (n, d), or (K, n, d) for K data sets
    targets : array of shape (n, outputs), or (K, n, outputs)
    strength : float >= 0, or one value per model, shape (K, 1, 1)
        The lambda of the equations, as in ``L2``. At 0 this is plain least squares; where it has
        many solutions, the one with the smallest weights.

    Returns
    -------
    LinearFit
        The intercept is not penalized.

    Notes
    -----
    Hoerl and Kennard (1970). Where a source minimizes ``sum(e**2) + alpha * sum(w**2)``
    (scikit-learn's Ridge), its alpha is ``n * strength``. The same weights are the most probable
    ones for ``t = H @ w + noise`` where the noise is normal with variance v and each weight, before
    any data, normal with variance u: ``strength = v / (n * u)``.

    Everything is computed in float64; the fit comes back in the dtype of the data.

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> fit = ridge(x, 3 * x + 5, strength=2 / 3)
    >>> fit.weights.round(12), fit.intercept  # H.mT @ H / n is 2 / 3: half of 3 is left
    (array([[1.5]]), array([[5.]]))

    Notebook 03b, section 1.
    """
    problem = Centred.of("ridge", features, targets, strength)
    u, s, v_t = np.linalg.svd(problem.features, full_matrices=False)
    filters = _filters(s, problem.strength, problem.features.shape)
    with np.errstate(over="ignore", invalid="ignore"):  # a LinearFit refuses what is not finite
        weights = v_t.mT @ (filters * (u.mT @ problem.targets))
    # A feature that never changes gets a weight of 0, without the rounding of U and V.
    changes = np.any(problem.features != 0, axis=-2, keepdims=True)
    return problem.fit(np.where(changes.mT, weights, 0))


def effective_degrees_of_freedom(features: Array, strength: PerModel) -> Array:
    """How many weights' worth of freedom a ridge fit has: the sum of its shrinkage factors.

    ::

        sum(s**2 / (s**2 + n * strength)),  s: the singular values of the centred features

    It falls from d at strength 0 (the rank, where that is less) towards 0. The intercept, which is
    not penalized, is one more.

    Parameters
    ----------
    features : array of shape (n, d), or (K, n, d)
    strength : float >= 0, or one value per model, shape (K, 1, 1)

    Returns
    -------
    array of shape (...), one number per model

    Notes
    -----
    The trace of the matrix that turns targets into predictions: Hastie, Tibshirani and Friedman,
    The Elements of Statistical Learning (2009), section 3.4.1.

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> round(float(effective_degrees_of_freedom(x, 2 / 3)), 12)
    0.5

    Notebook 03b, section 3.
    """
    check_floats("effective_degrees_of_freedom", features=features)
    check_range("strength", strength, 0)
    check_same_models("effective_degrees_of_freedom", features=features, strength=strength)
    centred, _ = centre(features)
    s = np.linalg.svd(centred, compute_uv=False)
    filters = _filters(s, np.asarray(strength, np.float64), features.shape)
    return np.asarray((s[..., None] * filters).sum(axis=(-2, -1)))


def _filters(s: Array, strength: Array, shape: tuple[int, ...]) -> Array:
    """``s / (s**2 + n * strength)`` of shape (..., min(n, d), 1)."""
    n, d = shape[-2:]
    s = s[..., None]
    # What is smaller is rounding, not data: the bound of np.linalg.lstsq.
    counts = s > np.finfo(np.float64).eps * max(n, d) * s.max(axis=-2, keepdims=True)
    safe = np.where(counts, s, 1)
    with np.errstate(over="ignore"):  # 1 / inf is the 0 that is meant
        return np.where(counts, 1 / (safe + n * strength / safe), 0)
