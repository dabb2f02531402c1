"""The activation explorer: what a function leaves of the gradient, layer by layer."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.gradients_and_activations.functions import FUNCTIONS, with_slope
from course_lib.chapters.gradients_and_activations.signal import DEEPEST, Signal
from course_lib.dashboards.controls import linear_slider, menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.plots import BLUE, GREY, ORANGE, plain

SIZE = 12
BENDS = (0, 0.01, 0.1, 0.25, 0.5, 0.75, 1)
LOWEST, HIGHEST = 1e-13, 10.0
PERCENT = {"100 %": 1, "1 %": 1e-2, "0.01 %": 1e-4, "1e-4 %": 1e-6, "1e-6 %": 1e-8, "1e-8 %": 1e-10}


class Scene:
    """On the left a function and its derivative, on the right the gradient in each layer."""

    def __init__(self) -> None:
        self.picture = Picture(900, 390)
        left, right = self.picture.figure.subplots(1, 2, width_ratios=[2, 3])
        for ax in (left, right):
            plain(ax, size=SIZE)
        left.set(xlabel="z", xlim=(-5, 5), ylim=(-1.4, 3.2))
        (self.function,) = left.plot([], [], color=BLUE, linewidth=2)
        (self.slope,) = left.plot([], [], color=ORANGE, linestyle="--", linewidth=2)
        left.axhline(0.25, color=GREY, linestyle=":", linewidth=1)
        left.text(-4.9, 0.28, "1/4", color=GREY, fontsize=SIZE - 1)
        self.named = left.text(4.8, -1.25, "", ha="right", fontsize=SIZE)
        left.legend(
            [self.function, self.slope], ["function", "slope"], loc="upper left",
            fontsize=SIZE - 1,
        )  # fmt: skip
        right.set(xlabel="hidden layer", ylabel="share of the last layer's gradient")
        right.set(yscale="log", xlim=(0.5, DEEPEST + 0.5), ylim=(LOWEST, HIGHEST))
        right.set_xticks([1, 5, 10, 15, 20])
        right.axhline(0.01, color=GREY, linestyle=":", linewidth=1.5)
        right.set_yticks(list(PERCENT.values()), list(PERCENT))
        right.minorticks_off()
        (self.shares,) = right.plot([], [], color=BLUE, marker="o", linewidth=1.5)
        (self.first,) = right.plot([], [], color=ORANGE, marker="D", markersize=10)
        self.picture.moves(self.function, self.slope, self.named, self.shares, self.first)

    def draw(self, name: str, bend: float, shares: npt.NDArray[Any], named: str) -> None:
        """Show a function with its bend, what it is called, and the shares of all layers."""
        self.named.set_text(named)
        z, values, slopes = with_slope(FUNCTIONS[name].make(bend))
        self.function.set_data(z, values)
        self.slope.set_data(z, slopes)
        drawn = np.clip(shares, 1.2 * LOWEST, None)  # what is smaller stays in sight
        self.shares.set_data(np.arange(1, len(shares) + 1), drawn)
        self.first.set_data([1], drawn[:1])


def activation_dashboard(
    *, function: str = "sigmoid", bend: float = 0.01, depth: int = 10, task: str = ""
) -> Dashboard:
    """How much of the gradient reaches layer 1, by activation, slope or alpha, and depth."""
    scene, signal = Scene(), Signal()

    def show(function: str, bend: float, depth: int) -> str:
        bends = FUNCTIONS[function].bends
        used = bend if bends else 0.0
        shares = signal.by_layer(function, depth, used)
        without = f"{function} (slope {bend:g} not used)"
        named = f"{function}, {bends} {used:g}" if bends else without
        scene.draw(function, used, shares, named)
        numerator = FUNCTIONS[function].scale(used)
        return (
            f"{named}, {depth} hidden layers: layer 1 gets {100 * shares[0]:.2g} % of the last "
            f"layer's gradient (weights of variance {numerator:.3g}/n_in)"
        )

    controls = {
        "function": menu("function", FUNCTIONS, function),
        "bend": stored_slider("slope or alpha", BENDS, bend),
        "depth": linear_slider("hidden layers", 1, DEEPEST, 1, depth, form="d"),
    }
    return Dashboard("activations", scene.picture, controls, show=show, task=task)
