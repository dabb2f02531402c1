"""The signals' way through untrained networks, forward and back, as depth and std move."""

from functools import lru_cache

import numpy as np

from course_lib.chapters.initialization.drawing import BAND, draw_flow, move_flow
from course_lib.chapters.initialization.signals import (
    ACTIVATIONS,
    Flow,
    Signals,
    middle_and_ends,
)
from course_lib.dashboards import Dashboard, Picture, linear_slider, menu, stored_slider
from course_lib.plots import GREY, legend_above

DEEPEST, START, DRAWS, REACH = 50, 0.1, 8, 1e4
WIDTHS = (3, 10, 30, 100, 200)

# Fine steps of 2.5 % where the answers lie: over fifty layers a step of 10 % would leap over them.
STDS = tuple(
    float(f"{std:.3g}")
    for std in (
        *np.geomspace(0.01, 0.05, 5)[:-1], *np.geomspace(0.05, 0.5, 94),
        *np.geomspace(0.5, 4, 7)[1:],
    )
)  # fmt: skip


class Scene:
    """Outputs and gradients of all layers, and the band in which a signal has kept its size."""

    def __init__(self) -> None:
        self._signals = lru_cache(maxsize=2)(
            lambda width: Signals(DEEPEST, width, draws=DRAWS, examples=8)
        )
        self.picture = Picture(900, 390)
        (ax,) = self.picture.panels(1)
        ax.axhspan(*BAND, color=GREY, alpha=0.35, linewidth=0, label="between .5 and 2")
        nothing = np.ones((DRAWS, DEEPEST))
        self._lines = draw_flow(ax, nothing, nothing, reach=REACH)
        self._ends = ax.text(0.5, 0.94, "", transform=ax.transAxes, ha="center", va="top")
        self._ends.set(fontsize=13, bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8})
        legend_above(ax, columnspacing=2)  # the lines may go anywhere below
        self.picture.moves(*self._lines, self._ends)

    def show(self, depth: int, std: float, width: float, activation: str) -> str:
        """Send signals through the networks and back, and show how large they are."""
        flow = self._signals(int(width)).through(depth, std, activation)
        move_flow(self._lines, flow.forward, flow.backward, reach=REACH)
        last, first = (spread(ends) for ends in (flow.forward[:, -1], flow.backward[:, 0]))
        self._ends.set_text(f"layer {depth}: {last}     gradient at layer 1: {first}")
        return in_words(flow)


def signal_flow_dashboard() -> Dashboard:
    """Size of outputs and gradients, layer by layer, in eight draws, for depth, std and width."""
    scene = Scene()
    controls = {
        "depth": linear_slider("depth", 1, DEEPEST, 1, DEEPEST, form="d"),
        "std": stored_slider("std of the weights", STDS, min(STDS, key=lambda s: abs(s - START))),
        "width": stored_slider("width", WIDTHS, 100),
        "activation": menu("activation", ACTIVATIONS, "ReLU"),
    }
    return Dashboard("signal flow", scene.picture, controls, show=scene.show)


def spread(values: np.typing.ArrayLike) -> str:
    """The median of the draws, and from where to where they go.

    Examples
    --------
    >>> spread([0.5, 4.0, 1.0])
    '1 (0.5 to 4)'
    """
    middle, low, high = middle_and_ends(values)
    return f"{middle:.2g} ({low:.2g} to {high:.2g})"


def in_words(flow: Flow) -> str:
    """Where the signals arrive, and what a layer multiplies them by on average."""
    draws, depth = flow.forward.shape
    words = (
        f"median of {draws} draws (smallest to largest) · outputs of layer {depth}: "
        f"{spread(flow.forward[:, -1])} · gradient at layer 1: {spread(flow.backward[:, 0])}"
    )
    ends = np.median([flow.forward[:, -1] / flow.forward[:, 0], flow.backward[:, 0]], axis=-1)
    if depth == 1 or not (np.isfinite(ends) & (ends > 0)).all():
        return words
    forward, backward = ends ** (1 / (depth - 1))
    return f"{words} · a layer multiplies outputs by {forward:.2f}, the gradient by {backward:.2f}"
