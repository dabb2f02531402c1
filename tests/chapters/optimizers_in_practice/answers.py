"""Answers of notebook 05c by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.optimizers_in_practice.test_check import (
    ADAMW_MISTAKES,
    CHECKS,
    CLIP_MISTAKES,
    COUNT_MISTAKES,
    LIMIT_MISTAKES,
    PLAN_MISTAKES,
    adamw,
    adamw_plain,
    clip_by_max,
    norm,
)

RIGHT = {name: dict(enumerate(known)) for name, (_, _, known) in CHECKS.items()}
SEEN = {
    "count_updates": COUNT_MISTAKES,
    "my_plan": PLAN_MISTAKES,
    "clip_all": CLIP_MISTAKES,
    "my_limit": LIMIT_MISTAKES,
    "adamw_step": [(adamw(**changed), message) for changed, message in ADAMW_MISTAKES],
}
WRONG = {
    "count_updates": {
        "of 300": lambda n, batch_size, epochs: -(-300 // batch_size) * epochs,
    },
    "my_plan": {"single points": lambda: (1, 0.01, 100)},
    "clip_all": {
        "two of them": lambda g, limit: [
            *clip_by_max(g[:2], limit), *(a * min(1, limit / norm(a)) for a in g[2:])
        ],
    },
    "my_limit": {"the mean of the sorted tail": lambda norms: 40 * np.sort(norms)[-5:].mean()},
    "adamw_step": {"lr 0.1": lambda *given: adamw_plain(*given[:5], 0.1, *given[6:])},
}  # fmt: skip
