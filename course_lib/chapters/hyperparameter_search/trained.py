"""What is trained for the notebook and its claims: eight bars, and eight rates under dropout."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.experiments.searched_digits import COUNTS, curves

Floats = npt.NDArray[np.float64]
RANGES: dict[str, list[float]] = {
    "lr": [0.001, 0.01, 0.1, 1.0],
    "hidden": [4, 16, 64, 128],
    "batch_size": [8, 32, 128, 400],
    "beta": [0, 0.5, 0.9, 0.99],
    "layers": [1, 2, 3, 4],
    "lr_decay": [0, 0.1, 0.3, 1.0],
    "strength": [1e-5, 1e-3, 1e-2, 1e-1],
    "drop_rate": [0, 0.1, 0.3, 0.5],
}
"""Eight hyperparameters, four values each."""

NARROW = [0.01, 0.03, 0.1, 0.3]
"""Four rates of a range without the bad ones."""

UPDATES = 200
RATES = 10.0 ** np.linspace(-2, -0.25, 8)
LOOKS = (1, 2, 4, 8, 16, 32, 64)
"""Epochs after which the runs with dropout are looked at."""


def epochs_for(batch_size: int, updates: int = UPDATES) -> int:
    """Whole epochs that make about so many updates, the last short batch included.

    Examples
    --------
    >>> [epochs_for(size) for size in (8, 32, 128, 400)]
    [4, 15, 50, 200]
    """
    return max(1, round(updates / -(-COUNTS["train"] // batch_size)))


def reached(settings: Mapping[str, Any], seeds: Sequence[int], start: int = 0) -> float:
    """Mean dev accuracy in percent."""
    return float(np.mean([100 * curves([settings], seed, start=start)[0] for seed in seeds]))


def bar_lengths(start: int, seeds: int, count: int, base: Mapping[str, Any]) -> dict[str, float]:
    """From worst to best of RANGES and NARROW, in points; and batch size at equal updates."""
    runs = range(seeds, seeds + count)
    told = {}
    for name, values in (RANGES | {"lr, narrow": NARROW}).items():
        scores = [reached({**base, name.split(",")[0]: value}, runs, start) for value in values]
        told[name] = round(max(scores) - min(scores), 1)
    sizes = [int(size) for size in RANGES["batch_size"]]
    same = [
        reached({**base, "batch_size": size, "epochs": epochs_for(size)}, runs, start)
        for size in sizes
    ]
    return told | {"batch_size, equal updates": round(max(same) - min(same), 1)}


NG = ("lr", "hidden", "batch_size", "beta", "layers", "lr_decay")
"""What Ng's order names, in it: first the rate, then the next three, then two more."""


def only_the_rate(numbers: Mapping[str, float]) -> bool:
    """The rate's bar is longest, unless narrow; batch size's half as long at equal updates."""
    equal, narrow = numbers["batch_size, equal updates"], numbers["lr, narrow"]
    return bool(
        all(numbers["lr"] > numbers[name] for name in NG[1:])
        and equal <= numbers["batch_size"] / 2
        and narrow < min(numbers["batch_size"], numbers["hidden"])
    )


def with_dropout(
    seed: int, *, drop_rate: float = 0.5, start: int = 0, hidden: int = 64, epochs: int = 64
) -> Floats:
    """Dev accuracy of RATES after each of LOOKS up to ``epochs``, shape (rates, looks)."""
    settings = [
        {"lr": float(lr), "drop_rate": drop_rate, "hidden": hidden, "epochs": epochs}
        for lr in RATES
    ]
    return curves(settings, seed, at=[look for look in LOOKS if look <= epochs], start=start)[0]


def chosen_after(runs: Floats, look: int, keep: int = 1) -> float:
    """What the best after a look is worth at the end: the mean of all seeds, over who chooses.

    Parameters
    ----------
    runs : array of shape (seeds, rates, looks)
    look : index
    keep : how many leaders; of several it is the one that is worth most
    """
    worth = runs[..., -1].mean(axis=0)
    leaders = np.argsort(-runs[..., look], axis=1, kind="stable")[:, :keep]
    return float(100 * worth[leaders].max(axis=1).mean())


def first_looks(
    drop_rate: float, start: int, hidden: int, epochs: int, seeds: int, count: int, look: int
) -> dict[str, float]:
    """What the leader after ``look`` epochs is worth at the end, and the eight on average."""
    how: dict[str, Any] = {"drop_rate": drop_rate, "start": start, "hidden": hidden}
    runs = np.array(
        [with_dropout(seed, epochs=epochs, **how) for seed in range(seeds, seeds + count)]
    )
    return {
        "leader early": round(chosen_after(runs, LOOKS.index(look)), 1),
        "best of the half that leads": round(chosen_after(runs, LOOKS.index(look), 4), 1),
        "one at random": round(100 * float(runs[..., -1].mean()), 1),
        "best at the end": round(100 * float(runs[..., -1].mean(axis=0).max()), 1),
    }


def leads_astray(numbers: Mapping[str, float]) -> bool:
    """Who leads early ends ten points below the best, or more; one of the half, a point or less."""
    best = numbers["best at the end"]
    return bool(
        numbers["leader early"] <= best - 10 and numbers["best of the half that leads"] >= best - 1
    )
