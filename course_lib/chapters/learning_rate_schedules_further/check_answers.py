"""The course's own answers of notebook 06b, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks

Floats = checks.Floats


def rates_to_try(low: float, high: float, steps: int) -> Floats:
    """Equal ratios."""
    return np.asarray(low * (high / low) ** (np.arange(steps) / (steps - 1)))


def root_decay(epoch: Floats, lr: float, k: float) -> Floats:
    """It begins at lr, and ends as lr * k / sqrt(epoch)."""
    return np.asarray(lr / np.sqrt(1 + epoch / k**2))


def plateau_rate(losses: Floats, peak: float, patience: int) -> float:
    """A tenth after so many epochs without a new lowest loss."""
    rate, lowest, waited = peak, np.inf, 0
    for loss in losses:
        waited = 0 if loss < lowest else waited + 1
        lowest = min(lowest, loss)
        if waited == patience:
            rate, waited = rate / 10, 0
    return rate


RATES_TO_TRY = checks.drawn(
    rates_to_try,
    {"low": 0.1, "high": 10.0, "steps": 3},
    low=checks.number(1e-4, 0.1, log=True),
    high=checks.number(0.2, 100, log=True),
    steps=checks.size(2, 9),
)
ROOT_DECAY = checks.drawn(
    root_decay,
    epoch=checks.array(checks.size(1, 5), low=0, high=100),
    lr=checks.number(0.001, 1, log=True),
    k=checks.number(0.5, 10),
)
PLATEAU_RATE = checks.drawn(
    plateau_rate,
    {"losses": np.array([0.4, 0.5, 0.5, 0.5, 0.5]), "peak": 1.0, "patience": 1},
    losses=checks.array(checks.size(0, 12), low=0.1, high=0.4),
    peak=checks.number(0.05, 2, log=True),
    patience=checks.size(1, 4),
)
