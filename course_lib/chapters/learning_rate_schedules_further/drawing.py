"""Rates and losses along a run, a look for each contender."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullFormatter, StrMethodFormatter

from course_lib.chapters.learning_rate_schedules_further.contenders import CONTENDERS
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE

_STYLES: list[tuple[str, Any]] = [
    (GREY, ":"), (BLUE, "-"), (GREEN, "-."), (PURPLE, (0, (5, 1, 1, 1))), (ORANGE, "--"),
    ("black", "-"),
]  # fmt: skip
LOOKS: dict[str, dict[str, Any]] = {
    name: {"color": color, "linestyle": line}
    for name, (color, line) in zip(CONTENDERS, _STYLES, strict=True)
}
"""The look of each contender."""

FORM_LOOKS: dict[str, dict[str, Any]] = {
    "linear": {"color": ORANGE, "linestyle": "--"},
    "cosine": LOOKS["cosine"],
    "exponential": {"color": GREEN, "linestyle": "-."},
    "1 / t": {"color": PURPLE, "linestyle": (0, (5, 1, 1, 1, 1, 1))},
    "1 / root t": {"color": ORANGE, "linestyle": (0, (1, 1))},
    "staircase": {"color": "black", "linestyle": "-"},
}
"""The look of each of the lectures' forms, as notebook 06 draws them."""


def draw_rates(ax: Axes, rates: npt.ArrayLike, **style: Any) -> Line2D:
    """Draw the rate of each update of a run.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> line = draw_rates(new_figure()[1], [0.4, 0.2, 0.1])
    """
    values = np.asarray(rates)
    ax.set(xlabel="updates", ylabel="learning rate")
    return ax.plot(np.arange(len(values)), values, **style)[0]


def draw_losses(ax: Axes, updates: npt.ArrayLike, losses: npt.ArrayLike, **style: Any) -> Line2D:
    """Draw a training loss along a run on the axis of ``loss_axis``.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> line = draw_losses(new_figure()[1], [50, 100], [0.4, 0.3])
    """
    loss_axis(ax)
    ax.set_xlabel("updates")
    return ax.plot(updates, losses, **style)[0]


def loss_axis(ax: Axes, low: float = 0.06, high: float = 0.75) -> None:
    """Give ``ax`` a log axis of losses with numbers that can be read.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> loss_axis(new_figure()[1])
    """
    ax.set(yscale="log", ylim=(low, high), ylabel="training loss (nats)")
    _plain_numbers(ax.yaxis, [0.01, 0.02, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1])


def peak_axis(ax: Axes, peaks: npt.ArrayLike) -> None:
    """Give ``ax`` a log axis of peaks, with a number at each.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> peak_axis(new_figure()[1], [0.1, 1.0])
    """
    ax.set(xscale="log", xlabel="peak of the learning rate")
    _plain_numbers(ax.xaxis, list(np.asarray(peaks)))


def _plain_numbers(axis: Any, ticks: list[float]) -> None:
    axis.set_major_locator(FixedLocator(ticks))
    axis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axis.set_minor_formatter(NullFormatter())
