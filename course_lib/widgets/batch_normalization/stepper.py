"""Batch norm on a batch of four examples of two features, one line of the algorithm at a time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.plots import BLUE, GREY, ORANGE, plain
from course_lib.widgets.controls import linear_slider
from course_lib.widgets.dashboard import Dashboard
from course_lib.widgets.picture import Picture

BATCH = np.array([[3.0, 2.7], [9.0, 1.9], [11.0, 1.3], [17.0, 2.1]])
EPS = 1e-5
LINES = (
    "0   x : the batch",
    "1   mean = sum(x) / m",
    "2   variance = sum((x - mean)²) / m",
    "3   x_hat = (x - mean) / sqrt(variance + eps)",
    "4   y = scale * x_hat + shift",
)
SIZE = 12


@dataclass(frozen=True)
class Steps:
    """All quantities of the algorithm, in their order."""

    x: npt.NDArray[Any]
    mean: npt.NDArray[Any]
    variance: npt.NDArray[Any]
    x_hat: npt.NDArray[Any]
    y: npt.NDArray[Any]


def steps(b: float, scale: float, shift: float) -> Steps:
    """Run the algorithm; ``b`` is added to feature 1, which also has ``scale`` and ``shift``.

    Examples
    --------
    >>> steps(0, 1, 0).variance
    array([25.  ,  0.25])
    """
    x = BATCH + np.array([b, 0])
    mean = x.mean(axis=0)
    variance = np.mean((x - mean) ** 2, axis=0)
    x_hat = (x - mean) / np.sqrt(variance + EPS)
    return Steps(x, mean, variance, x_hat, np.array([scale, 1]) * x_hat + np.array([shift, 0]))


def stepper_dashboard(*, task: str = "") -> Dashboard:
    """Four examples on two number lines, and the table that the algorithm fills in."""
    picture = Picture(880, 300)
    strips, table = picture.figure.subplots(1, 2, width_ratios=[4, 7])
    plain(strips, size=SIZE)
    strips.set(xlim=(-9, 31), ylim=(0.4, 2.75), xlabel="value")
    strips.set_yticks([2, 1], ["1", "2"])
    strips.set_ylabel("feature")
    table.set_axis_off()
    looks: dict[str, Any] = {"linestyle": "none", "markersize": 9, "alpha": 0.85}
    dots = [
        strips.plot([], [], marker=marker, color=color, **looks)[0]
        for marker, color in (("o", BLUE), ("s", ORANGE))
    ]
    centres = [strips.plot([], [], marker="|", markersize=34, color=GREY)[0] for _ in range(2)]
    line_now = table.text(0, 0.97, "", fontsize=SIZE + 1, va="top", weight="bold")
    cells = table.text(0, 0.8, "", fontsize=SIZE - 2, va="top", family="monospace")
    strips.text(-8.4, 2.62, "grey bar: the mean", color=GREY, fontsize=SIZE - 2, va="center")
    picture.moves(*dots, *centres, line_now, cells)

    def show(line: int, b: float, scale: float, shift: float) -> str:
        now = steps(b, scale, shift)
        points = now.y if line == 4 else now.x_hat if line == 3 else now.x
        for k, (dot, centre) in enumerate(zip(dots, centres, strict=True)):
            dot.set_data(points[:, k], np.full(4, 2.0 - k))
            means = points[:, k].mean(keepdims=True) if line else []
            centre.set_data(means, [2 - k] if line else [])
        line_now.set_text(LINES[line])
        chosen = f"b {b:g}, scale {scale:g}, shift {shift:g}"
        cells.set_text(f"{_table(now, line)}\n\nset for feature 1: {chosen}")
        return f"{_in_words(now, line)} · feature 1: {chosen}"

    controls = {
        "line": linear_slider("line", 0, 4, 1, 0, form="d"),
        "b": linear_slider("b, added to feature 1", 0, 10, 5, 0),
        "scale": linear_slider("scale of feature 1", 0, 6, 0.5, 1),
        "shift": linear_slider("shift of feature 1", -2, 12, 1, 0),
    }
    return Dashboard("batch norm, line by line", picture, controls, show=show, task=task)


def _table(now: Steps, line: int) -> str:
    """What is known after this line: x, then x_hat, then y, and mean and variance under x."""
    columns = [now.x, now.x_hat, now.y][: max(1, line - 1)]
    names = ["x", "x_hat", "y"][: len(columns)]
    rows = ["example   " + "".join(f"{name:^15}" for name in names)]
    for i in range(len(now.x)):
        pairs = "".join(f"{values[i, 0]:7.2f}{values[i, 1]:7.2f} " for values in columns)
        rows.append(f"{i + 1:<10}{pairs}")
    if line >= 1:
        rows += ["", f"{'mean':<10}{now.mean[0]:7.2f}{now.mean[1]:7.2f}"]
    if line >= 2:
        rows.append(f"{'variance':<10}{now.variance[0]:7.2f}{now.variance[1]:7.2f}")
    return "\n".join(rows)


def _in_words(now: Steps, line: int) -> str:
    points = now.y if line == 4 else now.x_hat if line == 3 else now.x
    what = ("x", "x", "x", "x_hat", "y")[line]
    mean, std = points.mean(axis=0) + 0.0, points.std(axis=0)
    apart = np.abs(now.y[:, 0] - now.x[:, 0]).max()
    back = f" · y of feature 1 is at most {apart:.2f} from x" if line == 4 else ""
    return (
        f"{what}: feature 1 has mean {mean[0]:.1f} and std {std[0]:.1f}, "
        f"feature 2 mean {mean[1]:.1f} and std {std[1]:.1f}{back}"
    ).replace("-0.0", "0.0")
