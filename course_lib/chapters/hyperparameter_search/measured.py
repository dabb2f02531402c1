"""What the claims of notebook 08 rest on: many searches over the tables, and what they found."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.chapters.hyperparameter_search.designs import grid_places, stratified_places
from course_lib.chapters.hyperparameter_search.tables import (
    Floats,
    Table,
    best_of,
    gained,
    trained,
)
from course_lib.experiments.searched_table import NAMES

Numbers = dict[str, Any]
Range = tuple[float, float]
POINT = {"beta": (0.9, 0.9), "strength": (1e-3, 1e-3), "hidden": (32, 32)}
COUNTS_FOR = 3
"""From how many standard errors on a mean counts."""


def scales(
    digits: str, top: float, trials: int, searches: int, draws: int, beta: float, hidden: float
) -> Numbers:
    """Worth of the best of a few draws of the rate: of its exponent, and of the number."""
    part = trained(digits).part(
        lr=(1e-3, top), beta=(beta - 1e-3, beta + 1e-3), strength=(1e-3, 1e-3),
        hidden=(hidden, hidden),
    )  # fmt: skip
    rng = np.random.default_rng(draws)
    u = rng.random((searches, trials, 1))
    decades = np.log10(top / 1e-3)
    even = np.log10((1e-3 + u * (top - 1e-3)) / 1e-3) / decades
    worth = [_chosen(part, _alone(place), rng) for place in (u, even)]
    return {
        "exponent": round(100 * float(worth[0].mean()), 1),
        "number": round(100 * float(worth[1].mean()), 1),
        "lead": gained(*worth)["errors"],
    }


def exponent_leads(numbers: Numbers) -> bool:
    """Ahead by three errors, and by a point."""
    return bool(numbers["lead"] >= COUNTS_FOR and numbers["exponent"] >= numbers["number"] + 1)


def shares(
    digits: str, ranges: Sequence[Range], seeds: slice | Sequence[int] | None, hidden: Range,
    strength: Range, epochs: int, ranked: bool,
) -> Numbers:  # fmt: skip
    """What rate and beta explain alone, in several ranges of the rate."""
    told: dict[str, list[float]] = {"lr": [], "beta": []}
    for low, high in ranges:
        part = trained(digits).part(lr=(low, high), hidden=hidden, strength=strength)
        dev = part.dev[..., epochs] if seeds is None else part.dev[..., seeds, epochs]
        scores = dev.mean(axis=-1)
        if ranked:
            scores = scores.ravel().argsort().argsort().reshape(scores.shape).astype(float)
        for name, alone in told.items():
            others = tuple(k for k in range(4) if k != NAMES.index(name))
            alone.append(round(100 * float(scores.mean(axis=others).var() / scores.var()), 1))
    return told


def depend_on_the_range(numbers: Numbers) -> bool:
    """The largest share is twice the smallest, of both."""
    return all(max(each) >= 2 * min(each) for each in (numbers["lr"], numbers["beta"]))


def band(
    digits: str, rates: Range, hidden: Range, strength: Range, epochs: int, seeds: int | None
) -> Numbers:
    """The best beta at a small and at a large rate, and by which power 1 - beta grows with it."""
    part = trained(digits).part(lr=rates, hidden=hidden, strength=strength)
    dev = part.dev[..., epochs]
    mean = (dev.mean(axis=-1) if seeds is None else dev[..., seeds]).mean(axis=(2, 3))
    away = 1 - part.axes["beta"][mean.argmax(axis=1)]
    lr = part.axes["lr"]
    power = float(np.polyfit(np.log(lr), np.log(away), 1)[0])
    return {
        "power": round(power, 2),
        "small rate": round(float(1 - away[0]), 3), "large rate": round(float(1 - away[-1]), 3),
    }  # fmt: skip


def along_a_band(numbers: Numbers) -> bool:
    """1 - beta grows with the rate, by a power between a half and one and a half."""
    return bool(
        0.5 <= numbers["power"] <= 1.5 and numbers["small rate"] > numbers["large rate"]
    )


def designs(
    digits: str, points: int, searches: int, draws: int, noise: bool, few: dict[str, Range],
    all_matter: dict[str, Range],
) -> Numbers:  # fmt: skip
    """How far random draws, and stratified ones, are ahead of a grid, in two spaces."""
    told: Numbers = {}
    for words, ranges, columns in (("few", few, 3), ("all", all_matter, 2)):
        part = trained(digits).part(**ranges)
        free = [k for k, name in enumerate(NAMES) if len(part.axes[name]) > 1]
        assert len(free) == columns, f"needed {columns} that vary; got {free}"
        rng = np.random.default_rng(draws)
        found = {}
        for name in ("grid", "random", "stratified"):
            places = np.zeros((searches, points**columns, 4))
            for each in places:
                each[:, free] = _places(name, points, columns, rng)
            found[name] = _chosen(part, places, rng, noise=noise)
        told |= {f"{name}, {words}": round(100 * float(w.mean()), 1) for name, w in found.items()}
        told[f"random - grid, {words}"] = gained(found["random"], found["grid"])["errors"]
        told[f"stratified - grid, {words}"] = gained(found["stratified"], found["grid"])["errors"]
        told[f"stratified - random, {words}"] = gained(found["stratified"], found["random"])[
            "errors"
        ]
    return told


def each_where_it_belongs(numbers: Numbers) -> bool:
    """By three errors: draws beat the grid where few matter, the grid draws where all do."""
    return bool(
        min(numbers["random - grid, few"], numbers["stratified - grid, few"]) >= COUNTS_FOR
        and numbers["random - grid, all"] <= -COUNTS_FOR
    )


def never_behind(numbers: Numbers) -> bool:
    """Stratified draws lose to random ones in neither space, and win by three errors in one."""
    leads = [numbers[f"stratified - random, {words}"] for words in ("few", "all")]
    return bool(min(leads) > -COUNTS_FOR and max(leads) >= COUNTS_FOR)


def _places(name: str, points: int, columns: int, rng: np.random.Generator) -> Floats:
    if name == "grid":
        return grid_places(points, columns, rng=rng)
    if name == "random":
        return rng.random((points**columns, columns))
    return stratified_places(points**columns, columns, rng=rng)


def halved(
    digits: str, count: int, rungs: Sequence[tuple[int, int]], searches: int, draws: int,
    lr: Range, hidden: Range, strength: Range = (1e-5, 0.1),
) -> Numbers:  # fmt: skip
    """Halving beside random search of the same cost; a rung is (index of epochs, how many stay)."""
    part = trained(digits).part(lr=lr, hidden=hidden, strength=strength)
    rng = np.random.default_rng(draws)
    lengths = (1, 2, 4, 8, 16)
    places, cost = rng.random((searches, count, 4)), 0
    for epochs, keep in rungs:
        cost += lengths[epochs] * places.shape[1]
        order = np.argsort(-part.tried(places, rng, epochs), axis=1, kind="stable")[:, :keep]
        places = np.take_along_axis(places, order[..., None], axis=1)
    halving = part.worth_at(places[:, 0])
    full = round(cost / 16)
    plain = _chosen(part, rng.random((searches, full, 4)), rng)
    return {
        "full runs": full,
        "halving": round(100 * float(halving.mean()), 1),
        "random": round(100 * float(plain.mean()), 1),
        "lead": gained(halving, plain)["errors"],
    }


def halving_leads(numbers: Numbers) -> bool:
    """Ahead by three errors."""
    return bool(numbers["lead"] >= COUNTS_FOR and numbers["halving"] > numbers["random"])


def early(digits: str, seed: int, epochs: int, best: int, hidden: Range, lr: Range) -> Numbers:
    """How early scores rank: among all settings, and among the truly best; who stays on top."""
    part = trained(digits).part(hidden=hidden, lr=lr)
    last, first = part.dev[..., seed, -1].ravel(), part.dev[..., seed, epochs].ravel()
    worth = part.worth.ravel()
    tenth = worth >= np.quantile(worth, 0.9)
    top = np.argsort(-worth, kind="stable")[:best]
    quarter = first >= np.quantile(first, 0.75)
    return {
        "all": round(rank_correlation(first, last), 2),
        "best tenth": round(rank_correlation(first[tenth], last[tenth]), 2),
        "of the best in the top quarter": round(100 * float(quarter[top].mean())),
    }


def rank_correlation(a: Floats, b: Floats) -> float:
    """Spearman's: how alike two orders are; equals share their rank.

    Examples
    --------
    >>> rank_correlation(np.array([1.0, 2.0, 5.0]), np.array([3.0, 4.0, 9.0]))
    1.0
    """
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1].round(12))


def _ranks(values: Floats) -> Floats:
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - counts / 2)[which]


def tells_the_bad_apart(numbers: Numbers) -> bool:
    """All are ordered well, the best tenth is not, and yet nearly all of the best are kept."""
    return bool(
        numbers["all"] >= 0.7
        and numbers["best tenth"] <= numbers["all"] - 0.2
        and numbers["of the best in the top quarter"] >= 80
    )


def curse(
    digits: str, trials: Sequence[int], searches: int, draws: int, lr: Range, hidden: Range,
    epochs: int, design: str,
) -> Numbers:  # fmt: skip
    """The winner's own score minus the mean of its other runs, by number of trials, in points."""
    part = trained(digits).part(lr=lr, hidden=hidden)
    rng = np.random.default_rng(draws)
    gaps, errors = [], []
    for count in trials:
        places = rng.random((searches, count, 4))
        if design == "stratified":
            places = np.array([stratified_places(count, 4, rng=rng) for _ in range(searches)])
        gap = winner_gap(part, places, rng, epochs)
        gaps.append(round(float(gap.mean()), 2))
        errors.append(round(float(gap.std(ddof=1)) / searches**0.5, 2))
    return {"gap": gaps, "error": errors}


def winner_gap(table: Table, places: Floats, rng: np.random.Generator, epochs: int = -1) -> Floats:
    """For each search: the winner's score, minus the mean of the runs that did not choose it."""
    count = table.dev.shape[-2]
    seeds = rng.integers(count, size=places.shape[:-1])
    scores = table.dev[(*table.points(places), seeds, epochs)]
    first = np.arange(len(places)), scores.argmax(axis=1)
    runs = table.dev[(*table.points(places[first]), slice(None), epochs)]
    own = scores[first]
    return np.asarray(100 * (own - (runs.sum(axis=1) - own) / (count - 1)))


def grows(numbers: Numbers) -> bool:
    """Nothing to be seen for one trial; more with every step; at the end a point or more."""
    gap, error = np.array(numbers["gap"]), np.array(numbers["error"])
    rises = np.diff(gap) > -np.hypot(error[1:], error[:-1])
    return bool(
        abs(gap[0]) < COUNTS_FOR * error[0] and rises.all()
        and gap[-1] >= max(1.0, gap[0] + COUNTS_FOR * np.hypot(error[-1], error[0]))
    )  # fmt: skip


def border(
    digits: str, end: float, wide: float, trials: int, searches: int, draws: int, beta: Range,
    hidden: Range,
) -> Numbers:  # fmt: skip
    """What is found where the rates end early, and where they end late, with as many trials."""
    rng = np.random.default_rng(draws)
    worth, edge = [], 0.0
    for top in (end, wide):
        part = trained(digits).part(lr=(1e-3, top), beta=beta, hidden=hidden)
        places = rng.random((searches, trials, 4))
        won = best_of(places, part.tried(places, rng))
        worth.append(part.worth_at(won))
        edge = edge or float(np.mean(won[:, 0] > 0.8))
    return {
        "narrow": round(100 * float(worth[0].mean()), 1),
        "wide": round(100 * float(worth[1].mean()), 1),
        "lead": gained(worth[1], worth[0])["errors"],
        "at the border": round(100 * edge),
    }


def wider_finds_more(numbers: Numbers) -> bool:
    """Ahead by three errors, and the narrow winners lie in the last fifth more often than not."""
    return bool(
        numbers["lead"] >= COUNTS_FOR
        and numbers["wide"] > numbers["narrow"]
        and numbers["at the border"] >= 50
    )


def _chosen(
    table: Table, places: Floats, rng: np.random.Generator, *, noise: bool = True
) -> Floats:
    """What each search's best, by the scores it saw, is worth."""
    scores = table.tried(places, rng) if noise else table.worth_at(places)
    return table.worth_at(best_of(places, scores))


def _alone(places: Floats) -> Floats:
    """Places of the rate, shape (..., 1), with zeros for the three others, which are fixed."""
    return np.concatenate([places, np.zeros((*places.shape[:-1], 3))], axis=-1)
