"""Why small weights mean simple: a polynomial with a penalty and without, over many data sets."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from course_lib.engine import ridge
from course_lib.experiments.curves import truth

Floats = npt.NDArray[np.float64]

STRENGTHS = tuple(float(strength) for strength in 10.0 ** np.arange(-14, 6.5, 0.5))
GRID = np.linspace(-1, 1, 201)[:, None]
CURVES: dict[str, Callable[[Floats], Floats]] = {
    "sine": truth,
    "line": lambda x: 0.8 * x,
    "jump": lambda x: np.where(x > 0.1, 1.0, -1.0),
    "bump": lambda x: 1 / (1 + 25 * x**2),
}


def columns(x: Floats, degree: int, basis: str) -> Floats:
    """Powers of x, or Legendre's polynomials: the same curves in other coordinates.

    Examples
    --------
    >>> columns(np.array([[0.5]]), 2, "Legendre")
    array([[ 0.5  , -0.125]])
    """
    if basis == "Legendre":
        all_of_them = np.polynomial.legendre.legvander(x[..., 0], degree)
        return np.asarray(all_of_them[..., 1:], np.float64)
    return np.asarray(x ** np.arange(1, degree + 1))


def contest(
    seed: int,
    *,
    draws: int = 200,
    points: int = 10,
    degree: int = 9,
    noise: float = 0.3,
    curve: str = "sine",
    basis: str = "powers",
    places: str = "evenly",
    reach: float = 1.0,
) -> dict[str, Floats]:
    """Errors against the true curve, and largest coefficients, without a penalty and with one.

    The penalty is the best on as many other draws. x runs from -reach to reach.
    """
    rng = np.random.default_rng(seed)
    shape = (2 * draws, points, 1)
    x = np.broadcast_to(np.linspace(-1, 1, points)[:, None], shape)
    if places == "at random":
        x = np.sort(2 * rng.random(shape) - 1, axis=1)
    y = CURVES[curve](x) + noise * rng.standard_normal(shape)
    h, grid = (columns(reach * each, degree, basis) for each in (x, GRID))

    def fitted(part: slice, strength: float) -> tuple[Floats, Floats]:
        fit = ridge(h[part], y[part], strength=strength)
        missed = fit.predict(np.broadcast_to(grid, (draws, *grid.shape))) - CURVES[curve](GRID)
        return (missed**2).mean(axis=(-2, -1)), np.abs(fit.weights).max(axis=(-2, -1))

    choosing, judging = slice(draws), slice(draws, None)
    scores = {s: float(np.log(fitted(choosing, s)[0]).mean()) for s in STRENGTHS}
    strength = min(scores, key=scores.__getitem__)
    (plain, large), (tame, small) = fitted(judging, 0.0), fitted(judging, strength)
    return {
        "error, no penalty": plain,
        "error, a penalty": tame,
        "largest, no penalty": large,
        "largest, a penalty": small,
        "strength": np.array([strength]),
    }
