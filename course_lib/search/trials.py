"""One trial, and a file of trials: one line of JSON each, written as each ends."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np


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
    return int(np.random.SeedSequence(seed, spawn_key=(number,)).generate_state(1)[0])


def best_trial(trials: Iterable[Trial]) -> Trial:
    """Give the trial of the highest score; the first of equals.

    Raises
    ------
    ValueError
        Where there is none.
    """
    ranked = sorted(trials, key=lambda trial: (-trial.score, trial.number))
    if not ranked:
        raise ValueError("best_trial needs at least one trial; got none")
    return ranked[0]


class TrialFile:
    """Trials on disk: a search that was stopped goes on from here.

    A line that was cut off, because the machine stopped in the midst of it, is taken away; its
    trial runs again.

    Parameters
    ----------
    path : path-like
        Made, with its folder, at the first trial.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = TrialFile(f"{folder}/trials.jsonl")
    ...     file.add(Trial(0, {"lr": 0.1}, 7, 0.9))
    ...     file.read()
    [Trial(number=0, settings={'lr': 0.1}, seed=7, score=0.9, more={})]
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def read(self) -> list[Trial]:
        """Give the trials in the file, in the order in which they ended.

        Raises
        ------
        ValueError
            Where a line before the last is no trial, naming it.
        """
        return [trial for _, trial in self._lines()]

    def add(self, trial: Trial) -> None:
        """Write one trial behind the others, at once."""
        line = json.dumps(plain(asdict(trial)), allow_nan=False)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")

    def mend(self) -> None:
        """Take away what a stopped machine left of a last line."""
        if self.path.exists():
            whole = sum(length for length, _ in self._lines())
            if whole < self.path.stat().st_size:
                with self.path.open("r+b") as file:
                    file.truncate(whole)

    def _lines(self) -> Iterator[tuple[int, Trial]]:
        """Each trial with the number of bytes of its line."""
        if not self.path.exists():
            return
        lines = self.path.read_bytes().splitlines(keepends=True)
        for number, line in enumerate(lines, start=1):
            try:
                trial = Trial(**json.loads(line))
            except (ValueError, TypeError) as error:
                if number == len(lines) and not line.endswith(b"\n"):
                    return
                raise ValueError(
                    f"line {number} of {self.path} is no trial: {line[:60]!r}"
                ) from error
            if not line.endswith(b"\n"):  # whole, but for its end: the next would stick to it
                return
            yield len(line), trial


def plain(value: Any) -> Any:
    """The same value with NumPy's numbers and arrays as Python's: what JSON can hold.

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
