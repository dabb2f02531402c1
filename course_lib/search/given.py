"""What a search is given again and again: settings, lists of them, scores of a round."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_list, as_numbers, told

Settings = dict[str, Any]

MOST_AT_ONCE = 1_000_000
"""Trials of one round, points of one axis: nobody waits for more, and they fit into memory."""


def check_settings(words: str, value: Any) -> None:
    """Refuse what is no dict by names; ``words`` say who must do what with it."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{words} settings as dicts; got {told(value)}")
    if not all(isinstance(name, str) for name in value):
        raise TypeError(f"{words} settings whose names are texts; got {told(value)}")


def settings_list(words: str, settings: Any) -> list[Settings]:
    """Return settings as a list, in which each is a dict by names."""
    listed = as_list(f"{words} settings as dicts: what holds them", settings, "dicts")
    for each in listed:
        check_settings(words, each)
    return listed


def checked_scores(who: str, scores: Any, asked: int) -> npt.NDArray[np.float64]:
    """Return one finite score for each of the settings that were asked for."""
    numbers = as_numbers(f"{who}.tell: scores", scores).astype(np.float64)
    if numbers.shape != (asked,) or not np.isfinite(numbers).all():
        raise ValueError(
            f"{who}.tell: needed {asked} finite scores, one for each of the round; "
            f"got {told(scores)}"
        )
    return numbers
