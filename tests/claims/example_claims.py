"""Claims about a noisy mean, quick enough to be tried in a test; one of them is false somewhere."""

import os
import time

import numpy as np

from course_lib.claims import Claim

SLOW = "COURSE_TEST_SECONDS"
"""Name of an environment variable: how long a measurement takes, for tests that end it."""


def errors(*, seed, size, noise, seeds=20):
    """Mean distance from the truth of one example, and of the mean of ``size`` of them."""
    time.sleep(float(os.environ.get(SLOW, "0")))
    rng = np.random.default_rng(seed)
    draws = noise * rng.standard_normal((seeds, size))
    return {"one": float(abs(draws[:, 0]).mean()), "mean": float(abs(draws.mean(axis=1)).mean())}


BASE = {"seed": 0, "size": 16, "noise": 1.0}
VARIATIONS = {f"seed {seed}": {"seed": seed} for seed in (1, 2, 3)} | {
    "four examples": {"size": 4},
    "a hundred examples": {"size": 100},
    "one example": {"size": 1},
    "a tenth of the noise": {"noise": 0.1},
    "ten times the noise": {"noise": 10.0},
}
CLAIMS = (
    Claim(
        "averaging",
        "From two examples on, a mean lies nearer to the truth than one of them.",
        measure=errors,
        holds=lambda numbers: numbers["mean"] < numbers["one"],
        needs="nearer",
        base=BASE,
        variations=VARIATIONS,
        limits={"one example": "From two examples on"},
    ),
    Claim(
        "enough",
        "Sixteen examples are enough for an error under one half.",
        measure=errors,
        holds=lambda numbers: numbers["mean"] < 0.5,
        needs="under one half",
        base=BASE,
        variations=VARIATIONS,
    ),
)
