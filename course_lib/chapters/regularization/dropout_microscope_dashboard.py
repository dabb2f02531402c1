"""The dropout microscope: masks on two images of a batch, the signal, and units knocked out."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from course_lib.chapters.regularization.drawing import MaskedNet
from course_lib.chapters.regularization.knock_out import SHARES
from course_lib.chapters.regularization.signal import SCALINGS, passed_signal
from course_lib.chapters.regularization.sweeps import FORM_RATES, MASKS
from course_lib.dashboards.controls import linear_slider, menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.datasets import Sweep
from course_lib.engine import mlp
from course_lib.experiments.mnist300 import SIZES, load_sets
from course_lib.plots import BLUE, DEV_POINTS, ORANGE, REFERENCE, plain

DRAWN = (7, 7, 7)
"""Hidden units that are drawn, layer by layer; in front of them inputs, behind them outputs."""
INPUTS, OUTPUTS = 5, 4
SIZE = 12


class MicroscopeScene:
    """Two small nets, one for each of two images; the signal by layer; units knocked out."""

    def __init__(self, without: npt.NDArray[np.float64]) -> None:
        self.picture = Picture(960, 420)
        grid = self.picture.figure.add_gridspec(2, 3, width_ratios=[5, 4, 4])
        add = self.picture.figure.add_subplot
        self._nets = [self._net(add(grid[row, 0]), row) for row in (0, 1)]
        self._signal = self._add_signal(add(grid[:, 1]))
        self._lost = self._add_lost(add(grid[:, 2]), without)
        for net in self._nets:
            self.picture.moves(*net.artists)
        self.picture.moves(*self._signal, self._lost)

    def move(
        self,
        kept: npt.NDArray[np.bool_],
        training: npt.NDArray[np.float64],
        inference: npt.NDArray[np.float64],
        lost: npt.NDArray[np.float64],
    ) -> None:
        """Show masks of shape (2 images, layers, units), two signals, and one curve."""
        for net, masks in zip(self._nets, kept, strict=True):
            net.show([np.ones(INPUTS, bool), *masks, np.ones(OUTPUTS, bool)])
        layers = np.arange(1, len(training) + 1)
        for line, values in zip(self._signal, (training, inference), strict=True):
            line.set_data(layers, values)
        self._lost.set_data(SHARES, lost)

    @staticmethod
    def _net(ax: Axes, row: int) -> MaskedNet:
        ax.set_title(("first image of the batch", "second image")[row], fontsize=SIZE - 1)
        return MaskedNet(ax, [INPUTS, *DRAWN, OUTPUTS])

    @staticmethod
    def _add_signal(ax: Axes) -> list[Line2D]:
        plain(ax, size=SIZE)
        (training,) = ax.plot([], [], "s--", color=ORANGE, linewidth=2, label="training")
        (inference,) = ax.plot([], [], "o-", color=BLUE, linewidth=2, label="inference")
        ax.set(xlabel="hidden layer", xlim=(0.7, 6.3), yscale="log", ylim=(0.05, 15))
        ax.set_title("mean signal (no dropout: 1)", fontsize=SIZE - 1)
        ax.set_xticks(range(1, 7))
        ax.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
        ax.legend(loc="upper left", fontsize=SIZE - 2)
        return [training, inference]

    @staticmethod
    def _add_lost(ax: Axes, without: npt.NDArray[np.float64]) -> Line2D:
        plain(ax, size=SIZE)
        ax.plot(SHARES, without, **REFERENCE, linewidth=2, label="without dropout")
        (line,) = ax.plot([], [], **DEV_POINTS, linewidth=2, label="with this dropout")
        ax.set(xlabel="units knocked out", xlim=(-0.02, 0.52), ylim=(0, 1))
        ax.set_title("dev accuracy (stored, inverted)", fontsize=SIZE - 1)
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.legend(loc="upper right", fontsize=SIZE - 2)
        return line


PASSES = 20


def dropout_microscope_dashboard(
    sweep: Sweep, *, rate: float = 0.2, mask: str = "fresh", task: str = ""
) -> Dashboard:
    """What dropout does in each pass, and what came of it.

    Parameters
    ----------
    sweep : the sweep of masks, whose networks lose units at the end
    rate, mask : the drop rate and the kind of mask to start with
    """
    draws = np.random.default_rng(3).random((PASSES, 2, len(DRAWN), max(DRAWN)))
    signals = _signals()
    scene = MicroscopeScene(sweep.values["knocked_out"].mean(axis=1)[0])

    def show(mask: str, rate: float, passes: int, scaling: str) -> str:
        kept = np.stack([_draw(draws, mask, k) >= rate for k in range(passes)])
        training, inference = signals[rate, scaling]
        lost = sweep.values["knocked_out"].mean(axis=1)[_place(sweep, mask, rate)]
        scene.move(kept[-1], training, inference, lost)
        ever = int(kept[:, 0].any(axis=0).sum())
        ratio = inference[-1] / training[-1]
        return (
            f"pass {passes}: first image, {int(kept[-1, 0].sum())} of {kept[0, 0].size} hidden "
            f"units on, {ever} on at least once so far · layer 6, inference over training: "
            f"{ratio:.2f} · dev {100 * lost[0]:.1f} % whole, {100 * lost[1]:.1f} % "
            "with 10 % of the units out"
        )

    controls = {
        "mask": menu("mask", MASKS, mask),
        "rate": stored_slider("drop rate", FORM_RATES, rate),
        "passes": linear_slider("pass", 1, PASSES, 1, 1, form="d"),
        "scaling": menu("scaling", SCALINGS, "inverted"),
    }
    return Dashboard("dropout microscope", scene.picture, controls, show=show, task=task)


def _draw(draws: npt.NDArray[Any], mask: str, k: int) -> npt.NDArray[Any]:
    """The uniform numbers of pass k, shape (images, layers, units)."""
    if mask == "one mask":  # both images lose the same
        return np.broadcast_to(draws[0, :1], draws[0].shape)
    return np.asarray(draws[k if mask == "fresh" else 0])


def _place(sweep: Sweep, mask: str, rate: float) -> int:
    names: list[str] = sweep.axes["choice"].tolist()
    return names.index(f"{mask}, {rate:g}")


def _signals() -> dict[tuple[float, str], tuple[npt.NDArray[Any], npt.NDArray[Any]]]:
    """Of the untrained six-layer network, for every rate and scaling."""
    x = load_sets().train[0][:100]
    signals = {}
    for rate in FORM_RATES:
        network = mlp(SIZES, rng=np.random.default_rng(0), drop_rate=rate)
        for scaling in SCALINGS:
            rng = np.random.default_rng(1)
            signals[rate, scaling] = passed_signal(network, x, rng=rng, scaling=scaling)
    return signals
