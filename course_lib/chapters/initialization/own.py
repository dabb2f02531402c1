"""Which std an activation asks for, and what fifty layers make of the right one."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine import ELU, GELU, LeakyReLU, ReLU, SiLU

Floats = npt.NDArray[np.float64]
Function = Callable[[Any], Any]

FUNCTIONS: dict[str, Function] = {
    "ReLU": lambda z: ReLU().forward(z),
    "leaky, 0.5": lambda z: LeakyReLU(0.5).forward(z),
    "|z|": np.abs,
    "ELU": lambda z: ELU().forward(z),
    "2 tanh": lambda z: 2 * np.tanh(z),
    "GELU": lambda z: GELU().forward(z),
    "SiLU": lambda z: SiLU().forward(z),
}

_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(200)
NORMAL = _POINTS, _WEIGHTS / _WEIGHTS.sum()
"""Places and their weights: what a mean over a normal number is, without drawing any."""


def mean_square(f: Function, gain: float) -> float:
    """The mean of ``f(gain * z)**2`` for a standard normal z.

    Examples
    --------
    >>> round(mean_square(np.abs, 2.0), 6)
    4.0
    """
    points, weights = NORMAL
    return float(weights @ np.asarray(f(gain * points), float) ** 2)


def own_gain(f: Function) -> float:
    """The gain at which inputs of mean square 1 come out with mean square 1: std * sqrt(n_in).

    Examples
    --------
    >>> round(own_gain(FUNCTIONS["ReLU"]) ** 2, 3)
    2.0
    """
    low, high = 1e-3, 1e3
    for _ in range(100):
        middle = float(np.sqrt(low * high))
        low, high = (middle, high) if mean_square(f, middle) < 1 else (low, middle)
    return middle


def mending(f: Function) -> float:
    """The factor by which a layer changes a small error of size: below 1 it mends, above it adds.

    Examples
    --------
    >>> round(mending(FUNCTIONS["ReLU"]), 3)
    1.0
    """
    gain, little = own_gain(f), 1e-3
    up, down = (np.log(mean_square(f, gain * np.exp(step))) for step in (little, -little))
    return float((up - down) / (4 * little))


def last_sizes(
    f: Function,
    std: float,
    *,
    width: int = 100,
    depth: int = 50,
    draws: int = 12,
    seed: int = 0,
    inputs: str = "normal",
    examples: int = 8,
) -> Floats:
    """Rms of the last layer's outputs in each of several networks; inputs of mean square 1."""
    ends = np.empty(draws)
    for draw in range(draws):
        rng = np.random.default_rng([seed, draw])
        a = rng.standard_normal((examples, width))
        if inputs == "positive":
            a = np.abs(a)
        elif inputs == "uniform":
            a = rng.uniform(-1, 1, a.shape)
        elif inputs == "one example":
            a = a[:1]
        a = a / np.sqrt(np.mean(a**2))
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            for _ in range(depth):
                a = np.asarray(f(a @ (std * rng.standard_normal((width, width)))))
            ends[draw] = np.sqrt(np.mean(a**2))
    return np.nan_to_num(ends, nan=np.inf, posinf=1e300)


def through_fifty(std_of: Callable[[Function, int], Any]) -> Mapping[str, Floats]:
    """What comes out of fifty layers of 100, for each function with the std that it is given."""
    return {name: last_sizes(f, float(std_of(f, 100))) for name, f in FUNCTIONS.items()}
