"""Contour and ball: where the loss and the penalty come to terms."""

from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.regularization_further.drawing import square_plane
from course_lib.chapters.regularization_further.plane import Plane, ball, nearest, radius
from course_lib.dashboards import Dashboard, Picture, linear_slider, menu, stored_slider
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, legend_above

POWERS = (1, 1.25, 1.5, 2, 4)
STRENGTHS = np.round(np.arange(151) / 50, 2)
"""Finer than the slider, so that the path's corners are sharp."""
BESTS = {"(2, 0.9)": (2.0, 0.9), "(2, -0.4)": (2.0, -0.4)}
LIKENESSES = {"alike (0.8)": 0.8, "unrelated (0)": 0.0}
LEVELS = (0.05, 0.3, 0.8, 1.6)


class Scene:
    """On the left the plane of the two weights, on the right both against lambda."""

    def __init__(self) -> None:
        self.picture = Picture(900, 430)
        plane, paths = self.picture.panels(1, 1)
        self.picture.moves(*self._add_plane(plane), *self._add_paths(paths))
        self._path = cache(lambda p, *which: _plane(*which).weights(p, STRENGTHS))

    def _add_plane(self, ax: Axes) -> list[Artist]:
        square_plane(ax)
        self._levels = [ax.plot([], [], color=GREY, linewidth=0.8)[0] for _ in LEVELS]
        (self._touching,) = ax.plot([], [], color=BLUE, linewidth=2)
        (self._ball,) = ax.plot([], [], color=ORANGE, linestyle="--", linewidth=2)
        (self._best,) = ax.plot([], [], "x", color=BLUE, markersize=10, markeredgewidth=2.5)
        (self._nearest,) = ax.plot(
            [], [], "s", color=GREEN, markersize=10, fillstyle="none", markeredgewidth=2
        )
        (self._minimum,) = ax.plot([], [], "o", color="black", markersize=8)
        kinds = [self._best, self._minimum, self._nearest, self._touching, self._ball]
        names = ["no penalty", "minimum", "nearest point of the ball", "loss", "ball"]
        legend_above(ax, kinds, names, bbox_to_anchor=(-0.15, 1))
        points = [self._best, self._nearest, self._minimum]
        return [*self._levels, self._touching, self._ball, *points]

    def _add_paths(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="lambda", ylabel="weight", xlim=(0, 3), ylim=(-0.9, 3))
        ax.axhline(0, color=GREY, linewidth=0.8)
        (self._first,) = ax.plot([], [], color=BLUE, linewidth=2, label="first weight")
        (self._second,) = ax.plot(
            [], [], color=ORANGE, linestyle="--", linewidth=2, label="second weight"
        )
        (self._here,) = ax.plot([], [], "o", color="black", markersize=8)
        ax.legend(fontsize=12)
        return [self._first, self._second, self._here]

    def show(self, p: float, strength: float, best: str, features: str) -> str:
        """Find the minimum at one strength, and the path over all of them."""
        plane, path = _plane(best, features), self._path(p, best, features)
        place = int(np.abs(STRENGTHS - strength).argmin())
        weights = path[place]
        loss, reach = float(plane.loss(weights)), radius(weights, p)
        curve = ball(reach, p)
        for line, level in zip(self._levels, LEVELS, strict=True):
            line.set_data(*plane.contour(level).T)
        self._touching.set_data(*plane.contour(loss).T)
        self._ball.set_data(*curve.T)
        self._best.set_data(*np.array(plane.best)[:, None])
        self._nearest.set_data(*nearest(curve, plane.best)[:, None])
        self._minimum.set_data(*weights[:, None])
        self._first.set_data(STRENGTHS, path[:, 0])
        self._second.set_data(STRENGTHS, path[:, 1])
        self._here.set_data(STRENGTHS[[place, place]], weights)
        first, second = map(_in_words, weights)
        return (
            f"p {p:g}, lambda {strength:g}: first weight {first}, second weight {second}, "
            f"radius {reach:.2f}, loss {loss:.3f}"
        )


def contour_and_ball_dashboard(
    *,
    p: float = 2,
    strength: float = 1.0,
    best: str = "(2, 0.9)",
    features: str = "alike (0.8)",
) -> Dashboard:
    """Two weights under a penalty of any power, as lambda moves."""
    scene = Scene()
    controls = {
        "p": stored_slider("p", POWERS, p),
        "strength": linear_slider("lambda", 0, 3, 0.1, strength, form=".1f"),
        "best": menu("without a penalty", BESTS, best),
        "features": menu("features", LIKENESSES, features),
    }
    return Dashboard("contour and ball", scene.picture, controls, show=scene.show)


def _plane(best: str, features: str) -> Plane:
    return Plane(BESTS[best], LIKENESSES[features])


def _in_words(weight: float) -> str:
    return "exactly 0" if weight == 0 else f"{weight:.3f}"
