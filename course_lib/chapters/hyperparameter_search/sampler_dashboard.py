"""The search-space sampler: where draws of one hyperparameter land, by their scale."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.hyperparameter_search.stored import CENTRE, SPACE, dev_accuracy, nearest
from course_lib.chapters.hyperparameter_search.table import AXES
from course_lib.dashboards.controls import buttons, linear_slider, menu
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.plots import BLUE, GREEN, GREY, plain
from course_lib.search import Distribution, Uniform

Floats = npt.NDArray[np.float64]
MOST, NEAR, SIZE = 200, 0.03, 12
NAMES = {"lr": "learning rate", "beta": "beta"}
SCALES: dict[str, dict[str, Distribution]] = {
    "lr": {"uniform": Uniform(1e-3, 10.0), "log": SPACE.distributions["lr"]},
    "beta": {"uniform": Uniform(0.0, 0.99), "log": SPACE.distributions["beta"]},
}


@cache
def draws(name: str, scale: str) -> Floats:
    """MOST draws; fewer of them are always the first ones."""
    u = np.random.default_rng(3).random(MOST)
    return np.array([SCALES[name][scale].at(each) for each in u])


@cache
def accuracy_along(name: str) -> Floats:
    """Mean dev accuracy of five runs along one axis of the table, the others as in CENTRE."""
    index: list[Any] = list(nearest(CENTRE))
    index[list(AXES).index(name)] = slice(None)
    return np.asarray(dev_accuracy()[tuple(index)][..., -1].mean(axis=-1))


def good_range(name: str) -> tuple[float, float]:
    """The values whose accuracy lies within NEAR of the best.

    Examples
    --------
    >>> low, high = good_range("lr")
    >>> 0.01 < low < high < 1
    True
    """
    curve = accuracy_along(name)
    good = np.flatnonzero(curve >= curve.max() - NEAR)
    return float(AXES[name][good[0]]), float(AXES[name][good[-1]])


def sampler_dashboard(*, task: str = "") -> Dashboard:
    """Draw a learning rate or a beta evenly, or by orders of magnitude; see where draws land."""
    picture = Picture(900, 360)
    top, bottom = picture.figure.subplots(2, 1, sharex=True)
    for ax in (top, bottom):
        plain(ax, size=SIZE)
    places = np.linspace(0, 1, 17)
    (curve,) = top.plot([], [], "o-", color=BLUE)
    shaded = [ax.axvspan(0, 1, color=GREEN, alpha=0.2, linewidth=0) for ax in (top, bottom)]
    bars = bottom.stairs(np.zeros(16), places, fill=True, color=BLUE, alpha=0.5)
    (rug,) = bottom.plot([], [], "|", color="black", markersize=14)
    top.set(ylabel="dev accuracy (%)", ylim=(0, 90))
    bottom.set(ylabel="draws", xlim=(-0.02, 1.02), ylim=(-5, 100))
    bottom.set_xticks([])
    ticks = [bottom.text(x, -15, "", ha="center", va="top", fontsize=SIZE - 1) for x in places[::4]]
    title = bottom.text(0.5, -32, "", ha="center", va="top", fontsize=SIZE)
    top.set_title("shaded: within 3 points of the best", fontsize=SIZE - 1, color=GREY)
    picture.moves(*shaded, curve, bars, rug, *ticks, title)

    def show(name: str, scale: str, count: int) -> str:
        axis = SPACE.distributions[name]
        low, high = (axis.place(value) for value in good_range(name))
        values = draws(name, scale)[:count]
        where = np.array([axis.place(value) for value in values])
        for patch in shaded:
            patch.set_bounds(low, patch.get_y(), high - low, patch.get_height())
        own = [axis.place(value) for value in AXES[name]]
        curve.set_data(own, 100 * accuracy_along(name))
        bars.set_data(np.histogram(where, places)[0])
        rug.set_data(where, np.full(count, -2.5))
        for tick, place in zip(ticks, places[::4], strict=True):
            tick.set_text(f"{axis.at(place):.3g}")
        title.set_text(NAMES[name])
        hits = int(((where >= low) & (where <= high)).sum())
        return f"{scale} scale: {hits} of {count} draws in the shaded range"

    controls = {
        "name": menu("hyperparameter", [(shown, key) for key, shown in NAMES.items()], "lr"),
        "scale": buttons("scale", ["uniform", "log"], "uniform"),
        "count": linear_slider("draws", 5, MOST, 5, 40, form="d"),
    }
    return Dashboard("sampler", picture, controls, show=show, task=task)
