"""How far outputs and gradients spread in each layer of a network."""

import numpy as np

from course_lib.engine import Dense, Dropout, Network
from course_lib.engine.losses.loss import Loss
from course_lib.engine.training.batches import Data

Spread = list[tuple[str, float, float]]
"""(name of the dense layer, std of the output, std of the gradient by it), first to last."""


def spread(network: Network, loss: Loss, batch: Data) -> Spread:
    """Standard deviations of each layer's output, and of the loss's gradient by it.

    A hidden layer's output is that of its activation, before the dropout that follows it; the
    last one's are the logits. Everything is computed in training mode on a copy, with the same
    noise each time, so that neither the network nor any random stream notices.
    """
    layers = network.copy().body.layers
    x, rng = batch[0], np.random.default_rng(0)
    outputs: list[float] = []
    gradients: list[float] = []
    with np.errstate(all="ignore"):  # large weights may overflow: inf or NaN says so
        for layer in layers:
            x = layer.forward(x, training=True, rng=rng)
            outputs.append(float(x.std()))
        grad = loss(x, batch[1])[1]
        for layer in reversed(layers):
            gradients.insert(0, float(grad.std()))
            passed_on = layer.backward(grad)
            assert passed_on is not None  # each layer is asked for it
            grad = passed_on
    names = [layer.name for layer in layers if isinstance(layer, Dense)]
    ends = [place - 1 for place, layer in enumerate(layers) if isinstance(layer, Dropout)]
    return [
        (name, outputs[end], gradients[end])
        for name, end in zip(names, [*ends, len(layers) - 1], strict=True)
    ]
