"""Leaving a saddle: how long a walk stays beside the ridge, by rule, beta, noise and start."""

from typing import Any

import numpy as np

from course_lib.dashboards.controls import menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.engine import Adam, GradientDescent, Momentum, Nesterov, RMSProp
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import descend
from course_lib.experiments.surfaces import SURFACES, Floats
from course_lib.plots import GREY, plain
from course_lib.plots.surfaces import METHODS, draw_contours

LR, STEPS, WALKS, LIMIT = 0.05, 200, 9, 100
BETAS = (0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 0.95, 0.99)
NOISES = (0, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1)
OFFSETS = (0, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1)
LEFT = 1.0
"""A walk has left when it is this far from the ridge, the line y = 0."""
LOWEST, SIZE = 1e-7, 12
STYLES: dict[str, dict[str, Any]] = {
    "gradient descent": METHODS["gradient descent"],
    "momentum": METHODS["momentum"],
    "Nesterov": METHODS["momentum"] | {"linestyle": (0, (3, 1, 1, 1)), "marker": "v"},
    "RMSProp": METHODS["RMSProp"],
    "Adam": METHODS["Adam"],
}


def saddle_dashboard(
    *, rule: str = "momentum", beta: float = 0.0, offset: float = 1e-4, task: str = ""
) -> Dashboard:
    """Nine walks into a saddle and out again: their paths, and how far from the ridge they are."""
    ground = SURFACES["saddle"]
    picture = Picture(900, 350)
    plane, distance = picture.figure.subplots(1, 2)
    for ax in (plane, distance):
        plain(ax, size=SIZE)
    draw_contours(plane, *ground.grid())
    plane.plot(*np.transpose(ground.minima), "k*", markersize=13, markeredgecolor="white")
    plane.plot(0, 0, "kx", markersize=10, markeredgewidth=2)
    plane.text(0.25, 0.2, "saddle", fontsize=SIZE)
    plane.set(xlabel="x", ylabel="y")
    distance.set(xlabel="step", ylabel="distance from the ridge, |y|", yscale="log")
    distance.set(xlim=(0, STEPS), ylim=(LOWEST, 10))
    distance.axhline(LEFT, color=GREY, linestyle=":")
    distance.text(STEPS, 4 * LEFT, "above 1: has left", color=GREY, ha="right", fontsize=SIZE)
    distance.axvline(LIMIT, color=GREY, linestyle=":")
    (trails,), (heads,) = plane.plot([], []), plane.plot([], [], linestyle="none", markersize=8)
    (curves,) = distance.plot([], [], linewidth=2)
    picture.moves(trails, heads, curves)

    def show(rule: str, beta: float, noise: float, offset: float) -> str:
        style = STYLES[rule]
        paths = walks(rule, beta, noise, offset)
        for line in (trails, curves):
            line.set(color=style["color"], linestyle=style["linestyle"])
        heads.set(color=style["color"], marker=style["marker"], markeredgecolor="white")
        trails.set_data(*_joined(paths))
        heads.set_data(*paths[:, -1].T)
        steps = np.broadcast_to(np.arange(STEPS + 1), paths.shape[:2])
        away = np.maximum(np.abs(paths[..., 1]), LOWEST)
        curves.set_data(*_joined(np.stack([steps, away], axis=-1)))
        at = f"{rule}, beta {beta:g}, noise {noise:g}, start {offset:g} beside the ridge"
        return f"{at}: {_in_words(leaving(paths), noise)}"

    controls = {
        "rule": menu("rule", list(STYLES), rule),
        "beta": stored_slider("beta", BETAS, beta),
        "noise": stored_slider("noise", NOISES, 0),
        "offset": stored_slider("start beside the ridge", OFFSETS, offset),
    }
    return Dashboard("saddle", picture, controls, show=show, task=task)


def walks(rule: str, beta: float, noise: float, offset: float) -> Floats:
    """Nine walks with noise of their own, shape (9, 201, 2); without noise all are one.

    Examples
    --------
    >>> walks("momentum", 0.9, noise=0, offset=1e-4).shape
    (9, 201, 2)
    """
    rules: dict[str, Rule] = {
        "gradient descent": GradientDescent(),
        "momentum": Momentum(beta),
        "Nesterov": Nesterov(beta),
        "RMSProp": RMSProp(beta),
        "Adam": Adam(beta),
    }
    rates = np.full((WALKS, 1, 1), LR)
    start = (SURFACES["saddle"].start[0], offset)
    rng = np.random.default_rng(0)
    return descend(
        SURFACES["saddle"], rules[rule], rates, steps=STEPS, start=start, noise=noise, rng=rng
    )


def leaving(paths: Floats) -> list[int | None]:
    """The first step at which each walk is 1 away from the ridge, or None.

    Examples
    --------
    >>> leaving(walks("gradient descent", 0, noise=0, offset=0.1))[0]
    50
    """
    away = np.abs(paths[..., 1]) >= LEFT
    return [int(walk.argmax()) if walk.any() else None for walk in away]


def _joined(paths: Floats) -> Floats:
    """Many lines as one broken line, shape (2, all points)."""
    gap = np.full((*paths.shape[:-2], 1, 2), np.nan)
    return np.concatenate([paths, gap], axis=-2).reshape(-1, 2).T


def _in_words(steps: list[int | None], noise: float) -> str:
    if not noise:
        return "never leaves" if steps[0] is None else f"leaves at step {steps[0]}"
    early = sum(step is not None and step <= LIMIT for step in steps)
    last = max((step for step in steps if step is not None), default=None)
    tail = "" if last is None else f"; the last to leave within {STEPS}: step {last}"
    return f"{early} of {len(steps)} walks leave within {LIMIT} steps{tail}"
