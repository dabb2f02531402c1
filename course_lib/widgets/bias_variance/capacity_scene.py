"""The picture of the capacity dashboard: artists made once, and how they move."""

from typing import Any

import numpy as np

from course_lib.experiments.bias_variance.capacity import DEGREES, GRID, Outcome, Setting
from course_lib.experiments.bias_variance.curves import truth
from course_lib.plots import BLUE, DEV, GREY, ORANGE, TRAIN, draw_fit, plain
from course_lib.widgets.picture import Picture

SIZE = 12  # points, for the last row of a lecture hall
TOP = 0.8
"""Of the axis of errors; what lies above is marked there, and the dev error said in words."""

ABOVE: dict[str, Any] = {
    "loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 3, "frameon": False,
    "fontsize": SIZE - 1, "borderaxespad": 0, "columnspacing": 1.2, "handlelength": 1.6,
}  # fmt: skip
LABEL: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 2}
"""Behind words that a curve may cross."""


class Scene:
    """Left the points, the truth and the fit; right the errors of all degrees."""

    def __init__(self) -> None:
        self.picture = Picture(900, 380)
        left, right = self.picture.figure.subplots(1, 2, width_ratios=[3, 2])
        for ax in (left, right):
            plain(ax, size=SIZE)
        _, self._fit, self._points = draw_fit(left, ([], []), GRID, truth(GRID), truth(GRID))
        left.legend(**ABOVE)
        self._verdict = left.text(
            0.02, 0.95, "", transform=left.transAxes, va="top", fontsize=15, bbox=LABEL
        )
        empty: tuple[list[float], ...] = ([], [])
        (self._train,) = right.plot(*empty, **TRAIN, label="training")
        (self._dev,) = right.plot(*empty, **DEV, label="dev")
        # A disc and a smaller square, so that both are seen where the two errors are equal.
        (self._train_here,) = right.plot(*empty, color=BLUE, marker="o", markersize=13)
        (self._dev_here,) = right.plot(
            *empty, color=ORANGE, marker="s", markersize=8, markeredgecolor="white"
        )
        (self._bayes,) = right.plot(*empty, color=GREY, linestyle=":", linewidth=2, label="Bayes")
        self._above = right.text(
            0, 0.97 * TOP, "", ha="right", va="center", fontsize=SIZE, bbox=LABEL
        )
        right.set(
            xlabel="degree", ylabel="mean squared error", xlim=(-0.5, 9.5), ylim=(-0.02, TOP),
            xticks=DEGREES,
        )  # fmt: skip
        right.legend(**ABOVE)
        self.picture.moves(
            self._fit, self._points, self._verdict, self._train, self._dev, self._bayes,
            self._train_here, self._dev_here, self._above,
        )  # fmt: skip

    def show(self, setting: Setting, result: Outcome) -> None:
        """Move everything to another setting."""
        self._fit.set_data(GRID[:, 0], result.curve[:, 0])
        self._points.set_data(result.x[:, 0], result.y[:, 0])
        self._points.set_markersize(6 if setting.examples <= 50 else 3)
        self._verdict.set_text(result.verdict)
        self._train.set_data(DEGREES, result.train_errors)
        self._dev.set_data(DEGREES, result.dev_errors)
        self._bayes.set_data([-0.5, 9.5], np.repeat(result.bayes_error, 2))
        self._train_here.set_data([setting.degree], [min(result.train_error, 0.97 * TOP)])
        self._dev_here.set_data([setting.degree], [min(result.dev_error, 0.97 * TOP)])
        off_scale = result.dev_error > TOP
        self._above.set_text(f"↑ {result.dev_error:.1f}" if off_scale else "")
        self._above.set_x(setting.degree - 0.4 if setting.degree > 1 else setting.degree + 2)
