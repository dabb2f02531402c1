"""What dropout lets through: how strong a signal, layer by layer, and which units."""

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep
from course_lib.engine import Dropout, Network
from course_lib.engine.arrays import Array
from course_lib.experiments.mnist300 import Run, Setting
from course_lib.experiments.swept import swept

RATES = (0.1, 0.2, 0.5)
AGES = (0, 301)
"""Epochs after which the signal is measured."""
PASSES = 5


def over_inference(
    network: Network, x: Array, *, rng: np.random.Generator, passes: int = PASSES
) -> npt.NDArray[np.float64]:
    """Mean output of each dropout layer in training, divided by that in inference.

    Parameters
    ----------
    network : an mlp with dropout; a stack has a column for each of its models
    passes : forward passes in training, each with masks of its own

    Returns
    -------
    array of shape (dropout layers,), or (dropout layers, K)

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> rng = np.random.default_rng(0)
    >>> network = mlp([3, 50, 50, 2], rng=rng, drop_rate=0.5)
    >>> first, second = over_inference(network, np.ones((500, 3)), rng=rng)
    >>> bool(abs(first - 1) < 0.02), bool(second > 1.2)
    (True, True)
    """
    training = np.mean([_means(network, x, rng) for _ in range(passes)], axis=0)
    return np.asarray(training / _means(network, x, None))


def sweep(**how: object) -> Sweep:
    """``over_inference`` of networks trained with dropout: two seeds, about half a minute."""
    axes = {"drop_rate": RATES, "seed": (0, 1)}
    inner = {"epochs": AGES}
    how_measured = {"settings": {"passes": PASSES}, "seeds": (0, 1)}
    return swept(_along_a_run, axes, inner=inner, **how_measured, **how)  # type: ignore[arg-type]


def _along_a_run(rate: float, seed: int) -> dict[str, npt.NDArray[np.float64]]:
    run = Run(Setting(drop_rate=rate, seed=seed, epochs=max(AGES), every=max(AGES)))
    x, signals = run.sets.train[0], []

    def look() -> None:
        signals.append(over_inference(run.network, x, rng=np.random.default_rng(1)))

    look()
    for step in run.steps():
        if step.ends_epoch and round(step.epoch) in AGES:
            look()
    return {"signal": np.stack(signals)}


def units_kept(draws: npt.NDArray[np.float64], mask: str, rate: float) -> npt.NDArray[np.bool_]:
    """Say which units each forward pass leaves on.

    Parameters
    ----------
    draws : uniform numbers, of shape (passes, images, ...)
    mask : "fresh": drawn for each pass and image; "never redrawn": what the first pass drew for
        each image; "one mask": what it drew for the first image

    Examples
    --------
    >>> draws = np.array([[0.1, 0.9], [0.8, 0.2]])
    >>> units_kept(draws, "never redrawn", 0.5).tolist()
    [[False, True], [False, True]]
    >>> units_kept(draws, "one mask", 0.5).tolist()
    [[False, False], [False, False]]
    """
    used = {"fresh": draws, "never redrawn": draws[:1], "one mask": draws[:1, :1]}[mask]
    return np.broadcast_to(used >= rate, draws.shape)


def _means(network: Network, x: Array, rng: np.random.Generator | None) -> npt.NDArray[np.float64]:
    means, y = [], x
    for layer in network.layers:
        if isinstance(layer, Dropout):
            y = layer.forward(y, training=rng is not None, rng=rng)
            means.append(y.mean(axis=(-2, -1)))
        else:
            y = layer.forward(y)
    return np.array(means, np.float64)
