"""L2 against decay: what four methods leave of weights that nothing needs."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.chapters.optimizers_in_practice.shrinking import (
    GRADIENT_SIZES,
    METHODS,
    shrinking,
)
from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.experiments.surfaces import Floats
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, PURPLE

STRENGTHS = (0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1)
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01)
STEPS = 1000
LOOKS: tuple[dict[str, Any], ...] = (
    {"color": BLUE, "linestyle": "-", "marker": "o"},
    {"color": GREEN, "linestyle": "--", "marker": "s"},
    {"color": ORANGE, "linestyle": "-.", "marker": "^"},
    {"color": PURPLE, "linestyle": ":", "marker": "D"},
)
"""Of the four weights, in the order of ``GRADIENT_SIZES``."""


class Scene:
    """A panel for each method, in it a line for each weight."""

    def __init__(self) -> None:
        self._left = {name: shrinking(name, STRENGTHS, RATES, steps=STEPS) for name in METHODS}
        self.picture = Picture(980, 340)
        axes = self.picture.panels(1, 1, 1, 1, sharey=True)
        self._lines = {
            name: self._add_weights(ax, name) for ax, name in zip(axes, METHODS, strict=True)
        }
        axes[0].set_ylabel("what is left of the weight")
        self.picture.legend(self._lines[METHODS[0]], ncols=len(LOOKS))

    def _add_weights(self, ax: Axes, method: str) -> list[Line2D]:
        ax.set(xlabel="step", title=method, xlim=(0, STEPS), ylim=(-0.05, 1.1))
        ax.set_xticks([0, 500])
        ax.axhline(0.5, color=GREY, linestyle=":", linewidth=1)
        lines = [
            ax.plot(
                [], [], **look, markersize=7, linewidth=2, markevery=(60 * k + 50, 240),
                label=f"gradients of {size:g}",
            )[0]
            for k, (size, look) in enumerate(zip(GRADIENT_SIZES, LOOKS, strict=True))
        ]  # fmt: skip
        self.picture.moves(*lines)
        return lines

    def show(self, strength: float, lr: float) -> str:
        """Look up what each method has left of the weights."""
        place = STRENGTHS.index(strength), RATES.index(lr)
        for name, lines in self._lines.items():
            for line, curve in zip(lines, self._left[name][place].T, strict=True):
                line.set_data(np.arange(STEPS + 1), curve)
        ends = "; ".join(f"{name} {_percent(self._left[name][place][-1])}" for name in METHODS)
        at = f"lambda {strength:g}, lr {lr:g}"
        return f"{at}: % left, in the order of the legend: {ends}"


def decay_dashboard(*, strength: float = 0.1, lr: float = 0.001) -> Dashboard:
    """Four weights under descent with L2, Adam with L2, and AdamW in two forms."""
    scene = Scene()
    controls = {
        "strength": stored_slider("lambda", STRENGTHS, strength),
        "lr": stored_slider("lr", RATES, lr),
    }
    return Dashboard("L2 against decay", scene.picture, controls, show=scene.show)


def _percent(left: Floats) -> str:
    return ", ".join(f"{100 * abs(part):.0f}" for part in left)
