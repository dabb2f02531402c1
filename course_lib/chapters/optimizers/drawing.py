"""What notebook 05 draws: a ravine lying down, a run at the edge, a race as bars."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from course_lib.chapters.optimizers.edge import Edge
from course_lib.experiments.surfaces import Surface
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, PURPLE, REFERENCE
from course_lib.plots.surfaces import METHODS, draw_contours

LYING = (-1.0, 9.5, -0.6, 3.6)
"""What is in sight of a line's ravine: b from left to right, w upwards."""
EDGE_LOOKS: dict[float, dict[str, Any]] = {
    0.5: {"color": GREEN, "linestyle": "-.", "marker": "^"},
    1.0: {"color": BLUE, "linestyle": "-", "marker": "o"},
    2.0: {"color": ORANGE, "linestyle": "--", "marker": "s"},
}


def draw_lying(ax: Axes, ground: Surface, *, top: float = LYING[3], levels: int = 8) -> None:
    """Draw a line's ravine on its side, one unit of w as long as one of b; a star in its middle.

    ``top`` is the largest w in sight.

    Examples
    --------
    >>> from course_lib.chapters.optimizers.line import line_surface
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> draw_lying(ax, line_surface([1.0, 2.0], [3.0, 4.0]))
    >>> ax.get_xlabel(), ax.get_aspect()
    ('b (°C)', 1.0)
    """
    b, w = np.linspace(*LYING[:2], 160), np.linspace(LYING[2], top, 120)
    values = ground.value(np.stack(np.meshgrid(w, b, indexing="ij"), axis=-1))
    draw_contours(ax, b, w, values, levels=levels)
    w_best, b_best = ground.minima[0]
    ax.plot(b_best, w_best, "*", color="black", markersize=14, markeredgecolor="white")
    ax.set(xlabel="b (°C)", ylabel="w (°C per °C)", aspect="equal")


def draw_steps(ax: Axes, path: npt.ArrayLike, **style: Any) -> None:
    """Draw a walk over (w, b) step by step in the lying ravine; its start is open, its end full."""
    walk = np.asarray(path, float)
    looks: dict[str, Any] = {"linewidth": 1.4, "markersize": 3.5} | style
    ax.plot(walk[:, 1], walk[:, 0], **looks)
    end = {"color": looks["color"], "marker": looks.get("marker", "o"), "markersize": 9}
    ax.plot(walk[:1, 1], walk[:1, 0], "o", color="white", markeredgecolor="black", markersize=9)
    ax.plot(walk[-1:, 1], walk[-1:, 0], linestyle="none", markeredgecolor="white", **end)


def mark(ax: Axes, words: str, at: Sequence[float], place: tuple[float, float]) -> None:
    """Write words beside a point (w, b) of the lying ravine, with a thin line to it."""
    ax.annotate(
        words, (at[1], at[0]), xytext=place, fontsize=11,
        arrowprops={"arrowstyle": "-", "color": GREY},
    )  # fmt: skip


def draw_edges(panels: Sequence[Axes], runs: Mapping[float, Edge]) -> None:
    """Draw for each rate the largest curvature with 2 / rate, and the loss."""
    left, right = panels
    for lr, run in runs.items():
        looks = EDGE_LOOKS[lr]
        left.plot(run.at, run.curvatures, markersize=5, label=f"rate {lr:g}", **looks)
        left.axhline(2 / lr, **REFERENCE)
        beside = 2 / lr * 1.04 if lr >= 1 else 2 / lr - 0.5  # on the other side of the curve
        left.text(run.at[-1], beside, f"2 / {lr:g}", ha="right", fontsize=11, color=GREY)
        thin = {"color": looks["color"], "linewidth": 0.8, "alpha": 0.7}
        right.plot(np.arange(len(run.losses)), run.losses, **thin)
        twenty = run.losses[: len(run.losses) // 20 * 20].reshape(-1, 20).mean(axis=1)
        middle = looks | {"marker": None, "linewidth": 2.4}
        right.plot(np.arange(10, 20 * len(twenty), 20), twenty, **middle, label=f"rate {lr:g}")
    left.set(xlabel="update", ylabel="largest curvature", ylim=(0, 5.9))
    right.set(xlabel="update", ylabel="training loss (nats)", ylim=(0.05, 0.16))
    left.legend(loc="upper center", ncols=3, fontsize=10)
    right.legend(loc="upper right")


def draw_bars(ax: Axes, steps: Mapping[str, int | None], *, most: int) -> None:
    """Draw a bar of steps for each contender; one that never arrives gets the word.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> draw_bars(ax, {"descent": 45, "AdaGrad": None}, most=100)
    >>> [text.get_text() for text in ax.texts]
    [' 45', ' never']
    """
    places = np.arange(len(steps))[::-1]
    for place, (name, took) in zip(places, steps.items(), strict=True):
        color = next((METHODS[key]["color"] for key in METHODS if name.startswith(key)), GREY)
        ax.barh(place, took or 0, color=color, height=0.7)
        ax.text(took or 0, place, f" {took}" if took else " never", va="center", fontsize=11)
    ax.set_yticks(places, list(steps), fontsize=11)
    ax.set(xlim=(0, 1.15 * most), xlabel="steps until it stays within 0.05 of the minimum")
    ax.grid(visible=False, axis="y")


def draw_betas(ax: Axes, found: Mapping[float, Mapping[float, int]], best: Mapping[float, float],
               betas: Sequence[float]) -> None:  # fmt: skip
    """Draw for each condition number the steps at the best rate against beta; stars: formula."""
    looks = [(GREEN, "-", "o"), (BLUE, "--", "s"), (PURPLE, "-.", "^")]
    for (k, steps), (color, line, marker) in zip(found.items(), looks, strict=True):
        curve = [steps[beta] for beta in betas]
        ax.plot(betas, curve, color=color, linestyle=line, marker=marker, markersize=4,
                label=f"condition number {k:g}")  # fmt: skip
        place = best[k]
        ax.plot(place, steps[place], "*", color=color, markersize=17, markeredgecolor="white")
    ax.set(xlabel="beta (0: gradient descent)", ylabel="steps at its best rate", yscale="log")
    ticks = (10, 20, 50, 100, 200, 500)
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.set_yticks([], minor=True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=10)
