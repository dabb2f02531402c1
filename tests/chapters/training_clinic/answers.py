"""Answers of notebook 09 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.training_clinic.test_check import (
    MISTAKES,
    SOLUTIONS,
    lowest_by_log,
    ratio_by_norm,
    recall_by_masks,
)

RIGHT = {name: dict(enumerate(known)) for name, known in SOLUTIONS.items()}
SEEN = MISTAKES
WRONG = {
    "update_ratio": {
        "0.2 always": lambda before, after: 0.2 if (after != before).any() else 0.0,
        "two decimals": lambda before, after: round(float(ratio_by_norm(before, after)), 2),
        "a little in the denominator": lambda before, after: (
            np.linalg.norm(after - before) / (np.linalg.norm(before) + 1e-3)
        ),
    },
    "lowest_loss": {
        "two values": lambda classes: {10: lowest_by_log(10), 2: lowest_by_log(2)}.get(classes, 1),
        "two decimals": lambda classes: round(float(lowest_by_log(classes)), 2),
    },
    "recall_of_each": {
        "three classes": lambda labels, said, classes: recall_by_masks(labels, said, 3),
        "two decimals": lambda labels, said, classes: recall_by_masks(labels, said, classes).round(
            2
        ),
    },
    "first_aid": {"the fault of the day": lambda look: "dead units"},
}
