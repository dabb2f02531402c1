"""Numbers that one can compute with by hand, and what goes wrong with a weighted sum."""

import math

import numpy as np
import numpy.typing as npt

Rng = np.random.Generator
Floats = npt.NDArray[np.float64]


def sigmoid(z: float) -> float:
    """The logistic function of one number."""
    return 1 / (1 + math.exp(-z))


def whole(rng: Rng, *shape: int) -> Floats:
    """Whole numbers other than 0 and 1: a factor of 1 could be forgotten unseen."""
    return rng.choice([-3.0, -2.0, -1.0, 2.0, 3.0], shape)


def tenths(rng: Rng, *shape: int, most: float = 1.5) -> Floats:
    """Numbers to one decimal, none of them 0, 1 or -1."""
    steps = [k for k in range(2, round(10 * most) + 1) if k != 10]
    return rng.choice([*steps, *(-k for k in steps)], shape) / 10


def slips_of_sum(terms: list[float], bias: float) -> dict[str, float]:
    """What a weighted sum with a bias is taken for."""
    return {
        "The bias is missing.": sum(terms),
        "The first product is missing.": terms[1] + bias,
        "The second product is missing.": terms[0] + bias,
        "The bias came in with the wrong sign.": sum(terms) - bias,
    }


def slips_of_sigmoid(z: float) -> dict[str, float]:
    """What a sigmoid is taken for."""
    return {"The sigmoid is missing.": z, "That is sigmoid(-z).": sigmoid(-z)}
