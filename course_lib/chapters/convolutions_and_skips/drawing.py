"""The pictures of notebook 11b; lines are told apart without color."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE

NETWORKS: list[dict[str, Any]] = [
    {"color": GREY, "linestyle": ":", "marker": "o"},
    {"color": BLUE, "linestyle": "-", "marker": "s"},
    {"color": ORANGE, "linestyle": "--", "marker": "D"},
    {"color": GREEN, "linestyle": "-.", "marker": "^"},
]


def draw_images(
    panels: Sequence[Axes], images: Mapping[str, npt.ArrayLike], *, boxed: bool = False
) -> None:
    """Draw small images, each in a panel; where values are negative, orange below and blue above.

    ``boxed`` draws their edge, where it says something.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_images(new_figure(panels=2)[1], {"image": np.eye(3), "filter": -np.eye(3)})
    """
    for ax, (name, given) in zip(panels, images.items(), strict=True):
        image = np.asarray(given, np.float64)
        if image.min() < -1e-6:
            most = np.abs(image).max()
            ax.imshow(image, cmap="PuOr", vmin=-most, vmax=most)
        else:
            ax.imshow(image, cmap="gray_r", vmin=0)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=boxed, color=GREY, linewidth=1)
        ax.set_title(name, fontsize=12)
        ax.grid(visible=False)


def write_numbers(ax: Axes, values: npt.ArrayLike, form: str = "g") -> None:
    """Write each number of a small table at its place."""
    table = np.asarray(values)
    most = np.abs(table).max()
    for (row, column), value in np.ndenumerate(table):
        color = "white" if abs(value) > 0.6 * most else "black"
        ax.text(column, row, f"{value:{form}}", ha="center", va="center", color=color, fontsize=11)


def draw_moved(ax: Axes, scores: Mapping[str, Sequence[float]]) -> None:
    """Draw right answers by pixels to the right, a line for each network.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_moved(new_figure()[1], {"dense": [20.0, 88.0, 22.0]})
    """
    for look, (name, values) in zip(NETWORKS, scores.items(), strict=False):
        reach = len(values) // 2
        ax.plot(range(-reach, reach + 1), values, **look, linewidth=2, label=name)
    ax.set(xlabel="moved by (pixels to the right)", ylabel="right of new digits (%)")
    ax.set(ylim=(0, 100), xticks=range(-reach, reach + 1))


def draw_seen(ax: Axes, squares: npt.NDArray[Any], field: float, whose: str) -> None:
    """Draw how strongly each pixel is felt, and a square of a field's width around the middle.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_seen(new_figure()[1], np.ones((9, 9)), 5, "yours")
    """
    ax.imshow(np.sqrt(squares), cmap="Blues", vmin=0)
    felt = [np.flatnonzero(squares.sum(axis=axis)) for axis in (0, 1)]
    left, top = ((there[0] + there[-1] - field) / 2 for there in felt)
    ax.add_patch(Rectangle((left, top), field, field, fill=False, color=ORANGE, linewidth=2.5))
    ax.set_title(f"{field:g} pixels wide ({whose})", fontsize=12)
    ax.set(xticks=[], yticks=[])
    ax.grid(visible=False)


def draw_without(ax: Axes, scores: Mapping[str, Sequence[float]], whole: Sequence[float]) -> None:
    """Draw right answers with one block left out, by block, and with all.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_without(new_figure()[1], {"plain": [10.0, 12.0]}, [80.0])
    """
    for look, (name, values), all_there in zip(NETWORKS[1:], scores.items(), whole, strict=False):
        ax.plot(range(1, len(values) + 1), values, **look, linewidth=1.5, label=name)
        ax.axhline(all_there, color=look["color"], linewidth=1, linestyle=look["linestyle"])
    ax.set(xlabel="block that is left out", ylabel="right of new digits (%)", ylim=(0, 100))


def draw_survivals(ax: Axes, ours: Sequence[float], share: float, whose: str) -> None:
    """Draw the survival probability of each block, and their mean.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_survivals(new_figure()[1], [0.9, 0.6], 0.75, "yours")
    """
    there = np.asarray(ours)
    ax.bar(range(1, len(there) + 1), there, color=BLUE, label=f"survives ({whose})")
    ax.axhline(share, color=PURPLE, linestyle="--", label=f"share {share:g}")
    ax.set(xlabel="block", ylabel="probability", ylim=(0, 1.05))
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
