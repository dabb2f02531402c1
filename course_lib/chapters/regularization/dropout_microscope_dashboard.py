"""The dropout microscope: masks on two images of a batch, the signal, and units knocked out."""

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from course_lib.chapters.regularization.drawing import MaskedNet
from course_lib.chapters.regularization.knock_out import SHARES
from course_lib.chapters.regularization.signal import SCALINGS, signals_of_digits, units_kept
from course_lib.chapters.regularization.sweeps import FORM_RATES, MASKS
from course_lib.dashboards import Dashboard, Picture, linear_slider, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, DEV_POINTS, ORANGE, REFERENCE, plain

PASSES = 20
DRAWN = (7, 7, 7)
"""Hidden units that are drawn, layer by layer; in front of them inputs, behind them outputs."""
INPUTS, OUTPUTS = 5, 4


class Scene:
    """Two small nets, one for each of two images; the signal by layer; units knocked out."""

    def __init__(self, sweep: Sweep) -> None:
        self._choices: list[str] = sweep.axes["choice"].tolist()
        self._accuracies = sweep.values["knocked_out"].mean(axis=1)
        self._signals = signals_of_digits(FORM_RATES)
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
        panels["first"].set_title("first image of the batch", fontsize=11)
        panels["second"].set_title("second image", fontsize=11)
        for net in self._nets:
            self.picture.moves(*net.artists)
        self.picture.moves(*self._add_signal(panels["signal"]), *self._add_lost(panels["lost"]))

    def _add_signal(self, ax: Axes) -> list[Artist]:
        (self._training,) = ax.plot([], [], "s--", color=ORANGE, linewidth=2, label="training")
        (self._inference,) = ax.plot([], [], "o-", color=BLUE, linewidth=2, label="inference")
        ax.set(xlabel="hidden layer", xlim=(0.7, 6.3), yscale="log", ylim=(0.05, 15))
        ax.set_title("mean signal (no dropout: 1)", fontsize=11)
        ax.set_xticks(range(1, 7))
        ax.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
        ax.legend(loc="upper left", fontsize=10)
        return [self._training, self._inference]

    def _add_lost(self, ax: Axes) -> list[Artist]:
        without = self._accuracies[self._choices.index("none")]
        ax.plot(SHARES, without, **REFERENCE, linewidth=2, label="without dropout")
        (self._lost,) = ax.plot([], [], **DEV_POINTS, linewidth=2, label="with this dropout")
        ax.set(xlabel="units knocked out", xlim=(-0.02, 0.52), ylim=(0, 1))
        ax.set_title("dev accuracy (stored, inverted)", fontsize=11)
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.legend(loc="upper right", fontsize=10)
        return [self._lost]

    def show(self, mask: str, rate: float, passes: int, scaling: str) -> str:
        """Draw masks up to this pass; look up the signal, and what lost units cost."""
        kept = units_kept(self._draws[:passes], mask, rate)
        for net, image in zip(self._nets, kept[-1], strict=True):
            net.show([np.ones(INPUTS, bool), *image, np.ones(OUTPUTS, bool)])
        training, inference = self._signals[rate, scaling]
        for line, values in ((self._training, training), (self._inference, inference)):
            line.set_data(np.arange(1, len(values) + 1), values)
        lost = self._accuracies[self._choices.index(f"{mask}, {rate:g}")]
        self._lost.set_data(SHARES, lost)
        ratio = inference[-1] / training[-1]
        return (
            f"pass {passes}: first image, {_on(kept[:, 0])} · layer 6, inference over training: "
            f"{ratio:.2f} · dev {100 * lost[0]:.1f} % whole, {100 * lost[1]:.1f} % "
            "with 10 % of the units out"
        )


def dropout_microscope_dashboard(
    sweep: Sweep, *, rate: float = 0.2, mask: str = "fresh"
) -> Dashboard:
    """What dropout does in each pass, and what came of it.

    Parameters
    ----------
    sweep : the sweep of masks, whose networks lose units at the end
    rate, mask : the drop rate and the kind of mask to start with
    """
    scene = Scene(sweep)
    controls = {
        "mask": menu("mask", MASKS, mask),
        "rate": stored_slider("drop rate", FORM_RATES, rate),
        "passes": linear_slider("pass", 1, PASSES, 1, 1, form="d"),
        "scaling": menu("scaling", SCALINGS, "inverted"),
    }
    return Dashboard("dropout microscope", scene.picture, controls, show=scene.show)


def _on(kept: npt.NDArray[np.bool_]) -> str:
    """Of one image's masks, pass by pass: how many units are on, and how many ever were."""
    now, ever = int(kept[-1].sum()), int(kept.any(axis=0).sum())
    return f"{now} of {kept[0].size} hidden units on, {ever} on at least once so far"
