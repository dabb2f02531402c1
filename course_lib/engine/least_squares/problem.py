"""What every fit begins with and gives back: features and targets, checked and centred."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.arguments import check_array, check_memory, whole_number
from course_lib.engine.arrays import Array, PerModel, check_range


def polynomial_features(x: Array, degree: int) -> Array:
    """The columns x, x**2, ..., x**degree; the constant is the fit's intercept.

    Bring x into about [-1, 1] first. Powers of larger numbers differ so much in size that a
    common penalty means something else for each, and the high ones drown the low ones.

    Parameters
    ----------
    x : array of shape (..., n, 1)
    degree : int, at least 1

    Returns
    -------
    array of shape (..., n, degree)

    Examples
    --------
    >>> polynomial_features(np.array([[2.0], [-1.0]]), 3)
    array([[ 2.,  4.,  8.],
           [-1.,  1., -1.]])
    """
    check_floats("polynomial_features", x=x)
    if x.shape[-1] != 1:
        raise ValueError(f"polynomial_features needs x of shape (..., n, 1); got shape {x.shape}")
    check_memory("degree", degree, whole_number("degree", degree) * x.nbytes)
    return x ** np.arange(1, degree + 1, dtype=x.dtype)


@dataclass(frozen=True, eq=False)
class LinearFit:
    """A fitted weighted sum: ``features @ weights + intercept``.

    Attributes
    ----------
    weights : array of shape (..., d, outputs)
    intercept : array of shape (..., 1, outputs)
        Never penalized.

    Examples
    --------
    >>> line = LinearFit(weights=np.array([[2.0]]), intercept=np.array([[1.0]]))
    >>> line.predict(np.array([[0.0], [3.0]]))
    array([[1.],
           [7.]])
    """

    weights: Array
    intercept: Array

    def __post_init__(self) -> None:
        check_floats("LinearFit", weights=self.weights, intercept=self.intercept)
        if self.intercept.shape[-2:] != (1, self.weights.shape[-1]):
            raise ValueError(
                f"LinearFit needs an intercept of shape (..., 1, {self.weights.shape[-1]}) beside "
                f"weights of shape {self.weights.shape}; got shape {self.intercept.shape}"
            )

    def predict(self, features: Array) -> Array:
        """Return ``features @ weights + intercept``.

        Parameters
        ----------
        features : array of shape (..., n, d)
            Without a model axis, all models predict for the same ones.

        Returns
        -------
        array of shape (..., n, outputs)
        """
        check_floats("predict", features=features, weights=self.weights)
        check_same_models("predict", features=features, weights=self.weights)
        if features.shape[-1] != self.weights.shape[-2]:
            raise ValueError(
                f"this fit takes {self.weights.shape[-2]} features; "
                f"got features of shape {features.shape}"
            )
        return np.asarray(features @ self.weights + self.intercept)


@dataclass(frozen=True, eq=False)
class Centred:
    """A least-squares problem with all means taken off, in float64.

    The best intercept is ``targets.mean - features.mean @ weights`` whatever the weights are, so
    with the means off it drops out of the problem, and no penalty sees it.
    """

    features: Array
    features_mean: Array
    targets: Array
    targets_mean: Array
    strength: Array
    dtype: np.dtype[Any]

    @classmethod
    def of(cls, who: str, features: Array, targets: Array, strength: PerModel) -> "Centred":
        """Check the problem and take off the means."""
        check_problem(who, features, targets, strength)
        strengths = np.asarray(strength, np.float64)
        return cls(*centre(features), *centre(targets), strengths, features.dtype)

    @property
    def n(self) -> int:
        """The number of examples."""
        return int(self.features.shape[-2])

    def fit(self, weights: Array) -> LinearFit:
        """Bring weights back to the data as they came, in their dtype."""
        with np.errstate(over="ignore", invalid="ignore"):  # a LinearFit refuses what is not finite
            intercept = self.targets_mean - self.features_mean @ weights
        return LinearFit(weights.astype(self.dtype), intercept.astype(self.dtype))


def centre(array: Array) -> tuple[Array, Array]:
    """Take off the mean over the examples; return what is left, and the mean, in float64."""
    numbers = array.astype(np.float64)
    # Counted from the first example, so that a column that never changes becomes exactly zero.
    first = numbers[..., :1, :]
    rest = numbers - first
    mean = rest.mean(axis=-2, keepdims=True)
    return rest - mean, first + mean


def check_floats(who: str, **arrays: Array) -> None:
    """Refuse what is no array (..., examples, features) of finite floats, all of one dtype."""
    for name, array in arrays.items():
        if not isinstance(array, np.ndarray) or array.dtype not in (np.float64, np.float32):
            came = array.dtype if isinstance(array, np.ndarray) else type(array).__name__
            raise TypeError(f"{who} needs {name} as an array of float64 or float32; got {came}")
        check_array(f"{who}: {name}", array)
        if array.ndim not in (2, 3) or array.size == 0:
            raise ValueError(
                f"{who} needs {name} of shape (n, columns), or (K, n, columns) for K models, none "
                f"of them 0; got shape {array.shape}"
            )
        if not np.isfinite(array).all():
            count = np.sum(~np.isfinite(array))
            raise ValueError(f"{who} needs finite numbers; got {count} NaN or inf in {name}")
    dtypes = {name: str(array.dtype) for name, array in arrays.items()}
    if len(set(dtypes.values())) > 1:
        raise TypeError(f"{who} needs one dtype for all arrays; got {dtypes}")


def check_problem(who: str, features: Array, targets: Array, strength: PerModel) -> None:
    """Refuse features and targets that are not of the same examples, and a negative strength."""
    check_floats(who, features=features, targets=targets)
    if features.shape[-2] != targets.shape[-2]:
        raise ValueError(
            f"{who} needs one row of targets for each example; got features of shape "
            f"{features.shape} and targets of shape {targets.shape}"
        )
    check_range("strength", strength, 0)
    check_same_models(who, features=features, targets=targets, strength=strength)


def check_same_models(who: str, **arrays: PerModel) -> None:
    """Refuse arrays of different numbers of models; one without a model axis serves all."""
    models = {name: np.shape(array)[:-2] for name, array in arrays.items()}
    if len({held for held in models.values() if held}) > 1:
        raise ValueError(f"{who} needs as many models in front of each array; got {models}")
