"""Five update rules race down a surface, from one start and with one learning rate."""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from course_lib.dashboards.controls import check, menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.live import Frames
from course_lib.dashboards.picture import Picture
from course_lib.engine import AdaGrad, Adam, GradientDescent, Momentum, RMSProp
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import arrival, given_up, race, race_steps
from course_lib.experiments.surfaces import SURFACES, Floats, Point, Surface
from course_lib.plots import plain
from course_lib.plots.surfaces import METHODS, draw_contours, draw_path, set_path

SIZE = 12
LOWEST = 1e-8


class RaceScene:
    """One axes with contours for each surface, of which one is in sight; heights on the right."""

    def __init__(self, surfaces: Mapping[str, Surface], steps: int) -> None:
        self.picture = Picture(900, 420)
        grid = self.picture.figure.add_gridspec(1, 2, width_ratios=[3, 2])
        self._planes = {name: self.picture.figure.add_subplot(grid[0]) for name in surfaces}
        for name, plane in self._planes.items():
            plain(plane, size=SIZE)
            draw_contours(plane, *surfaces[name].grid())
            for minimum in surfaces[name].minima:
                plane.plot(*minimum, "*", color="black", markersize=13, markeredgecolor="white")
            plane.set(xlabel="x", ylabel="y")
        self._walks = {
            (name, method): draw_path(plane, np.empty((0, 2)), **style)
            for name, plane in self._planes.items()
            for method, style in METHODS.items()
        }
        heights = self.picture.figure.add_subplot(grid[1])
        plain(heights, size=SIZE)
        self._curves = {
            method: heights.plot(
                [], [], color=style["color"], linestyle=style["linestyle"], linewidth=2,
                marker=style["marker"], markevery=20, markersize=6, label=method,
            )[0]
            for method, style in METHODS.items()
        }  # fmt: skip
        heights.set(xlabel="step", ylabel="height above the deepest minimum", yscale="log")
        heights.set(xlim=(0, steps), ylim=(LOWEST, 1e3))
        self.picture.figure.legend(
            handles=list(self._curves.values()), loc="outside upper center", ncols=5,
            frameon=False, fontsize=SIZE - 1,
        )  # fmt: skip
        for trail, head in self._walks.values():
            self.picture.moves(trail, head)
        self.picture.moves(*self._curves.values())
        self._trails, self._surface = True, next(iter(surfaces.values()))
        for plane in self._planes.values():
            plane.set_visible(False)

    def choose(self, surface: Surface) -> None:
        """Bring a surface into sight."""
        self._surface = surface
        chosen = self._planes[surface.name]
        if not chosen.get_visible():
            for plane in self._planes.values():
                plane.set_visible(plane is chosen)
            self.picture.redraw_still()

    def set_paths(self, paths: Mapping[str, Floats]) -> None:
        """Show these walks on the surface in sight."""
        lowest = self._surface.value(np.array(self._surface.minima[0]))
        for method, path in paths.items():
            set_path(*self._walks[self._surface.name, method], path)
            height = np.maximum(self._surface.value(path) - lowest, LOWEST)
            self._curves[method].set_data(np.arange(len(path)), height)

    def show_trails(self, shown: bool) -> None:
        """Show the whole paths, or only where they end."""
        for trail, _ in self._walks.values():
            trail.set_visible(shown)


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


def race_dashboard(
    *, surface: str = "ravine", lr: float = 0.05, live: bool = True, task: str = ""
) -> Dashboard:
    """Five rules on one surface: where they went, and their height above the deepest minimum."""
    scene = RaceScene(SURFACES, STEPS)

    def show(surface: str, start: str, lr: float, beta1: float, beta2: float) -> str:
        ground = SURFACES[surface]
        paths = race(ground, runners(beta1, beta2), lr, steps=STEPS, start=start_of(ground, start))
        scene.choose(ground)
        scene.set_paths(paths)
        fates = "; ".join(f"{name} {_arrived(path, ground)}" for name, path in paths.items())
        return (
            f"{surface}, {start} start, lr {lr:g}, beta1 {beta1:g}, beta2 {beta2:g} · "
            f"within 0.05 of a minimum after how many of {STEPS} steps: {fates}"
        )

    def run_live(surface: str, start: str, lr: float, beta1: float, beta2: float) -> Frames:
        ground, rules = SURFACES[surface], runners(beta1, beta2)
        steps = race_steps(ground, rules, lr, steps=STEPS, start=start_of(ground, start))
        so_far: list[Floats] = []
        for number, at in enumerate(steps):
            so_far.append(at)
            scene.set_paths(dict(zip(rules, given_up(np.stack(so_far, axis=1)), strict=True)))
            if number < STEPS:
                time.sleep(STEP_SECONDS)
                yield f"live: step {number} of {STEPS}"
        yield show(surface=surface, start=start, lr=lr, beta1=beta1, beta2=beta2)

    controls = {
        "surface": menu("surface", list(SURFACES), surface),
        "start": menu("start", STARTS, STARTS[0]),
        "lr": stored_slider("lr", RATES, lr),
        "beta1": stored_slider("beta1 (momentum, Adam)", BETAS1, 0.9),
        "beta2": stored_slider("beta2 (RMSProp, Adam)", BETAS2, 0.99),
    }
    views: dict[str, tuple[Any, Any]] = {"trails": (check("trails", True), scene.show_trails)}
    board = Dashboard(
        "race", scene.picture, controls, show=show, live=run_live, task=task, views=views
    )
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
