"""A published run of 784-30-10 in which the test loss turns long before the test accuracy.

M. Nielsen (2015), Neural Networks and Deep Learning, chapter 3: the first 1000 images of MNIST,
30 sigmoid units, ten sigmoid outputs with binary cross-entropy, weights and biases drawn from the
standard normal distribution, learning rate 0.5, batches of 10, 400 epochs, and all 10 000 test
images to look at. (Looked at, not chosen by.)
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits
from course_lib.engine import (
    Dense,
    GradientDescent,
    History,
    Network,
    Optimizer,
    Sigmoid,
    Step,
    binary_cross_entropy,
    train,
)
from course_lib.engine.initializers import normal
from course_lib.engine.training.batches import Data
from course_lib.experiments.swept import swept

SIZES, LR, BATCH_SIZE, EPOCHS = (784, 30, 10), 0.5, 10, 400
SEEDS = (0, 1)


def run(seed: int, *, epochs: int = EPOCHS) -> History:
    """Train once; the history has ``scores``: training accuracy, test accuracy, test loss.

    Examples
    --------
    >>> run(0, epochs=1)["scores"].shape
    (1, 3)
    """
    rng = np.random.default_rng(seed)
    fitted, test = digits(1000), digits(part="test")
    wide = normal(1.0)
    layers = [Dense(784, 30, initializer=wide), Sigmoid(), Dense(30, 10, initializer=wide)]
    network = Network(layers, rng=rng)
    for layer in (layers[0], layers[2]):
        layer.parameters["b"][...] = rng.standard_normal(layer.parameters["b"].shape)

    def scores(step: Step) -> list[Any]:
        return [_scores(step.network, fitted)[0], *_scores(step.network, test)]

    history = History(scores=scores)
    data: Any = fitted[0], _one_hot(fitted[1])  # targets for ten yes-or-no outputs
    for step in train(
        network, binary_cross_entropy, Optimizer(GradientDescent(), LR), data,
        epochs=epochs, batch_size=BATCH_SIZE, rng=rng,
    ):  # fmt: skip
        if step.ends_epoch:
            history.record(step)
    return history


def sweep(*, epochs: int = EPOCHS, **how: Any) -> Sweep:
    """Two seeds, 400 epochs each: about a minute; see ``swept``."""
    names = ("train_accuracy", "dev_accuracy", "dev_loss")

    def curves(seed: int) -> dict[str, Any]:
        scores = run(seed, epochs=epochs)["scores"].astype(np.float32)
        return dict(zip(names, scores.T, strict=True))

    return swept(
        curves,
        {"seed": SEEDS},
        fixed={"epochs": np.arange(1, epochs + 1)},
        settings={"sizes": SIZES, "lr": LR, "batch_size": BATCH_SIZE, "epochs": epochs},
        seeds=SEEDS,
        **how,
    )


def _one_hot(labels: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    return np.asarray(np.eye(10)[labels], np.float64)


def _scores(network: Network, data: Data) -> tuple[float, float]:
    """Accuracy, the largest of the ten outputs being the answer, and loss."""
    logits = network.forward(data[0])
    loss, _ = binary_cross_entropy(logits, _one_hot(data[1]))
    return float(np.mean(logits.argmax(axis=-1) == data[1])), float(loss)
