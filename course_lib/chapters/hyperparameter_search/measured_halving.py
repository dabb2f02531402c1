"""What the claim of notebook 08 on halving rests on: halving beside draws of the same cost."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.chapters.hyperparameter_search.designs import many_stratified
from course_lib.chapters.hyperparameter_search.tables import (
    Floats,
    Table,
    best_of,
    gained,
    trained,
)

Numbers = dict[str, Any]
Range = tuple[float, float]
Rungs = Sequence[tuple[int, int]]
"""For each rung the index of its epochs, and how many stay."""

LENGTHS = (1, 2, 4, 8, 16)
COUNTS_FOR = 3
"""From how many standard errors on a mean counts."""


def halved(
    digits: str, count: int, rungs: Rungs, searches: int, draws: int, lr: Range, hidden: Range,
    strength: Range = (1e-5, 0.1),
) -> Numbers:  # fmt: skip
    """Halving beside random search of the same cost, and both with three times as many runs."""
    part = trained(digits).part(lr=lr, hidden=hidden, strength=strength)
    rng = np.random.default_rng(draws)
    told: Numbers = {}
    more = [(epochs, 3 * keep) for epochs, keep in rungs[:-1]] + [rungs[-1]]
    for words, number, plan in (("", count, rungs), (", three times", 3 * count, more)):
        halving, full = _halving(part, number, plan, searches, rng)
        plain = _drawn(part, rng.random((searches, full, 4)), rng)
        even = _drawn(part, many_stratified(searches, full, 4, rng=rng), rng)
        lead = gained(halving, plain)
        told |= {
            f"full runs{words}": full,
            f"halving{words}": round(100 * float(halving.mean()), 1),
            f"random{words}": round(100 * float(plain.mean()), 1),
            f"stratified{words}": round(100 * float(even.mean()), 1),
            f"lead{words}": lead["points"],
            f"errors{words}": lead["errors"],
        }
    return told


def _halving(
    part: Table, count: int, rungs: Rungs, searches: int, rng: np.random.Generator
) -> tuple[Floats, int]:
    """What the last one of each search is worth, and the cost in full runs."""
    places, cost = rng.random((searches, count, 4)), 0
    for epochs, keep in rungs:
        cost += LENGTHS[epochs] * places.shape[1]
        order = np.argsort(-part.tried(places, rng, epochs), axis=1, kind="stable")[:, :keep]
        places = np.take_along_axis(places, order[..., None], axis=1)
    return part.worth_at(places[:, 0]), round(cost / LENGTHS[-1])


def _drawn(part: Table, places: Floats, rng: np.random.Generator) -> Floats:
    return part.worth_at(best_of(places, part.tried(places, rng)))


def halving_leads(numbers: Numbers) -> bool:
    """Ahead by three errors, and by less with three times as many runs."""
    return bool(
        numbers["errors"] >= COUNTS_FOR and numbers["lead"] > max(0, numbers["lead, three times"])
    )
