"""What the claims of notebook 08 rest on: many searches over the tables, and what they found."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.chapters.hyperparameter_search.designs import (
    grid_places,
    many_stratified,
    stratified_places,
)
from course_lib.chapters.hyperparameter_search.tables import (
    Floats,
    Table,
    best_of,
    gained,
    runs_of,
    trained,
)
from course_lib.experiments.searched_table import NAMES

Numbers = dict[str, Any]
Range = tuple[float, float]
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


def stratified(trials: Sequence[int], many: int, **how: Any) -> Numbers:
    """The numbers of ``designs``, and stratified minus random draws of all four in single runs."""
    rng = np.random.default_rng(how["draws"])
    gains = [gain_of_strips(how["digits"], count, many, rng) for count in trials]
    return designs(**how) | {
        "gain, all four": [gain["points"] for gain in gains],
        "its errors": [gain["errors"] for gain in gains],
    }


def gain_of_strips(
    digits: str, count: int, searches: int, rng: np.random.Generator
) -> dict[str, float]:
    """Stratified minus random draws of all four hyperparameters, judged by single runs."""
    part = trained(digits)
    places = (rng.random((searches, count, 4)), many_stratified(searches, count, 4, rng=rng))
    plain, even = (_chosen(part, each, rng) for each in places)
    return gained(even, plain)


def the_fewer_the_more(numbers: Numbers) -> bool:
    """Never behind in the two spaces; of all four ahead by three errors, from two points to 0.1."""
    gain = numbers["gain, all four"]
    return bool(
        never_behind(numbers)
        and min(numbers["its errors"]) >= COUNTS_FOR
        and gain[0] >= 2
        and gain == sorted(gain, reverse=True)
        and 0.05 <= gain[-1] < 0.2
    )


def three_matter(digits: str, third: str, searches: int = 2000) -> dict[str, float]:
    """Worth of 3 x 3 x 3 and of 27 draws of rate, beta and a third one; no noise."""
    fixed = {"hidden": (16, 16)} if third == "strength" else {"strength": (1e-3, 1e-3)}
    part, rng = trained(digits).part(**fixed), np.random.default_rng(0)
    free = [NAMES.index(name) for name in ("lr", "beta", third)]
    told = {}
    for name in ("grid", "random"):
        places = np.zeros((searches, 27, 4))
        for each in places:
            each[:, free] = _places(name, 3, 3, rng)
        told[name] = 100 * float(_chosen(part, places, rng, noise=False).mean())
    return told


def _places(name: str, points: int, columns: int, rng: np.random.Generator) -> Floats:
    if name == "grid":
        return grid_places(points, columns, rng=rng)
    if name == "random":
        return rng.random((points**columns, columns))
    return stratified_places(points**columns, columns, rng=rng)


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
    runs = runs_of(table, places, rng, epochs)
    winner = runs[np.arange(len(runs)), runs[..., 0].argmax(axis=1)]
    return np.asarray(100 * (winner[:, 0] - winner[:, 1:].mean(axis=1)))


def grows(numbers: Numbers) -> bool:
    """Nothing to be seen for one trial; more with every step; at the end two points or more."""
    gap, error = np.array(numbers["gap"]), np.array(numbers["error"])
    rises = np.diff(gap) > -np.hypot(error[1:], error[:-1])
    return bool(
        abs(gap[0]) < COUNTS_FOR * error[0] and rises.all()
        and gap[-1] >= max(2.0, gap[0] + COUNTS_FOR * np.hypot(error[-1], error[0]))
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
