"""What the claims of notebook 02 rest on: measurements, and what must be true of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.bias_and_variance import remedies
from course_lib.chapters.bias_and_variance.remedies import Case, attempt
from course_lib.chapters.bias_and_variance.validation import held_out
from course_lib.experiments import paired_change
from course_lib.experiments.contests import ENOUGH
from course_lib.experiments.curves import (
    fit_polynomial,
    mean_squared,
    predict_curve,
    truth,
)

Numbers = dict[str, Any]
Floats = npt.NDArray[Any]

CURVES: dict[str, Callable[[Floats], Floats]] = {
    "sine": truth,
    "step": lambda x: np.tanh(8 * x),
    "kink": lambda x: 2 * np.abs(x) - 1,
}
GRID = np.linspace(-1, 1, 201)[:, None]
JUDGES, MORE_JUDGES = 8, 20
"""Seeds of a measurement: other points, another start, another order in each."""

SMALL, ALIKE, LARGE = 0.02, 0.03, 0.05
"""Changes of an error rate: two points count as next to nothing, five as a lot."""

RATES = {"Adam": (0.01, 0.03, 0.1), "descent": (0.1, 0.3, 1.0, 3.0)}


def errors_long(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many of its standard errors a paired change is long."""
    mean, error = paired_change(ours, theirs)
    return mean / error if error else float(np.sign(mean)) * 1e6


def judges(first: int, count: int = JUDGES) -> tuple[int, ...]:
    """The seeds that measure."""
    return tuple(range(first, first + count))


# Polynomials.


def samples(
    points: int, noise: float, curve: str, places: str, sets: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw data sets of a curve, at evenly spaced or at random places."""
    even = np.broadcast_to(np.linspace(-1, 1, points)[:, None], (sets, points, 1))
    x = even.copy() if places == "even" else rng.uniform(-1, 1, (sets, points, 1))
    return x, CURVES[curve](x) + noise * rng.standard_normal(x.shape)


def new_errors(x: Floats, y: Floats, degree: int, noise: float, curve: str) -> Floats:
    """The error on new points of each data set's fit, the noise of the targets included."""
    fit = fit_polynomial(x, y, degree)
    apart: Floats = mean_squared(predict_curve(fit, GRID), CURVES[curve](GRID))
    return apart + noise**2


def flexible_or_not(
    seeds: int, points: int, many: int, noise: float, curve: str, places: str,
    flexible: int, simple: int,
) -> Numbers:  # fmt: skip
    """400 data sets, small and large ones: the typical error on new points of two degrees.

    Typical is the geometric mean, so that no single fit that swings wildly decides; the ratios are
    paired, a logarithm for each data set.
    """
    found: Numbers = {}
    for words, size in (("few", points), ("many", many)):
        x, y = samples(size, noise, curve, places, 400, np.random.default_rng([seeds, 1]))
        logs = [np.log(new_errors(x, y, degree, noise, curve)) for degree in (flexible, simple)]
        mean, error = paired_change(logs[0].tolist(), logs[1].tolist())
        found[f"flexible, {words}"] = float(np.exp(logs[0].mean()))
        found[f"simple, {words}"] = float(np.exp(logs[1].mean()))
        found[f"log ratio, {words}"], found[f"its error, {words}"] = mean, error
    return found


def flexible_pays(numbers: Numbers) -> bool:
    """More than twice the error by three errors; with many points within two percent."""
    at_least = numbers["log ratio, few"] - ENOUGH * numbers["its error, few"]
    return bool(at_least > np.log(2) and np.exp(numbers["log ratio, many"]) < 1.02)


def chosen_by_folds(
    seeds: int, points: int, noise: float, curve: str, places: str, folds: int
) -> Numbers:
    """400 data sets: the degree that the folds choose, and that of one fold alone."""
    rng = np.random.default_rng([seeds, 2])
    x, y = samples(points, noise, curve, places, 400, rng)
    order = np.argsort(rng.random((400, points)), axis=1)[..., None]  # each deals its own folds
    x, y = (np.take_along_axis(each, order, axis=1) for each in (x, y))
    dealt = np.array_split(np.arange(points), folds)
    errors = np.array([held_out(x, y, dealt, degree) for degree in range(10)])  # degree, fold, set
    new = np.array([new_errors(x, y, degree, noise, curve) for degree in range(10)])
    sets = np.arange(400)
    by_all = new[errors.mean(axis=1).argmin(axis=0), sets]
    by_one = new[errors[:, 0].argmin(axis=0), sets]
    return {
        "all folds": float(np.exp(np.log(by_all).mean())),
        "one split": float(np.exp(np.log(by_one).mean())),
        "errors": errors_long(np.log(by_all).tolist(), np.log(by_one).tolist()),
    }


# Points in the plane.


def best_of(cases: Sequence[Case], seeds: Sequence[int]) -> remedies.Outcome:
    """Of several cases the one that does best on the points for choosing."""
    tried = [attempt(case, tuple(seeds)) for case in cases]
    return min(tried, key=lambda outcome: outcome.choosing_error.mean())


def too_simple(seeds: int, **conditions: Any) -> Numbers:
    """Dev errors by seed, each at its own rate: as it is, with more of each, and larger."""
    case, drawn = Case(lr=0.0, **conditions), judges(seeds)
    tried = {
        "as it is": case,
        "twice the time": replace(case, steps=2 * case.steps),
        "ten times the data": replace(case, points=10 * case.points),
        "larger": replace(case, hidden=(20,)),
    }
    return {
        name: best_of([replace(each, lr=lr) for lr in RATES[case.rule]], drawn).dev_error.tolist()
        for name, each in tried.items()
    }


def bias_stays(numbers: Numbers) -> bool:
    """Neither time nor data gains two points; the larger network gains five, by three errors."""
    before = np.mean(numbers["as it is"])
    nothing = [before - np.mean(numbers[name]) for name in ("twice the time", "ten times the data")]
    gain = before - np.mean(numbers["larger"])
    sure = errors_long(numbers["larger"], numbers["as it is"]) < -ENOUGH
    return bool(max(nothing) < SMALL and gain > LARGE and sure)


def too_early(seeds: int, **conditions: Any) -> Numbers:
    """Errors by seed of a network that was stopped, trained on, and with more data instead."""
    case, drawn = Case(**conditions), judges(seeds)
    before = attempt(case, drawn)
    return {
        "training": before.train_error.tolist(),
        "dev": before.dev_error.tolist(),
        "trained on": attempt(replace(case, steps=10 * case.steps), drawn).dev_error.tolist(),
        "ten times the data": attempt(
            replace(case, points=10 * case.points), drawn
        ).dev_error.tolist(),
    }


def time_mends(numbers: Numbers) -> bool:
    """Hardly a gap; training on gains five points, by three errors, data less than half of it."""
    before = np.mean(numbers["dev"])
    gap = before - np.mean(numbers["training"])
    by_time, by_data = (
        before - np.mean(numbers[name]) for name in ("trained on", "ten times the data")
    )
    sure = errors_long(numbers["trained on"], numbers["dev"]) < -ENOUGH
    return bool(gap < ALIKE and by_time > LARGE and sure and by_data < by_time / 2)


def too_few(seeds: int, **conditions: Any) -> Numbers:
    """Errors by seed of a network with too few points, and after three remedies."""
    case, drawn = Case(**conditions), judges(seeds, MORE_JUDGES)
    before = attempt(case, drawn)
    strengths = [replace(case, strength=each) for each in remedies.STRENGTHS]
    wider = replace(case, hidden=tuple(2 * units for units in case.hidden))
    return {
        "training": before.train_error.tolist(),
        "dev": before.dev_error.tolist(),
        "ten times the data": attempt(
            replace(case, points=10 * case.points), drawn
        ).dev_error.tolist(),
        "regularization": best_of(strengths, drawn).dev_error.tolist(),
        "larger": attempt(wider, drawn).dev_error.tolist(),
    }


def data_and_penalty_mend(numbers: Numbers) -> bool:
    """A gap; data and penalty gain by three errors each, a larger network less than two points."""
    gap = np.mean(numbers["dev"]) - np.mean(numbers["training"])
    gains = [
        errors_long(numbers[name], numbers["dev"]) < -ENOUGH
        for name in ("ten times the data", "regularization")
    ]
    by_size = np.mean(numbers["dev"]) - np.mean(numbers["larger"])
    return bool(gap > LARGE and all(gains) and by_size < SMALL)
