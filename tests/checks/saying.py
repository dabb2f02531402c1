"""What a check says of a reader's function, in the form that every check keeps."""

from collections.abc import Callable
from typing import Any

WIDEST = 230  # characters of a line that still fits a page


def said_of(check: Callable[..., None], function: Any, capsys: Any) -> str:
    """What it prints: one line or two, nothing to stderr, and nothing is returned."""
    assert check(function) is None
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.removesuffix("\n").split("\n")
    assert len(lines) <= 2
    assert max(map(len, lines)) <= WIDEST
    return str(out)
