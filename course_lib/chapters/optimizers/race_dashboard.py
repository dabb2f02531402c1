"""Five update rules race down a surface: with one learning rate for all, or each with its own."""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.chapters.optimizers.race import (
    GROUNDS,
    RATES,
    STEPS,
    Walk,
    at_one_rate,
    fate,
    own_walks,
    runners,
)
from course_lib.dashboards import Dashboard, Picture, check, menu, stored_slider
from course_lib.dashboards.live import Frames
from course_lib.experiments.surfaces import Surface
from course_lib.plots.surfaces import METHODS, draw_contours, draw_path, set_path

LOWEST = 1e-8
BETAS1 = (0, 0.3, 0.4, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
BETAS2 = (0, 0.5, 0.9, 0.95, 0.99, 0.999)
SHARED, OWN = "one for all: lr", "each its own best"
STEP_SECONDS = 0.012
"""How long a live step takes at least, so that an eye can follow."""


class Scene:
    """One panel with contours for each surface, of which one is in sight; heights on the right."""

    def __init__(self) -> None:
        self.picture = Picture(900, 420)
        left, right = self.picture.panels(3, 2)
        others = [self.picture.over(left) for _ in range(len(GROUNDS) - 1)]
        self._planes = dict(zip(GROUNDS, [left, *others], strict=True))
        self._walks: dict[tuple[str, str], tuple[Line2D, Line2D]] = {}
        for name, plane in self._planes.items():
            self._add_surface(plane, GROUNDS[name])
        self._add_heights(right)
        self.picture.legend(self._heights.values(), ncols=len(METHODS))

    def _add_surface(self, ax: Axes, surface: Surface) -> None:
        draw_contours(ax, *surface.grid())
        for minimum in surface.minima:
            ax.plot(*minimum, "*", color="black", markersize=13, markeredgecolor="white")
        ax.plot(*surface.start, "o", color="white", markeredgecolor="black", markersize=7)
        ax.set(xlabel="x", ylabel="y", visible=False)
        ax.locator_params(axis="y", integer=True)  # short numbers: the layout knows one panel only
        for method, style in METHODS.items():
            walk = draw_path(ax, np.empty((0, 2)), **style)
            self._walks[surface.name, method] = walk
            self.picture.moves(*walk)

    def _add_heights(self, ax: Axes) -> None:
        looks: dict[str, Any] = {"linewidth": 2, "markevery": 20, "markersize": 6}
        self._heights = {
            method: ax.plot([], [], label=method, **style, **looks)[0]
            for method, style in METHODS.items()
        }
        ax.set(xlabel="step", ylabel="height above the deepest minimum", yscale="log")
        ax.set(xlim=(0, STEPS), ylim=(LOWEST, 1e3))
        self.picture.moves(*self._heights.values())

    def show(
        self, surface: str, rates: str, lr: float, beta1: float, beta2: float, corrected: bool
    ) -> str:
        """Run the whole race, and show where each rule went."""
        ground, walks = GROUNDS[surface], _run(surface, rates, lr, beta1, beta2, corrected)
        self._bring_to_sight(self._planes[surface])
        self._walk(ground, walks)
        own = rates == OWN
        fates = "; ".join(
            f"{name}{f' at {walk.lr:g}' if own else ''} {fate(walk.path, ground)}"
            for name, walk in walks.items()
        )
        said = f"{OWN} (lr {lr:g} is not asked)" if own else f"lr {lr:g}"
        rms = ", RMSProp corrected" if corrected else ""
        return (
            f"{surface}, {said}, beta1 {beta1:g}, beta2 {beta2:g}{rms} · "
            f"within 0.05 of a minimum, for good, after how many of {STEPS} steps: {fates}"
        )

    def live(
        self, surface: str, rates: str, lr: float, beta1: float, beta2: float, corrected: bool
    ) -> Frames:
        """Show the same race step by step."""
        walks = _run(surface, rates, lr, beta1, beta2, corrected)
        for number in range(STEPS):
            so_far = {name: walk.path[: number + 1] for name, walk in walks.items()}
            self._walk(GROUNDS[surface], {name: Walk(0.0, path) for name, path in so_far.items()})
            time.sleep(STEP_SECONDS)
            yield f"live: step {number} of {STEPS}"
        yield self.show(surface, rates, lr, beta1, beta2, corrected)

    def show_trails(self, shown: bool) -> None:
        """Show the whole paths, or only where they end."""
        for trail, _ in self._walks.values():
            trail.set_visible(shown)

    def _bring_to_sight(self, chosen: Axes) -> None:
        if not chosen.get_visible():
            for plane in self._planes.values():
                plane.set_visible(plane is chosen)
            self.picture.redraw_still()

    def _walk(self, ground: Surface, walks: Mapping[str, Walk]) -> None:
        lowest = ground.value(np.array(ground.minima[0]))
        for method, (_, path) in walks.items():
            set_path(*self._walks[ground.name, method], path)
            height = np.maximum(ground.value(path) - lowest, LOWEST)
            self._heights[method].set_data(np.arange(len(path)), height)


def race_dashboard(
    *, surface: str = "ravine", rates: str = SHARED, lr: float = 0.05, live: bool = True
) -> Dashboard:
    """Five rules on one surface: where they went, and their height above the deepest minimum."""
    scene = Scene()
    controls = {
        "surface": menu("surface", list(GROUNDS), surface),
        "rates": menu("rates", [SHARED, OWN], rates),
        "lr": stored_slider("lr, one for all", RATES, lr),
        "beta1": stored_slider("beta1 (momentum, Adam)", BETAS1, 0.9),
        "beta2": stored_slider("beta2 (RMSProp, Adam)", BETAS2, 0.99),
        "corrected": check("RMSProp corrected", False),
    }
    board = Dashboard(
        "race", scene.picture, controls, show=scene.show, live=scene.live,
        views={"trails": (check("trails", True), scene.show_trails)},
    )  # fmt: skip
    if not live:
        board.switch.value = False
    return board


def _run(
    surface: str, rates: str, lr: float, beta1: float, beta2: float, corrected: bool
) -> dict[str, Walk]:
    if rates == OWN:
        return own_walks(surface, beta1, beta2, corrected)
    return at_one_rate(GROUNDS[surface], runners(beta1, beta2, corrected), lr)
