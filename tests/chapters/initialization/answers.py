"""Answers of notebook 04 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""
# ruff: noqa: N803 - W and the like are the letters of the exercises

import numpy as np

from tests.chapters.initialization.test_check import (
    DEAD_MISTAKES,
    DISTINCT_MISTAKES,
    OWN_MISTAKES,
    SOLUTIONS,
    STD_MISTAKES,
    TREATMENT_MISTAKES,
    own_by_halving,
)


def std_by_length(target, x):
    return target * len(x) ** 0.5 / np.linalg.norm(x)


def std_by_loop(target, x):
    total = sum(float(value) ** 2 for row in x for value in row)
    return np.array(target / np.sqrt(total / len(x)))


def own_by_repeating(f, n_in):
    z, g = np.random.default_rng(2).standard_normal(200_000), 1.0
    for _ in range(100):
        g /= np.sqrt(np.mean(f(g * z) ** 2)) ** 0.5
    return g / n_in**0.5


def distinct_to(decimals):
    return lambda grad_W: np.unique(np.round(grad_W, decimals), axis=1).shape[1]


def multiples_are_equal(grad_W):
    lengths = np.maximum(np.linalg.norm(grad_W, axis=0), 1e-300)
    return np.unique(np.round(grad_W / lengths, 9), axis=1).shape[1]


def lengths_off(of_lengths):
    return lambda target, x: target / of_lengths(np.linalg.norm(x, axis=1))


RIGHT = {name: dict(enumerate(known)) for name, _, _, known in SOLUTIONS}
RIGHT["weight_std"] |= {"length": std_by_length, "loop": std_by_loop}
RIGHT["own_std"]["repeating"] = own_by_repeating
SEEN = {
    "distinct_units": DISTINCT_MISTAKES,
    "weight_std": STD_MISTAKES,
    "own_std": OWN_MISTAKES,
    "dead_units": DEAD_MISTAKES,
    "treatments": TREATMENT_MISTAKES,
}
WRONG = {
    "distinct_units": {
        "last row": lambda grad_W: len(np.unique(np.round(grad_W[-1], 9))),
        "6 decimals": distinct_to(6),
        "7 decimals": distinct_to(7),
        "8 decimals": distinct_to(8),
        "12 decimals": distinct_to(12),
        "compared with the first": lambda grad_W: (
            1 + int((np.round(grad_W - grad_W[:, :1], 9) != 0).any(axis=0).sum())
        ),
        "multiples are equal": multiples_are_equal,
        "first and last input": lambda grad_W: len(
            {(round(float(c[0]), 9), round(float(c[-1]), 9)) for c in grad_W.T}
        ),
    },
    "weight_std": {
        "first example": lambda target, x: target / np.sqrt(x.shape[1] * np.mean(x[0] ** 2)),
        "mean of the lengths": lengths_off(np.mean),
        "last example": lengths_off(lambda lengths: lengths[-1]),
        "length of the first": lengths_off(lambda lengths: lengths[0]),
    },
    "own_std": {
        "a twentieth too large": lambda f, n_in: 1.05 * own_by_halving(f, n_in),
        "positive numbers only": lambda f, n_in: own_by_halving(lambda z: f(abs(z)), n_in),
        "two steps of repeating": lambda f, n_in: own_by_halving(f, n_in + 5),
    },
    "treatments": {
        "the first twice": lambda: dict.fromkeys("ABCDE", "larger"),
    },
    "dead_units": {
        "last example": lambda z: int((z[-1] <= 0).sum()),
        "up to 0.01": lambda z: int((z <= 0.01).all(axis=0).sum()),
        "up to 1e-9": lambda z: int((z <= 1e-9).all(axis=0).sum()),
    },
}
