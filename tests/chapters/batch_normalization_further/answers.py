"""Answers of notebook 07b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.batch_normalization_further.test_check import (
    DEEP_MISTAKES,
    FAIR_MISTAKES,
    GROUP_MISTAKES,
    SOLUTIONS,
    UNSEEN_MISTAKES,
    unseen_of_squares,
)

RIGHT = {name: dict(enumerate(solutions)) for name, solutions in SOLUTIONS.items()}
SEEN = {
    "unseen": UNSEEN_MISTAKES,
    "group_norm": GROUP_MISTAKES,
    "fair_scores": FAIR_MISTAKES[:-1],
    "thirty_four": DEEP_MISTAKES,
}
WRONG = {
    "unseen": {
        "two decimals": lambda x_hat: unseen_of_squares(x_hat).round(2),
        "right for four": lambda x_hat: (
            np.array([1.0, -1.0, -1.0, 1.0])
            if len(x_hat) == 4
            else np.arange(len(x_hat)) - np.mean(np.arange(len(x_hat)))
        ),
    },
    "group_norm": {},
    "fair_scores": {"the second rate": FAIR_MISTAKES[-1][0]},
    "thirty_four": {
        "He's start, a middle rate": lambda: {"norm": "none", "skip": False, "lr": 0.1}
    },
}
