"""Where the time of one step goes."""

from collections.abc import Sequence

import numpy as np

from benchmarks.steps import bare_products, batch
from benchmarks.timing import by_turns
from course_lib.engine import Adam, Optimizer, cross_entropy, mlp


def measure(sizes: Sequence[int], rows: int, dtype: str) -> dict[str, float]:
    """Median seconds of forward, loss, backward and Adam, and of the products inside them."""
    network = mlp(sizes, rng=np.random.default_rng(0), dtype=dtype)
    optimizer = Optimizer(Adam(), lr=1e-3)
    x, labels = batch(sizes, rows, dtype)
    logits = network.forward(x, training=True)
    _, grad = cross_entropy(logits, labels)
    return by_turns(
        {
            "forward": lambda: network.forward(x, training=True),
            "loss": lambda: cross_entropy(logits, labels),
            "backward": lambda: network.backward(grad),
            "Adam": lambda: optimizer.step(network),
            "bare products": bare_products(sizes, rows, dtype),
        }
    )
