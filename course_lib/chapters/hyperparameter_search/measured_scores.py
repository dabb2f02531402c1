"""What the claims of notebook 08 rest on: what the scores of whole tables say."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from course_lib.chapters.hyperparameter_search.tables import Floats, best_of, trained
from course_lib.experiments.searched_table import NAMES

Numbers = dict[str, Any]
Range = tuple[float, float]


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
    """The rate's share halves in its middle range; beta's doubles where the rates end early."""
    (whole, _, middle), (with_all, up_to, _) = numbers["lr"], numbers["beta"]
    return bool(whole >= 2 * middle and up_to >= 2 * with_all)


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
    return bool(0.5 <= numbers["power"] <= 1.5 and numbers["small rate"] > numbers["large rate"])


def early(
    digits: str, seeds: Sequence[int] | None, epochs: int, best: int, hidden: Range, lr: Range
) -> Numbers:
    """How early scores rank all settings, and the truly best; and how one full run ranks another.

    Each is a mean over the seeds (None: all of them), or over pairs of them.
    """
    part = trained(digits).part(hidden=hidden, lr=lr)
    worth = part.worth.ravel()
    tenth = worth >= np.quantile(worth, 0.9)
    top = np.argsort(-worth, kind="stable")[:best]
    taken = range(part.dev.shape[-2]) if seeds is None else seeds
    first, last = ([part.dev[..., seed, look].ravel() for seed in taken] for look in (epochs, -1))
    looks = list(zip(first, last, strict=True))
    return {
        "all": _alike(looks),
        "best tenth": _alike(looks, tenth),
        "of the best in the top quarter": round(
            100 * float(np.mean([(each >= np.quantile(each, 0.75))[top] for each in first]))
        ),
        "full runs, all": _alike(combinations(last, 2)),
        "full runs, best tenth": _alike(combinations(last, 2), tenth),
    }


def _alike(pairs: Iterable[tuple[Floats, Floats]], part: Any = slice(None)) -> float:
    return round(float(np.mean([rank_correlation(a[part], b[part]) for a, b in pairs])), 2)


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
    """All are ordered well, the best tenth is not, by full runs neither; yet the best are kept."""
    among_the_best = max(numbers["best tenth"], numbers["full runs, best tenth"])
    return bool(
        numbers["all"] >= 0.7
        and among_the_best <= 0.4
        and numbers["of the best in the top quarter"] >= 80
    )


def dev_luck(digits: str, trials: Sequence[int], searches: int = 1000) -> list[float]:
    """Mean of all runs on the dev images minus that on the test images, in points.

    For the winner of so many trials each; and, last, for all settings above 70 %.
    """
    table, rng = trained(digits), np.random.default_rng(0)
    easier = 100 * (table.worth - table.test.mean(axis=-1))
    told = []
    for count in trials:
        places = rng.random((searches, count, 4))
        won = best_of(places, table.tried(places, rng))
        told.append(float(easier[table.points(won)].mean()))
    return [*told, float(easier[table.worth > 0.7].mean())]
