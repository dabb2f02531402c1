"""The objective: how many of 200 digits a small network gets right, as its settings vary.

MNIST, shrunk to 7 x 7 pixels so that a run takes a twentieth of a second: 400 images to learn from,
200 to choose by, 2000 to judge with.
"""

import warnings
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import whole_number
from course_lib.datasets import digits
from course_lib.engine import (
    L2,
    Momentum,
    Network,
    Optimizer,
    accuracy,
    cross_entropy,
    mlp,
    per_model,
    predict,
    stack,
    train,
)
from course_lib.engine.training.batches import Data

DEFAULTS: dict[str, Any] = {
    "lr": 0.1,
    "beta": 0.9,
    "strength": 1e-3,
    "hidden": 32,
    "layers": 1,
    "batch_size": 32,
    "lr_decay": 0.0,
    "drop_rate": 0.0,
    "epochs": 16,
}
SHAPE = ("hidden", "layers", "batch_size", "epochs")  # what all members of a stack must share
COUNTS = {"train": 400, "dev": 200, "test": 2000}
GUESSING = 0.1
"""The accuracy of a run that diverged: it might as well have guessed one digit of ten."""

Scores = npt.NDArray[np.float64]


def small_sets(start: int = 0) -> dict[str, Data]:
    """Training, dev and test set, each as (images of 49 pixels, labels).

    Training and dev set begin at digit ``start`` of MNIST's training set: other ones, other luck.

    Examples
    --------
    >>> {name: images.shape for name, (images, labels) in small_sets().items()}
    {'train': (400, 49), 'dev': (200, 49), 'test': (2000, 49)}
    """
    small = partial(digits, side=7, dtype=np.float32)
    train, dev, test = COUNTS["train"], COUNTS["dev"], COUNTS["test"]
    return {
        "train": small(train, start),
        "dev": small(dev, start + train),
        "test": small(test, part="test"),
    }


def train_once(settings: Mapping[str, Any], seed: int) -> dict[str, float]:
    """Train with these settings, the others as in DEFAULTS; the score is the dev accuracy.

    Examples
    --------
    >>> result = train_once({"lr": 0.1, "epochs": 8}, seed=0)
    >>> result["score"] > 0.7
    True
    """
    dev, test = curves([settings], seed)
    return {"score": float(dev[0, -1]), "test": float(test[0])}


def curves(
    settings: Sequence[Mapping[str, Any]],
    seed: int,
    *,
    at: Sequence[int] | None = None,
    start: int = 0,
) -> tuple[Scores, Scores]:
    """Train several settings side by side; dev accuracy along the way, and test accuracy.

    All share the start, the batches and the noise that ``seed`` gives, so that only the settings
    differ. Where a run diverged its accuracy is GUESSING.

    Parameters
    ----------
    settings : K dicts
        They may differ in all but what gives a network its shape and a run its length (SHAPE).
    at : the epochs, in order, after which to look at the dev set; None for the last
    start : the first digit, as in ``small_sets``

    Returns
    -------
    dev accuracies of shape (K, len(at)), and test accuracies at the end of shape (K,)
    """
    full = [_complete(each) for each in settings]
    shape = {name: full[0][name] for name in SHAPE}
    if any(each[name] != shape[name] for each in full for name in SHAPE):
        raise ValueError(f"settings side by side must agree in {SHAPE}; got {settings}")
    epochs = [shape["epochs"]] if at is None else list(at)
    sets, rng = small_sets(start), np.random.default_rng(seed)
    network = _network(full, shape, rng=rng)
    recorded, diverged = [], np.zeros(len(full), bool)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".* diverged", category=RuntimeWarning)
        for step in train(
            network, cross_entropy, _optimizer(full, shape), sets["train"],
            epochs=shape["epochs"], batch_size=shape["batch_size"], rng=rng,
        ):  # fmt: skip
            diverged = np.atleast_1d(step.diverged)
            if step.ends_epoch and round(step.epoch) in epochs:
                recorded.append(_accuracy(network, sets["dev"], diverged))
    missing = len(epochs) - len(recorded)  # where all diverge, training ends early
    recorded += [np.full(len(full), GUESSING)] * missing
    return np.stack(recorded, axis=-1), _accuracy(network, sets["test"], diverged)


def _complete(settings: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(settings) - set(DEFAULTS)
    if unknown:
        raise ValueError(f"the objective knows {list(DEFAULTS)}; got {sorted(unknown)}")
    full = DEFAULTS | dict(settings)
    for name in SHAPE:
        whole_number(f"the objective's {name}", full[name])
    return full


def _network(
    full: list[dict[str, Any]], shape: dict[str, Any], *, rng: np.random.Generator
) -> Network:
    sizes = [49, *[shape["hidden"]] * shape["layers"], 10]
    rates = [each["drop_rate"] for each in full]
    drop_rate = (per_model(rates) if len(full) > 1 else rates[0]) if any(rates) else None
    single = mlp(sizes, rng=rng, drop_rate=0.0 if any(rates) else None, dtype=np.float32)
    network = single if len(full) == 1 else stack([single] * len(full))
    for layer in network.layers:
        if "drop_rate" in layer.hyperparameters:
            layer.drop_rate = drop_rate  # type: ignore[attr-defined]
    return network


def _optimizer(full: list[dict[str, Any]], shape: dict[str, Any]) -> Optimizer:
    def values(name: str) -> Any:
        numbers = [each[name] for each in full]
        return numbers[0] if len(numbers) == 1 else per_model(numbers)

    steps_per_epoch = -(-COUNTS["train"] // shape["batch_size"])
    lr, decay = values("lr"), values("lr_decay")
    schedule = lr
    if np.any(decay):

        def schedule(step: Any) -> Any:
            return lr / (1 + decay * (step // steps_per_epoch))

    strength = values("strength")
    return Optimizer(Momentum(values("beta")), schedule, L2(strength) if np.any(strength) else None)


def _accuracy(network: Network, part: Data, diverged: npt.NDArray[np.bool_]) -> Scores:
    images, labels, *_ = part
    with np.errstate(all="ignore"):  # weights may be huge shortly before they diverge
        right = np.atleast_1d(accuracy(predict(network, images), labels))
    return np.where(diverged, GUESSING, right.astype(np.float64))
