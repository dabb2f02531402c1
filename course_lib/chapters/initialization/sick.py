"""Five networks before their first step, four of them sick; and what a remedy makes of them.

Eight hidden layers of 64 ReLU units on 300 digits. The remedies are small changes of the first
weights and biases, and nothing else.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from course_lib.datasets import digits
from course_lib.engine import (
    GradientDescent,
    Network,
    Optimizer,
    cross_entropy,
    evaluate,
    mlp,
    stack,
    trace,
    train,
)
from course_lib.experiments.dying import dead_units

Curves = npt.NDArray[np.float64]

DEPTH, WIDTH, LR, BATCH_SIZE, EPOCHS, DIGITS = 8, 64, 0.05, 10, 10, 300
SIZES = [784, *[WIDTH] * DEPTH, 10]
LAYERS = tuple(f"hidden {number}" for number in range(1, DEPTH + 1))
ALL = (*LAYERS, "output")


def _scaled(network: Network, factor: float) -> None:
    for name in ALL:
        network[name].W[...] *= factor


def _repeated(network: Network) -> None:
    for name in ALL:
        W = network[name].W
        W[...] = (2 if name == "hidden 1" else 1) / W.shape[-2]  # keeps the size of what is equal


def _biased(network: Network) -> None:
    for name in LAYERS:
        network[name].b[...] = -0.8


FAULTS: dict[str, Callable[[Network], None]] = {
    "A": lambda network: _scaled(network, 0.4),
    "B": _biased,
    "C": lambda network: None,
    "D": lambda network: _scaled(network, 3.0),
    "E": _repeated,
}
"""What is done to He's start."""


def _redrawn(network: Network) -> None:
    rng = np.random.default_rng(1)
    for name in ALL:
        W = network[name].W
        W[...] = np.sqrt(2 / W.shape[-2]) * rng.standard_normal(W.shape)


def _unbiased(network: Network) -> None:
    for name in ALL:
        network[name].b[...] = 0.0


REMEDIES: dict[str, Callable[[Network], None]] = {
    "larger": lambda network: _scaled(network, 2.5),
    "smaller": lambda network: _scaled(network, 1 / 3),
    "redraw": _redrawn,
    "biases": _unbiased,
    "leave": lambda network: None,
}
"""2.5 times the weights; a third of them; He's, drawn anew; biases of 0; nothing."""


def started(
    name: str, remedy: str = "leave", *, seed: int = 0, dtype: npt.DTypeLike = np.float64
) -> Network:
    """One of the five networks, before its first step."""
    network = mlp(SIZES, rng=np.random.default_rng(seed), dtype=dtype)
    FAULTS[name](network)
    REMEDIES[remedy](network)
    return network


@dataclass(frozen=True)
class Instruments:
    """What can be read before the first step.

    Attributes
    ----------
    loss : float
    outputs, gradients : rms in each of the hidden layers, by what the units put out
    grad_W : the gradient by the weights into hidden layer 2, shape (inputs, units)
    z : what goes into the ReLUs of hidden layer 4, shape (examples, units)
    """

    loss: float
    outputs: Curves
    gradients: Curves
    grad_W: Curves  # noqa: N815 - the letter of the exercise
    z: Curves

    @property
    def pull(self) -> Curves:
        """``grad_W`` as shares of its largest number, so that small ones can be told apart."""
        largest = np.abs(self.grad_W).max()
        return self.grad_W / largest if largest > 0 else self.grad_W


def read(network: Network) -> Instruments:
    """Send 300 digits through and back."""
    data = digits(DIGITS)
    inside = trace(network, cross_entropy, data)
    names = [f"relu {number}" for number in range(1, DEPTH + 1)]
    outputs, gradients = (
        np.array([np.sqrt(np.mean(of[name] ** 2)) for name in names])
        for of in (inside.outputs, inside.gradients)
    )
    loss, _ = evaluate(network, cross_entropy, data)
    grad_W = inside.outputs["relu 1"].T @ inside.gradients["hidden 2"]  # noqa: N806 - as in 01
    return Instruments(
        float(loss), outputs, gradients, np.asarray(grad_W), np.asarray(inside.outputs["hidden 4"])
    )


def losses(pairs: Sequence[tuple[str, str]], *, seed: int = 0) -> Curves:
    """Training loss before the first and after each epoch, shape (pairs, epochs + 1).

    Parameters
    ----------
    pairs : (start, remedy), trained side by side

    A run that diverges has a loss of inf from there on.
    """
    data = digits(DIGITS, dtype=np.float32)
    networks = stack([started(*pair, seed=seed, dtype=np.float32) for pair in pairs])
    found = np.full((EPOCHS + 1, len(pairs)), np.inf)
    with warnings.catch_warnings(action="ignore"):  # that some diverge belongs to it
        found[0] = evaluate(networks, cross_entropy, data)[0]
        for step in train(
            networks, cross_entropy, Optimizer(GradientDescent(), LR), data,
            epochs=EPOCHS, batch_size=BATCH_SIZE, rng=np.random.default_rng([seed, 1]),
        ):  # fmt: skip
            epoch, rest = divmod(step.number * BATCH_SIZE, DIGITS)
            if not rest:
                loss = evaluate(networks, cross_entropy, data)[0]
                found[epoch] = np.where(step.diverged, np.inf, loss)
    return np.asarray(found.T)


@cache
def ends(name: str) -> dict[str, float]:
    """The training loss at the end with each remedy, the mean of two seeds."""
    pairs = [(name, remedy) for remedy in REMEDIES]
    both = np.mean([losses(pairs, seed=seed)[:, -1] for seed in (0, 1)], axis=0)
    return dict(zip(REMEDIES, both.tolist(), strict=True))


def treated(remedy_of: Mapping[str, str]) -> dict[str, tuple[str, Curves, Curves]]:
    """Train all five as they were, and with the remedies chosen for them."""
    pairs = [(name, remedy) for name, remedy in remedy_of.items()]
    curves = losses([*((name, "leave") for name in remedy_of), *pairs])
    before, after = curves[: len(pairs)], curves[len(pairs) :]
    return {
        name: (remedy, was, now)
        for (name, remedy), was, now in zip(pairs, before, after, strict=True)
    }


def dead_in(name: str) -> int:
    """Units of hidden layer 4 that no digit switches on."""
    return int(dead_units(started(name), digits(DIGITS)[0])[3].sum())
