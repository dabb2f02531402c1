"""A network for digits, with all that must be kept beside its weights."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.datasets import digits
from course_lib.engine import (
    Adam,
    GradientDescent,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    cross_entropy,
    fit,
    mlp,
    predict,
    softmax,
)

Images = NDArray[np.float32]
RULES = {"Adam": (Adam, 0.001), "gradient descent": (GradientDescent, 0.1)}
ACTIVATIONS = {"ReLU": ReLU, "tanh": Tanh}


@dataclass(frozen=True)
class Recipe:
    """How a network was trained; 784 inputs, one hidden layer or more, 10 classes."""

    count: int = 20_000
    start: int = 0
    epochs: int = 4
    hidden: tuple[int, ...] = (100,)
    activation: str = "ReLU"
    rule: str = "Adam"
    seed: int = 0
    pixelwise: bool = False


@dataclass(frozen=True)
class Model:
    """A trained network, and the mean and the std by which its inputs were normalized."""

    network: Network
    mean: NDArray[np.float32]
    std: NDArray[np.float32]

    def scores(self, images: Images) -> Images:
        """Class scores of images of shape (n, 784), grey values in [0, 1]."""
        inputs = (images - self.mean) / self.std
        return np.asarray(predict(self.network, inputs.astype(np.float32)))

    def probabilities(self, images: Images) -> Images:
        """Softmax of the scores, shape (n, 10)."""
        return np.asarray(softmax(self.scores(images)))


def trained(recipe: Recipe | None = None) -> Model:
    """Train a network on digits; the same recipe is trained once.

    Inputs are ``(image - mean) / std``: one mean and one std of all pixels, or, ``pixelwise``, one
    for each pixel, where 0.01 is added to a std that would be 0.
    """
    return _trained(recipe or Recipe())


@lru_cache(maxsize=4)
def _trained(recipe: Recipe) -> Model:
    images, labels = digits(recipe.count, recipe.start, dtype=np.float32)
    if recipe.pixelwise:
        mean, std = images.mean(axis=0), images.std(axis=0) + np.float32(0.01)
    else:
        mean, std = np.asarray(images.mean()), np.asarray(images.std())
    rng = np.random.default_rng(recipe.seed)
    network = mlp(
        [784, *recipe.hidden, 10], rng=rng, dtype=np.float32,
        activation=ACTIVATIONS[recipe.activation],
    )  # fmt: skip
    rule, rate = RULES[recipe.rule]
    data = (images - mean) / std, labels
    optimizer = Optimizer(rule(), lr=rate)
    fit(network, cross_entropy, optimizer, data, epochs=recipe.epochs, batch_size=100, rng=rng)
    return Model(network, mean, std)


def right(model: Model, images: Images, labels: NDArray[Any]) -> float:
    """Percent of the images that it names rightly."""
    return float(100 * (model.scores(images).argmax(axis=1) == labels).mean())


def certainty(model: Model, images: Images) -> NDArray[np.float64]:
    """The largest probability of each image, shape (n,)."""
    return np.asarray(model.probabilities(images).max(axis=1), dtype=np.float64)
