"""Pictures of notebook 05b: valleys of rates, runs that stand still, rare words."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullFormatter, StrMethodFormatter

from course_lib.chapters.optimizers_further.small_network import LEARNED, first_below
from course_lib.engine import Adam, GradientDescent, Momentum
from course_lib.engine.rules.rule import Rule

Looks = Mapping[str, Mapping[str, Any]]

CONTENDERS: dict[str, tuple[Rule, tuple[float, ...]]] = {
    "gradient descent": (GradientDescent(), (0.3, 0.6, 1.2, 2.5, 5.0, 10.0)),
    "momentum": (Momentum(0.9), (0.06, 0.12, 0.25, 0.5, 1.0, 2.0, 4.0)),
    "Adam": (Adam(), (0.003, 0.01, 0.03, 0.1, 0.2, 0.5)),
}
"""Who is let loose on the network that stands still, and at which rates."""
FITTED = 0.1
HIGHEST, LOSSES, DISTANT = 0.8, (0.05, 0.1, 0.2, 0.5, 1.0, 2.0), 60.0


def draw_rates(
    ax: Axes, tried: Mapping[str, Mapping[float, float]], looks: Looks, crosses: Mapping[str, float]
) -> None:
    """Draw a loss against rates for each rule, and crosses at given rates.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> draw_rates(ax, {"Adam": {0.1: 0.3, 0.2: np.inf}}, {"Adam": {}}, {"Adam": 0.1})
    >>> [line.get_label() for line in ax.get_lines()]
    ['Adam', "the book's rate"]
    """
    for name, means in tried.items():
        rates, losses = np.array(list(means)), np.array(list(means.values()))
        seen = np.isfinite(losses)
        ax.plot(rates[seen], losses[seen], label=name, linewidth=2, markersize=5, **looks[name])
    marks = [(crosses[name], means[crosses[name]]) for name, means in tried.items()]
    style: dict[str, Any] = {"linestyle": "none", "markersize": 12, "markeredgewidth": 2}
    ax.plot(*np.transpose(marks), "kx", label="the book's rate", zorder=5, **style)
    ax.set(xscale="log", yscale="log", ylim=(0.05, 2.6), xlabel="learning rate")
    ax.set_ylabel("training loss, mean of the last 50")
    ax.yaxis.set_major_locator(FixedLocator(LOSSES))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))


def best_column(losses: npt.NDArray[np.float64]) -> int:
    """Which rate's run is the first below 0.1; if none is, below half of a coin's loss, or lowest.

    A run that is soon below half and then gets stuck is not the best of its rule.

    Examples
    --------
    >>> best_column(np.array([[0.7, 0.7], [0.6, 0.3], [0.2, 0.2]]))
    1
    >>> best_column(np.array([[0.7, 0.7], [0.6, 0.3], [0.05, 0.3]]))
    0
    """
    for level in (FITTED, LEARNED):
        first = first_below(losses, level)
        if np.isfinite(first).any():
            return int(first.argmin())
    return int(losses.min(axis=0).argmin())


def told_first(words: str, losses: npt.NDArray[np.float64]) -> str:
    """A label with the updates at which one run is first below half of a coin's loss, and 0.1.

    Examples
    --------
    >>> told_first("Adam", np.array([0.7, 0.3])), told_first("descent", np.array([0.7, 0.7]))
    ('Adam: 1, never', 'descent: never, never')
    """
    firsts = (float(first_below(losses[:, None], level)[0]) for level in (LEARNED, FITTED))
    told = (f"{first:.0f}" if np.isfinite(first) else "never" for first in firsts)
    return f"{words}: {', '.join(told)}"


def draw_standing(ax: Axes, losses: npt.ArrayLike, **style: Any) -> None:
    """Draw the lowest loss so far against updates, on a log axis that begins at 1."""
    seen = np.fmin.accumulate(np.nan_to_num(np.asarray(losses, float), nan=np.inf))
    style.pop("marker", None)
    ax.plot(1 + np.arange(len(seen)), seen, linewidth=2, **style)
    ax.set(xscale="log", xlabel="updates", ylabel="lowest loss so far (nats)", ylim=(0, HIGHEST))


def draw_excess(
    ax: Axes, grid: npt.NDArray[np.float64], ends: npt.NDArray[np.float64], **style: Any
) -> None:
    """Draw how much above the lowest possible a loss ends, against rates, both on log axes."""
    ax.plot(grid, ends, linewidth=2, markersize=5, **style)
    ax.set(xscale="log", yscale="log", ylim=(1e-3, DISTANT), xlabel="rate of gradient descent")
    ax.set_ylabel("loss above the lowest possible")
