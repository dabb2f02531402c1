"""What the claims of notebook 02b rest on: measurements, and what must be true of them."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.bias_and_variance_further import small_weights
from course_lib.chapters.bias_and_variance_further.by_cross_entropy import cross_entropy_errors
from course_lib.chapters.bias_and_variance_further.double_descent import (
    STRENGTHS,
    Problem,
    curve,
)
from course_lib.chapters.bias_and_variance_further.features import EXAMPLES, studies
from course_lib.chapters.bias_and_variance_further.neighbours import (
    dimension,
    nearness,
    shuffled,
    some_digits,
)
from course_lib.chapters.bias_and_variance_further.trained import WIDTHS, trained
from course_lib.experiments import paired_change
from course_lib.experiments.contests import ENOUGH, compared
from course_lib.experiments.schedule_problem import Problem as OfSteps

Numbers = dict[str, Any]

RATIOS = (0.3, 0.5, 0.75, 0.9, 1.0, 1.1, 1.5, 2.0, 10.0)
"""Random units for each different example."""
NEAR_ONE = (0.9, 1.0, 1.1)
DRAWS, STUDIES, JUDGES, TRAINED = 5, 300, 8, 6
MORE, MORE_TRAINED = 0.1, 0.05
FEWEST = 0.001
"""No share of errors counts as less: they are compared by their ratio."""


def short(values: npt.NDArray[np.float64]) -> list[float]:
    """Four digits of each are kept: there are many.

    Examples
    --------
    >>> short(np.array([1 / 3, 1e6 / 3]))
    [0.3333, 333300.0]
    """
    return [float(f"{value:.4g}") for value in values]


# Small weights.


def small(**conditions: Any) -> Numbers:
    """Errors against the true curve and largest coefficients, with a penalty and without."""
    return {name: short(found) for name, found in small_weights.contest(**conditions).items()}


def nearer_and_smaller(numbers: Numbers) -> bool:
    """Both are lower with the penalty."""
    return all(
        compared(numbers[f"{what}, a penalty"], numbers[f"{what}, no penalty"]).lower
        for what in ("error", "largest")
    )


# Many dimensions.


def cloud(kind: str, n: int, d: int, rng: np.random.Generator) -> Any:
    """Points at random, of one kind."""
    if kind == "normal":
        return rng.standard_normal((n, d))
    if kind == "exponential":
        return rng.exponential(size=(n, d))
    if kind == "on a sphere":
        points = rng.standard_normal((n, d))
        return points / np.linalg.norm(points, axis=1, keepdims=True)
    if kind == "of two directions":
        return rng.random((n, 2)) @ rng.standard_normal((2, d))
    if kind == "in fifty heaps":
        return rng.random((50, d))[rng.integers(50, size=n)] + 0.02 * rng.random((n, d))
    return rng.random((n, d))


def crowded(seeds: int, n: int, kind: str, power: float, far: int) -> Numbers:
    """Distance of the nearest as a share of the average, in 2 dimensions and in many."""
    return {
        f"{words} dimensions": [
            nearness(cloud(kind, n, d, np.random.default_rng([seed, d])), power=power)
            for seed in range(seeds, seeds + DRAWS)
        ]
        for words, d in (("2", 2), ("many", far))
    }


def nearest_goes_far(numbers: Numbers) -> bool:
    """A tenth at most in two dimensions, a half at least in many."""
    return bool(max(numbers["2 dimensions"]) < 0.1 and min(numbers["many dimensions"]) > 0.5)


def useless(seeds: int, examples: int, noise: float, kind: str, strength: float) -> Numbers:
    """Errors on the examples and on new ones, with ever more features of which one says all."""
    counts = tuple(round(count * examples / EXAMPLES) for count in (2, 12, 22, 32))
    judging = range(seeds, seeds + STUDIES)
    how = {"examples": examples, "noise": noise, "kind": kind, "strength": strength}
    them, new = studies(counts, judging, **how)
    return {
        f"{words}, {share} %": short(errors)
        for words, rows in (("on them", them), ("on new ones", new))
        for share, errors in zip((5, 30, 55, 80), rows, strict=True)
    }


def both_leave_the_noise(numbers: Numbers) -> bool:
    """At each step lower on the examples, higher on new ones."""
    steps = ((5, 30), (30, 55), (55, 80))
    lower = all(
        compared(numbers[f"on them, {b} %"], numbers[f"on them, {a} %"]).lower for a, b in steps
    )
    higher = all(
        compared(numbers[f"on new ones, {b} %"], numbers[f"on new ones, {a} %"]).higher
        for a, b in steps
    )
    return lower and higher


def directions(
    seeds: int, n: int, side: int, only: int | None, power: float, change: str
) -> Numbers:
    """Dimensions that nearest neighbours show, of digits and of digits with shuffled pixels."""
    found: Numbers = {"digits": [], "shuffled": []}
    for seed in range(seeds, seeds + DRAWS):
        rng = np.random.default_rng(seed)
        images = some_digits(n, rng, side=side, only=only)
        if change == "black and white":
            images = np.where(images > 0.5, 1.0, 0.0)
        if change == "noise of 0.1":
            images = images + 0.1 * rng.standard_normal(images.shape)
        if change == "noise of 0.3":
            images = images + 0.3 * rng.standard_normal(images.shape)
        if change == "moved by a pixel or two":
            squares = images.reshape(n, side, side)
            moves = rng.integers(-2, 3, size=(n, 2))
            images = np.array(
                [np.roll(each, move, (0, 1)) for each, move in zip(squares, moves, strict=True)]
            ).reshape(n, -1)
        found["digits"].append(dimension(images, power=power))
        found["shuffled"].append(dimension(shuffled(images, rng), power=power))
    return found


def few_directions(numbers: Numbers) -> bool:
    """Fewer than 20, and more than three times as many when shuffled."""
    most = max(numbers["digits"])
    return bool(most < 20 and min(numbers["shuffled"]) > 3 * most)


# Past the point of learning by heart.


def of(conditions: dict[str, Any]) -> tuple[Problem, range, int]:
    """The problem of some conditions, the seeds that judge, and its different examples."""
    given = dict(conditions)
    seeds = given.pop("seeds")
    problem = Problem(**given)
    return problem, range(seeds, seeds + JUDGES), problem.examples // problem.copies


def plain(strength: float, loss: str, **conditions: Any) -> Numbers:
    """Errors on new digits with more and more random units, at one penalty."""
    problem, seeds, different = of(conditions)
    widths = [round(ratio * different) for ratio in RATIOS]
    if loss == "cross-entropy":
        rows = [[cross_entropy_errors(problem, width, seed) for seed in seeds] for width in widths]
        return {f"{ratio} to one": row for ratio, row in zip(RATIOS, rows, strict=True)}
    test = curve(problem, seeds, widths, [strength]).test[:, 0]
    return {f"{ratio} to one": row.tolist() for ratio, row in zip(RATIOS, test, strict=True)}


def peaks_at_one(numbers: Numbers) -> bool:
    """Worst about where units equal examples; a third and ten times as many are better."""
    means = {ratio: np.mean(numbers[f"{ratio} to one"]) for ratio in RATIOS}
    worst = max(means, key=means.__getitem__)
    here = numbers["1.0 to one"]
    ends = (numbers["0.3 to one"], numbers["10.0 to one"])
    return worst in NEAR_ONE and all(compared(here, each).higher for each in ends)


def tuned(**conditions: Any) -> Numbers:
    """Errors on new digits at the penalty that other digits chose for each number of units."""
    problem, seeds, different = of(conditions)
    widths = [round(ratio * different) for ratio in RATIOS]
    found = curve(problem, seeds, widths, STRENGTHS).tuned()
    return {f"{ratio} to one": row.tolist() for ratio, row in zip(RATIOS, found, strict=True)}


def never_worse(numbers: Numbers) -> bool:
    """No number of units is more than 10 % and 3 errors above a smaller one; the last is lower."""
    rows = [numbers[f"{ratio} to one"] for ratio in RATIOS]
    pairs = [compared(b, a) for k, a in enumerate(rows) for b in rows[k + 1 :]]
    return not any(each.higher and each.change > MORE for each in pairs) and (
        compared(rows[-1], rows[0]).lower
    )


def by_heart(wrong: float, ratio: float, **conditions: Any) -> Numbers:
    """Errors without a penalty and with the best one: all labels right, and a share wrong."""
    problem, seeds, different = of(conditions)
    found: Numbers = {}
    for words, noise in (("right", 0.0), ("some wrong", wrong)):
        both = curve(replace(problem, noise=noise), seeds, [round(ratio * different)], STRENGTHS)
        found |= {
            f"{words}, none": both.test[0, 0].tolist(),
            f"{words}, best": both.tuned()[0].tolist(),
        }
    return found


def costs_more_where_wrong(numbers: Numbers) -> bool:
    """What is lost without a penalty: more where some labels are wrong, by 3 standard errors."""
    right, wrong = (
        np.subtract(numbers[f"{words}, none"], numbers[f"{words}, best"])
        for words in ("right", "some wrong")
    )
    mean, error = paired_change(wrong, right)
    return bool(mean > ENOUGH * error)


def trained_layers(
    seeds: int, lr: float, layers: int, loss: str, to_zero: bool, **conditions: Any
) -> Numbers:
    """Errors of trained layers by width, and what the examples themselves have left at 16 units."""
    found: Numbers = {}
    for width in WIDTHS:
        problem = OfSteps(draw=None, hidden=(width,) * layers, **conditions)
        judging = range(seeds, seeds + TRAINED)
        known, new = trained(problem, lr, judging, loss=loss, to_zero=to_zero)
        found[f"{width} units"] = new.tolist()
        found[f"{width} units, on the examples"] = known.tolist()
    return found


def no_peak(numbers: Numbers) -> bool:
    """All is learnt by heart at 16 units, and no width is above a smaller one."""
    rows = [np.maximum(numbers[f"{width} units"], FEWEST) for width in WIDTHS]
    pairs = [compared(b, a) for k, a in enumerate(rows) for b in rows[k + 1 :]]
    by_heart = np.mean(numbers["16 units, on the examples"]) < 0.02
    return bool(by_heart) and not any(each.higher and each.change > MORE_TRAINED for each in pairs)
