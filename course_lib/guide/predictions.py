"""What a reader predicted, kept on this machine alone, beside what the checks said.

One file of plain JSON per chapter, ``learning_rate_schedules.predictions.json`` in the folder of
the record: {"decay": {"said": "lower", "sure": "certain", "right": false}, ...}.
"""

import os
from contextlib import suppress
from typing import Any

from course_lib.guide.kept_file import KeptFile

Predictions = dict[str, dict[str, Any]]

NONE_KEPT = "No predictions are kept in this run: it is a test, or COURSE_PROGRESS says off."
NONE_MADE = "You have made no predictions here yet."
IN_CLASS = "Before a class hands are counted, and what one person predicted is not shown."


def note_prediction(topic: str, key: str, *, said: str, sure: str, right: bool) -> str:
    """Keep a prediction; say so where it could not be kept, and never raise."""
    try:
        _kept(topic).put(key, {"said": said, "sure": sure, "right": right})
    except (OSError, ValueError) as error:
        return f"The prediction could not be kept: {getattr(error, 'strerror', None) or error}."
    return ""


def read_predictions(topic: str) -> Predictions:
    """Give what was predicted in a chapter, by key: said, sure, right."""
    with suppress(OSError, ValueError):
        return _kept(topic).read()
    return {}


def how_right(topic: str) -> str:
    """Say how often the reader was right, and how often when certain; nothing before a class.

    Examples
    --------
    >>> how_right("learning_rate_schedules")
    'No predictions are kept in this run: it is a test, or COURSE_PROGRESS says off.'
    """
    if _before_class():
        return IN_CLASS
    with suppress(ValueError):
        if _kept(topic).path is None:
            return NONE_KEPT
    return in_words(read_predictions(topic))


def in_words(predictions: Predictions) -> str:
    """Count predictions, by how sure one was.

    Examples
    --------
    >>> in_words({"a": {"said": "x", "sure": "certain", "right": True},
    ...           "b": {"said": "y", "sure": "", "right": False}})
    'You were right in 1 of 2; when certain, in 1 of 1.'
    """
    if not predictions:
        return NONE_MADE
    parts = [f"You were right in {_right(predictions.values())}"]
    for sure, words in (("certain", "when certain"), ("fairly", "when fairly sure"),
                        ("guess", "when guessing")):  # fmt: skip
        group = [each for each in predictions.values() if each["sure"] == sure]
        parts += [f"{words}, in {_right(group)}"] if group else []
    return "; ".join(parts) + "."


def _before_class() -> bool:
    with suppress(ValueError):
        return float(os.environ.get("COURSE_PRESENT") or 1) > 1
    return False


def _right(group: Any) -> str:
    found = [each["right"] for each in group]
    return f"{sum(found)} of {len(found)}"


def _kept(topic: str) -> KeptFile:
    return KeptFile(topic, "predictions", _is_prediction)


def _is_prediction(value: object) -> bool:
    kinds = {"said": str, "sure": str, "right": bool}
    return (
        isinstance(value, dict)
        and value.keys() == kinds.keys()
        and all(isinstance(value[name], kind) for name, kind in kinds.items())
    )
