"""Five update rules race down a surface, from one start and with one learning rate."""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.dashboards import Dashboard, Picture, check, menu, stored_slider
from course_lib.dashboards.live import Frames
from course_lib.engine import AdaGrad, Adam, GradientDescent, Momentum, RMSProp
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import arrival, given_up, race, race_steps
from course_lib.experiments.surfaces import SURFACES, Floats, Point, Surface
from course_lib.plots.surfaces import METHODS, draw_contours, draw_path, set_path

LOWEST = 1e-8
STEPS = 100
RATES = (
    0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.08, 0.09, 0.095, 0.1, 0.11, 0.13,
    0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 1.9, 2, 2.1,
)  # fmt: skip
BETAS1 = (0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
BETAS2 = (0, 0.5, 0.9, 0.95, 0.99, 0.999)
STARTS = ("usual", "far corner", "on the axis")
STEP_SECONDS = 0.012
"""How long a live step takes at least, so that an eye can follow."""


class Scene:
    """One panel with contours for each surface, of which one is in sight; heights on the right."""

    def __init__(self) -> None:
        self.picture = Picture(900, 420)
        left, right = self.picture.panels(3, 2)
        others = [self.picture.over(left) for _ in range(len(SURFACES) - 1)]
        self._planes = dict(zip(SURFACES, [left, *others], strict=True))
        self._walks: dict[tuple[str, str], tuple[Line2D, Line2D]] = {}
        for name, plane in self._planes.items():
            self._add_surface(plane, SURFACES[name])
        self._add_heights(right)
        self.picture.legend(self._heights.values(), ncols=len(METHODS))

    def _add_surface(self, ax: Axes, surface: Surface) -> None:
        draw_contours(ax, *surface.grid())
        for minimum in surface.minima:
            ax.plot(*minimum, "*", color="black", markersize=13, markeredgecolor="white")
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

    def show(self, surface: str, start: str, lr: float, beta1: float, beta2: float) -> str:
        """Run the whole race, and show where each rule went."""
        ground = SURFACES[surface]
        rules, origin = runners(beta1, beta2), start_of(ground, start)
        paths = race(ground, rules, lr, steps=STEPS, start=origin)
        self._bring_to_sight(self._planes[surface])
        self._walk(ground, paths)
        fates = "; ".join(f"{name} {_arrived(path, ground)}" for name, path in paths.items())
        return (
            f"{surface}, {start} start, lr {lr:g}, beta1 {beta1:g}, beta2 {beta2:g} · "
            f"within 0.05 of a minimum after how many of {STEPS} steps: {fates}"
        )

    def live(self, surface: str, start: str, lr: float, beta1: float, beta2: float) -> Frames:
        """Run the same race step by step."""
        ground = SURFACES[surface]
        rules, origin = runners(beta1, beta2), start_of(ground, start)
        so_far: list[Floats] = []
        for number, at in enumerate(race_steps(ground, rules, lr, steps=STEPS, start=origin)):
            so_far.append(at)
            paths = given_up(np.stack(so_far, axis=1))
            self._walk(ground, dict(zip(rules, paths, strict=True)))
            if number < STEPS:
                time.sleep(STEP_SECONDS)
                yield f"live: step {number} of {STEPS}"
        yield self.show(surface, start, lr, beta1, beta2)

    def show_trails(self, shown: bool) -> None:
        """Show the whole paths, or only where they end."""
        for trail, _ in self._walks.values():
            trail.set_visible(shown)

    def _bring_to_sight(self, chosen: Axes) -> None:
        if not chosen.get_visible():
            for plane in self._planes.values():
                plane.set_visible(plane is chosen)
            self.picture.redraw_still()

    def _walk(self, surface: Surface, paths: Mapping[str, Floats]) -> None:
        lowest = surface.value(np.array(surface.minima[0]))
        for method, path in paths.items():
            set_path(*self._walks[surface.name, method], path)
            height = np.maximum(surface.value(path) - lowest, LOWEST)
            self._heights[method].set_data(np.arange(len(path)), height)


def race_dashboard(*, surface: str = "ravine", lr: float = 0.05, live: bool = True) -> Dashboard:
    """Five rules on one surface: where they went, and their height above the deepest minimum."""
    scene = Scene()
    controls = {
        "surface": menu("surface", list(SURFACES), surface),
        "start": menu("start", STARTS, STARTS[0]),
        "lr": stored_slider("lr", RATES, lr),
        "beta1": stored_slider("beta1 (momentum, Adam)", BETAS1, 0.9),
        "beta2": stored_slider("beta2 (RMSProp, Adam)", BETAS2, 0.99),
    }
    board = Dashboard(
        "race", scene.picture, controls, show=scene.show, live=scene.live,
        views={"trails": (check("trails", True), scene.show_trails)},
    )  # fmt: skip
    if not live:
        board.switch.value = False
    return board


def runners(beta1: float, beta2: float) -> dict[str, Rule]:
    """The five, by name.

    Examples
    --------
    >>> list(runners(0.9, 0.99))
    ['gradient descent', 'momentum', 'AdaGrad', 'RMSProp', 'Adam']
    """
    return {
        "gradient descent": GradientDescent(),
        "momentum": Momentum(beta1),
        "AdaGrad": AdaGrad(),
        "RMSProp": RMSProp(beta2),
        "Adam": Adam(beta1, beta2),
    }


def start_of(surface: Surface, name: str) -> Point:
    """The start of this name on a surface: its usual one, near a corner, or on the line y = 0.

    Examples
    --------
    >>> start_of(SURFACES["ravine"], "on the axis")
    (-4.0, 0.0)
    """
    x, y = surface.start
    if name == "on the axis":
        return x, 0.0
    if name == "far corner":
        left, right, _, top = surface.view
        return 0.95 * (left if x < 0 else right), 0.95 * top
    return x, y


def _arrived(path: Floats, surface: Surface) -> str:
    if np.isnan(path[-1]).any():
        return "diverges"
    step = arrival(path, surface)
    return "never" if step is None else f"{step}"
