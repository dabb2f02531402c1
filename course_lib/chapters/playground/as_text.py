"""How a value of a setting is written in a line of text, and read back exactly.

There are no spaces within a value, so that spaces can stand between settings.
"""

import re
from collections.abc import Sequence

from course_lib.chapters.playground.own_points import MOST, Point, points_of, points_text

LONGEST, LONGEST_PART, LONGEST_POINTS = 1000, 60, 3 * MOST + 7
"""Letters of a text, of one setting in it, and of painted points: more than any situation needs."""

Value = str | bool | int | float | tuple[int, ...] | tuple[str, ...] | tuple[Point, ...]

_WHOLE = re.compile(r"[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]{1,4})?", re.IGNORECASE)
_LAYERS = re.compile(r"[0-9]{1,9}(-[0-9]{1,9})*")


def written(value: Value) -> str:
    """Write a value without spaces.

    Examples
    --------
    >>> [written(value) for value in ((8, 8), (), "leaky relu", 0.01, True)]
    ['8-8', 'none', 'leaky-relu', '0.01', 'True']
    """
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return points_text(value)
        return "-".join(map(str, value)) or "none"
    return value.replace(" ", "-") if isinstance(value, str) else repr(value)


def parts_of(text: str) -> list[str]:
    """Give the settings of a text, each still as it is written.

    Raises
    ------
    ValueError
        For a text, or a part of it, that is too long to be one: its first letters say which.

    Examples
    --------
    >>> parts_of("data=spiral lr=0.03")
    ['data=spiral', 'lr=0.03']
    """
    parts = text[: LONGEST + 1].split()
    for part in parts:
        most = LONGEST_POINTS if part.lower().startswith("points=") else LONGEST_PART
        if len(part) > most:
            raise ValueError(
                f"a setting takes at most {most} letters; got one that begins {part[:20]!r}"
            )
    if len(text) > LONGEST:
        raise ValueError(f"settings take at most {LONGEST} letters; got {len(text)}")
    return parts


def read(name: str, text: str, like: Value, words: Sequence[str] = ()) -> Value:
    """Read what ``written`` wrote for a value of the kind of ``like``, in capitals or not.

    Of ``words``, the names that the setting knows, each is found however it is written; a name
    that is none of them is given back as it is.

    Raises
    ------
    ValueError
        For a text that stands for no such value.

    Examples
    --------
    >>> read("layers", "8-8", ()), read("lr", "1e-3", 0.1), read("rule", "gradient-descent", "")
    ((8, 8), 0.001, 'gradient descent')
    >>> read("rule", "rmsprop", "", ("RMSProp", "Adam")), read("batch_norm", "true", False)
    ('RMSProp', True)
    """
    if isinstance(like, str):
        given = text.replace("-", " ").replace("_", " ")
        return next((word for word in words if word.lower() == given.lower()), given)
    if name == "points":
        return points_of(text)
    text = text.lower()
    if isinstance(like, bool):
        return _matched(name, text, text in ("true", "false"), "True or False") == "true"
    if name == "inputs":
        return tuple(text.split("-"))
    if isinstance(like, tuple):
        needed = "widths such as 8-8, or none"
        given = _matched(name, text, text == "none" or _LAYERS.fullmatch(text), needed)
        return () if given == "none" else tuple([int(width) for width in given.split("-")])
    if isinstance(like, int):
        return int(_matched(name, text, _WHOLE.fullmatch(text), "a whole number, 0 or more"))
    return float(_matched(name, text, _NUMBER.fullmatch(text), "a number"))


def _matched(name: str, text: str, fits: object, needed: str) -> str:
    if not fits:
        raise ValueError(f"{name} takes {needed}; got {text!r}")
    return text
