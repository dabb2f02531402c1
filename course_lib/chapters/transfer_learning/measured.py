"""What the claims of notebook 10 rest on: contests on few pictures, each at its own rate."""

from functools import cache
from typing import Any

import numpy as np

from course_lib.chapters.transfer_learning import worlds
from course_lib.chapters.transfer_learning.layer_rates import by_layer
from course_lib.chapters.transfer_learning.strategies import (
    ALL,
    HEAD,
    HIDDEN,
    MIDDLE,
    PASSES,
    SCRATCH,
    Strategy,
    adapted,
    right,
    source,
)
from course_lib.engine import Network
from course_lib.experiments import paired_change
from course_lib.experiments.contests import ENOUGH

Numbers = dict[str, Any]
RUNS, LAG = 4, 5
SMALL_RATES, RATES = (1e-3, 3e-3, 1e-2), (3e-3, 1e-2, 3e-2)
"""For weights that are learned already, and for those that begin at random."""


def more(scores: list[float], reference: list[float]) -> bool:
    """Whether the mean of the differences is above zero by three of its errors."""
    mean, error = paired_change(scores, reference)
    return bool(mean > ENOUGH * error)


@cache
def given_nets(
    kind: str, seeds: int, by: int = worlds.BY, hidden: tuple[int, ...] = HIDDEN,
    passes: int = PASSES, draw: int = 0,
) -> list[Network]:  # fmt: skip
    """Networks to begin with, one for each seed."""
    each = range(seeds, seeds + RUNS)
    return [source(kind, s, by=by, hidden=hidden, passes=passes, draw=draw) for s in each]


@cache
def scores(
    kind: str, strategy: Strategy, per_class: int, seeds: int, *, target: str = "digits",
    by: int = worlds.BY, hidden: tuple[int, ...] = HIDDEN, passes: int = PASSES, draw: int = 0,
    longer: float = 1.0, augmented: bool = False, judged_by: int | None = None,
) -> tuple[float, ...]:  # fmt: skip
    """Right answers in percent, one for each seed, at the rate that is best on the dev set."""
    each, where = range(seeds, seeds + RUNS), by if judged_by is None else judged_by
    nets = given_nets(kind, seeds, by, hidden, passes, draw)
    rates = SMALL_RATES if strategy.kept > strategy.frozen else RATES
    done = adapted(
        nets, strategy, worlds.together(target, per_class, each, by=where, draw=draw), rates,
        seeds=each, longer=longer, augment=worlds.moved(where) if augmented else None,
    )  # fmt: skip
    found = {
        use: right(nets, done, strategy, worlds.judges(target, use, by=where, draw=draw))
        for use in ("dev", "test")
    }
    best = int(found["dev"].mean(axis=0).argmax())
    return tuple(np.round(100 * found["test"][:, best], 2).tolist())


def contest(who: dict[str, tuple[str, Strategy]], **how: Any) -> Numbers:
    """Run several, each of a source and a strategy."""
    how |= {"hidden": tuple(how.get("hidden", HIDDEN))}
    return {name: list(scores(kind, strategy, **how)) for name, (kind, strategy) in who.items()}


# Few pictures.


def few(**how: Any) -> Numbers:
    """The head alone, everything from the source, from scratch; a head on random layers."""
    who = {
        "head": ("digits", HEAD), "everything": ("digits", ALL), "scratch": ("none", SCRATCH),
        "random": ("none", HEAD),
    }  # fmt: skip
    return contest(who, **how)


def head_leads(numbers: Numbers) -> bool:
    """The head is ahead of both."""
    return all(more(numbers["head"], numbers[name]) for name in ("everything", "scratch"))


def random_lags(numbers: Numbers) -> bool:
    """On random layers the head is behind by over five points."""
    return more(numbers["head"], [each + LAG for each in numbers["random"]])


# More pictures.


def many(**how: Any) -> Numbers:
    """The head alone, and from the middle."""
    return contest({"head": ("digits", HEAD), "middle": ("digits", MIDDLE)}, **how)


def middle_leads(numbers: Numbers) -> bool:
    """From the middle is ahead of the head."""
    return more(numbers["middle"], numbers["head"])


def unlike(**how: Any) -> Numbers:
    """The head on layers that have learned clothes, and from scratch."""
    return contest({"head": ("clothes", HEAD), "scratch": ("none", SCRATCH)}, **how)


def harms(numbers: Numbers) -> bool:
    """From scratch is ahead of the head."""
    return more(numbers["scratch"], numbers["head"])


def freezing_harms(numbers: Numbers) -> bool:
    """From scratch and all layers trained from the source are ahead of the head."""
    return harms(numbers) and more(numbers["everything"], numbers["head"])


# Knowledge that one can write down, and rates per layer.


def told(longer: float, **how: Any) -> Numbers:
    """From scratch, its pictures moved anew in each batch; the head on the source's layers."""
    return contest({"head": ("digits", HEAD)}, **how) | {
        "told": list(
            scores(
                "none", SCRATCH, longer=longer, augmented=True,
                **how | {"hidden": tuple(how.get("hidden", HIDDEN))},
            )
        )
    }  # fmt: skip


def telling_wins(numbers: Numbers) -> bool:
    """From scratch and told is ahead of the head."""
    return more(numbers["told"], numbers["head"])


def layered(
    per_class: int, seeds: int, ratio: float, by: int, hidden: tuple[int, ...], passes: int,
    draw: int, longer: float,
) -> Numbers:  # fmt: skip
    """Everything trained: one rate for all layers, and each layer's a tenth of the one above."""
    each = range(seeds, seeds + RUNS)
    nets = given_nets("digits", seeds, by, tuple(hidden), passes, draw)
    data = worlds.together("digits", per_class, each, by=by, draw=draw)
    judges = [worlds.judges("digits", use, by=by, draw=draw) for use in ("dev", "test")]
    found: Numbers = {}
    for name, shares, rates in (
        ("one rate", (1.0, 1.0, 1.0), SMALL_RATES),
        ("a rate per layer", (ratio**2, ratio, 1.0), RATES),
    ):
        dev, test = by_layer(nets, data, judges, shares, rates, seeds=each, longer=longer)
        best = int(dev.mean(axis=0).argmax())
        found[name] = np.round(100 * test[:, best], 2).tolist()
    return found


def layers_win(numbers: Numbers) -> bool:
    """A rate per layer is ahead of one."""
    return more(numbers["a rate per layer"], numbers["one rate"])
