"""Leaving a saddle: how long a walk stays beside the ridge, by rule, beta, noise and start."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.optimizers_further.surfaces import LEFT, STEPS, leaving, walks
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.experiments.surfaces import SURFACES, Floats
from course_lib.plots import GREY
from course_lib.plots.surfaces import METHODS, draw_contours

BETAS = (0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 0.95, 0.99)
NOISES = (0, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1)
OFFSETS = (0, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1)
LIMIT, LOWEST = 100, 1e-7
STYLES: dict[str, dict[str, Any]] = {
    "gradient descent": METHODS["gradient descent"],
    "momentum": METHODS["momentum"],
    "Nesterov": METHODS["momentum"] | {"linestyle": (0, (3, 1, 1, 1)), "marker": "v"},
    "RMSProp": METHODS["RMSProp"],
    "Adam": METHODS["Adam"],
}


class Scene:
    """On the left the walks on their surface, on the right how far from the ridge they are."""

    def __init__(self) -> None:
        self.picture = Picture(900, 350)
        plane, distance = self.picture.panels(1, 1)
        self.picture.moves(*self._add_plane(plane), *self._add_distance(distance))

    def _add_plane(self, ax: Axes) -> list[Artist]:
        ground = SURFACES["saddle"]
        draw_contours(ax, *ground.grid())
        ax.plot(*np.transpose(ground.minima), "k*", markersize=13, markeredgecolor="white")
        ax.plot(0, 0, "kx", markersize=10, markeredgewidth=2)
        ax.text(0.25, 0.2, "saddle", fontsize=12)
        ax.set(xlabel="x", ylabel="y")
        (self._trails,) = ax.plot([], [])
        (self._heads,) = ax.plot([], [], linestyle="none", markersize=8)
        return [self._trails, self._heads]

    def _add_distance(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="step", ylabel="distance from the ridge, |y|", yscale="log")
        ax.set(xlim=(0, STEPS), ylim=(LOWEST, 10))
        ax.axhline(LEFT, color=GREY, linestyle=":")
        ax.text(STEPS, 4 * LEFT, "above 1: has left", color=GREY, ha="right", fontsize=12)
        ax.axvline(LIMIT, color=GREY, linestyle=":")
        (self._curves,) = ax.plot([], [], linewidth=2)
        return [self._curves]

    def show(self, rule: str, beta: float, noise: float, offset: float) -> str:
        """Walk, and show nine paths as one broken line."""
        style, paths = STYLES[rule], walks(rule, beta, noise, offset)
        for line in (self._trails, self._curves):
            line.set(color=style["color"], linestyle=style["linestyle"])
        self._heads.set(color=style["color"], marker=style["marker"], markeredgecolor="white")
        self._trails.set_data(*_joined(paths))
        self._heads.set_data(*paths[:, -1].T)
        steps = np.broadcast_to(np.arange(STEPS + 1), paths.shape[:2])
        away = np.maximum(np.abs(paths[..., 1]), LOWEST)
        self._curves.set_data(*_joined(np.stack([steps, away], axis=-1)))
        at = f"{rule}, beta {beta:g}, noise {noise:g}, start {offset:g} beside the ridge"
        return f"{at}: {_in_words(leaving(paths), noise)}"


def saddle_dashboard(
    *, rule: str = "momentum", beta: float = 0.0, offset: float = 1e-4
) -> Dashboard:
    """Nine walks into a saddle and out again: their paths, and how far from the ridge they are."""
    scene = Scene()
    controls = {
        "rule": menu("rule", list(STYLES), rule),
        "beta": stored_slider("beta", BETAS, beta),
        "noise": stored_slider("noise", NOISES, 0),
        "offset": stored_slider("start beside the ridge", OFFSETS, offset),
    }
    return Dashboard("saddle", scene.picture, controls, show=scene.show)


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
