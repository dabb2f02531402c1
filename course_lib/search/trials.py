"""One trial: what is asked for, its seed, and what came of it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Asked:
    """A trial that is still to be made: its number, what to try, and the seed for it."""

    number: int
    settings: dict[str, Any]
    seed: int


@dataclass(frozen=True)
class Trial:
    """Settings that were tried, and what came of it.

    Attributes
    ----------
    number : its place in the search, from 0
    settings : what was tried
    seed : what the objective was given; it follows from the search's seed and the number
    score : the better the larger
    more : what else the objective told
    """

    number: int
    settings: dict[str, Any]
    seed: int
    score: float
    more: dict[str, Any] = field(default_factory=dict)


def trial_seed(seed: int, number: int) -> int:
    """Give each trial a seed of its own: the same whoever runs it, and when.

    Examples
    --------
    >>> trial_seed(0, 1) == trial_seed(0, 1), trial_seed(0, 1) == trial_seed(0, 2)
    (True, False)
    """
    for name, value in (("seed", seed), ("number", number)):
        whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if not whole or value < 0:
            raise ValueError(f"needed a whole number from 0 on for the {name}; got {value!r}")
    return int(np.random.SeedSequence(seed, spawn_key=(number,)).generate_state(1)[0])


def best_trial(trials: Iterable[Trial]) -> Trial:
    """Give the trial of the highest score; the first of equals."""
    ranked = sorted(trials, key=lambda trial: (-trial.score, trial.number))
    if not ranked:
        raise ValueError("best_trial needs at least one trial; got none")
    return ranked[0]


def asked_for(settings: Mapping[str, Any], seed: int, number: int) -> Asked:
    """Make a trial of settings. NumPy's numbers become Python's; all else stays what it was."""
    if not isinstance(settings, Mapping):
        raise TypeError(f"a method must ask for settings as dicts; got {settings!r}")
    own = {k: each.item() if isinstance(each, np.generic) else each for k, each in settings.items()}
    return Asked(number, own, trial_seed(seed, number))


def tried(asked: Asked, told: Any) -> Trial:
    """Make a trial of what the objective gave."""
    more = dict(told) if isinstance(told, Mapping) else {"score": told}
    if "score" not in more:
        raise ValueError(f'the objective gave a dict without "score" for {asked.settings}: {told}')
    score = _number(more.pop("score"))
    if score is None or not math.isfinite(score):
        told = told["score"] if isinstance(told, Mapping) else told
        raise ValueError(
            "a score must be a finite number; the objective gave "
            f"{told!r} for {asked.settings}" + (" (no return?)" if told is None else "")
        )
    return Trial(asked.number, asked.settings, asked.seed, score, plain(more))


def plain(value: Any) -> Any:
    """The same value as JSON can hold it: NumPy's numbers as Python's, arrays and tuples as lists.

    Examples
    --------
    >>> plain({"lr": np.float64(0.1), "curve": np.array([1, 2])})
    {'lr': 0.1, 'curve': [1, 2]}
    """
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def _number(value: Any) -> float | None:
    """A float of anything that is one number (also of other libraries); None of all else."""
    if not hasattr(value, "__float__") or np.ndim(value) or isinstance(value, np.complexfloating):
        return None
    try:
        return float(value)
    except OverflowError:  # a whole number of more than 308 digits
        return math.inf
