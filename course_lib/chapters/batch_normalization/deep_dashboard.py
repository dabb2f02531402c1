"""Depth, start, rate and batch norm: one network, trained before the reader's eyes."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from course_lib.chapters.batch_normalization.runs import load_digits
from course_lib.dashboards import Dashboard, Picture, buttons, stored_slider
from course_lib.dashboards.live import Frames
from course_lib.engine import (
    BatchNorm,
    GradientDescent,
    Network,
    Optimizer,
    VarianceScaling,
    cross_entropy,
    evaluate,
    mlp,
    trace,
    train,
)
from course_lib.plots import BLUE, GREY, ORANGE

DEPTHS = (1, 2, 3, 5, 8, 12, 19)
FACTORS = (0.1, 0.25, 0.5, 0.7, 1, 1.4, 2, 4)
RATES = (0.01, 0.03, 0.1, 0.3, 1)
UPDATES, EVERY, LOOKED_AT = 200, 10, 200
LOWEST = 1e-9


class Scene:
    """On the left how far outputs and gradients spread in each layer; accuracy on the right.

    On the left pale lines are those before training; on the right a grey line is the run before.
    """

    def __init__(self) -> None:
        self._digits = load_digits(halved=True)
        self._few = self._digits[0][:LOOKED_AT], self._digits[1][:LOOKED_AT]
        self.picture = Picture(900, 330, tallest=50)
        left, right = self.picture.panels(1, 1)
        self._first, self._now = self._add_spreads(left)
        self._before, self._curve = self._add_curves(right)
        self._known: tuple[list[int], list[float]] = ([], [])
        self.picture.legend([*self._now, self._curve, self._before], ncols=4)
        looks: dict[str, Any] = {"transform": right.transAxes, "ha": "right", "fontsize": 11}
        self._setting = right.text(0.98, 0.05, "", **looks)
        self.picture.moves(*self._first, *self._now, self._before, self._curve, self._setting)

    def _add_spreads(self, ax: Axes) -> tuple[list[Any], list[Any]]:
        looks: list[dict[str, Any]] = [
            {"color": BLUE, "marker": "o", "label": "outputs"},
            {"color": ORANGE, "marker": "s", "linestyle": "--", "label": "gradient by them"},
        ]
        ax.set(yscale="log", ylim=(LOWEST, 1e3), xlim=(0.5, DEPTHS[-1] + 0.5))
        ax.set(xlabel="hidden layer", ylabel="standard deviation", xticks=(1, 5, 10, 15, 19))
        first = [
            ax.plot([], [], **look | {"label": ""}, alpha=0.35, linewidth=5, markersize=0)[0]
            for look in looks
        ]
        return first, [ax.plot([], [], **look, markersize=5)[0] for look in looks]

    def _add_curves(self, ax: Axes) -> tuple[Any, Any]:
        ax.set(
            xlim=(0, UPDATES), ylim=(0, 102), xlabel="updates", ylabel="training digits right (%)"
        )
        (before,) = ax.plot([], [], color=GREY, linestyle=":", linewidth=2, label="the run before")
        (curve,) = ax.plot([], [], color=BLUE, linewidth=2, label="this run")
        return before, curve

    def show(self, depth: float, factor: float, lr: float, norm: bool) -> str:
        """Show a network that is not trained yet; what was trained last stays, in grey."""
        network = started(depth, factor, norm)
        if self._known[0]:
            self._before.set_data(*self._known)
        self._known = ([], [])
        self._curve.set_data([], [])
        self._setting.set_text(f"rate {lr:g}, {'batch norm' if norm else 'no norm'}")
        spreads = self._spreads(network)
        for lines in (self._first, self._now):
            self._set(lines, spreads)
        return self._in_words(depth, factor, lr, norm, spreads, network, 0)

    def live(self, depth: float, factor: float, lr: float, norm: bool) -> Frames:
        """Train it, and look at it every few updates."""
        for number, network in trained(self._digits, depth, factor, lr, norm):
            if network is None:
                yield None
                continue
            self._known[0].append(number)
            self._known[1].append(percent(network, self._digits))
            self._curve.set_data(*self._known)
            spreads = self._spreads(network)
            self._set(self._now, spreads)
            yield self._in_words(depth, factor, lr, norm, spreads, network, number)

    def trained_once(self, depth: float, factor: float, lr: float, norm: bool) -> None:
        """Train to the end without a picture: what the first setting is compared with."""
        for number, network in trained(self._digits, depth, factor, lr, norm):
            if network is not None:
                self._known[0].append(number)
                self._known[1].append(percent(network, self._digits))

    def _spreads(self, network: Network) -> npt.NDArray[Any]:
        inside = trace(network, cross_entropy, self._few)
        names = [f"hidden {k + 1}" for k in range(hidden_layers(network))]
        found = [[of[name].std() for name in names] for of in (inside.outputs, inside.gradients)]
        return np.asarray(np.clip(np.nan_to_num(found, nan=np.inf), LOWEST, 1e3))

    def _set(self, lines: list[Any], spreads: npt.NDArray[Any]) -> None:
        for line, values in zip(lines, spreads, strict=True):
            line.set_data(np.arange(1, len(values) + 1), values)

    def _in_words(
        self, depth: float, factor: float, lr: float, norm: bool, spreads: npt.NDArray[Any],
        network: Network, number: int,
    ) -> str:  # fmt: skip
        kind = "with batch norm" if norm else "without batch norm"
        last = spreads[0, -1]
        return (
            f"{depth:g} hidden layers, {factor:g} times He's std, rate {lr:g}, {kind} · "
            f"update {number} of {UPDATES}: {percent(network, self._digits):.0f} % of the training "
            f"digits right · outputs of the last hidden layer spread by {last:.1g}"
        )


def deep_dashboard(
    *, depth: float = 5, factor: float = 0.1, lr: float = 0.1, norm: bool = False
) -> Dashboard:
    """A network of equal layers on 1000 digits: what its layers pass on, and how it trains."""
    scene = Scene()
    scene.trained_once(depth, 1, lr, False)
    controls = {
        "depth": stored_slider("hidden layers", DEPTHS, depth),
        "factor": stored_slider("std, times He's", FACTORS, factor),
        "lr": stored_slider("learning rate", RATES, lr),
        "norm": buttons("norm", [("none", False), ("batch norm", True)], norm),
    }
    return Dashboard("a deep network", scene.picture, controls, show=scene.show, live=scene.live)


def started(depth: float, factor: float, norm: bool, seed: int = 0) -> Network:
    """A network before training: hidden layers of 50 units; weights of a multiple of He's std.

    Examples
    --------
    >>> started(2, 1, True)
    Network(hidden 1, batchnorm 1, relu 1, hidden 2, batchnorm 2, relu 2, output; 13110 parameters)
    """
    return mlp(
        [196, *[50] * int(depth), 10], rng=np.random.default_rng(seed),
        initializer=VarianceScaling(2 * factor**2), normalization=BatchNorm if norm else None,
    )  # fmt: skip


def trained(
    digits: Any, depth: float, factor: float, lr: float, norm: bool, seed: int = 0
) -> Iterator[tuple[int, Network | None]]:
    """Update after update: its number, and the network where it is time to look at it."""
    network = started(depth, factor, norm, seed)
    yield 0, network
    for step in train(
        network, cross_entropy, Optimizer(GradientDescent(), lr=lr), digits,
        epochs=UPDATES // 10, batch_size=100, rng=np.random.default_rng(seed),
    ):  # fmt: skip
        yield step.number, network if step.number % EVERY == 0 else None


def percent(network: Network, digits: Any) -> float:
    """Accuracy in percent, in inference."""
    return 100 * float(evaluate(network, cross_entropy, digits)[1])


def hidden_layers(network: Network) -> int:
    """How many dense layers it has before its output."""
    return sum(layer.name.startswith("hidden") for layer in network.body.layers)
