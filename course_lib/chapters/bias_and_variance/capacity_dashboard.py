"""Capacity, examples, noise and data set: the fitted curve, both errors, and the verdict."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.bias_and_variance.capacity import (
    DEGREES,
    EXAMPLES,
    GRID,
    SAMPLES,
    Outcome,
    Sampling,
    outcome,
)
from course_lib.dashboards import Dashboard, Picture, linear_slider, stored_slider
from course_lib.experiments.curves import truth
from course_lib.plots import BLUE, DEV, GREY, ORANGE, TRAIN, draw_fit, legend_above

TOP = 0.8
"""Of the axis of errors; what lies above is marked there, and the dev error said in words."""
LABEL: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 2}
"""Behind words that a curve may cross."""


class Scene:
    """Left the points, the truth and the fit; right the errors of all degrees."""

    def __init__(self) -> None:
        self.picture = Picture(900, 380)
        left, right = self.picture.panels(3, 2)
        self.picture.moves(*self._add_fit(left), *self._add_errors(right))
        for ax in (left, right):
            legend_above(ax, handlelength=1.6)

    def _add_fit(self, ax: Axes) -> list[Artist]:
        _, self._fit, self._points = draw_fit(ax, ([], []), GRID, truth(GRID), truth(GRID))
        self._verdict = ax.text(
            0.02, 0.95, "", transform=ax.transAxes, va="top", fontsize=15, bbox=LABEL
        )
        return [self._fit, self._points, self._verdict]

    def _add_errors(self, ax: Axes) -> list[Artist]:
        (self._train,) = ax.plot([], [], **TRAIN, label="training")
        (self._dev,) = ax.plot([], [], **DEV, label="dev")
        # A disc and a smaller square, so that both are seen where the two errors are equal.
        (self._train_here,) = ax.plot([], [], color=BLUE, marker="o", markersize=13)
        (self._dev_here,) = ax.plot(
            [], [], color=ORANGE, marker="s", markersize=8, markeredgecolor="white"
        )
        (self._bayes,) = ax.plot([], [], color=GREY, linestyle=":", linewidth=2, label="Bayes")
        self._above = ax.text(0, 0.97 * TOP, "", ha="right", va="center", fontsize=12, bbox=LABEL)
        ax.set(xlabel="degree", ylabel="mean squared error", xticks=DEGREES)
        ax.set(xlim=(-0.5, 9.5), ylim=(-0.02, TOP))
        return [
            self._train, self._dev, self._bayes, self._train_here, self._dev_here, self._above
        ]  # fmt: skip

    def show(self, degree: float, examples: float, noise: float, sample: float) -> str:
        """Fit a polynomial, and show it beside the errors of all degrees."""
        setting = Sampling(int(degree), int(examples), noise, int(sample))
        result = outcome(setting)
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
        return _in_words(setting, result)


def capacity_dashboard(
    *,
    degree: int = 9,
    examples: int = 10,
    noise: float = 0.3,
) -> Dashboard:
    """A polynomial through noisy points of a known curve, as degree, points and noise change.

    On the right stand the errors of all degrees, with the chosen one marked. The slider "data set"
    draws other points of the same kind: how much the curve changes with it is variance, seen.
    """
    scene = Scene()
    controls = {
        "degree": linear_slider("degree", DEGREES[0], DEGREES[-1], 1, degree, form="d"),
        "examples": stored_slider("examples", EXAMPLES, examples),
        "noise": linear_slider("noise (std)", 0, 0.6, 0.05, noise, form=".2f"),
        "sample": linear_slider("data set", SAMPLES[0], SAMPLES[-1], 1, SAMPLES[0], form="d"),
    }
    return Dashboard("capacity", scene.picture, controls, show=scene.show)


def _in_words(setting: Sampling, result: Outcome) -> str:
    return (
        f"degree {setting.degree}, {setting.examples} examples, noise {setting.noise:.2f}: "
        f"training {result.train_error:.3f}, dev {result.dev_error:.3f}, "
        f"Bayes {result.bayes_error:.3f} · verdict: {result.verdict}"
    )
