"""Batch norm on a batch of four examples of two features, one line of the algorithm at a time."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.batch_normalization.line_by_line import Steps, steps
from course_lib.dashboards import Dashboard, Picture, linear_slider
from course_lib.plots import BLUE, GREY, ORANGE

LINES = (
    "0  x: the batch",
    "1  mean = sum(x) / m",
    "2  variance = sum((x - mean)²) / m",
    "3  x_hat = (x - mean) / sqrt(variance + eps)",
    "4  y = scale * x_hat + shift",
)
ROWS = (
    ("", "       x              x_hat             y"),
    ("feature", "     1      2       1      2       1      2"),
    *((f"example {i}", "") for i in (1, 2, 3, 4)),
    ("mean", ""),
    ("variance", ""),
)
"""What is written in the table from the start: the names of its rows and columns."""


class Scene:
    """Four examples on two number lines; beside them the algorithm, and the table it fills in."""

    def __init__(self) -> None:
        self.picture = Picture(880, 300)
        strips, page = self.picture.panels(4, 6)
        self.picture.moves(*self._add_strips(strips), *self._add_page(page))

    def _add_strips(self, ax: Axes) -> list[Artist]:
        ax.set(xlim=(-9, 31), ylim=(0.4, 2.75), xlabel="value", ylabel="feature")
        ax.set_yticks([2, 1], ["1", "2"])
        ax.text(-8.4, 2.62, "grey bar: the mean", color=GREY, fontsize=10, va="center")
        looks: dict[str, Any] = {"linestyle": "none", "markersize": 9, "alpha": 0.85}
        self._dots = [
            ax.plot([], [], marker=marker, color=color, **looks)[0]
            for marker, color in (("o", BLUE), ("s", ORANGE))
        ]
        self._means = [ax.plot([], [], marker="|", markersize=34, color=GREY)[0] for _ in range(2)]
        return [*self._dots, *self._means]

    def _add_page(self, ax: Axes) -> list[Artist]:
        ax.set_axis_off()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        for k, line in enumerate(LINES):
            ax.text(0.05, _height(k), line, fontsize=12)
        (self._arrow,) = ax.plot([0.02], [0], marker=">", markersize=9, color=BLUE)
        self._setting = ax.text(1, _height(0), "", fontsize=11, ha="right")
        cell: dict[str, Any] = {"fontsize": 10, "family": "monospace"}
        for k, (name, columns) in enumerate(ROWS):
            ax.text(0, _height(6 + k), name, **cell)
            ax.text(0.15, _height(6 + k), columns, **cell)
        # Letters are slow to draw: of the table only the numbers move.
        self._numbers = [ax.text(0.15, _height(8 + k), "", **cell) for k in range(6)]
        return [self._arrow, self._setting, *self._numbers]

    def show(self, line: int, b: float, scale: float, shift: float) -> str:
        """Run the algorithm, and show what is known after this line of it."""
        now = steps(b, scale, shift)
        points = _shown(now, line)
        for k, (dot, centre) in enumerate(zip(self._dots, self._means, strict=True)):
            dot.set_data(points[:, k], np.full(4, 2.0 - k))
            means = points[:, k].mean(keepdims=True) if line else []
            centre.set_data(means, [2 - k] if line else [])
        self._arrow.set_ydata([_height(line) + 0.02])
        for place, words in zip(self._numbers, _numbers(now, line), strict=True):
            place.set_text(words)
        setting = f"b {b:g}, scale {scale:g}, shift {shift:g}"
        self._setting.set_text(f"feature 1: {setting}")
        return f"{_in_words(now, line)} · feature 1: {setting}"


def stepper_dashboard() -> Dashboard:
    """Batch norm in five lines, on a batch that one can shift and scale."""
    scene = Scene()
    controls = {
        "line": linear_slider("line", 0, 4, 1, 0, form="d"),
        "b": linear_slider("b, added to feature 1", 0, 10, 5, 0),
        "scale": linear_slider("scale of feature 1", 0, 6, 0.5, 1),
        "shift": linear_slider("shift of feature 1", -2, 12, 1, 0),
    }
    return Dashboard("batch norm, line by line", scene.picture, controls, show=scene.show)


def _height(row: int) -> float:
    """Where a row stands on the page: first the algorithm, then the table."""
    return 0.95 - 0.073 * row


def _shown(now: Steps, line: int) -> npt.NDArray[Any]:
    """The values that stand on the number lines after this line."""
    return {4: now.y, 3: now.x_hat}.get(line, now.x)


def _numbers(now: Steps, line: int) -> list[str]:
    """What is known after this line: a row for each example, then mean and variance."""
    examples = np.hstack([now.x, now.x_hat, now.y][: max(1, line - 1)])
    known = [*examples, *(now.mean, now.variance)[:line]]
    return [_row(values) for values in known] + [""] * (6 - len(known))


def _row(values: npt.NDArray[Any]) -> str:
    return "  ".join(f"{first:7.2f}{second:7.2f}" for first, second in values.reshape(-1, 2))


def _in_words(now: Steps, line: int) -> str:
    points = _shown(now, line)
    what = ("x", "x", "x", "x_hat", "y")[line]
    mean, std = points.mean(axis=0) + 0.0, points.std(axis=0)
    apart = np.abs(now.y[:, 0] - now.x[:, 0]).max()
    back = f" · y of feature 1 is at most {apart:.2f} from x" if line == 4 else ""
    return (
        f"{what}: feature 1 has mean {mean[0]:.1f} and std {std[0]:.1f}, "
        f"feature 2 mean {mean[1]:.1f} and std {std[1]:.1f}{back}"
    ).replace("-0.0", "0.0")
