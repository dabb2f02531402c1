"""The picture of the dropout microscope: artists made once, and how they move."""

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from course_lib.experiments.regularization.knock_out import SHARES
from course_lib.plots import BLUE, DEV_POINTS, ORANGE, REFERENCE, plain
from course_lib.plots.masks import MaskedNet
from course_lib.widgets.picture import Picture

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
