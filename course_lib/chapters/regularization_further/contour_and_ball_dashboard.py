"""Contour and ball: where the loss and the penalty come to terms."""

from functools import cache
from typing import Any

import numpy as np

from course_lib.chapters.regularization_further.drawing import square_plane
from course_lib.chapters.regularization_further.plane import Plane, ball, nearest, radius
from course_lib.dashboards.controls import linear_slider, menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.engine.arrays import Array
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, plain

SIZE = 12
POWERS = (1, 1.25, 1.5, 2, 4)
STRENGTHS = np.round(np.arange(151) / 50, 2)
"""Finer than the slider, so that the path's corners are sharp."""
BESTS = {"(2, 0.9)": (2.0, 0.9), "(2, -0.4)": (2.0, -0.4)}
LIKENESSES = {"alike (0.8)": 0.8, "unrelated (0)": 0.0}
ABOVE: dict[str, Any] = {
    "loc": "lower left", "bbox_to_anchor": (-0.15, 1), "frameon": False, "borderaxespad": 0,
    "ncols": 3, "columnspacing": 1.2, "fontsize": SIZE - 1,
}  # fmt: skip
LEVELS = (0.05, 0.3, 0.8, 1.6)


class Scene:
    """On the left the plane of the two weights, on the right both against lambda."""

    def __init__(self) -> None:
        self.picture = Picture(900, 430)
        plane, paths = self.picture.figure.subplots(1, 2)
        for ax in (plane, paths):
            plain(ax, size=SIZE)
        square_plane(plane)
        self.levels = [plane.plot([], [], color=GREY, linewidth=0.8)[0] for _ in LEVELS]
        (self.touching,) = plane.plot([], [], color=BLUE, linewidth=2)
        (self.ball,) = plane.plot([], [], color=ORANGE, linestyle="--", linewidth=2)
        (self.best,) = plane.plot([], [], "x", color=BLUE, markersize=10, markeredgewidth=2.5)
        (self.nearest,) = plane.plot(
            [], [], "s", color=GREEN, markersize=10, markerfacecolor="none", markeredgewidth=2
        )  # fmt: skip
        (self.solution,) = plane.plot([], [], "o", color="black", markersize=8)
        kinds = [self.best, self.solution, self.nearest, self.touching, self.ball]
        names = ["no penalty", "minimum", "nearest point of the ball", "loss", "ball"]
        plane.legend(kinds, names, **ABOVE)
        paths.set(xlabel="lambda", ylabel="weight", xlim=(0, 3), ylim=(-0.9, 3))
        paths.axhline(0, color=GREY, linewidth=0.8)
        (self.first,) = paths.plot([], [], color=BLUE, linewidth=2)
        (self.second,) = paths.plot([], [], color=ORANGE, linestyle="--", linewidth=2)
        (self.here,) = paths.plot([], [], "o", color="black", markersize=8)
        paths.legend([self.first, self.second], ["first weight", "second weight"], fontsize=SIZE)
        self.picture.moves(
            *self.levels, self.touching, self.ball, self.best, self.nearest, self.solution,
            self.first, self.second, self.here,
        )  # fmt: skip

    def draw(self, plane: Plane, p: float, path: Array, place: int) -> None:
        """Show the minimum at one strength, and the path over all of them."""
        weights = path[place]
        curve = ball(radius(weights, p), p)
        for line, level in zip(self.levels, LEVELS, strict=True):
            line.set_data(*plane.contour(level).T)
        self.touching.set_data(*plane.contour(float(plane.loss(weights))).T)
        self.ball.set_data(*curve.T)
        self.best.set_data(*np.array(plane.best)[:, None])
        self.nearest.set_data(*nearest(curve, plane.best)[:, None])
        self.solution.set_data(*weights[:, None])
        self.first.set_data(STRENGTHS, path[:, 0])
        self.second.set_data(STRENGTHS, path[:, 1])
        self.here.set_data(STRENGTHS[[place, place]], weights)


def contour_and_ball_dashboard(
    *,
    p: float = 2,
    strength: float = 1.0,
    best: str = "(2, 0.9)",
    features: str = "alike (0.8)",
    task: str = "",
) -> Dashboard:
    """Two weights under a penalty of any power, as lambda moves."""
    scene = Scene()

    @cache
    def path_of(best: str, features: str, p: float) -> Array:
        return Plane(BESTS[best], LIKENESSES[features]).weights(p, STRENGTHS)

    def show(p: float, strength: float, best: str, features: str) -> str:
        plane, path = Plane(BESTS[best], LIKENESSES[features]), path_of(best, features, p)
        place = int(np.abs(STRENGTHS - strength).argmin())
        scene.draw(plane, p, path, place)
        first, second = path[place]
        return (
            f"p {p:g}, lambda {strength:g}: first weight {_in_words(first)}, second weight "
            f"{_in_words(second)}, radius {radius(path[place], p):.2f}, "
            f"loss {plane.loss(path[place]):.3f}"
        )

    controls = {
        "p": stored_slider("p", POWERS, p),
        "strength": linear_slider("lambda", 0, 3, 0.1, strength, form=".1f"),
        "best": menu("without a penalty", BESTS, best),
        "features": menu("features", LIKENESSES, features),
    }
    return Dashboard("contour and ball", scene.picture, controls, show=show, task=task)


def _in_words(weight: float) -> str:
    return "exactly 0" if weight == 0 else f"{weight:.3f}"
