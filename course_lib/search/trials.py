"""One trial: what is asked for, its seed, and what came of it."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_lib.arguments import as_list, check_kind, is_number, is_whole, told


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

    def __post_init__(self) -> None:
        for name, (needed, is_good) in NEEDED.items():
            if not is_good(getattr(self, name)):
                raise ValueError(f"needed as {name} {needed}; got {told(getattr(self, name))}")
        object.__setattr__(self, "score", float(self.score))


def _is_count(value: Any) -> bool:
    return is_whole(value, least=0)


def _is_named(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(name, str) for name in value)


NEEDED: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "number": ("a whole number from 0 on", _is_count),
    "settings": ("a dict", _is_named),
    "seed": ("a whole number from 0 on", _is_count),
    "score": ("a finite number", is_number),
    "more": ("a dict", _is_named),
}
"""What a trial is made of, in words, and how that is seen."""


def trial_seed(seed: int, number: int) -> int:
    """Give each trial a seed of its own: the same whoever runs it, and when.

    Examples
    --------
    >>> trial_seed(0, 1) == trial_seed(0, 1), trial_seed(0, 1) == trial_seed(0, 2)
    (True, False)
    """
    check_seed("seed", seed)
    check_seed("number", number)
    return int(np.random.SeedSequence(seed, spawn_key=(number,)).generate_state(1)[0])


def check_seed(name: str, value: Any) -> None:
    """Refuse what is no whole number from 0 on, of any size."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < 0:
        raise ValueError(f"{name}: needed a whole number from 0 on; got {told(value)}")


def best_trial(trials: Iterable[Trial]) -> Trial:
    """Give the trial of the highest score; the first of equals."""
    listed: list[Trial] = as_list("best_trial: trials", trials, "Trial objects")
    for each in listed:
        check_kind("each of trials", each, Trial, "a Trial")
    ranked = sorted(listed, key=lambda trial: (-trial.score, trial.number))
    if not ranked:
        raise ValueError("best_trial needs at least one trial; got none")
    return ranked[0]


def asked_for(settings: Mapping[str, Any], seed: int, number: int) -> Asked:
    """Make a trial of settings. NumPy's numbers become Python's; all else stays what it was."""
    own = {k: each.item() if isinstance(each, np.generic) else each for k, each in settings.items()}
    return Asked(number, own, trial_seed(seed, number))


def tried(asked: Asked, told: Any) -> Trial:
    """Make a trial of what the objective gave."""
    more = dict(told) if isinstance(told, Mapping) else {"score": told}
    if "score" not in more:
        raise ValueError(
            f'the objective gave a dict without "score" for {asked.settings}: {told!r:.200}'
        )
    score = _number(more.pop("score"))
    if score is None or not math.isfinite(score):
        told = told["score"] if isinstance(told, Mapping) else told
        raise ValueError(
            "a score must be a finite number; the objective gave "
            f"{told!r:.200} for {asked.settings}" + (" (no return?)" if told is None else "")
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
    single = hasattr(value, "__float__") and not isinstance(value, type) and not np.ndim(value)
    if not single or isinstance(value, np.complexfloating):
        return None
    try:
        return float(value)
    except OverflowError:  # a whole number of more than 308 digits
        return math.inf
