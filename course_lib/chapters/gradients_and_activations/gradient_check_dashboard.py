"""The gradient-check microscope: closer and closer to one point of the loss."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.gradients_and_activations.microscope import (
    ACTIVATIONS,
    BUGS,
    DIRECTIONS,
    EPSILONS,
    EVERYWHERE,
    NO_BUG,
    Look,
    Microscope,
)
from course_lib.dashboards.controls import buttons, menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, plain

SIZE = 12
BUG, GOOD = 1e-3, 1e-7  # errors above the first are bugs, below the second none
LOWEST = 1e-13  # smaller errors, and none, are drawn here
ABOVE: dict[str, Any] = {
    "loc": "lower left", "bbox_to_anchor": (0, 1), "frameon": False, "borderaxespad": 0,
    "ncols": 3, "columnspacing": 1.2, "fontsize": SIZE - 1,
}  # fmt: skip


class Scene:
    """On the left the loss along the direction, on the right the error at every epsilon."""

    def __init__(self) -> None:
        self.picture = Picture(900, 390)
        near, errors = self.picture.figure.subplots(1, 2, width_ratios=[3, 2])
        for ax in (near, errors):
            plain(ax, size=SIZE)
        near.set(xlabel="place along the direction, in epsilons", ylabel="change of the loss")
        near.set(xlim=(-2, 2), ylim=(-1.4, 1.15), xticks=[-2, -1, 0, 1, 2], yticks=[-1, 0, 1])
        (self.loss,) = near.plot([], [], color=BLUE, linewidth=2, label="loss")
        (self.slope,) = near.plot([], [], color=ORANGE, linestyle=":", linewidth=3)
        (self.secant,) = near.plot([], [], color=GREEN, linestyle="--", marker="s")
        self.height = near.text(0.5, 0.03, "", transform=near.transAxes, ha="center", fontsize=SIZE)
        kinds = [self.loss, self.slope, self.secant]
        near.legend(kinds, ["loss", "backpropagation", "difference"], **ABOVE)
        errors.set(xlabel="epsilon", ylabel="relative error", xscale="log", yscale="log")
        errors.set(xlim=(3e-16, 3), ylim=(LOWEST / 3, 10), xticks=[1e-15, 1e-10, 1e-5, 1])
        for threshold in (BUG, GOOD):
            errors.axhline(threshold, color=GREY, linestyle=":", linewidth=1)
        for x, y, va, word in (
            (1e-7, 1.5 * BUG, "bottom", "a bug"),
            (1e-15, 2 * GOOD, "bottom", "look closer"),
            (1e-15, GOOD / 2, "top", "good"),
        ):
            errors.text(x, y, word, color=GREY, va=va, fontsize=SIZE - 1)
        (self.curve,) = errors.plot([], [], color=BLUE, marker="o", markersize=4)
        (self.here,) = errors.plot([], [], color=ORANGE, marker="D", markersize=10)
        self.picture.moves(self.loss, self.slope, self.secant, self.height, self.curve, self.here)

    def draw(self, look: Look, epsilon: float, errors: npt.NDArray[Any]) -> None:
        """Show one look, in units of its largest change, beside the errors at all epsilons."""
        highest = float(np.abs(look.changes).max()) or 1.0
        self.loss.set_data(look.places, look.changes / highest)
        self.slope.set_data([-2, 2], np.array([-2, 2]) * look.backward * epsilon / highest)
        ends = np.interp([-1, 1], look.places, look.changes) / highest
        self.secant.set_data([-1, 1], ends)
        self.height.set_text(f"1 on this axis is {highest:.0e}")
        self.curve.set_data(EPSILONS, np.maximum(errors, LOWEST))
        self.here.set_data([epsilon], [max(look.error, LOWEST)])


def gradient_check_dashboard(
    *,
    epsilon: float = 1.0,
    direction: str = EVERYWHERE,
    bug: str = NO_BUG,
    activation: str = "tanh",
    task: str = "",
) -> Dashboard:
    """Backpropagation against a two-sided difference, as epsilon moves and bugs are planted."""
    scopes = {name: Microscope(name) for name in ACTIVATIONS}
    scene = Scene()

    @cache
    def errors_of(activation: str, direction: str, bug: str) -> npt.NDArray[Any]:
        return scopes[activation].errors(direction, bug)

    def show(epsilon: float, direction: str, bug: str, activation: str) -> str:
        look = scopes[activation].look(direction, epsilon, bug)
        scene.draw(look, epsilon, errors_of(activation, direction, bug))
        words = (
            f"epsilon {epsilon:.0e}: backpropagation {look.backward:.6f}, "
            f"difference {look.difference:.6f}, relative error {look.error:.0e}"
        )
        kinks = f" · {look.crossed} times a ReLU is on at one end and off at the other"
        return words + (kinks if look.crossed else "")

    controls = {
        "epsilon": stored_slider("epsilon", EPSILONS, epsilon),
        "direction": menu("direction", DIRECTIONS, direction),
        "bug": menu("planted bug", BUGS, bug),
        "activation": buttons("activation", ACTIVATIONS, activation),
    }
    return Dashboard("gradient check", scene.picture, controls, show=show, task=task)
