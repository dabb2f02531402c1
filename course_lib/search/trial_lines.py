"""Trials as lines of JSON, and what is refused in a file of them."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from course_lib.search.trials import NEEDED, Trial, plain


@dataclass(frozen=True)
class Found:
    """What is in a file: trials by the numbers of their lines, bytes in whole lines, and in all."""

    trials: dict[int, Trial]
    whole: int
    size: int


def as_line(trial: Trial) -> bytes:
    """Write a trial as a line."""
    try:
        return json.dumps(plain(asdict(trial)), allow_nan=False).encode() + b"\n"
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"trial {trial.number} cannot be kept in a file: settings, and what the objective "
            "tells, must be finite numbers, texts, and lists or dicts of these; got "
            f"{trial.settings} and {trial.more} ({error})"
        ) from error


def read_lines(content: bytes, path: Path) -> Found:
    """Read the trials of all whole lines. One that is there twice counts once."""
    trials: dict[int, Trial] = {}
    lines_of: dict[int, int] = {}
    whole = 0
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        if not line.endswith(b"\n"):  # only the last: cut off, or whole but for its end
            break
        try:
            trial = _trial(line)
        except ValueError as error:
            raise ValueError(
                f"line {number} of {path} is no trial: {line[:60]!r}; {error}"
            ) from error
        first = lines_of.setdefault(trial.number, number)
        if first == number:
            trials[number] = trial
        else:
            _check_same(path, (first, trials[first]), (number, trial))
        whole += len(line)
    return Found(trials, whole, len(content))


def _trial(line: bytes) -> Trial:
    try:
        told: Any = json.loads(line)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise ValueError("needed a dict in JSON")
    if told.keys() | {"more"} != NEEDED.keys():
        raise ValueError(f"needed {', '.join(NEEDED)}; got {', '.join(told)}")
    for name, (needed, is_good) in NEEDED.items():
        if name in told and not is_good(told[name]):  # JSON's own, so all of it can be written out
            raise ValueError(f"needed as {name} {needed}; got {told[name]!r:.60}")
    return Trial(**told)


def _check_same(path: Path, first: tuple[int, Trial], again: tuple[int, Trial]) -> None:
    """A trial that two searches made is one; which of two different ones holds, nobody knows."""
    (line, trial), (later, other) = first, again
    for name in ("settings", "seed", "score"):
        one, two = getattr(trial, name), getattr(other, name)
        if one != two:
            raise ValueError(
                f"lines {line} and {later} of {path} both tell of trial {trial.number}, with the "
                f"{name} {one} and {two}; needed one of them"
            )
