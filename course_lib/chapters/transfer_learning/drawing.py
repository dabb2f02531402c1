"""Pictures of notebook 10: first layers, confusions of strategies, what a policy picks."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from course_lib.chapters.transfer_learning.worlds import SIDE
from course_lib.plots import BLUE, GREY, ORANGE

Floats = npt.NDArray[Any]


def draw_first_layer(ax: Axes, weights: Floats, *, units: int = 16) -> None:
    """Draw the weights into some units as pictures, blue positive, red negative, each to its scale.

    Parameters
    ----------
    weights : array of shape (pixels, n); those of the longest are drawn
    """
    longest = np.argsort(-(weights**2).sum(axis=0), kind="stable")[:units]
    rows, columns = -(-units // 4), 4
    sheet = np.full((rows * (SIDE + 1), columns * (SIDE + 1)), np.nan)
    for place, unit in enumerate(longest):
        row, column = divmod(place, columns)
        picture = weights[:, unit].reshape(SIDE, SIDE)
        top, left = row * (SIDE + 1), column * (SIDE + 1)
        sheet[top : top + SIDE, left : left + SIDE] = picture / np.abs(picture).max()
    ax.imshow(sheet, cmap="RdBu", vmin=-1, vmax=1)
    ax.set_axis_off()


def draw_bars(
    ax: Axes, runs: Mapping[str, Sequence[float] | Floats], *, strong: Sequence[str] = ()
) -> None:
    """Draw means of right answers as bars, and each run as a dot; ``strong`` ones in colour."""
    names = list(runs)
    for place, name in enumerate(names):
        scores = np.asarray(runs[name])
        ax.barh(place, scores.mean(), color=BLUE if name in strong else "#bbbbbb", height=0.6)
        ax.plot(scores, np.full(len(scores), place), ".", color=ORANGE, markersize=7)
        ax.text(scores.max() + 1.5, place, f"{scores.mean():.0f} %", va="center", fontsize=11)
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.axvline(20, color=GREY, linestyle=":", linewidth=1.2)
    ax.set(xlim=(0, 100), xlabel="right answers on new pictures (%)")


def draw_policy(ax: Axes, cases: Mapping[Any, Mapping[str, float]], picked: Sequence[str]) -> None:
    """Draw for each case all strategies as grey dots, and the one that was picked as a disc."""
    for place, ((_, scores), name) in enumerate(zip(cases.items(), picked, strict=True)):
        ax.plot(list(scores.values()), [place] * len(scores), "o", color=GREY, markersize=5,
                alpha=0.7)  # fmt: skip
        ax.plot([scores[name]], [place], "o", color=BLUE, markersize=11, alpha=0.8)
    ax.set_yticks(
        range(len(cases)), [f"{given}, {size} of each, by {by}" for given, size, by in cases]
    )
    ax.invert_yaxis()
    ax.set(xlabel="right answers (%): grey all four, blue the one picked", xlim=(15, 90))
