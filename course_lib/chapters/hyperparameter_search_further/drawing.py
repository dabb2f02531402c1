"""Pictures of a search that learns: a guess with its band, trials, and leads with their errors."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.hyperparameter_search_further.table import line
from course_lib.experiments import paired_change
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE

LOOKS: tuple[dict[str, Any], ...] = (
    {"color": BLUE, "marker": "o", "linestyle": "-"},
    {"color": GREEN, "marker": "s", "linestyle": "-."},
    {"color": ORANGE, "marker": "^", "linestyle": "--"},
    {"color": PURPLE, "marker": "D", "linestyle": ":"},
)
RATES = {0.0: "0.001", 0.25: "0.01", 0.5: "0.1", 0.75: "1", 1.0: "10"}
"""Places on the log scale of the learning rate, and what stands there."""


def draw_process(
    ax: Axes, places: npt.ArrayLike, mean: npt.ArrayLike, std: npt.ArrayLike
) -> list[Artist]:
    """Draw what a Gaussian process expects, with a band of two standard deviations.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_process(ax, [0, 1], [0.5, 0.6], [0.1, 0.2])
    """
    x, middle, spread = (np.asarray(values, float) for values in (places, mean, std))
    (drawn,) = ax.plot(x, middle, color=BLUE, linewidth=2, label="expected")
    band = ax.fill_between(
        x, middle - 2 * spread, middle + 2 * spread, color=BLUE, alpha=0.18, linewidth=0,
        label="± 2 std",
    )  # fmt: skip
    return [drawn, band]


def draw_step(
    ax: Axes, tried: npt.NDArray[Any], seen: npt.NDArray[Any], process: Sequence[Any],
    promise: npt.NDArray[Any],
) -> None:  # fmt: skip
    """Draw a guess, the truth, the trials, and below them what each place promises.

    Parameters
    ----------
    tried, seen : places and scores of the trials
    process : places, means and standard deviations
    promise : for each place, on a scale of its own; the next trial is where it is largest
    """
    places, mean, std = (np.asarray(values, float) for values in process)
    truth = line()
    ax.plot(np.linspace(0, 1, len(truth)), truth, color=GREY, linestyle=":", label="the truth")
    draw_process(ax, places, mean, std)
    ax.plot(tried, seen, "o", color="black", markersize=6, label="trials")
    height = promise - promise.min()
    height = 0.35 * height / (height.max() or 1.0) - 0.42
    ax.plot(places, height, color=ORANGE, linestyle="--", label="promise")
    best = int(np.argmax(promise >= promise.max() - 1e-6 * abs(promise.max())))
    ax.plot(places[best], height[best], "*", color=ORANGE, markersize=15, label="next")
    rate_axis(ax)
    ax.set(ylim=(-0.47, 1.25), yticks=[0, 0.25, 0.5, 0.75, 1])


def rate_axis(ax: Axes) -> None:
    """Name the places of the learning rate."""
    ax.set_xticks(list(RATES), list(RATES.values()))
    ax.set(xlabel="learning rate", xlim=(-0.03, 1.03))


def draw_leads(
    ax: Axes, at: Sequence[int], pairs: Mapping[str, tuple[npt.ArrayLike, npt.ArrayLike]]
) -> None:
    """Draw mean differences of pairs at several places, with bars of three standard errors.

    Parameters
    ----------
    at : where on the axis, such as numbers of trials
    pairs : name -> two arrays of shape (searches, len(at))
    """
    shifts = np.linspace(-0.5, 0.5, len(pairs)) if len(pairs) > 1 else np.zeros(1)
    step = np.min(np.diff(at)) / 5 if len(at) > 1 else 0.0
    for (name, (ours, theirs)), shift, look in zip(pairs.items(), shifts, LOOKS, strict=False):
        changes = [
            paired_change(a, b)
            for a, b in zip(np.asarray(ours).T, np.asarray(theirs).T, strict=True)
        ]
        mean, error = np.transpose(changes)
        ax.errorbar(np.asarray(at) + shift * step, mean, 3 * error, label=name, capsize=3, **look)
    ax.axhline(0, color=GREY, linewidth=1)
