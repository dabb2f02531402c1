"""Answers of notebook 06b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.learning_rate_schedules_further.test_check import (
    PLATEAU_MISTAKES,
    RATES_MISTAKES,
    ROOT_MISTAKES,
    SOLUTIONS,
)


def root_by_loop(epoch, lr, k):
    return np.array([lr * k / (k**2 + float(each)) ** 0.5 for each in epoch])


def plateau_by_itself(losses, peak, patience):
    lowest = np.minimum.accumulate(np.append(np.inf, losses))
    waited = 0
    for epoch, loss in enumerate(losses):
        waited = (waited + 1) * (not loss < lowest[epoch])
        if waited == patience:
            peak, waited = peak / 10, 0
    return peak


RIGHT = {}
for check, function in SOLUTIONS:
    RIGHT.setdefault(check.__name__, {})[function.__name__] = function
RIGHT["root_decay"]["loop"] = root_by_loop
RIGHT["plateau_rate"]["itself"] = plateau_by_itself
SEEN = {
    "rates_to_try": RATES_MISTAKES,
    "root_decay": ROOT_MISTAKES,
    "plateau_rate": PLATEAU_MISTAKES,
}
WRONG = {
    "rates_to_try": {"from 0.01": lambda low, high, steps: np.geomspace(0.01, high, steps)},
    "root_decay": {},
    "plateau_rate": {"never": lambda losses, peak, patience: peak},
}
