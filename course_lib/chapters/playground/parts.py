"""The network, the loss, the rule and the penalty that the settings name."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course_lib.chapters.playground.own_points import arrays_of
from course_lib.chapters.playground.settings import OWN, PlaygroundSettings
from course_lib.datasets import (
    Noise,
    blobs,
    circles,
    digits,
    moons,
    spiral,
    stratified_split,
    xor,
)
from course_lib.engine import (
    ELU,
    L1,
    L2,
    AdaGrad,
    Adam,
    AdamW,
    BatchNorm,
    Dropout,
    GradientDescent,
    Identity,
    Layer,
    LeakyReLU,
    Momentum,
    Nesterov,
    Network,
    Optimizer,
    ReLU,
    RMSProp,
    Sigmoid,
    Tanh,
    binary_cross_entropy,
    cross_entropy,
    glorot_normal,
    he_normal,
    lecun_normal,
    mlp,
    normal,
    zeros,
)
from course_lib.engine.arrays import Array, Labels
from course_lib.engine.initializers import Initializer
from course_lib.engine.losses.loss import Loss
from course_lib.engine.rules.rule import Rule

ACTIVATION_LAYERS: dict[str, type[Layer]] = {
    "identity": Identity, "sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU, "leaky relu": LeakyReLU,
    "elu": ELU,
}  # fmt: skip

INITIALIZERS_BY_NAME: dict[str, Initializer] = {
    "zeros": zeros, "small normal": normal(0.01), "large normal": normal(1.0),
    "lecun": lecun_normal, "glorot": glorot_normal, "he": he_normal,
}  # fmt: skip


def widths(settings: PlaygroundSettings) -> list[int]:
    """Numbers of features from the inputs to the logits: one for two classes, ten for digits."""
    n_in, n_out = (784, 10) if settings.data == "mnist" else (len(settings.inputs), 1)
    return [n_in, *settings.layers, n_out]


def make_network(settings: PlaygroundSettings, *, rng: np.random.Generator) -> Network:
    """The network with its first weights; dropout always follows the activations."""
    return mlp(
        widths(settings),
        rng=rng,
        activation=ACTIVATION_LAYERS[settings.activation],
        initializer=INITIALIZERS_BY_NAME[settings.initializer],
        normalization=BatchNorm if settings.batch_norm else None,
        drop_rate=settings.drop_rate,
        dtype=np.float32 if settings.data == "mnist" else np.float64,
    )


def make_loss(settings: PlaygroundSettings) -> Loss:
    """Cross-entropy, for two classes from a single logit."""
    return cross_entropy if settings.data == "mnist" else binary_cross_entropy


def make_rule(settings: PlaygroundSettings) -> Rule:
    """The update rule with its betas."""
    s = settings
    rules: dict[str, Rule] = {
        "gradient descent": GradientDescent(),
        "momentum": Momentum(s.beta1),
        "Nesterov": Nesterov(s.beta1),
        "AdaGrad": AdaGrad(),
        "RMSProp": RMSProp(s.beta2),
        "Adam": Adam(s.beta1, s.beta2),
        "AdamW": AdamW(s.beta1, s.beta2, decay=s.strength if s.penalty == "L2" else 0.0),
    }
    return rules[s.rule]


def make_penalty(settings: PlaygroundSettings) -> L1 | L2 | None:
    """The penalty, unless it is nothing, or AdamW decays the weights in its place."""
    if not settings.strength or (settings.rule == "AdamW" and settings.penalty == "L2"):
        return None
    return L1(settings.strength) if settings.penalty == "L1" else L2(settings.strength)


def tune(optimizer: Optimizer, network: Network, settings: PlaygroundSettings) -> None:
    """Hand the live settings on to what reads them at each step."""
    optimizer.rule, optimizer.lr = make_rule(settings), settings.lr
    optimizer.regularizer = make_penalty(settings)
    for layer in network.layers:
        if isinstance(layer, Dropout):
            layer.drop_rate = settings.drop_rate


FEATURES: dict[str, Callable[[Array, Array], Array]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1^2": lambda x1, x2: x1**2,
    "x2^2": lambda x1, x2: x2**2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin(3*x1)": lambda x1, x2: np.sin(3 * x1),
    "sin(3*x2)": lambda x1, x2: np.sin(3 * x2),
}


def features(settings: PlaygroundSettings, x: Array) -> Array:
    """What the network is told: the chosen functions of each point, or an image as it is."""
    if settings.data == "mnist":
        return x
    return np.stack([FEATURES[name](*x.T) for name in settings.inputs], axis=1)


POINTS, IMAGES = 300, 1000

RING = 0.4
"""Radius of the inner circle: further in than usual, so that the noise of the others suits it."""

SETS: dict[str, Callable[..., Any]] = {
    "moons": moons, "circles": partial(circles, factor=RING), "spiral": spiral, "xor": xor,
    "blobs": blobs,
}  # fmt: skip


def draw(settings: PlaygroundSettings, *, rng: np.random.Generator) -> tuple[Array, Labels]:
    """All examples: points in float64, or noisy images in float32, which is faster."""
    if settings.data == "mnist":
        images, labels = digits(IMAGES, dtype=np.float32)
        return Noise(settings.noise)(images, rng=rng), labels
    if settings.data == OWN:
        return arrays_of(settings.points)
    x, labels = SETS[settings.data](POINTS, noise=settings.noise, rng=rng)
    return x, labels


def sizes(settings: PlaygroundSettings) -> list[int]:
    """How many examples there are to train on and in the dev set, in each at least one."""
    if settings.data == OWN:
        total = len(settings.points)
    else:
        total = IMAGES if settings.data == "mnist" else POINTS
    train = min(max(1, round(settings.train_share * total)), total - 1)
    return [train, total - train]


def split(
    settings: PlaygroundSettings, labels: Labels, *, rng: np.random.Generator
) -> tuple[Labels, Labels]:
    """Which examples are trained on, and which are the dev set."""
    train, dev = stratified_split(labels, sizes(settings), rng=rng)
    return train, dev
