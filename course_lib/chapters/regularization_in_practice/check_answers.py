"""The course's own answers of notebook 03c, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization_in_practice.pruning import prune

__all__ = ["early_stop", "equal_strength", "prune", "to_ours"]

Floats = checks.Floats


def early_stop(losses: Floats, patience: int) -> tuple[int, int]:
    """Keep the lowest so far; stop when patience looks brought nothing lower."""
    kept = 0
    for look, loss in enumerate(losses):
        if loss < losses[kept]:
            kept = look
        if look - kept == patience:
            return kept, look
    return kept, len(losses) - 1


def equal_strength(lr: float, steps: int) -> float:
    """Where the loss hardly curves: c lr steps = c / lambda."""
    return 1 / (lr * steps)


def to_ours(number: float, form: str, m: int) -> float:
    """A sum has m in it, a square without its half a 2."""
    if form in ("lambda/2m", "summed"):
        return number / m
    return 2 * number if form == "no half" else number


def _losses(rng: np.random.Generator, looks: int) -> Floats:
    """Ties, rises from the first look on, small steps and large numbers."""
    step, height = rng.choice([1, 0.25, 0.02, 5e-4]), rng.choice([1, 20])
    losses = height + step * rng.integers(0, 8, looks)
    return np.asarray(rng.choice([losses, np.sort(losses), np.sort(losses)[::-1], losses]))


def _none_alike(rng: np.random.Generator, rows: int) -> Floats:
    """No two weights of one size, so that it is clear which are to go."""
    size = rng.permutation(np.arange(1.0, 4 * rows + 1)) / 10
    return np.asarray((size * rng.choice([-1.0, 1.0], size.shape)).reshape(rows, 4))


EARLY_STOP = checks.drawn(
    early_stop,
    {"losses": np.array([1.0, 2.0, 3.0, 4.0]), "patience": 2},
    {"losses": np.array([50.0, 40.0, 30.0, 20.0]), "patience": 2},
    {"losses": np.array([1.0, 0.9995, 0.999, 0.9985]), "patience": 2},
    {"losses": np.array([3.0]), "patience": 1},
    losses=checks.made(_losses, checks.size(1, 10)),
    patience=checks.size(1, 4),
)
EQUAL_STRENGTH = checks.drawn(
    equal_strength, lr=checks.number(0.001, 1, log=True), steps=checks.size(1, 5000)
)
PRUNE = checks.drawn(
    prune,
    weights=checks.made(_none_alike, checks.size(1, 6)),
    share=checks.one_of(0.0, 0.25, 0.5, 0.75, 1.0),
)
TO_OURS = checks.drawn(
    to_ours,
    {"number": 1.0, "form": "summed", "m": 3000},  # more than three decimals
    number=checks.number(0.001, 50, log=True),
    form=checks.one_of("lambda/2", "lambda/2m", "summed", "no half"),
    m=checks.size(2, 5000),
)
