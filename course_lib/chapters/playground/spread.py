"""How far outputs and gradients spread in each layer of a network."""

import numpy as np

from course_lib.engine import Dense, Dropout, Network, trace
from course_lib.engine.losses.loss import Loss
from course_lib.engine.training.batches import Data

Spread = list[tuple[str, float, float]]
"""(name of the dense layer, std of the output, std of the gradient by it), first to last."""


def spread(network: Network, loss: Loss, batch: Data) -> Spread:
    """Standard deviations of each layer's output, and of the loss's gradient by it.

    A hidden layer's output is that of its activation, before the dropout that follows it; the
    last one's are the logits. In training mode, with the same noise each time.
    """
    traced = trace(network, loss, batch, rng=np.random.default_rng(0))
    layers = network.body.layers
    names = [layer.name for layer in layers if isinstance(layer, Dense)]
    before = [layers[place - 1] for place, layer in enumerate(layers) if isinstance(layer, Dropout)]
    with np.errstate(all="ignore"):  # large weights may overflow: inf or NaN says so
        return [
            (name, float(traced.outputs[end.name].std()), float(traced.gradients[end.name].std()))
            for name, end in zip(names, [*before, layers[-1]], strict=True)
        ]
