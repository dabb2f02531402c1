"""Answers of notebook 08b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.hyperparameter_search_further.test_check import (
    MISTAKES,
    SOLUTIONS,
    guess_by_solving,
    improvement,
)

RIGHT = {name: dict(enumerate(known)) for name, known in SOLUTIONS.items()}
SEEN = MISTAKES
WRONG = {
    "guess": {
        "length 0.25": lambda places, x, y, length, noise: guess_by_solving(
            places, x, y, 0.25, noise
        ),
        "noise 0.01": lambda places, x, y, length, noise: guess_by_solving(
            places, x, y, length, 0.01
        ),
        "scores centred again": lambda places, x, y, length, noise: guess_by_solving(
            places, x, y - y.mean(), length, noise
        ),
        "the first hyperparameter alone": lambda places, x, y, length, noise: guess_by_solving(
            places[:, :1], x[:, :1], y, np.ravel(length)[0], noise
        ),
    },
    "improvement": {
        "best 0.8": lambda mean, std, best: improvement(mean, std, 0.8),
        "the last std": lambda mean, std, best: improvement(mean, np.full(len(std), std[-1]), best),
    },
    "my_rule": {"one place": lambda mean, std, best: np.arange(len(mean), dtype=float)},
}
