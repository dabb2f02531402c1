"""A reader's best answer to an open task, kept on this machine alone, beside what the checks said.

One file of plain JSON per chapter, ``playground.bests.json`` in the folder of the record:
{"fewest_weights": {"text": "data=spiral ...", "score": 48.0}, ...}. The smaller score is better.
"""

import math
from contextlib import suppress
from typing import Any

from course_lib.guide.kept_file import KeptFile


def note_best(topic: str, key: str, *, text: str, score: float) -> str:
    """Keep an answer that beats the best one so far; say so where that fails, and never raise."""
    try:
        _kept(topic).put(key, {"text": text, "score": float(score)}, _is_better)
    except (OSError, ValueError) as error:
        return f"The best could not be kept: {getattr(error, 'strerror', None) or error}."
    return ""


def read_best(topic: str, key: str) -> tuple[str, float] | None:
    """Give the best answer so far and its score; None where there is none, or none is kept.

    Examples
    --------
    >>> read_best("playground", "fewest_weights") is None
    True
    """
    with suppress(OSError, ValueError):
        found = _kept(topic).read()
        if key in found:
            return found[key]["text"], found[key]["score"]
    return None


def _kept(topic: str) -> KeptFile:
    return KeptFile(topic, "bests", _is_best)


def _is_better(new: dict[str, Any], old: dict[str, Any]) -> bool:
    return bool(new["score"] < old["score"])


def _is_best(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"text", "score"}
        and isinstance(value["text"], str)
        and isinstance(value["score"], float)
        and math.isfinite(value["score"])
    )
