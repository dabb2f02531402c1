"""The dropout microscope: masks on two images of a batch, the signal, and units knocked out."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from course_lib.chapters.regularization.drawing import MaskedNet
from course_lib.chapters.regularization.knock_out import SHARES
from course_lib.chapters.regularization.signal import AGES, units_kept
from course_lib.chapters.regularization.sweeps import FORM_RATES, MASKS
from course_lib.dashboards import Dashboard, Picture, linear_slider, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, DEV_POINTS, ORANGE, REFERENCE, plain

PASSES = 20
DRAWN = (7, 7, 7)
"""Hidden units that are drawn, layer by layer; in front of them inputs, behind them outputs."""
INPUTS, OUTPUTS = 5, 4
LOOKS = dict(zip(AGES, ((ORANGE, "--", "s"), (BLUE, "-", "o")), strict=True))


class Scene:
    """Two small nets, one for each of two images; the signal by layer; units knocked out."""

    def __init__(self, masks: Sweep, signals: Sweep) -> None:
        self._choices: list[str] = masks.axes["choice"].tolist()
        self._accuracies = masks.values["knocked_out"].mean(axis=1)
        self._signals = signals
        shape = (PASSES, 2, len(DRAWN), max(DRAWN))  # passes, images, layers, units
        self._draws = np.random.default_rng(3).random(shape)
        self.picture = Picture(960, 420)
        panels = self.picture.figure.subplot_mosaic(
            [["first", "signal", "lost"], ["second", "signal", "lost"]], width_ratios=[5, 4, 4]
        )
        for ax in panels.values():
            plain(ax, size=12)
        self._nets = [
            MaskedNet(panels[name], [INPUTS, *DRAWN, OUTPUTS]) for name in ("first", "second")
        ]
        panels["first"].set_title("a small net, first image", fontsize=12)
        panels["second"].set_title("second image of the batch", fontsize=12)
        for net in self._nets:
            self.picture.moves(*net.artists)
        self.picture.moves(*self._add_signal(panels["signal"]), *self._add_lost(panels["lost"]))

    def _add_signal(self, ax: Axes) -> list[Artist]:
        self._lines: list[Line2D] = []
        for age, (color, line, marker) in LOOKS.items():
            words = f"after {age} epochs" if age else "untrained"
            style: dict[str, Any] = {
                "color": color,
                "linestyle": line,
                "marker": marker,
                "linewidth": 2,
            }
            self._lines += ax.plot([], [], label=words, **style)
        ax.axhline(1, color="black", linewidth=0.8)
        ax.set(xlabel="hidden layer", xlim=(0.7, 6.3), yscale="log", ylim=(0.8, 12))
        ax.set_title("signal, training over inference\n(six layers, fresh masks)", fontsize=12)
        ax.set_xticks(range(1, 7))
        ax.set_yticks([1, 2, 5, 10], ["1", "2", "5", "10"])
        ax.minorticks_off()
        ax.legend(loc="upper left", fontsize=11)
        return list(self._lines)

    def _add_lost(self, ax: Axes) -> list[Artist]:
        without = self._accuracies[self._choices.index("none")]
        ax.plot(SHARES, without, **REFERENCE, linewidth=2, label="without dropout")
        (self._lost,) = ax.plot([], [], **DEV_POINTS, linewidth=2, label="with this mask")
        ax.set(xlabel="units knocked out", xlim=(-0.02, 0.52), ylim=(0, 1))
        ax.set_title("dev accuracy\n(six layers, 301 epochs)", fontsize=12)
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.legend(loc="upper right", fontsize=11)
        return [self._lost]

    def show(self, mask: str, rate: float, passes: int) -> str:
        """Draw masks up to this pass; look up the signal, and what lost units cost."""
        kept = units_kept(self._draws[:passes], mask, rate)
        for net, image in zip(self._nets, kept[-1], strict=True):
            net.show([np.ones(INPUTS, bool), *image, np.ones(OUTPUTS, bool)])
        of_rate = list(self._signals.axes["drop_rate"]).index(rate)
        signals = self._signals.values["signal"][of_rate].mean(axis=0)  # of the seeds
        for line, values in zip(self._lines, signals, strict=True):
            line.set_data(np.arange(1, len(values) + 1), values)
        lost = self._accuracies[self._choices.index(f"{mask}, {rate:g}")]
        self._lost.set_data(SHARES, lost)
        last = signals[:, -1]
        return (
            f"pass {passes}: first image, {_on(kept[:, 0])} · layer 6, training over inference: "
            f"{last[0]:.2f} untrained, {last[1]:.2f} after {AGES[1]} epochs · "
            f"dev {100 * lost[0]:.1f} % whole, {100 * lost[1]:.1f} % with 10 % of the units out"
        )


def dropout_microscope_dashboard(
    masks: Sweep, signals: Sweep, *, rate: float = 0.2, mask: str = "fresh"
) -> Dashboard:
    """What dropout does in each pass, and what came of it.

    Parameters
    ----------
    masks : the sweep of masks, whose networks lose units at the end
    signals : the sweep of signals, whose networks had fresh masks
    rate, mask : the drop rate and the kind of mask to start with
    """
    scene = Scene(masks, signals)
    controls = {
        "mask": menu("mask", MASKS, mask),
        "rate": stored_slider("drop rate", FORM_RATES, rate),
        "passes": linear_slider("pass", 1, PASSES, 1, 1, form="d"),
    }
    return Dashboard("dropout microscope", scene.picture, controls, show=scene.show)


def _on(kept: npt.NDArray[np.bool_]) -> str:
    """Of one image's masks, pass by pass: how many units are on, and how many ever were."""
    now, ever = int(kept[-1].sum()), int(kept.any(axis=0).sum())
    return f"{now} of {kept[0].size} hidden units on, {ever} on at least once so far"
