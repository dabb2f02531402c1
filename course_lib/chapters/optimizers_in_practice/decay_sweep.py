"""L2 penalty against decoupled decay, both under Adam, on 300 MNIST images of 14 x 14 pixels."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits
from course_lib.engine import (
    L2,
    Adam,
    AdamW,
    Network,
    Optimizer,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    stack,
)
from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.rules.rule import Rule, State
from course_lib.experiments.swept import swept

Floats = npt.NDArray[np.float64]
Step = Callable[..., tuple[Floats, Floats, Floats]]
SIDE, WIDTH, LR, EPOCHS, BATCH_SIZE, IMAGES = 14, 50, 0.001, 100, 100, 300
KINDS = ("L2", "decay")
STRENGTHS = (0.0, 0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
SEEDS = (0, 1, 2, 3, 4)
DEV = 1000, 2000
"""First image, and how many, to judge by."""


@cache
def sets(first: int = 0, images: int = IMAGES) -> tuple[Any, Any]:
    """Training images, and others to judge by.

    Examples
    --------
    >>> [len(labels) for _, labels in sets()]
    [300, 2000]
    """
    start, count = DEV
    train = digits(images, first, side=SIDE)
    return train, digits(count, start + first, side=SIDE)


def trained(
    kind: str,
    strength: float,
    seeds: Sequence[int],
    *,
    rule: Rule | None = None,
    lr: float = LR,
    epochs: int = EPOCHS,
    batch_size: int = BATCH_SIZE,
    width: int = WIDTH,
    first: int = 0,
    images: int = IMAGES,
) -> Network:
    """Train with Adam and an L2 penalty, with AdamW, or by a rule that is given (one seed).

    Examples
    --------
    >>> trained("decay", 0.1, [0, 1], epochs=1)
    Network(hidden 1, relu 1, hidden 2, relu 2, output; 12910 parameters, 2 models)
    """
    sizes = [SIDE * SIDE, width, width, 10]
    networks = [mlp(sizes, rng=np.random.default_rng(seed)) for seed in seeds]
    together = networks[0] if rule is not None else stack(networks)
    optimizers = {
        "L2": Optimizer(Adam(), lr, L2(strength) if strength else None),
        "decay": Optimizer(AdamW(decay=strength), lr),
    }
    rngs = [np.random.default_rng([seed, 1]) for seed in seeds]
    fit(
        together, cross_entropy, optimizers[kind] if rule is None else Optimizer(rule, lr),
        sets(first, images)[0], epochs=epochs, batch_size=batch_size,
        rng=rngs[0] if rule is not None else rngs, every=epochs,
    )  # fmt: skip
    return together


class Stepped:
    """A rule for the engine out of a function that makes one step of AdamW.

    All parameters decay, biases too.

    Examples
    --------
    >>> rule = Stepped(lambda theta, m, v, grad, t, lr, *settings: (theta - lr * grad, m, v), 0.1)
    >>> theta = np.array([[1.0]])
    >>> rule.update(np.array([[0.5]]), rule.init(theta), 0.1, theta)[0]
    array([[-0.05]])
    """

    def __init__(self, step: Step, decay: float) -> None:
        self.step, self.decay = step, decay

    def init(self, theta: Array) -> State:
        """Start with averages of zero, before the first step."""
        return {"m": np.zeros_like(theta), "v": np.zeros_like(theta), "t": np.zeros((1, 1))}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return what the function adds to theta, and its averages."""
        t = int(state["t"][0, 0]) + 1
        m, v = state["m"][0], state["v"][0]
        new, m, v = self.step(theta[0], m, v, grad[0], t, lr, 0.9, 0.999, 1e-8, self.decay)
        return new[None] - theta, {"m": m[None], "v": v[None], "t": np.full((1, 1), float(t))}


def accuracy(network: Network, first: int = 0) -> Floats:
    """Share of right answers on the images to judge by, for each network of a stack."""
    return np.asarray(evaluate(network, cross_entropy, sets(first)[1])[1])


def decay_sweep(**how: Any) -> Sweep:
    """Both kinds with every strength and seed: about a minute; see ``swept``."""
    train, dev = sets()

    def measured(kind: str, strength: float, seed: int) -> dict[str, Any]:
        network = trained(kind, strength, [seed])
        dev_loss, dev_accuracy = evaluate(network, cross_entropy, dev)
        return {
            "train_accuracy": evaluate(network, cross_entropy, train)[1][0],
            "dev_accuracy": dev_accuracy[0],
            "dev_loss": dev_loss[0],
            "size": np.linalg.norm(network.weights),
        }

    return swept(
        measured,
        {"kind": KINDS, "strength": STRENGTHS, "seed": SEEDS},
        settings={
            "side": SIDE, "width": WIDTH, "lr": LR, "batch_size": BATCH_SIZE, "epochs": EPOCHS,
            "images": IMAGES,
        },
        seeds=SEEDS,
        **how,
    )  # fmt: skip
