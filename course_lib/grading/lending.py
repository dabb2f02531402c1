"""The course's answers to exercises before this one, where the notebook itself gives them to it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_lib.checks import guard
from course_lib.grading.hiding import Answers

LARGEST, MOST = 1_000_000, 100_000
"""How large a number, and how many: an answer is asked from outside, and must come to an end."""


def lent_answers(topic: str, names: tuple[str, ...]) -> Answers:
    """Give the course's answers to some exercises of a chapter."""
    module = importlib.import_module(f"course_lib.chapters.{topic}.check_answers")
    return {name: _bounded(getattr(module, name)) for name in names}


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        if not all(map(_is_small, _parts([arguments, named]))):
            raise ValueError("the course's answer is not asked with numbers so large, or so many")
        result, error = guard.call(function, *arguments, **named)
        if error is not None:
            raise RuntimeError(f"{type(error).__name__}: {error}")
        return result

    return call


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from _parts(list(value.values()))
    elif isinstance(value, list | tuple):
        yield len(value)
        for each in value:
            yield from _parts(each)
    else:
        yield value


def _is_small(part: Any) -> bool:
    if isinstance(part, np.ndarray):
        return part.size <= MOST and max(part.shape, default=0) <= MOST
    return not isinstance(part, int | float | np.number) or abs(float(part)) <= LARGEST
