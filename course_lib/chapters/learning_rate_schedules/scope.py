"""What is varied around the notebook's problem: what a doubter would name first."""

from dataclasses import asdict
from typing import Any

from course_lib.experiments.schedule_problem import Problem

NOTEBOOK: dict[str, Any] = {"group": 0, **asdict(Problem())}
"""The conditions of the notebook: its problem, and the first group of seeds."""

ALL: dict[str, dict[str, Any]] = {
    "other seeds": {"group": 1},
    "another draw": {"draw": 1},
    "a third draw": {"draw": 2},
    "a draw for each seed": {"draw": None},
    "half the updates": {"updates": 500},
    "twice the updates": {"updates": 2000},
    "more overlap": {"noise": 0.3},
    "no overlap": {"noise": 0.1},
    "a tenth of the labels wrong": {"flipped": 0.1},
    "two rings": {"data": "circles", "noise": 0.1},
    "3000 digits": {"data": "digits", "points": 3000, "hidden": (32,)},
    "300 digits": {"data": "digits", "points": 300, "hidden": (32,)},
    "tanh": {"activation": "tanh"},
    "four hidden layers": {"hidden": (16,) * 4},
    "batches of 2": {"batch_size": 2},
    "batches of 50": {"batch_size": 50},
    "momentum": {"rule": "momentum"},
    "Adam": {"rule": "Adam"},
}
"""Data sets bring a noise or a network of their own; all else is one thing at a time."""


def some(*words: str) -> dict[str, dict[str, Any]]:
    """These of the variations.

    Examples
    --------
    >>> some("tanh")
    {'tanh': {'activation': 'tanh'}}
    """
    return {each: ALL[each] for each in words}


def without(*words: str) -> dict[str, dict[str, Any]]:
    """All variations but these.

    Examples
    --------
    >>> "tanh" in without("tanh"), "momentum" in without("tanh")
    (False, True)
    """
    some(*words)  # a name that is wrong is refused
    return {each: changed for each, changed in ALL.items() if each not in words}
