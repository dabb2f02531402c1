"""A reader's best answer to an open task, kept on this machine alone, beside what the checks said.

One file of plain JSON per chapter, ``playground.bests.json`` in the folder of the record:
{"fewest_weights": {"text": "data=spiral ...", "score": 48.0}, ...}. The smaller score is better.
"""

import json
import math
from contextlib import suppress
from pathlib import Path
from typing import Any

from course_lib.files import open_file, whole_file
from course_lib.guide.lock import alone_in
from course_lib.guide.places import checkout, is_solved, record_folder
from course_lib.guide.record import LARGEST, set_aside

Bests = dict[str, dict[str, Any]]


def note_best(topic: str, key: str, *, text: str, score: float) -> str:
    """Keep an answer that beats the best one so far; say so where that fails, and never raise."""
    try:
        path = _path(topic)
        if path is not None:
            _put(path, key, {"text": text, "score": float(score)})
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
        path = _path(topic)
        found = {} if path is None else _read(path)
        if key in found:
            return found[key]["text"], found[key]["score"]
    return None


def _path(topic: str) -> Path | None:
    here = Path.cwd().resolve()
    folder = record_folder(checkout(), here)
    return None if folder is None or is_solved(here) else folder / f"{topic}.bests.json"


def _put(path: Path, key: str, best: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone_in(path.parent):
        try:
            bests = _read(path)
        except ValueError:
            set_aside(path)
            bests = {}
        if key in bests and bests[key]["score"] <= best["score"]:
            return
        bests[key] = best
        with whole_file(path) as stream:
            stream.write(json.dumps(bests, indent=1, ensure_ascii=False).encode() + b"\n")


def _read(path: Path) -> Bests:
    try:
        with open_file(path) as stream:
            found = json.loads(stream.read(LARGEST))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} is no record of bests: {error}") from error
    if not isinstance(found, dict) or not all(map(_is_best, found.values())):
        raise ValueError(f"{path} is no record of bests")
    return found


def _is_best(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"text", "score"}
        and isinstance(value["text"], str)
        and isinstance(value["score"], float)
        and math.isfinite(value["score"])
    )
