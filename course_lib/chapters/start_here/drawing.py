"""Pictures of notebook 00: a network, and one step of a weight."""

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib.plots import BLUE, GREEN, GREY, ORANGE

LAYERS = (("a point", ("x1", "x2")), ("4 units", ("",) * 4), ("4 units", ("",) * 4),
          ("answer", ("",)))  # fmt: skip


def draw_network(ax: Axes) -> None:
    """Draw units as circles and weights as lines: the thicker the larger, orange where negative.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_network(new_figure()[1])
    """
    rng = np.random.default_rng(2)
    places = [
        [(1.5 * column, (len(names) - 1) / 2 - row) for row in range(len(names))]
        for column, (_, names) in enumerate(LAYERS)
    ]
    for left, right in pairwise(places):
        for start in left:
            for end in right:
                weight = rng.standard_normal()
                color = BLUE if weight > 0 else ORANGE
                ax.plot(*zip(start, end, strict=True), color=color, linewidth=1.8 * abs(weight),
                        alpha=0.7, zorder=1)  # fmt: skip
    for (words, names), column in zip(LAYERS, places, strict=True):
        ax.text(column[0][0], 2.15, words, ha="center", fontsize=11)
        for name, (x, y) in zip(names, column, strict=True):
            ax.scatter([x], [y], s=520, color="white", edgecolor=GREY, linewidth=1.5, zorder=2)
            ax.text(x, y, name, ha="center", va="center", fontsize=11, zorder=3)
    ax.set(xlim=(-0.5, 5.0), ylim=(-2.1, 2.6), title="circles: units; lines: weights")
    ax.axis("off")


def draw_step(ax: Axes, *, weight: float = -1.2, lr: float = 0.35) -> None:
    """Draw the loss against one weight, its slope, and the step that follows from it.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_step(new_figure()[1])
    """
    grid = np.linspace(-2, 2, 101)
    slope = 2 * (weight - 0.5)
    after = weight - lr * slope
    ax.plot(grid, _loss(grid), color=GREY, linewidth=2)
    near = np.array([weight - 0.5, weight + 0.5])
    ax.plot(near, _loss(weight) + slope * (near - weight), color=ORANGE, linewidth=2,
            label="slope: the gradient")  # fmt: skip
    ax.plot([weight, after], [_loss(weight), _loss(after)], "o", color=BLUE, markersize=8)
    ax.annotate("", (after, 0.3), (weight, 0.3), arrowprops={"arrowstyle": "->", "color": GREEN,
                "linewidth": 2})  # fmt: skip
    ax.text((weight + after) / 2, 0.5, "the step", ha="center", color=GREEN, fontsize=11)
    ax.set(xlabel="one weight", ylabel="loss", ylim=(0, 7), title="a step: against the slope")
    ax.legend(loc="upper right", fontsize=10)


def _loss(weight: Any) -> Any:
    return (weight - 0.5) ** 2 + 0.8
