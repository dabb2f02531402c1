"""L2 against decay: what three methods leave of weights that nothing needs."""

import numpy as np

from course_lib.chapters.optimizers_further.shrinking import GRADIENT_SIZES, METHODS, shrinking
from course_lib.dashboards.controls import stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.experiments.surfaces import Floats
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, PURPLE, plain

STRENGTHS = (0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01)
LOOKS = ((BLUE, "-", "o"), (GREEN, "--", "s"), (ORANGE, "-.", "^"), (PURPLE, ":", "D"))
STEPS, SIZE = 1000, 12


def decay_dashboard(*, strength: float = 0.1, lr: float = 0.001, task: str = "") -> Dashboard:
    """Four weights under gradient descent with L2, Adam with L2, and AdamW."""
    left = {name: shrinking(name, STRENGTHS, RATES, steps=STEPS) for name in METHODS}
    picture = Picture(940, 360)
    axes = picture.figure.subplots(1, len(METHODS), sharey=True)
    lines = {}
    for ax, name in zip(axes, METHODS, strict=True):
        plain(ax, size=SIZE)
        ax.set(xlabel="step", title=name, xlim=(0, STEPS), ylim=(-0.05, 1.1))
        ax.set_xticks([0, 250, 500, 750])
        ax.axhline(0.5, color=GREY, linestyle=":", linewidth=1)
        lines[name] = [
            ax.plot(
                [], [], color=color, linestyle=line, marker=marker, markersize=7, linewidth=2,
                markevery=(60 * k + 50, 240), label=f"gradients of {size:g}",
            )[0]
            for k, (size, (color, line, marker)) in enumerate(
                zip(GRADIENT_SIZES, LOOKS, strict=True)
            )
        ]  # fmt: skip
        picture.moves(*lines[name])
    axes[0].set_ylabel("what is left of the weight")
    picture.figure.legend(
        handles=lines[METHODS[0]], loc="outside upper center", ncols=4, frameon=False,
        fontsize=SIZE - 1,
    )  # fmt: skip
    steps = np.arange(STEPS + 1)

    def show(strength: float, lr: float) -> str:
        place = STRENGTHS.index(strength), RATES.index(lr)
        for name, curves in lines.items():
            for line, curve in zip(curves, left[name][place].T, strict=True):
                line.set_data(steps, curve)
        ends = "; ".join(f"{name} {_percent(left[name][place][-1])}" for name in METHODS)
        at = f"lambda {strength:g}, lr {lr:g}"
        return f"{at}: % left, in the order of the legend: {ends}"

    controls = {
        "strength": stored_slider("lambda", STRENGTHS, strength),
        "lr": stored_slider("lr", RATES, lr),
    }
    return Dashboard("L2 against decay", picture, controls, show=show, task=task)


def _percent(left: Floats) -> str:
    return ", ".join(f"{100 * abs(part):.0f}" for part in left)
