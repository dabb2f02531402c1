"""Four update rules on MNIST: a published comparison, with seeds, and with every rate tuned.

784-100-100-100-100-10 with ReLU and He's initialization, batches of 128 drawn with replacement from
the 60 000 training images (Saito, Deep Learning from Scratch, 2016, chapter 6). The book prints the
loss of the single batch of iteration 1900.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits, load_sweep
from course_lib.engine import (
    AdaGrad,
    Adam,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    cross_entropy,
    evaluate,
    mlp,
)
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.swept import swept

Floats = npt.NDArray[np.float64]

SIZES, BATCH_SIZE, ITERATIONS, BLOCK = (784, 100, 100, 100, 100, 10), 128, 1900, 50
RULES: dict[str, Rule] = {
    "gradient descent": GradientDescent(),
    "momentum": Momentum(0.9),
    "AdaGrad": AdaGrad(),
    "Adam": Adam(),
}
BOOK_RATES = {"gradient descent": 0.01, "momentum": 0.01, "AdaGrad": 0.01, "Adam": 0.001}
BOOK_LOSSES = {"gradient descent": 0.150, "momentum": 0.050, "AdaGrad": 0.016, "Adam": 0.032}
RATES = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
TUNING_SEEDS, SEEDS = (10, 11), (0, 1, 2, 3, 4)
"""Rates are chosen with two seeds and judged with five others."""
SETTINGS = {
    "sizes": SIZES, "batch_size": BATCH_SIZE, "iterations": ITERATIONS, "dtype": "float32"
}  # fmt: skip


def losses_of(
    rule: str, lr: float, seed: int, *, iterations: int = ITERATIONS
) -> tuple[Floats, Network]:
    """Train; returns the loss of every batch before its update, and the network.

    A run whose loss is no longer finite, or above 1000, ends there: its losses go on as inf.

    Examples
    --------
    >>> losses, network = losses_of("Adam", 0.001, 0, iterations=3)
    >>> losses.shape
    (3,)
    """
    images, labels = digits(dtype=np.float32)
    rng = np.random.default_rng(seed)
    network, optimizer = mlp(SIZES, rng=rng, dtype=np.float32), Optimizer(RULES[rule], lr=lr)
    losses = np.full(iterations, np.inf)
    with np.errstate(all="ignore"):
        for step in range(iterations):
            batch = rng.integers(len(images), size=BATCH_SIZE)
            loss, grad = cross_entropy(network.forward(images[batch], training=True), labels[batch])
            if not loss < 1000:
                break
            losses[step] = loss
            network.backward(grad)
            optimizer.step(network)
    return losses, network


def block_means(losses: Floats) -> Floats:
    """Means of 50 iterations each, along the last axis.

    Examples
    --------
    >>> block_means(np.arange(100.0))
    array([24.5, 74.5])
    """
    blocks = losses.reshape(*losses.shape[:-1], -1, BLOCK)
    return np.asarray(blocks.mean(axis=-1))


def tuning_sweep(**how: Any) -> Sweep:
    """Every rule with every rate and two seeds: about two minutes; see ``swept``."""
    return swept(
        lambda *point: {"loss": block_means(losses_of(*point)[0])[-1]},
        {"rule": RULES, "lr": RATES, "seed": TUNING_SEEDS},
        settings=SETTINGS,
        seeds=TUNING_SEEDS,
        **how,
    )


def best_rates(tuning: Sweep) -> dict[str, float]:
    """The rate with the lowest mean loss, for each rule.

    Examples
    --------
    >>> axes = {"rule": np.array(["Adam"]), "lr": np.array([0.1, 0.2]), "seed": np.array([0])}
    >>> best_rates(Sweep(axes, {"loss": np.array([[[2.0], [1.0]]])}, {}, {}))
    {'Adam': 0.2}
    """
    means = tuning.values["loss"].mean(axis=-1)
    rates = tuning.axes["lr"][means.argmin(axis=-1)]
    return {str(rule): float(lr) for rule, lr in zip(tuning.axes["rule"], rates, strict=True)}


def comparison_sweep(**how: Any) -> Sweep:
    """The book's rates and the tuned ones, five seeds each: about two minutes; see ``swept``.

    Needs the stored ``tuning_sweep``.
    """
    rates = {"book": BOOK_RATES, "tuned": best_rates(load_sweep("optimizers_further_tuning"))}
    test = digits(part="test", dtype=np.float32)

    def compared(choice: str, rule: str, seed: int) -> dict[str, Any]:
        losses, network = losses_of(rule, rates[choice][rule], seed)
        return {
            "curve": block_means(losses),
            "last_loss": losses[-1],
            "test_accuracy": evaluate(network, cross_entropy, test)[1],
        }

    return swept(
        compared,
        {"rates": rates, "rule": RULES, "seed": SEEDS},
        fixed={"iteration": np.arange(BLOCK, ITERATIONS + 1, BLOCK)},
        settings=SETTINGS | {"lr": rates},
        seeds=SEEDS,
        **how,
    )
