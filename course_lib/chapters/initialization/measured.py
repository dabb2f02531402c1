"""What the claims of notebook 04 rest on, of networks that have not been trained."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.chapters.initialization.own import FUNCTIONS, Floats, Function, last_sizes, own_gain
from course_lib.chapters.initialization.signals import ACTIVATIONS, Flow, Signals
from course_lib.datasets import digits
from course_lib.engine import (
    GELU,
    Network,
    VarianceScaling,
    cross_entropy,
    evaluate,
    mlp,
    stack,
    trace,
)

Numbers = dict[str, Any]


def errors_multiply(
    activation: str, factor: float, depth: int, width: int, bias: float, seeds: int
) -> Numbers:
    """By which power of ``factor`` outputs and gradients grow, when all weights grow by it."""
    rng = np.random.default_rng(seeds)
    x = rng.standard_normal((32, width))
    back = rng.standard_normal((32, 10))
    kinds = ACTIVATIONS | {"GELU": GELU}

    def sizes(times: float) -> tuple[float, float]:
        network = mlp(
            [width] * (depth + 1) + [10], rng=np.random.default_rng(seeds),
            activation=kinds[activation], initializer=VarianceScaling(2 * times**2),
        )  # fmt: skip
        for k in range(1, depth + 1):
            network[f"hidden {k}"].b[...] = bias
        inside = trace(network, _gradient(back), (x, np.zeros(32, int)))
        names = [name for name in inside.outputs if not name.startswith(("hidden", "output"))]
        last, first = inside.outputs[names[-1]], inside.gradients[names[0]]
        return float(np.sqrt(np.mean(last**2))), float(np.sqrt(np.mean(first**2)))

    (out, grad), (out_times, grad_times) = sizes(1.0), sizes(factor)
    return {
        "layers": depth,
        "power forward": float(np.log(out_times / out) / np.log(factor)),
        "power backward": float(np.log(grad_times / grad) / np.log(factor)),
    }


def _gradient(back: Floats) -> Callable[..., tuple[Floats, Floats]]:
    """A loss whose gradient is given."""
    return lambda output, labels: (np.zeros(()), back)


def to_the_power(numbers: Numbers) -> bool:
    """One factor for each layer that is passed, within 1 %; backward, from layer 1 to the end."""
    layers = numbers["layers"]
    return bool(
        layers > 0
        and abs(numbers["power forward"] / layers - 1) < 0.01
        and abs(numbers["power backward"] / layers - 1) < 0.01
    )


def luck(activation: str, depth: int, width: int, inputs: str, seeds: int) -> Numbers:
    """How 200 single draws lie about the size that went in; the mean square, five layers deep."""
    plain: dict[str, Function] = {"linear": lambda z: z, "tanh": np.tanh}
    f = plain.get(activation) or FUNCTIONS[activation]
    gain = 1.0 if activation in plain else own_gain(f)
    how: dict[str, Any] = {"width": width, "draws": 200, "seed": seeds, "inputs": inputs}
    std = gain / float(np.sqrt(width))
    logs = np.log(last_sizes(f, std, depth=depth, **how))
    share = 5 * depth / (4 * width)
    return {
        "mean square after 5 layers": float(np.mean(last_sizes(f, std, depth=5, **how) ** 2)),
        "median": float(np.exp(np.median(logs))),
        "law of the median": float(np.exp(-share)),
        "scatter by a factor of": float(np.exp(logs.std(ddof=1))),
        "law of the scatter": float(np.exp(np.sqrt(share))),
    }


def as_the_law_says(numbers: Numbers) -> bool:
    """The mean square within a quarter of 1; the logs' median and scatter within 40 % of theirs."""
    median, scatter = (
        np.log(numbers[found]) / np.log(numbers[law])
        for found, law in (
            ("median", "law of the median"), ("scatter by a factor of", "law of the scatter"),
        )
    )  # fmt: skip
    kept = 0.75 < numbers["mean square after 5 layers"] < 1.25
    return bool(kept and 0.6 < median < 1.4 and 0.6 < scatter < 1.4)


def orthogonal(
    linear: str, width: int, depth: int, kept: float, inputs: str, seeds: int
) -> Numbers:
    """Spread of the logs of the last outputs over 12 draws: normal weights, orthogonal ones."""
    found: Numbers = {}
    for words, activation, gain in (("near linear", linear, kept), ("ReLU", "ReLU", 2**0.5)):
        for right_angles in (False, True):
            signals = Signals(
                depth, width, draws=12, examples=8, seed=seeds, orthogonal=right_angles
            )
            if inputs == "positive":
                signals.inputs = np.abs(signals.inputs)
            flow = signals.through(depth, gain / float(np.sqrt(width)), activation)
            kind = "orthogonal" if right_angles else "normal"
            found[f"{words}, {kind}"] = float(np.log(flow.forward[:, -1]).std(ddof=1))
    return found


def no_luck_left(numbers: Numbers) -> bool:
    """A fifth at most with a function that is nearly linear, half at least with ReLU."""
    return bool(
        numbers["near linear, orthogonal"] < numbers["near linear, normal"] / 5
        and numbers["ReLU, orthogonal"] > numbers["ReLU, normal"] / 2
    )


def strays(
    grows: str, keeps: str, mends: str, width: int, depth: int, inputs: str, seeds: int
) -> Numbers:
    """Standard deviation of the log of the last size, of 24 draws, each with its own right std."""
    found = {}
    for words, name in (("grows", grows), ("keeps", keeps), ("mends", mends)):
        f = FUNCTIONS[name]
        sizes = last_sizes(
            f, own_gain(f) / np.sqrt(width), width=width, depth=depth, draws=24, seed=seeds,
            inputs=inputs,
        )  # fmt: skip
        found[words] = float(np.log(np.clip(sizes, 1e-30, 1e30)).std(ddof=1))
    return found


def in_this_order(numbers: Numbers) -> bool:
    """Half as much again as with the homogeneous one, and less than half of it."""
    return bool(numbers["grows"] > 1.5 * numbers["keeps"] > 3 * numbers["mends"] > 0)


def equal_products(
    product: float, widths: tuple[int, ...], depth: int, inputs: str, seeds: int
) -> Numbers:
    """The gradient's gain from the last layer to the first, for widths at one s * sqrt(n)."""
    found: Numbers = {"layers": depth - 1}
    for width in widths:
        gain, share, _ = through_sigmoids(product, width, depth, inputs=inputs, seeds=seeds)
        name = "narrow" if width == widths[0] else f"width {width}"
        found |= {f"gain, {name}": gain, f"saturated, {name}": share}
    return found


def through_sigmoids(
    product: float, width: int, depth: int, *, inputs: str = "normal", seeds: int = 0,
    draws: int = 15,
) -> tuple[float, float, Flow]:  # fmt: skip
    """Median gain of the gradient, share of saturated units, and all, for weights s * sqrt(n)."""
    signals = Signals(depth, width, draws=draws, seed=seeds, examples=16)
    if inputs == "positive":
        signals.inputs = np.abs(signals.inputs)
    elif inputs == "three times as large":
        signals.inputs = 3 * signals.inputs
    flow = signals.through(depth, product / float(np.sqrt(width)), "sigmoid")
    share = float(np.mean(np.abs(np.array(flow.outputs) - 0.5) > 0.45))
    return float(np.median(flow.backward[:, 0])), share, flow


def alike(numbers: Numbers) -> bool:
    """All but the first, which is narrow, within 10 % a layer; it a tenth at most."""
    narrow, *wide = (gain for name, gain in numbers.items() if name.startswith("gain"))
    a_layer = (max(wide) / min(wide)) ** (1 / numbers["layers"])
    return bool(a_layer < 1.1 and narrow < min(wide) / 10)


def fifty_sigmoids(variance: float, width: int, depth: int, inputs: str, seeds: int) -> Numbers:
    """Gain of the gradient, share of saturated units, and what still differs between examples."""
    product = float(np.sqrt(variance))
    gain, share, flow = through_sigmoids(product, width, depth, inputs=inputs, seeds=seeds)
    last = flow.outputs[-1]
    return {
        "gain": gain,
        "saturated": share,
        "examples differ by": float(np.sqrt(np.mean(last.var(axis=-2)))),
        "of": float(last.std()),
    }


def carried_and_alike(numbers: Numbers) -> bool:
    """The gradient within a factor of 20, half saturated, examples within a fifth of the spread."""
    return bool(
        1 / 20 < numbers["gain"] < 20
        and numbers["saturated"] > 0.5
        and numbers["examples differ by"] < numbers["of"] / 5
    )


def first_losses(
    depth: int, width: int, start: int, seeds: int, times: float, activation: str, drawn: str
) -> Numbers:
    """Loss before training on 500 digits: small weights, He's, too large; median of 5 draws.

    ``drawn`` is random, or equal, where all weights of a layer are the std, or all but the last,
    whose weights are 0.
    """
    data = digits(500, start)

    def loss(scale: float) -> float:
        networks: Network = stack([
            mlp([784, *[width] * depth, 10], rng=np.random.default_rng([seeds, draw]),
                activation=ACTIVATIONS[activation], initializer=VarianceScaling(scale))
            for draw in range(5)
        ])  # fmt: skip
        if drawn == "equal":
            for name in (*(f"hidden {k + 1}" for k in range(depth)), "output"):
                W = networks[name].W
                W[...] = np.sqrt(scale / W.shape[-2])
        elif drawn == "all but the last":
            networks["output"].W[...] = 0
        return float(np.median(evaluate(networks, cross_entropy, data)[0]))

    return {
        "small": loss(2 / times**2), "he": loss(2.0), "large": loss(2 * times**2),
        "guessing": float(np.log(10)),
    }  # fmt: skip


def only_large_is_seen(numbers: Numbers) -> bool:
    """Small within 2 % of a guess, He's within 25 %, too large ones at twice a guess or more."""
    guess = numbers["guessing"]
    return bool(
        abs(numbers["small"] / guess - 1) < 0.02
        and abs(numbers["he"] / guess - 1) < 0.25
        and numbers["large"] > 2 * guess
    )
