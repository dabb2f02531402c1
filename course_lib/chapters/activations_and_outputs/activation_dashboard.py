"""The activation explorer: what a function leaves of the gradient, layer by layer."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.activations_and_outputs.functions import (
    DEEPEST,
    FUNCTIONS,
    Signal,
    with_slope,
)
from course_lib.dashboards import Dashboard, Picture, linear_slider, menu, stored_slider
from course_lib.plots import BLUE, GREY, ORANGE

BENDS = (0, 0.01, 0.1, 0.25, 0.5, 0.75, 1)
SCALES = (0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
LOWEST, HIGHEST = 1e-13, 1e5
TICKS = {
    "x 1e4": 1e4, "x 100": 1e2, "100 %": 1, "1 %": 1e-2, "0.01 %": 1e-4, "1e-4 %": 1e-6,
    "1e-6 %": 1e-8, "1e-8 %": 1e-10, "1e-10 %": 1e-12,
}  # fmt: skip


class Scene:
    """On the left a function and its derivative, on the right the gradient in each layer."""

    def __init__(self) -> None:
        self._signal = Signal()
        self.picture = Picture(900, 390)
        left, right = self.picture.panels(2, 3)
        self.picture.moves(*self._add_function(left), *self._add_shares(right))

    def _add_function(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="z", xlim=(-5, 5), ylim=(-1.4, 3.2))
        (self._function,) = ax.plot([], [], color=BLUE, linewidth=2, label="function")
        (self._slope,) = ax.plot([], [], color=ORANGE, linestyle="--", linewidth=2, label="slope")
        ax.axhline(0.25, color=GREY, linestyle=":", linewidth=1)
        ax.text(-4.9, 0.28, "1/4", color=GREY, fontsize=11)
        self._named = ax.text(4.8, -1.25, "", ha="right", fontsize=12)
        ax.legend(loc="upper left", fontsize=11)
        return [self._function, self._slope, self._named]

    def _add_shares(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="hidden layer", ylabel="share of the last layer's gradient")
        ax.set(yscale="log", xlim=(0.5, DEEPEST + 0.5), ylim=(LOWEST, HIGHEST))
        ax.set_xticks([1, 5, 10, 15, 20])
        ax.axhline(0.01, color=GREY, linestyle=":", linewidth=1.5)
        ax.set_yticks(list(TICKS.values()), list(TICKS))
        ax.minorticks_off()
        (self._shares,) = ax.plot([], [], color=BLUE, marker="o", linewidth=1.5)
        (self._first,) = ax.plot([], [], color=ORANGE, marker="D", markersize=10)
        return [self._shares, self._first]

    def show(self, function: str, bend: float, depth: int, scale: float) -> str:
        """Send the signal back through a network with this function, and show what is left."""
        chosen = FUNCTIONS[function]
        used = bend if chosen.bends else 0.0
        shares = self._signal.by_layer(function, depth, used, scale)
        without = f"{function} (no use of {bend:g})"
        named = f"{function}, {chosen.bends} {used:g}" if chosen.bends else without
        self._named.set_text(named)
        z, values, slopes = with_slope(chosen.make(used))
        self._function.set_data(z, values)
        self._slope.set_data(z, slopes)
        drawn = np.clip(shares, 1.2 * LOWEST, HIGHEST / 1.2)  # what lies beyond stays in sight
        self._shares.set_data(np.arange(1, depth + 1), drawn)
        self._first.set_data([1], drawn[:1])
        return (
            f"{named}, {depth} hidden layer{'s' if depth > 1 else ''}, weights of variance "
            f"{scale:g}/n_in: layer 1 gets {percent(shares[0])} the last layer's gradient"
        )


def percent(share: float) -> str:
    """A share in words that read well.

    Examples
    --------
    >>> [percent(share) for share in (1.0, 0.0123, 2e-8, 1234.0)]
    ['100 % of', '1.2 % of', '2e-06 % of', '1234 times']
    """
    if share >= 10:
        return f"{share:.0f} times"
    shown = 100 * share
    return f"{shown:.0f} % of" if shown >= 10 else f"{shown:.2g} % of"


def activation_dashboard(
    *, function: str = "sigmoid", bend: float = 0.01, depth: int = 10, scale: float = 1
) -> Dashboard:
    """How much of the gradient reaches layer 1, by activation, depth and scale of the weights."""
    scene = Scene()
    controls = {
        "function": menu("function", FUNCTIONS, function),
        "bend": stored_slider("slope or alpha", BENDS, bend),
        "depth": linear_slider("hidden layers", 1, DEEPEST, 1, depth, form="d"),
        "scale": stored_slider("scale (variance x n_in)", SCALES, scale),
    }
    return Dashboard("activations", scene.picture, controls, show=scene.show)
