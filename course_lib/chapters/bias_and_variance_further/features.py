"""Features that say nothing: what a straight fit makes of them, up to the examples and beyond."""

import numpy as np
import numpy.typing as npt

from course_lib.chapters.bias_and_variance_further.double_descent import fits

Floats = npt.NDArray[np.float64]

EXAMPLES, NEW = 40, 500


def drawn(kind: str, shape: tuple[int, ...], rng: np.random.Generator) -> Floats:
    """Draw features of mean 0 and variance 1, of one kind."""
    if kind == "signs":
        return np.where(rng.random(shape) < 0.5, 1.0, -1.0)
    if kind == "heavy tails":
        return np.asarray(rng.standard_t(5, shape) / np.sqrt(5 / 3))
    found = rng.standard_normal(shape)
    if kind == "alike":  # each has half of its variance from what all share
        found[..., 1:] = (found[..., 1:] + rng.standard_normal((*shape[:-1], 1))) / np.sqrt(2)
    return found


def study(
    features: int,
    rng: np.random.Generator,
    *,
    examples: int = EXAMPLES,
    noise: float = 0.5,
    kind: str = "normal",
    strength: float = 0.0,
) -> tuple[float, float]:
    """Fit examples that follow their first feature: mean squared errors on them, and on new ones.

    The noise of the targets has this standard deviation.
    """
    x = drawn(kind, (examples + NEW, features), rng)
    target = x[:, :1] + noise * rng.standard_normal((examples + NEW, 1))
    ((weights, intercept),) = fits(x[:examples], target[:examples], [strength])
    squares = (x @ weights + intercept - target) ** 2
    return float(squares[:examples].mean()), float(squares[examples:].mean())


def studies(counts: tuple[int, ...], seeds: range, **how: object) -> tuple[Floats, Floats]:
    """Errors on the examples and on new ones, each of shape (counts, seeds).

    Examples
    --------
    >>> [part.shape for part in studies((2, 7), range(3))]
    [(2, 3), (2, 3)]
    """
    rows = [
        [study(count, np.random.default_rng([seed, count]), **how) for seed in seeds]  # type: ignore[arg-type]
        for count in counts
    ]
    on_them, on_new = np.moveaxis(np.array(rows), 2, 0)
    return on_them, on_new


def expected(features: int, *, examples: int = EXAMPLES, noise: float = 0.5) -> float:
    """The mean error on new examples, for normal features, fewer than the examples.

    Examples
    --------
    >>> round(expected(32), 2)
    1.62
    """
    left = examples - features - 2  # one more for the intercept
    return float(noise**2 * (1 + 1 / examples) * (1 + features / left))
