"""The signal's way through an untrained network, forward and back, as depth and std move."""

from functools import cache

import numpy as np

from course_lib.chapters.initialization.drawing import draw_flow, within
from course_lib.chapters.initialization.signals import ACTIVATIONS, Flow, Signals
from course_lib.dashboards import Dashboard, Picture, linear_slider, menu, stored_slider
from course_lib.plots import GREY, legend_above

DEEPEST, START = 50, 0.1
WIDTHS = (1, 3, 10, 30, 100, 200)
USABLE = (0.5, 2.0)

# Fine steps of 2.5 % where the answers lie: over fifty layers a step of 10 % would leap over them.
STDS = tuple(
    float(f"{std:.3g}")
    for std in (
        *np.geomspace(0.01, 0.05, 5)[:-1], *np.geomspace(0.05, 0.5, 94),
        *np.geomspace(0.5, 4, 7)[1:],
    )
)  # fmt: skip


class Scene:
    """Outputs and gradients of all layers, and the band in which a signal is of use."""

    def __init__(self) -> None:
        self._signals = cache(lambda width: Signals(DEEPEST, width, rng=np.random.default_rng(0)))
        self.picture = Picture(900, 390)
        (ax,) = self.picture.panels(1)
        ax.axhspan(*USABLE, color=GREY, alpha=0.3, linewidth=0, label="between .5 and 2")
        self._lines = draw_flow(ax, [], [])
        ax.set_xlim(0.5, DEEPEST + 0.5)
        legend_above(ax, columnspacing=2)  # the lines may go anywhere below
        self.picture.moves(*self._lines)

    def show(self, depth: int, std: float, width: float, activation: str) -> str:
        """Send a signal through a network and back, and show how wide it spreads."""
        flow = self._signals(int(width)).through(depth, std, activation)
        for line, values in zip(self._lines, (flow.forward, flow.backward), strict=True):
            line.set_data(np.arange(1, depth + 1), within(values))
        return in_words(flow)


def signal_flow_dashboard() -> Dashboard:
    """Standard deviation of outputs and gradients, layer by layer, for depth, std and width."""
    scene = Scene()
    controls = {
        "depth": linear_slider("depth", 1, DEEPEST, 1, DEEPEST, form="d"),
        "std": stored_slider("std of the weights", STDS, min(STDS, key=lambda s: abs(s - START))),
        "width": stored_slider("width", WIDTHS, 100),
        "activation": menu("activation", ACTIVATIONS, "ReLU"),
    }
    return Dashboard("signal flow", scene.picture, controls, show=scene.show)


def in_words(flow: Flow) -> str:
    """Where the signals arrive, and what a layer multiplies them by on average."""
    depth = len(flow.forward)
    words = (
        f"outputs of layer {depth}: {flow.forward[-1]:.2g} · gradient at layer 1: "
        f"{flow.backward[0]:.2g}"
    )
    ends = np.array([flow.forward[-1] / flow.forward[0], flow.backward[0]])
    if depth == 1 or not (np.isfinite(ends) & (ends > 0)).all():
        return words
    forward, backward = ends ** (1 / (depth - 1))
    return f"{words} · a layer multiplies outputs by {forward:.2f}, the gradient by {backward:.2f}"
