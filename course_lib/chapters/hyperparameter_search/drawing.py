"""Pictures of a hyperparameter search."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE


def draw_ranges(
    ax: Axes, tried: Mapping[str, Sequence[float]], scores: Sequence[npt.ArrayLike]
) -> list[Artist]:
    """Draw how far scores move as each hyperparameter does: a bar from worst to best, and dots.

    The value that scored worst stands left of its bar, all that were tried stand right of it.

    Parameters
    ----------
    tried : the values of each hyperparameter, by its name; the first on top
    scores : for each, the scores at its values, in order

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_ranges(ax, {"lr": [0.1, 1], "beta": [0, 0.9]}, [[10, 80], [70, 75]])
    """
    artists: list[Artist] = []
    for row, (values, reached) in enumerate(zip(tried.values(), scores, strict=True)):
        low, high = np.min(reached), np.max(reached)
        artists += ax.barh(row, high - low, left=low, height=0.5, color=BLUE, alpha=0.35)
        artists += ax.plot(reached, np.full(np.shape(reached), row), "o", color=BLUE, markersize=5)
        worst, all_values = (
            f"{values[int(np.argmin(reached))]:g}",
            ", ".join(f"{v:g}" for v in values),
        )
        artists.append(ax.text(low - 1.5, row, worst, ha="right", va="center", fontsize=9))
        artists.append(ax.text(high + 1.5, row, all_values, va="center", fontsize=9, color=GREY))
    ax.set_yticks(range(len(tried)), list(tried))
    ax.invert_yaxis()
    ax.grid(visible=False, axis="y")
    return artists


def draw_process(
    ax: Axes, places: npt.ArrayLike, mean: npt.ArrayLike, std: npt.ArrayLike, **style: Any
) -> list[Artist]:
    """Draw what a Gaussian process expects, with a band of two standard deviations.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_process(ax, [0, 1], [0.5, 0.6], [0.1, 0.2])
    """
    x, middle, spread = (np.asarray(values) for values in (places, mean, std))
    (line,) = ax.plot(x, middle, **{"color": BLUE, "label": "expected"} | style)
    band = ax.fill_between(
        x, middle - 2 * spread, middle + 2 * spread, color=BLUE, alpha=0.2, linewidth=0
    )
    return [line, band]


def draw_parallel(
    ax: Axes, names: Sequence[str], places: npt.ArrayLike, best: npt.ArrayLike
) -> list[Artist]:
    """Draw each trial as a line across one upright axis per hyperparameter.

    Parameters
    ----------
    names : one for each column, the last one is the score
    places : array of shape (trials, columns), between 0 and 1
    best : array of shape (trials,) of bool: drawn dark and last, with dots

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_parallel(ax, ["lr", "score"], [[0.1, 0.2], [0.9, 1.0]], [False, True])
    """
    rows, chosen = np.asarray(places), np.asarray(best)
    columns = np.arange(len(names))
    artists: list[Artist] = []
    for marked, color, width in ((False, GREY, 0.6), (True, ORANGE, 1.5)):
        lines = [np.column_stack([columns, row]) for row in rows[chosen == marked]]
        alpha = 0.9 if marked else 0.35
        artists.append(
            ax.add_collection(LineCollection(lines, colors=color, linewidths=width, alpha=alpha))
        )
    dots = rows[chosen]
    artists += ax.plot(np.tile(columns, len(dots)), dots.ravel(), "o", color=ORANGE, markersize=4)
    for column in columns:
        artists.append(ax.axvline(float(column), color=GREEN, linewidth=1))
    ax.set_xticks(columns, names)
    ax.set(xlim=(-0.15, len(names) - 0.85), ylim=(-0.04, 1.04))
    ax.grid(visible=False)
    return artists
