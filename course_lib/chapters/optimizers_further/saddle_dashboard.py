"""Leaving a saddle: how long a walk stays beside the ridge, by rule, rate, steepness and start."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.optimizers_further.standing import (
    LEFT,
    STEPS,
    leaving,
    rule_named,
    steep_saddle,
    walk,
)
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.experiments.descents import arrival
from course_lib.experiments.surfaces import Floats
from course_lib.plots import GREY
from course_lib.plots.surfaces import METHODS, draw_contours

RATES = (0.01, 0.02, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0)
BETAS = (0, 0.5, 0.7, 0.8, 0.9, 0.95)
STEEPNESS = (1, 2, 5, 10, 20)
OFFSETS = (0, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1)
LOWEST = 1e-9
NAMES = ("gradient descent", "momentum", "AdaGrad", "RMSProp", "Adam")


class Scene:
    """On the left the walk on its surface, on the right how far from the ridge it is."""

    def __init__(self) -> None:
        self.picture = Picture(900, 350)
        plane, distance = self.picture.panels(1, 1)
        self.picture.moves(*self._add_plane(plane), *self._add_distance(distance))

    def _add_plane(self, ax: Axes) -> list[Artist]:
        ground = steep_saddle()
        draw_contours(ax, *ground.grid())
        ax.plot(*np.transpose(ground.minima), "k*", markersize=13, markeredgecolor="white")
        ax.plot(0, 0, "kx", markersize=10, markeredgewidth=2)
        ax.text(0.25, 0.2, "saddle", fontsize=12)
        ax.text(-3.9, 0.3, "start", fontsize=12)
        ax.set(xlabel="x, across the walls", ylabel="y", title="contours at steepness 1")
        (self._trail,) = ax.plot([], [])
        (self._head,) = ax.plot([], [], linestyle="none", markersize=8)
        return [self._trail, self._head]

    def _add_distance(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="step", ylabel="distance from the ridge, |y|", yscale="log")
        ax.set(xlim=(0, STEPS), ylim=(LOWEST, 10))
        ax.axhline(LEFT, color=GREY, linestyle=":")
        ax.text(STEPS, 0.2 * LEFT, "above 1: has left", color=GREY, ha="right", fontsize=12)
        (self._curve,) = ax.plot([], [], linewidth=2)
        return [self._curve]

    def show(self, rule: str, beta: float, rate: float, steepness: float, offset: float) -> str:
        """Walk, and say when it leaves and when it arrives."""
        style: dict[str, Any] = METHODS[rule]
        path = walk(rule_named(rule, beta), rate, offset, steepness=steepness)
        for line in (self._trail, self._curve):
            line.set(color=style["color"], linestyle=style["linestyle"])
        self._head.set(color=style["color"], marker=style["marker"], markeredgecolor="white")
        self._trail.set_data(*path.T)
        known = path[np.isfinite(path).all(axis=-1)]
        self._head.set_data(*known[-1:].T)
        self._curve.set_data(np.arange(STEPS + 1), np.maximum(np.abs(path[:, 1]), LOWEST))
        with_beta = "" if rule in ("gradient descent", "AdaGrad") else f", beta {beta:g}"
        at = f"{rule}{with_beta}, rate {rate:g}, steepness {steepness:g}, start {offset:g}"
        return f"{at}: {in_words(path, steepness)}"


def in_words(path: Floats, steepness: float) -> str:
    """When a walk leaves, and whether it arrives.

    Examples
    --------
    >>> in_words(walk(rule_named("gradient descent", 0.0), 0.5, 1e-4), 1.0)
    'leaves at step 23, arrives at 26'
    """
    if np.isnan(path[-1]).any():
        return "explodes"
    left, there = leaving(path), arrival(path, steep_saddle(steepness))
    if left is None:
        return f"has not left after {STEPS} steps"
    end = "does not arrive" if there is None else f"arrives at {there}"
    return f"leaves at step {left}, {end}"


def saddle_dashboard(
    *, rule: str = "momentum", beta: float = 0.9, rate: float = 0.05, offset: float = 1e-4
) -> Dashboard:
    """A walk into a saddle and out again: its path, and how far from the ridge it is."""
    scene = Scene()
    controls = {
        "rule": menu("rule", list(NAMES), rule),
        "rate": stored_slider("rate", RATES, rate),
        "beta": stored_slider("beta", BETAS, beta),
        "steepness": stored_slider("steepness of the walls", STEEPNESS, 1),
        "offset": stored_slider("start beside the ridge", OFFSETS, offset),
    }
    return Dashboard("saddle", scene.picture, controls, show=scene.show)
