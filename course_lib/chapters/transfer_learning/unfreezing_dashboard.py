"""Which layers are kept, which are trained, from what, and with how many pictures."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from course_lib.chapters.transfer_learning.cases import SIZES, TARGETS, at_own_rate
from course_lib.chapters.transfer_learning.strategies import SOURCES, STRATEGIES
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, PURPLE, legend_above

LOOKS: dict[str, dict[str, Any]] = {
    "head only": {"color": BLUE, "linestyle": "-", "marker": "o"},
    "from the middle": {"color": GREEN, "linestyle": "--", "marker": "s"},
    "everything": {"color": ORANGE, "linestyle": "-.", "marker": "^"},
    "new above layer 1": {"color": PURPLE, "linestyle": ":", "marker": "D"},
    "from scratch": {"color": GREY, "linestyle": "-", "marker": "v"},
}
LAYERS = "layer 1, 64 units", "layer 2, 64 units", "last layer, 5 classes"
BOXES = {"kept, frozen": "#9ecae1", "kept, trained": "#fdae6b", "new, trained": "#ffffff"}
WORDS = {"digits": "digits 0 to 4", "clothes": "five kinds of clothes", "none": "random weights"}
TARGET_WORDS = {"digits": "digits 5 to 9", "clothes": "five other kinds of clothes"}


class Scene:
    """Left the three layers and what becomes of them; right the right answers by pictures."""

    def __init__(self, stored: Sweep) -> None:
        self._stored = stored
        self.picture = Picture(900, 400)
        left, right = self.picture.panels(2, 3)
        self._add_layers(left)
        self._add_lines(right)

    def _add_layers(self, ax: Axes) -> None:
        ax.set(xlim=(0, 1), ylim=(-0.6, 3.2))
        ax.set_axis_off()
        self._boxes, self._told = [], []
        for k in range(len(LAYERS)):
            box = Rectangle((0.08, k + 0.1), 0.84, 0.8, edgecolor="black", linewidth=1.2)
            ax.add_patch(box)
            told = ax.text(0.5, k + 0.5, "", ha="center", va="center", fontsize=13)
            self._boxes.append(box)
            self._told.append(told)
        self._below = ax.text(0.5, -0.25, "", ha="center", va="center", fontsize=12)
        self.picture.moves(*self._boxes, *self._told, self._below)

    def _add_lines(self, ax: Axes) -> None:
        self._lines = {}
        for name, look in LOOKS.items():
            (self._lines[name],) = ax.plot([], [], **look, label=name)
        (self._here,) = ax.plot([], [], "o", markersize=17, markerfacecolor="none", color="black",
                                markeredgewidth=2)  # fmt: skip
        ax.set(xscale="log", xlabel="pictures of each class", ylabel="right answers (%)")
        ax.set(
            xticks=SIZES, xticklabels=[str(size) for size in SIZES], xlim=(4, 310), ylim=(15, 95)
        )
        ax.xaxis.set_minor_locator(NullLocator())
        legend_above(ax, ncols=3, columnspacing=1.0, handlelength=1.8)
        self.picture.moves(*self._lines.values(), self._here)

    def show(self, source: str, target: str, strategy: str, per_class: float) -> str:
        """Look up all strategies of this source, and set off the one that is chosen."""
        place = {"source": source, "target": target}
        found, rates = {}, {}
        for name, line in self._lines.items():
            at = [
                at_own_rate(self._stored, strategy=name, per_class=size, **place) for size in SIZES
            ]
            found[name] = np.array([scores.mean() for scores, _ in at])
            rates[name] = [rate for _, rate in at]
            line.set_data(SIZES, found[name])
            line.set_alpha(1.0 if name == strategy else 0.45)
            line.set_linewidth(3.0 if name == strategy else 1.4)
        here = SIZES.index(int(per_class))
        self._here.set_data([SIZES[here]], [found[strategy][here]])
        self._colour(source, target, strategy)
        others = "".join(
            f" · {name} {found[name][here]:.0f} %" for name in LOOKS if name != strategy
        )
        return (
            f"{strategy}: {found[strategy][here]:.1f} % right, at its rate of "
            f"{rates[strategy][here]:g}{others}"
        )

    def _colour(self, source: str, target: str, strategy: str) -> None:
        plan = STRATEGIES[strategy]
        for k, (box, told) in enumerate(zip(self._boxes, self._told, strict=True)):
            kept = k < plan.kept
            if k < plan.frozen:
                name = "kept, frozen"
            else:
                name = "kept, trained" if kept and source != "none" else "new, trained"
            box.set_facecolor(BOXES[name])
            if source == "none" and name == "kept, frozen":
                name = "random, frozen"
            told.set_text(f"{LAYERS[k]}\n{name}")
        self._below.set_text(f"from {WORDS[source]}\nto {TARGET_WORDS[target]}")


def unfreezing_dashboard(stored: Sweep) -> Dashboard:
    """Strategies against numbers of pictures, for a source and a target: stored runs, three seeds.

    Parameters
    ----------
    stored : the sweep ``transfer_learning_cases``
    """
    scene = Scene(stored)
    controls = {
        "source": menu("layers from", [(WORDS[name], name) for name in SOURCES], "digits"),
        "target": menu("new task", [(TARGET_WORDS[name], name) for name in TARGETS], "digits"),
        "strategy": menu("what is trained", list(LOOKS), "head only"),
        "per_class": stored_slider("pictures of each class", SIZES, 5),
    }
    return Dashboard("unfreezing", scene.picture, controls, show=scene.show)
