"""What the claims of notebook 05 rest on, of walks down surfaces of two parameters."""

from typing import Any

import numpy as np

from course_lib.chapters.optimizers.line import curvatures, line_surface
from course_lib.chapters.optimizers.momenta import at_best_rate, best_settings, ravine_of
from course_lib.chapters.optimizers.race import RATES, at_own_rate, turned_ravine
from course_lib.datasets import load_weather
from course_lib.engine import AdaGrad, Adam, GradientDescent, Momentum, RMSProp
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import SURFACES, Floats, Surface, quadratic

Numbers = dict[str, Any]
MANY = tuple(float(f"{rate:.3g}") for rate in np.geomspace(0.001, 20, 45))
"""Rates a quarter apart."""


def limit(
    years: int, start: tuple[float, float], inputs: str, beside: float, steps: int, beta: float,
    batch: int,
) -> Numbers:  # fmt: skip
    """How far from the minimum descent ends a little below 2 / L and above, as a share of before.

    ``years`` is the first of two in the weather; ``batch`` 0 takes all days in every step.
    """
    dates, y = load_weather("high")
    x = load_weather("rain" if inputs == "rain" else "low")[1]
    chosen = (dates >= np.datetime64(f"{years}-01-01")) & (
        dates < np.datetime64(f"{years + 2}-01-01")
    )
    x, y = x[chosen], y[chosen]
    if inputs == "normalized":
        x = (x - x.mean()) / x.std()
    ground = line_surface(x, y, start=start)
    top = curvatures(ground)[1]
    found: Numbers = {}
    for words, factor in (("below", 1 - beside), ("above", 1 + beside)):
        lr = factor * 2 / top
        if batch:
            path = _in_batches(x, y, start, lr, steps, batch)
        else:
            rule: Rule = Momentum(beta) if beta else GradientDescent()
            path = descend(ground, rule, lr, steps=steps)
        away = np.linalg.norm(path - np.array(ground.minima[0]), axis=-1)
        found[words] = float(np.nan_to_num(away[-1] / away[0], nan=1e9, posinf=1e9))
    return found


def _in_batches(
    x: Floats, y: Floats, start: tuple[float, float], lr: float, steps: int, batch: int
) -> Floats:
    rng, at = np.random.default_rng(0), np.array(start)
    path = [at]
    for _ in range(steps):
        taken = rng.integers(len(x), size=batch)
        error = at[0] * x[taken] + at[1] - y[taken]
        at = at - lr * np.array([np.mean(error * x[taken]), np.mean(error)])
        if not np.abs(at).max() < 1e9:
            at = np.full(2, np.nan)
        path.append(at)
    return np.array(path)


def shrinks_and_grows(numbers: Numbers) -> bool:
    """A tenth of the way left at most below the limit, ten times as far away above it."""
    return bool(numbers["below"] < 0.1 and numbers["above"] > 10)


def best_beta(
    flat: float, steep: float, angle: float, start: tuple[float, float], scale: float,
    noise: float, seed: int,
) -> Numbers:  # fmt: skip
    """Steps in a flat and in a steep ravine: descent, beta 0.9 and the beta of the formula."""
    found: Numbers = {}
    for words, k in (("flat", flat), ("steep", steep)):
        ground = ravine_of(scale, k * scale, angle=angle, start=start)
        betas = {"descent": 0.0, "0.9": 0.9, "formula": best_settings(1, k)[1]}
        most = round(12 * k) + 300
        for name, beta in betas.items():
            steps = at_best_rate(ground, beta, k * scale, most=most, noise=noise, seed=seed)
            found[f"{words}, {name}"] = most if steps is None else steps
    return found


def depends_on_the_ravine(numbers: Numbers) -> bool:
    """0.9 loses in the flat ravine and wins in the steep one; the formula's wins in both."""
    flat, steep = (
        {name: numbers[f"{words}, {name}"] for name in ("descent", "0.9", "formula")}
        for words in ("flat", "steep")
    )
    return bool(
        flat["formula"] < flat["descent"] < flat["0.9"]
        and steep["formula"] <= steep["0.9"] < steep["descent"]
    )


def turned(
    angle: float, k: float, start: tuple[float, float], rule: str, beta2: float, steps: int,
) -> Numbers:  # fmt: skip
    """Steps along the axes and turned, start and all: a rule that divides, momentum, descent."""
    dividing: dict[str, Rule] = {
        "AdaGrad": AdaGrad(), "RMSProp": Adam(0.0, beta2), "Adam": Adam(0.5, beta2)
    }  # fmt: skip
    rules: dict[str, Rule] = {
        "divides": dividing[rule],
        "momentum": Momentum(0.5),
        "descent": GradientDescent(),
    }
    cos, sin = np.cos(angle), np.sin(angle)
    x, y = np.array([[cos, -sin], [sin, cos]]) @ start
    grounds = {
        "along": quadratic(1.0, k, start=start),
        "turned": quadratic(1.0, k, angle=angle, start=(float(x), float(y))),
    }
    return {
        f"{words}, {name}": _steps(ground, each, steps)
        for words, ground in grounds.items()
        for name, each in rules.items()
    }


def _steps(ground: Surface, rule: Rule, steps: int) -> int:
    arrived = arrival(at_own_rate(ground, rule, rates=MANY, steps=steps).path, ground)
    return steps if arrived is None else arrived


def loses_when_turned(numbers: Numbers) -> bool:
    """Half as many steps more for what divides, the same for what does not."""
    rest = all(
        abs(numbers[f"turned, {name}"] - numbers[f"along, {name}"]) <= 2
        for name in ("momentum", "descent")
    )
    return bool(rest and numbers["turned, divides"] >= 1.5 * numbers["along, divides"])


def forgets(
    noise: float, fades: float, after: int, seeds: int, steps: int, beta: float, k: float,
    moved: float,
) -> Numbers:  # fmt: skip
    """Mean distance of AdaGrad and RMSProp, each at its own rate, in a noisy ravine.

    From step ``after`` on the walk is back at its start, ``moved`` times as far away, and all
    gradients are divided by ``fades``.
    """
    rates = np.geomspace(0.003, 100, 28)
    found: Numbers = {}
    for fading in (1.0, fades):
        for name, rule in (("AdaGrad", AdaGrad()), ("RMSProp", RMSProp(beta))):
            means = np.mean(
                [
                    _distances(rule, rates, noise, fading, after, seed, steps, k, moved)
                    for seed in range(seeds, seeds + 5)
                ],
                axis=0,
            )
            words = "fading" if fading != 1 else "steady"
            found[f"{words}, {name}"] = float(means.min())
            found[f"{words}, {name}, rate"] = float(rates[means.argmin()])
    return found


def _distances(
    rule: Rule, rates: Floats, noise: float, fades: float, after: int, seed: int, steps: int,
    k: float, moved: float,
) -> Floats:  # fmt: skip
    """The mean distance over a whole walk, for each rate."""
    rng = np.random.default_rng(seed)
    ground, start = quadratic(1.0, k), np.array([-4.0, 1.0])
    theta = np.tile(start, (len(rates), 1, 1))
    state, total = rule.init(theta), np.zeros(len(rates))
    for step in range(steps):
        if step == after:
            theta = np.tile(moved * start, (len(rates), 1, 1))
        grad = ground.gradient(theta) + noise * rng.standard_normal(2)
        grad = grad / (fades if step >= after else 1.0)
        change, state = rule.update(grad, state, rates[:, None, None], theta)
        theta = theta + change
        total += np.linalg.norm(theta, axis=-1)[:, 0]
    return total / steps


def stalls_only_when_fading(numbers: Numbers) -> bool:
    """Nearer while gradients keep their size, farther by a quarter or more where they fade."""
    return bool(
        numbers["steady, AdaGrad"] <= numbers["steady, RMSProp"]
        and numbers["fading, AdaGrad"] >= 1.25 * numbers["fading, RMSProp"]
    )


def quick_start(
    surface: str, beta2: float, start: tuple[float, float] | None, within: float, steps: int,
) -> Numbers:  # fmt: skip
    """Steps of RMSProp as published, and corrected, each at its own rate."""
    ground = turned_ravine() if surface == "ravine, turned" else SURFACES[surface]
    rules: dict[str, Rule] = {"published": RMSProp(beta2), "corrected": Adam(0.0, beta2)}
    found: Numbers = {}
    for name, rule in rules.items():
        rates = np.array(sorted({*MANY, *RATES}))
        paths = descend(ground, rule, rates[:, None, None], steps=steps, start=start)
        arrivals = [arrival(path, ground, within) for path in paths]
        known = [step for step in arrivals if step is not None]
        found[name] = min(known, default=steps)
    return found


def several_times_slower(numbers: Numbers) -> bool:
    """Corrected it needs twice the steps or more."""
    return bool(numbers["corrected"] >= 2 * numbers["published"])
