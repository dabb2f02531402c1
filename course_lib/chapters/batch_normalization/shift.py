"""Internal covariate shift, measured where batch norm does not fix it by construction.

What leaves a batch norm has the mean and the spread, over the examples, that the norm has learned,
whatever happens before it. So two other things are measured: how far what enters a *dense* layer
moves for each example by itself, and how the layer's gradient changes when the layers before it
take their step (Santurkar, Tsipras, Ilyas and Madry, 2018). Their controls: a network that is not
trained, one whose weights below are drawn anew, and noise that is the same in both looks.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization.runs import Recipe, build
from course_lib.engine import GradientDescent, Network, Optimizer, cross_entropy, train
from course_lib.engine.arrays import Array
from course_lib.engine.training.batches import Data

Floats = npt.NDArray[np.float64]
LAYER = "hidden 3"


@dataclass(frozen=True)
class Shift:
    """What was seen of the third layer along a run; the axis is time."""

    moved: Floats
    """How far the inputs of each example moved since the look before, in standard deviations of
    the input: root mean square over examples and over the inputs that are not dead."""
    turned: Floats
    """How far the gradient of its weights changes with the layers before it, relative to its
    length."""
    redrawn: float
    """At the end: how far its inputs are from those when all weights below are drawn anew."""


def watch_shift(
    setting: Recipe, data: Data, *, seed: int = 0, every: int = 20, frozen: bool = False,
    same_noise: bool = False,
) -> Shift:  # fmt: skip
    """Train one network, and look at the shift every few steps.

    Parameters
    ----------
    frozen : bool
        Do not train it.
    same_noise : bool
        Every look draws the same noise; training draws its own, as ever.

    Examples
    --------
    >>> from course_lib.chapters.batch_normalization.runs import SMALL, load_digits
    >>> few = load_digits(200, halved=True)
    >>> still = watch_shift(Recipe(std=None, sizes=SMALL, epochs=10), few, frozen=True)
    >>> float(still.moved.max()), float(still.turned.max())
    (0.0, 0.0)
    """
    rng = np.random.default_rng(seed)
    network = build(setting, rng)
    one = np.random.default_rng([seed, 1])  # of its own: looking must not change the run

    def noise() -> np.random.Generator:
        return np.random.default_rng([seed, 1]) if same_noise else one

    before, records = entering(network, data[0], noise()), []
    rate = 0.0 if frozen else setting.lr
    for step in train(
        network, cross_entropy, Optimizer(GradientDescent(), lr=rate), data,
        epochs=setting.epochs, batch_size=setting.batch_size, rng=rng, sampling="replacement",
    ):  # fmt: skip
        if step.number % every == 0:
            now = entering(network, data[0], noise())
            records.append((distance(before, now), turned(network, data, rate, noise)))
            before = now
    moved, turns = zip(*records, strict=True)
    here = entering(network, data[0], noise())
    anew = drawn_anew(network, build(setting, np.random.default_rng([seed, 2])))
    far = distance(here, entering(anew, data[0], noise()))
    return Shift(np.array(moved), np.array(turns), far)


def drawn_anew(network: Network, other: Network) -> Network:
    """The network with the other's weights in all layers before the third."""
    changed = network.copy()
    for layer in changed.body.layers:
        if layer.name == LAYER:
            break
        if "W" in layer.parameters:
            layer.parameters["W"][...] = other[layer.name].parameters["W"]
    return changed


def entering(network: Network, x: Array, noise: np.random.Generator) -> Array:
    """What enters the third layer in training mode, of shape (examples, inputs)."""
    probe = network.copy()
    for layer in probe.body.layers:
        if layer.name == LAYER:
            break
        x = layer.forward(x, training=True, rng=noise)
    return np.array(x)


def distance(before: Array, after: Array) -> float:
    """How far each example moved, in each input's standard deviation before: root mean square.

    Inputs that are the same for all examples, such as those of dead units, are left out.

    Examples
    --------
    >>> before = np.array([[1.0, 0.0], [3.0, 0.0]])  # std 1, and a dead unit
    >>> distance(before, before + 0.5), distance(before, before[::-1])  # the mean stays: it moves
    (0.5, 2.0)
    """
    std = before.std(axis=-2)
    alive = std > 1e-3 * max(float(std.max()), 1e-300)
    moves = (after - before)[..., alive] / std[..., alive]
    return float(np.sqrt(np.mean(moves**2)))


def turned(
    network: Network, data: Data, lr: float, noise: Callable[[], np.random.Generator]
) -> float:
    """How far the third layer's gradient is changed by a step of the layers before it.

    Each of the two passes asks for its ``noise``: the same for both, or new, as training has it.
    """
    here, whole = _gradients(network, data, noise())
    moved = network.with_theta(network.theta - lr * whole)
    names = [layer.name for layer in moved.body.layers]
    for name in names[names.index(LAYER) :]:
        for key, values in network[name].parameters.items():
            moved[name].parameters[key][...] = values
    there, _ = _gradients(moved, data, noise())
    length = float(np.linalg.norm(here))
    return float(np.linalg.norm(there - here)) / length if length else 0.0


def _gradients(network: Network, data: Data, noise: np.random.Generator) -> tuple[Array, Array]:
    """The gradient by the third layer's weights, and by all parameters, on all of ``data``."""
    probe = network.copy()
    _, grad = cross_entropy(probe.forward(data[0], training=True, rng=noise), data[1])
    probe.backward(grad)
    return probe[LAYER].gradients["W"].copy(), np.array(probe.gradient)
