"""Answers of notebook 00 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""
# ruff: noqa: N803 - W and the like are the letters of the exercises

import math

import numpy as np

from tests.chapters.start_here.test_check import (
    DROP_RATE,
    EPOCHS,
    ROWS,
    STRENGTH,
    trained_to_the_end,
)

RIGHT = {
    "to_drop_rate": {
        "vectorize": np.vectorize(lambda keep: 1 - keep),  # a 0-d array for a number
        "negative": lambda keep_prob: -(keep_prob - 1),
        "where": lambda keep_prob: np.where(keep_prob == 1, 0.0, 1 - keep_prob),
    },
    "to_strength": {
        "by both halves": lambda lam, m: 2 * (lam / (2 * m)),
        "by power": lambda lam, m: lam * m**-1,
        "array": lambda lam, m: np.array(lam / m),
    },
    "to_epochs": {
        "trained": trained_to_the_end,
        "ceil": lambda i, n, b: math.ceil(i / math.ceil(n / b)),
        "0-d array": lambda i, n, b: np.array(-(-i // -(-n // b))),
    },
    "to_rows": {
        "T": lambda X, W, b: (X.T, W.T, b.T),
        "copies": lambda X, W, b: [np.array(list(zip(*each, strict=True))) for each in (X, W, b)],
        "swapaxes": lambda X, W, b: tuple(np.swapaxes(each, 0, 1) for each in (X, W, b)),
    },
}
SEEN = {
    "to_drop_rate": DROP_RATE,
    "to_strength": STRENGTH,
    "to_epochs": EPOCHS,
    "to_rows": ROWS,
}
WRONG = {
    "to_drop_rate": {"two decimals": lambda keep_prob: np.round(1 - keep_prob, 2)},
    "to_strength": {"four decimals": lambda lam, m: round(lam / m, 4)},
    "to_epochs": {},
    "to_rows": {},
}
