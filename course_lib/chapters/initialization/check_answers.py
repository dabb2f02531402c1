"""The course's own answers of notebook 04, and the inputs that its checks draw."""
# ruff: noqa: N803 - the letters are those of the exercises

import numpy as np

from course_lib import checks
from course_lib.chapters.initialization.own import Function, own_gain

Floats = checks.Floats


def distinct_units(grad_W: Floats) -> int:
    """Columns, to nine decimals."""
    return int(np.unique(grad_W.round(9), axis=1).shape[1])


def weight_std(target: float, x: Floats) -> float:
    """A sum of n_in terms, each of variance std**2 * mean(x**2)."""
    return float(target / np.sqrt(x.shape[1] * np.mean(x**2)))


def own_std(f: Function, n_in: int) -> float:
    """The gain at which a mean square of 1 comes out as 1, by halving; over the root of n_in."""
    return own_gain(f) / float(np.sqrt(n_in))


def treatments() -> dict[str, str]:
    """By the instruments: small, biased, healthy, large, equal."""
    return {"A": "larger", "B": "biases", "C": "leave", "D": "smaller", "E": "redraw"}


def dead_units(z: Floats) -> int:
    """Off for every example."""
    return int((z <= 0).all(axis=0).sum())


def _columns(rng: np.random.Generator, inputs: int, units: int) -> Floats:
    """Few columns, often repeated; some a double, or apart by less or more than nine decimals."""
    first = np.round(rng.uniform(0.5, 4, inputs), 2)
    second = first + 0
    second[rng.integers(inputs)] += rng.choice([1, 1e-6, 4e-9])
    kinds = [first, second, 2 * first, first + 3e-11, -first]
    return np.column_stack([kinds[k] for k in rng.integers(len(kinds), size=units)])


def _into_relu(rng: np.random.Generator, examples: int, units: int) -> Floats:
    """Some units are off, one at 0 too; of the others some are on for one example alone, hardly."""
    z = -np.round(rng.uniform(0, 4, (examples, units)), 1)
    for unit in range(units):
        if rng.random() < 0.6:
            z[rng.integers(examples), unit] = rng.choice([2, 0.005, 1e-10])
    return np.asarray(z)


_examples, _units = checks.size(1, 4), checks.size(1, 5)
DISTINCT_UNITS = checks.drawn(
    distinct_units,
    {"grad_W": np.array([[1.0, 2.0], [3.0, 3.0]])},
    {"grad_W": np.array([[1.0, 1.0], [2.0, 3.0], [0.0, 0.0]])},
    {"grad_W": np.array([[1.0, 2.0, 2.0], [3.0, 4.0, 4.0]])},
    {"grad_W": np.array([[1.0, 1.0], [0.0, 4e-9]])},
    {"grad_W": np.array([[1.0, 1.0], [0.0, 3e-11]])},
    {"grad_W": np.array([[1.0, 2.0], [0.0, 0.0]])},
    grad_W=checks.made(_columns, checks.size(1, 4), _units),
)
WEIGHT_STD = checks.drawn(
    weight_std,
    {"target": 1.0, "x": np.array([[1.0, 1.0], [3.0, 3.0]])},
    target=checks.number(0.1, 3),
    x=checks.array(_examples, _units),
)
DEAD_UNITS = checks.drawn(
    dead_units,
    {"z": np.array([[1.0, -1.0], [-1.0, -1.0]])},
    {"z": np.array([[-1.0], [0.005], [-1.0]])},
    {"z": np.array([[1e-10], [-1.0]])},
    z=checks.made(_into_relu, _examples, _units),
)
