"""The gradient-check microscope: closer and closer to one point of the loss."""

from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.gradients.microscope import (
    ACTIVATIONS,
    BUGS,
    DIRECTIONS,
    EPSILONS,
    EVERYWHERE,
    NO_BUG,
    Microscope,
)
from course_lib.dashboards import Dashboard, Picture, buttons, menu, stored_slider
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, legend_above

BUG, GOOD = 1e-3, 1e-7  # errors above the first are bugs, below the second none
LOWEST = 1e-13  # smaller errors, and none, are drawn here


class Scene:
    """On the left the loss along the direction, on the right the error at every epsilon."""

    def __init__(self) -> None:
        self._scopes = {name: Microscope(name) for name in ACTIVATIONS}
        self._errors = cache(lambda name, *error: self._scopes[name].errors(*error))
        self.picture = Picture(900, 390)
        near, errors = self.picture.panels(3, 2)
        self.picture.moves(*self._add_loss(near), *self._add_errors(errors))

    def _add_loss(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="place along the direction, in epsilons", ylabel="change of the loss")
        ax.set(xlim=(-2, 2), ylim=(-1.4, 1.15), xticks=[-2, -1, 0, 1, 2], yticks=[-1, 0, 1])
        (self._loss,) = ax.plot([], [], color=BLUE, linewidth=2, label="loss")
        (self._slope,) = ax.plot(
            [], [], color=ORANGE, linestyle=":", linewidth=3, label="backpropagation"
        )
        (self._secant,) = ax.plot(
            [], [], color=GREEN, linestyle="--", marker="s", label="difference"
        )
        self._height = ax.text(0.5, 0.03, "", transform=ax.transAxes, ha="center", fontsize=12)
        legend_above(ax)
        return [self._loss, self._slope, self._secant, self._height]

    def _add_errors(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="epsilon", ylabel="relative error", xscale="log", yscale="log")
        ax.set(xlim=(3e-16, 3), ylim=(LOWEST / 3, 10), xticks=[1e-15, 1e-10, 1e-5, 1])
        for threshold in (BUG, GOOD):
            ax.axhline(threshold, color=GREY, linestyle=":", linewidth=1)
        for x, y, va, word in (
            (1e-7, 1.5 * BUG, "bottom", "a bug"),
            (1e-15, 2 * GOOD, "bottom", "look closer"),
            (1e-15, GOOD / 2, "top", "good"),
        ):
            ax.text(x, y, word, color=GREY, va=va, fontsize=11)
        (self._curve,) = ax.plot([], [], color=BLUE, marker="o", markersize=4)
        (self._here,) = ax.plot([], [], color=ORANGE, marker="D", markersize=10)
        return [self._curve, self._here]

    def show(self, epsilon: float, direction: str, bug: str, activation: str) -> str:
        """Look at the loss, in units of its largest change, beside the errors at all epsilons."""
        look = self._scopes[activation].look(direction, epsilon, bug)
        highest = float(np.abs(look.changes).max()) or 1.0
        self._loss.set_data(look.places, look.changes / highest)
        self._slope.set_data([-2, 2], np.array([-2, 2]) * look.backward * epsilon / highest)
        self._secant.set_data([-1, 1], np.interp([-1, 1], look.places, look.changes) / highest)
        self._height.set_text(f"1 on this axis is {highest:.0e}")
        errors = self._errors(activation, direction, bug)
        self._curve.set_data(EPSILONS, np.maximum(errors, LOWEST))
        self._here.set_data([epsilon], [max(look.error, LOWEST)])
        words = (
            f"epsilon {epsilon:.0e}: backpropagation {look.backward:.6f}, "
            f"difference {look.difference:.6f}, relative error {look.error:.0e}"
        )
        kinks = f" · {look.crossed} times a ReLU is on at one end and off at the other"
        return words + (kinks if look.crossed else "")


def gradient_check_dashboard(
    *,
    epsilon: float = 1.0,
    direction: str = EVERYWHERE,
    bug: str = NO_BUG,
    activation: str = "tanh",
) -> Dashboard:
    """Backpropagation against a two-sided difference, as epsilon moves and bugs are planted."""
    scene = Scene()
    controls = {
        "epsilon": stored_slider("epsilon", EPSILONS, epsilon, form=".0e"),
        "direction": menu("direction", DIRECTIONS, direction),
        "bug": menu("planted bug", BUGS, bug),
        "activation": buttons("activation", ACTIVATIONS, activation),
    }
    return Dashboard("gradient check", scene.picture, controls, show=scene.show)
