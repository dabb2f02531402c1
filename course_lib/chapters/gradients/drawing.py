"""A neuron as a picture, borders in the plane, and errors of a backward pass, block by block."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import ListedColormap

from course_lib.chapters.gradients.wrong_passes import BLOCKS
from course_lib.plots import BLUE, GREY, ORANGE, draw_plane, draw_points

EXTENT = (-1.6, 2.6, -1.2, 1.7)
"""Left, right, bottom and top of what is shown of the moons."""
GOOD, BUG = 1e-7, 1e-3


def draw_neuron(ax: Axes) -> None:
    """Draw inputs, weights, sum, sigmoid and answer of one neuron.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_neuron(new_figure()[1])
    """
    ax.set(xlim=(0, 11), ylim=(0, 4))
    ax.axis("off")
    for y, name, weight in ((3.1, "$x_1$", "$w_1$"), (0.9, "$x_2$", "$w_2$")):
        _circle(ax, 1, y, name)
        _arrow(ax, (1.5, y), (4.05, 2.15 if y > 2 else 1.85), weight)
    _circle(ax, 4.6, 2, "$z$")
    _arrow(ax, (5.2, 2), (7.9, 2), "sigmoid")
    _circle(ax, 8.5, 2, "$a$")
    ax.text(4.6, 0.9, "$+\\,b$", ha="center", va="center", fontsize=15)
    ax.annotate("", (4.6, 1.45), (4.6, 1.12), arrowprops={"arrowstyle": "->"})
    ax.text(9.2, 2, "between\n0 and 1", va="center", fontsize=12)


def _circle(ax: Axes, x: float, y: float, name: str) -> None:
    ax.plot([x], [y], "o", markersize=38, color="white", markeredgecolor=BLUE, markeredgewidth=2)
    ax.text(x, y, name, ha="center", va="center", fontsize=15)


def _arrow(ax: Axes, start: Any, end: Any, name: str) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "linewidth": 1.6})
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    ax.text(x, y + 0.32, name, ha="center", va="center", fontsize=14)


def draw_border(
    ax: Axes,
    score: Callable[[npt.NDArray[np.float64]], npt.ArrayLike],
    points: npt.ArrayLike,
    labels: npt.ArrayLike,
    *,
    title: str = "",
) -> None:
    """Draw what a network answers over the plane, and the points.

    Parameters
    ----------
    score : function of places (n, 2) -> scores (n, 1); the answer is their sigmoid

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_border(new_figure()[1], lambda x: x[:, :1], [[0, 0], [1, 1]], [0, 1])
    """
    left, right, bottom, top = EXTENT
    rows, columns = np.linspace(bottom, top, 80), np.linspace(left, right, 110)
    places = np.stack(np.meshgrid(columns, rows), axis=-1)
    z = np.asarray(score(places.reshape(-1, 2))).reshape(80, 110)
    draw_plane(ax, 1 / (1 + np.exp(-np.clip(z, -50, 50))), EXTENT)
    draw_points(ax, points, labels)
    ax.set(title=title, xticks=[], yticks=[])


def draw_blocks(ax: Axes, errors: Mapping[str, float], *, title: str = "") -> None:
    """Draw the relative error of each block of gradients, with what counts as good and as a bug.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_blocks(new_figure()[1], {"W1": 1e-9, "b1": 0.3, "W2": 1e-10, "b2": 1e-10})
    """
    sizes = [max(error, 1e-12) for error in errors.values()]
    colors = [ORANGE if error > BUG else BLUE for error in sizes]
    hatches = ["//" if error > BUG else "" for error in sizes]
    ax.bar(range(len(sizes)), sizes, color=colors, hatch=hatches, width=0.6, edgecolor="white")
    ax.set(yscale="log", ylim=(1e-12, 10), ylabel="relative error", title=title)
    ax.set_xlim(-0.6, len(sizes) + 0.2)
    ax.set_xticks(range(len(sizes)), [f"grad {name}" for name in errors])
    for level, word in ((GOOD, "good"), (BUG, "a bug")):
        ax.axhline(level, color=GREY, linestyle=":")
        under = word == "good"
        ax.text(
            len(sizes) - 0.55, level / 1.6 if under else level * 1.6, word,
            va="top" if under else "bottom", color="#555555", fontsize=11,
        )  # fmt: skip


def draw_mistakes(ax: Axes, errors: Mapping[str, Mapping[str, float]]) -> QuadMesh:
    """Draw the relative error of each mistake in each block: dark where the check finds it.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> found = {"a mistake": {"W1": 1.0, "b1": 1e-10, "W2": 1e-10, "b2": 1e-10}}
    >>> mesh = draw_mistakes(new_figure()[1], found)
    """
    sizes = np.array([[max(row[name], 1e-12) for name in BLOCKS] for row in errors.values()])
    mesh = ax.pcolormesh(
        sizes > BUG, cmap=ListedColormap(["white", ORANGE]), edgecolors=GREY, linewidth=0.8,
        vmin=0, vmax=1,
    )  # fmt: skip
    for (row, column), size in np.ndenumerate(sizes):
        word = f"{size:.1g}" if size > BUG else "good"
        ax.text(column + 0.5, row + 0.5, word, ha="center", va="center", fontsize=11)
    ax.set_xticks(np.arange(len(BLOCKS)) + 0.5, [f"grad {name}" for name in BLOCKS])
    ax.set_yticks(np.arange(len(errors)) + 0.5, list(errors))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.invert_yaxis()
    ax.grid(visible=False)
    return mesh


def draw_trained(ax: Axes, accuracies: Mapping[str, npt.ArrayLike], coin: float = 50) -> None:
    """Draw the share of right answers after training, a row a backward pass: a dot a seed.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_trained(new_figure()[1], {"right": [0.96, 0.95], "a mistake": [0.8, 0.9]})
    """
    for row, (name, shares) in enumerate(accuracies.items()):
        percent = 100 * np.ravel(shares)
        color = BLUE if name == "right" else ORANGE
        ax.plot(percent, np.full(percent.shape, row), "o", color=color, markersize=4, alpha=0.6)
        ax.plot([percent.mean()], [row], "D", color=color, markersize=9, fillstyle="none")
    ax.axvline(coin, color=GREY, linestyle=":")
    ax.set_yticks(range(len(accuracies)), list(accuracies))
    ax.set(xlabel="right answers on new points (%)", xlim=(0, 100))
    ax.invert_yaxis()
