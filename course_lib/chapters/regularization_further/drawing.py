"""Weights along a penalty's strength, the plane of two weights, and two penalties compared."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.chapters.regularization_further.plane import Plane, ball, nearest
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE

LOOKS: Sequence[dict[str, Any]] = [
    {"color": color, "linestyle": style}
    for style in ("-", "--", ":")
    for color in (BLUE, ORANGE, GREEN, PURPLE)
]
"""Each differs from the others without its color, too; its name stands at its end."""
L1_LOOK: dict[str, Any] = {"color": ORANGE, "linestyle": "--", "marker": "s", "markersize": 5}
L2_LOOK: dict[str, Any] = {"color": BLUE, "linestyle": "-", "marker": "o", "markersize": 5}
SIZE = 12


def draw_paths(
    ax: Axes, strengths: npt.ArrayLike, weights: npt.ArrayLike, names: Sequence[str]
) -> list[Line2D]:
    """Draw each weight against the strength; its name stands at the left end, none leaves the axes.

    Parameters
    ----------
    weights : array of shape (strengths, d)
    names : one for each of the d weights

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_paths(ax, [0.1, 1.0], [[2.0, -1.0], [1.0, 0.0]], ["x", "x^2"])
    >>> [text.get_text() for text in ax.texts]
    ['x', 'x^2']
    """
    paths = np.asarray(weights)
    ax.set(xscale="log", xlabel="lambda", xlim=(np.min(strengths), np.max(strengths)))
    ax.set_yscale("symlog", linthresh=1.0)
    high = 1.3 * max(np.abs(paths).max(), 1.0)
    ax.set_ylim(-high, high)
    lines = [
        ax.plot(strengths, path, linewidth=1.8, **look)[0]
        for path, look in zip(paths.T, cycle(LOOKS), strict=False)
    ]
    ax.axhline(0, color=GREY, linewidth=0.8)
    ticks = [tick for tick in (-100, -10, -1, 0, 1, 10, 100) if abs(tick) < high]
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.yaxis.tick_right()
    ax.set_title("weight (log beyond ±1)", loc="right", fontsize=SIZE)
    ax.spines["right"].set_visible(True)
    colors = [str(line.get_color()) for line in lines]
    at_end = np.flatnonzero(paths[0]).tolist()
    name_ends(
        ax, paths[0, at_end], [names[k] for k in at_end], [colors[k] for k in at_end], left=True
    )
    for k in np.flatnonzero((paths[0] == 0) & paths.any(axis=0)).tolist():  # those that come later
        far = np.abs(paths[:, k]).argmax()
        ax.annotate(
            names[k], (np.asarray(strengths)[far], paths[far, k]),
            (0, -12 if paths[far, k] < 0 else 6),
            textcoords="offset points", ha="center", color=colors[k], fontsize=SIZE,
        )  # fmt: skip
    return lines


def name_ends(
    ax: Axes, heights: npt.ArrayLike, names: Sequence[str], colors: Sequence[str], *,
    left: bool = False, gap: float = 0.085,
) -> None:  # fmt: skip
    """Write names beside an end of the axes, at these heights, moved apart where they would meet.

    The axes have their limits already.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> ax = new_figure()[1]
    >>> name_ends(ax, [0.5, 0.5, 0.0], ["a", "b", "c"], ["black"] * 3)
    >>> [round(float(text.get_position()[1]), 3) for text in ax.texts]
    [0.5, 0.585, 0.0]
    """
    scale = ax.yaxis.get_transform().transform
    low, high = scale(np.array(ax.get_ylim(), dtype=float))
    ends = np.clip((scale(np.asarray(heights, float)) - low) / (high - low), 0, 1)
    order = np.argsort(ends, kind="stable")
    places = ends[order]
    for k in range(1, len(places)):
        places[k] = max(places[k], places[k - 1] + gap)
    if len(places) and places[-1] > 1:
        places[-1] = 1
        for k in range(len(places) - 1, 0, -1):
            places[k - 1] = min(places[k - 1], places[k] - gap)
    placed = dict(zip(order, places, strict=True))
    edge, text = (0.0, -0.045) if left else (1.0, 1.03)
    for k, (name, color) in enumerate(zip(names, colors, strict=True)):
        ax.annotate(
            name, (edge, ends[k]), (text, placed[k]), "axes fraction", "axes fraction",
            color=color, fontsize=SIZE, ha="right" if left else "left", va="center",
            arrowprops={"arrowstyle": "-", "color": color, "linewidth": 0.7, "shrinkA": 0,
                        "shrinkB": 0}, annotation_clip=False,
        )  # fmt: skip


def square_plane(ax: Axes, low: float = -0.9, high: float = 3.0) -> None:
    """Prepare axes for two weights: equal scales, both zero lines."""
    ax.set(xlabel="first weight", ylabel="second weight", aspect="equal")
    ax.set(xlim=(low, high), ylim=(low, high))
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.axvline(0, color=GREY, linewidth=0.8)


def draw_touch(ax: Axes, plane: Plane, strength: float) -> None:
    """Draw the circle through the ridge solution, the contour that touches it, the nearest point.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> ax = new_figure()[1]
    >>> draw_touch(ax, Plane((2.0, 0.9), 0.8), 1.0)
    >>> [text.get_text() for text in ax.texts]
    ['no penalty', 'ridge', 'nearest point']
    """
    found = plane.weights(2, [strength])[0]
    circle = ball(float(np.sqrt((found**2).sum())), 2)
    close = nearest(circle, plane.best)
    square_plane(ax, -1.6, 4.1)
    for level in (0.05, 0.3):
        ax.plot(*plane.contour(level * float(plane.loss(found))).T, color=GREY, linewidth=0.8)
    ax.plot(*plane.contour(float(plane.loss(found))).T, color=BLUE, linewidth=2)
    ax.plot(*circle.T, "--", color=ORANGE, linewidth=2)
    ax.plot(*plane.best, "x", color=BLUE, markersize=10, markeredgewidth=2.5)
    ax.plot(*found, "o", color="black", markersize=8)
    ax.plot(*close, "s", color=GREEN, markersize=12, fillstyle="none", markeredgewidth=2)
    _pointed(ax, plane.best, "no penalty", (2.5, 2.7), BLUE)
    if np.allclose(close, found, atol=0.02):
        _pointed(ax, found, "ridge: the nearest point", (-1.4, 2.3), "black")
    else:
        _pointed(ax, found, "ridge", (-0.9, 2.2), "black")
        _pointed(ax, close, "nearest point", (0.6, -1.45), GREEN)


def draw_shares(ax: Axes, plane: Plane, strength: float) -> None:
    """Draw what a ridge solution keeps of the best weights along the two axes of the data.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> ax = new_figure()[1]
    >>> draw_shares(ax, Plane((2.0, 0.9), 0.8), 0.2)
    >>> [text.get_text() for text in ax.texts]
    ['along the sum: 90 % kept', 'along the difference: 50 % kept', 'no penalty', 'ridge']
    """
    best, found = np.array(plane.best), plane.weights(2, [strength])[0]
    square_plane(ax, -0.6, 2.6)
    ax.plot(*plane.contour(float(plane.loss(found))).T, color=BLUE, linewidth=1.5)
    for along, color, style, words, where in (
        (np.array([1, 1]) / np.sqrt(2), GREEN, "-", "sum", (-0.5, 1.75)),
        (np.array([1, -1]) / np.sqrt(2), ORANGE, "--", "difference", (0.7, -0.45)),
    ):
        ax.plot(*np.outer(along, [-4, 4]), color=GREY, linestyle=":", linewidth=1)
        whole, kept = along * (along @ best), along * (along @ found)
        ax.plot(*np.stack([best, whole], axis=1), color=GREY, linewidth=0.8)
        ax.plot(*np.stack([found, kept], axis=1), color=GREY, linewidth=0.8)
        ax.plot(*whole, "x", color=color, markersize=8, markeredgewidth=2)
        ax.plot(*np.stack([np.zeros(2), kept], axis=1), color=color, linestyle=style, linewidth=4)
        share = 100 * (along @ found) / (along @ best)
        label = f"along the {words}: {share:.0f} % kept"
        ax.text(*where, label, color=color, fontsize=SIZE)
    ax.plot(*best, "x", color=BLUE, markersize=10, markeredgewidth=2.5)
    ax.plot(*found, "o", color="black", markersize=8)
    _pointed(ax, best, "no penalty", (1.75, 1.75), BLUE)
    _beside(ax, found, "ridge", (-44, -5), "black")


def draw_contest(ax: Axes, errors: Mapping[str, Mapping[str, npt.NDArray[Any]]]) -> None:
    """Draw the errors of L2 and L1 under several truths, one below the other, with three errors.

    Parameters
    ----------
    errors : truth -> penalty -> errors on the same data sets

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> ax = new_figure()[1]
    >>> draw_contest(ax, {"few": {"L2": np.array([1.0, 1.2]), "L1": np.array([0.4, 0.6])}})
    >>> [text.get_text() for text in ax.texts]
    ['L2', 'L1']
    """
    for place, both in enumerate(errors.values()):
        for name, look in (("L2", L2_LOOK), ("L1", L1_LOOK)):
            each = np.asarray(both[name], float)
            mean, error = each.mean(), each.std(ddof=1) / np.sqrt(len(each))
            marks = {"color": look["color"], "marker": look["marker"], "markersize": 8}
            ax.errorbar(mean, place, xerr=3 * error, capsize=4, linestyle="", **marks)
            above = 9 if name == "L2" else -20
            ax.annotate(name, (mean, place), (0, above), textcoords="offset points", ha="center",
                        color=look["color"], fontsize=SIZE)  # fmt: skip
    ax.set_yticks(range(len(errors)), list(errors), fontsize=SIZE)
    ax.set_ylim(len(errors) - 0.5, -0.8)
    ax.set_xlim(left=0)
    ax.set_xlabel("error on new data, beyond the noise")


def _beside(ax: Axes, point: Any, words: str, shift: tuple[int, int], color: str) -> None:
    ax.annotate(words, tuple(point), shift, textcoords="offset points", color=color, fontsize=SIZE)


def _pointed(ax: Axes, point: Any, words: str, where: tuple[float, float], color: str) -> None:
    ax.annotate(words, tuple(point), where, color=color, fontsize=SIZE,
                arrowprops={"arrowstyle": "-", "color": color, "linewidth": 0.8})  # fmt: skip
