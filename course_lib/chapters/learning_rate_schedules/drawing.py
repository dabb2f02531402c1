"""Learning rates along a run, and losses on an axis where a tenth less shows."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import (
    FixedLocator,
    NullFormatter,
    PercentFormatter,
    StrMethodFormatter,
)

from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE

FORM_LOOKS: dict[str, dict[str, Any]] = {
    "constant": {"color": GREY, "linestyle": ":"},
    "linear": {"color": ORANGE, "linestyle": "--"},
    "cosine": {"color": BLUE, "linestyle": "-"},
    "exponential": {"color": GREEN, "linestyle": "-."},
    "1 / t": {"color": PURPLE, "linestyle": (0, (5, 1, 1, 1, 1, 1))},
    "1 / root t": {"color": ORANGE, "linestyle": (0, (1, 1))},
    "staircase": {"color": "black", "linestyle": "-"},
}
"""The course's look of each form of decay."""


def draw_schedule(ax: Axes, schedule: Any, steps: int, **style: Any) -> Line2D:
    """Draw the rate of each update of a run.

    Parameters
    ----------
    schedule : function of an array of steps
    steps : updates in the run

    Examples
    --------
    >>> from course_lib.engine import cosine_decay
    >>> from course_lib.plots import new_figure
    >>> line = draw_schedule(new_figure()[1], cosine_decay(0.4, steps=100), 100)
    """
    updates = np.arange(steps)
    rates = np.broadcast_to(np.asarray(schedule(updates)), updates.shape)
    ax.set(xlabel="updates", ylabel="learning rate")
    ax.set_ylim(bottom=0)
    return ax.plot(updates, rates, **style)[0]


def draw_descent(
    ax: Axes, x: npt.ArrayLike, losses: npt.ArrayLike, *, low: float = 0.06, **style: Any
) -> Line2D:
    """Draw a training loss on a log axis from ``low`` to 2; what lies above stands at its top.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> line = draw_descent(new_figure()[1], [0, 1, 2], [0.9, 0.3, np.inf])
    >>> line.get_ydata().tolist()
    [0.9, 0.3, 2.0]
    """
    loss_axis(ax, low)
    return ax.plot(x, within(losses), **style)[0]


def draw_changes(ax: Axes, ratios: Mapping[str, npt.NDArray[Any]]) -> None:
    """Draw mean changes, one below the other, with bars of three standard errors on both sides.

    Parameters
    ----------
    ratios : name -> a loss divided by its partner's, seed by seed

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> draw_changes(ax, {"half": np.array([0.5, 0.6, 0.4]), "the same": np.array([1.1, 0.9, 1.0])})
    >>> [text.get_text() for text in ax.texts]
    ['-50 ± 6 %', '+0 ± 6 %']
    """
    ax.axvline(0, color=GREY, linewidth=0.8)
    for place, ratio in enumerate(ratios.values()):
        changes = np.asarray(ratio, np.float64) - 1
        mean, error = changes.mean(), changes.std(ddof=1) / np.sqrt(len(changes))
        color = BLUE if mean < 0 else ORANGE
        ax.errorbar(mean, place, xerr=3 * error, fmt="o", color=color, capsize=4, markersize=7)
        words = f"{100 * mean:+.0f} ± {100 * error:.0f} %"
        ax.annotate(
            words,
            (mean, place),
            xytext=(0, 7),
            textcoords="offset points",
            ha="center",
            fontsize=11,
        )
    ax.set_yticks(range(len(ratios)), list(ratios))
    ax.set_ylim(len(ratios) - 0.5, -0.7)
    ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))


class RangeOfRuns:
    """The mean loss of several runs, thick, between the lowest and the highest, thin.

    Parameters
    ----------
    ax : Axes
        Takes the axis of ``draw_descent``. ``artists`` are what ``show`` moves.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> runs = RangeOfRuns(new_figure()[1])
    >>> runs.show([0, 1], {"mean": [0.9, 0.3], "lowest": [0.8, 0.2], "highest": [1.0, 0.4]})
    """

    def __init__(self, ax: Axes, *, label: str = "") -> None:
        self.artists = [
            draw_descent(ax, [], [], color=BLUE, linewidth=2, label=label),
            draw_descent(ax, [], [], color=BLUE, linewidth=0.8),
            draw_descent(ax, [], [], color=BLUE, linewidth=0.8),
        ]

    def show(self, epochs: npt.ArrayLike, losses: Mapping[str, npt.ArrayLike]) -> None:
        """Show "mean", "lowest" and "highest" of some runs."""
        for line, name in zip(self.artists, ("mean", "lowest", "highest"), strict=True):
            line.set_data(epochs, within(losses[name]))


def loss_axis(ax: Axes, low: float = 0.06) -> None:
    """Give ``ax`` the log axis of ``draw_descent``."""
    ax.set(yscale="log", ylim=(low, 2.1), ylabel="training loss (nats)")
    ax.yaxis.set_major_locator(FixedLocator([0.07, 0.1, 0.2, 0.5, 1, 2]))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    ax.yaxis.set_minor_formatter(NullFormatter())


def rate_axis(ax: Axes, rates: npt.ArrayLike, *, name: str) -> None:
    """Give ``ax`` a log axis of rates with a tick at each of ``rates``.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> rate_axis(new_figure()[1], [0.1, 1], name="learning rate")
    """
    ticks = np.asarray(rates)
    ax.set(xscale="log", xlabel=name)
    ax.set_xticks(ticks, [f"{rate:g}" for rate in ticks])
    ax.xaxis.set_minor_formatter(NullFormatter())


def epoch_axis(ax: Axes, epochs: int) -> None:
    """Give ``ax`` an axis of epochs, with a tick at every fifth.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> epoch_axis(new_figure()[1], 20)
    """
    ax.set(xlabel="epochs", xlim=(0, epochs))
    ax.set_xticks(range(0, epochs + 1, 5))


def within(losses: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Losses as the axis can show them: what lies above 2, or is none, at 2.

    Examples
    --------
    >>> within([0.5, 7.0, np.inf, np.nan])
    array([0.5, 2. , 2. , 2. ])
    """
    return np.minimum(np.nan_to_num(np.asarray(losses, np.float64), nan=2.0, posinf=2.0), 2.0)
