"""Internal covariate shift, measured where batch norm does not fix it by construction.

What enters an activation right after a batch norm has the mean and the spread that the norm has
learned, whatever happens before it. So two other things are measured: what enters a *dense* layer,
and how its gradient changes when the layers before it take their step (Santurkar, Tsipras, Ilyas
and Madry, 2018). Each has a control: a network that is not trained.
"""

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
    """How far the mean of its inputs moved since the look before, in their standard deviations:
    root mean square over the inputs that are not dead."""
    turned: Floats
    """How far the gradient of its weights changes with the layers before it, relative to its
    length."""


def watch_shift(
    setting: Recipe, data: Data, *, seed: int = 0, every: int = 20, frozen: bool = False
) -> Shift:
    """Train one network, and look at the shift every few steps; ``frozen``: do not train it.

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
    noise = np.random.default_rng([seed, 1])  # of its own: looking must not change the run
    before, records = entering(network, data[0], noise), []
    rate = 0.0 if frozen else setting.lr
    for step in train(
        network, cross_entropy, Optimizer(GradientDescent(), lr=rate), data,
        epochs=setting.epochs, batch_size=setting.batch_size, rng=rng, sampling="replacement",
    ):  # fmt: skip
        if step.number % every == 0:
            now = entering(network, data[0], noise)
            records.append((distance(before, now), turned(network, data, rate, noise)))
            before = now
    moved, turns = zip(*records, strict=True)
    return Shift(np.array(moved), np.array(turns))


def entering(network: Network, x: Array, noise: np.random.Generator) -> tuple[Array, Array]:
    """Mean and standard deviation of each input of the third layer, in training mode."""
    probe = network.copy()
    for layer in probe.body.layers:
        if layer.name == LAYER:
            break
        x = layer.forward(x, training=True, rng=noise)
    return x.mean(axis=-2), x.std(axis=-2)


def distance(before: tuple[Array, Array], after: tuple[Array, Array]) -> float:
    """How far the means moved, in standard deviations of before: root mean square.

    Examples
    --------
    >>> distance((np.zeros(2), np.array([1.0, 0.0])), (np.array([0.5, 0.0]), np.ones(2)))
    0.5
    """
    (old, std), (new, _) = before, after
    alive = std > 1e-3 * max(float(std.max()), 1e-300)
    return float(np.sqrt(np.mean(((new - old)[alive] / std[alive]) ** 2)))


def turned(network: Network, data: Data, lr: float, noise: np.random.Generator) -> float:
    """How far the third layer's gradient is changed by a step of the layers before it.

    Each pass draws noise of its own, as training does: a disturbed network that does not learn at
    all shows what the disturbance alone does.
    """
    here, whole = _gradients(network, data, noise)
    moved = network.with_theta(network.theta - lr * whole)
    names = [layer.name for layer in moved.body.layers]
    for name in names[names.index(LAYER) :]:
        for key, values in network[name].parameters.items():
            moved[name].parameters[key][...] = values
    there, _ = _gradients(moved, data, noise)
    length = float(np.linalg.norm(here))
    return float(np.linalg.norm(there - here)) / length if length else 0.0


def _gradients(network: Network, data: Data, noise: np.random.Generator) -> tuple[Array, Array]:
    """The gradient by the third layer's weights, and by all parameters, on all of ``data``."""
    probe = network.copy()
    _, grad = cross_entropy(probe.forward(data[0], training=True, rng=noise), data[1])
    probe.backward(grad)
    return probe[LAYER].gradients["W"].copy(), np.array(probe.gradient)
