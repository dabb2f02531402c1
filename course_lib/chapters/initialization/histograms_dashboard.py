"""What five layers of an untrained network put out, as histograms, as the std moves."""

import numpy as np

from course_lib.chapters.initialization.signals import Signals
from course_lib.dashboards import Dashboard, Picture, log_slider, menu
from course_lib.plots import BLUE, draw_histogram

LAYERS, WIDTH, EXAMPLES, BINS = 5, 100, 300, 40
RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "ReLU": (0.0, 4.0)}
SATURATED = {"sigmoid": "below .05 or above .95", "tanh": "beyond ±.9", "ReLU": "zero"}


class Scene:
    """A histogram for each layer; what lies beyond the axis is in the last bin."""

    def __init__(self) -> None:
        self._signals = Signals(LAYERS, WIDTH, examples=EXAMPLES)
        self.picture = Picture(900, 330)
        self._axes = self.picture.panels(*[1] * LAYERS, sharey=True)
        self._range = 0.0, 0.0  # of the axes, which is another for each activation
        self._bars = []
        for number, ax in enumerate(self._axes, start=1):
            nothing, edges = np.zeros(BINS), np.linspace(0, 1, BINS + 1)
            bars = draw_histogram(ax, nothing, edges, top=0.5, fill=True, color=BLUE)
            ax.set(title=f"layer {number}", xlabel="output", ylabel="share" if number == 1 else "")
            self._bars.append(bars)
        self._peaks = [
            ax.text(0.5, 0.93, "", transform=ax.transAxes, ha="center") for ax in self._axes
        ]
        self.picture.moves(*self._bars, *self._peaks)

    def show(self, std: float, activation: str) -> str:
        """Send a signal through all layers, and count their outputs."""
        low, high = RANGES[activation]
        self._take_range(low, high)
        flow = self._signals.through(LAYERS, std, activation)
        edges = np.linspace(low, high, BINS + 1)
        for bars, peak, output in zip(self._bars, self._peaks, flow.outputs, strict=True):
            shares = np.histogram(np.clip(output, low, high), edges)[0] / output.size
            bars.set_data(shares, edges)
            peak.set_text(f"peak {100 * shares.max():.0f} %" if shares.max() > 0.5 else "")
        share = 100 * saturated(flow.outputs[-1], activation)
        return (
            f"s√n is {std * np.sqrt(WIDTH):.3g} · std of layer 1: {flow.outputs[0].std():.2g}, "
            f"of layer 5: {flow.outputs[-1].std():.2g} · "
            f"layer 5: {share:.0f} % are {SATURATED[activation]} · "
            f"gradient from layer 5 to layer 1: x {flow.backward[0, 0]:.2g}"
        )

    def _take_range(self, low: float, high: float) -> None:
        if self._range != (low, high):
            self._range = low, high
            for ax in self._axes:
                ax.set_xlim(low, high)
                ends = (low, (low + high) / 2, high)
                ax.set_xticks(ends, [f"{end:g}" for end in ends])
            self.picture.redraw_still()


def histograms_dashboard(*, std: float = 1.0, activation: str = "sigmoid") -> Dashboard:
    """Histograms of the outputs of five layers, as their weights grow."""
    scene = Scene()
    controls = {
        "std": log_slider("std of the weights", 0.01, 10, std, per_decade=12),
        "activation": menu("activation", RANGES, activation),
    }
    return Dashboard("histograms of outputs", scene.picture, controls, show=scene.show)


def saturated(outputs: np.typing.NDArray[np.float64], activation: str) -> float:
    """Share of the outputs at which the activation is nearly, or for ReLU wholly, flat."""
    if activation == "ReLU":
        return float(np.mean(outputs == 0))
    low, high = RANGES[activation]
    return float(np.mean(np.abs(outputs - (low + high) / 2) > 0.45 * (high - low)))
