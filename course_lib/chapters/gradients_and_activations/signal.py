"""How much of the gradient reaches the first layer, by activation and depth."""

import numpy as np

from course_lib.chapters.gradients_and_activations.functions import FUNCTIONS
from course_lib.datasets import PUBLISHED_THIRTY, published_moons
from course_lib.engine import binary_cross_entropy
from course_lib.engine.arrays import Array

WIDTH, DEEPEST, DRAWS = 50, 20, 5


class Signal:
    """Untrained networks 2-50-...-50-1, five at once, and the gradient in each hidden layer.

    The inputs are thirty of the moons.

    A deeper network has the weights of a shallower one in its first layers.

    Examples
    --------
    >>> Signal().by_layer("ReLU", depth=3).shape
    (3,)
    """

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        points, labels = published_moons()
        chosen = list(PUBLISHED_THIRTY)
        self.x, self.labels = points[chosen], labels[chosen]
        self.first = rng.standard_normal((DRAWS, 2, WIDTH))
        self.hidden = rng.standard_normal((DEEPEST - 1, DRAWS, WIDTH, WIDTH))
        self.last = rng.standard_normal((DRAWS, WIDTH, 1))

    def weights(self, name: str, depth: int, bend: float = 0.0) -> list[Array]:
        """All weight matrices of a network with ``depth`` hidden layers, first to last."""
        scale = FUNCTIONS[name].scale(bend)
        drawn = [self.first, *self.hidden[: depth - 1], self.last]
        return [W * np.sqrt(scale / W.shape[-2]) for W in drawn]

    def by_layer(self, name: str, depth: int, bend: float = 0.0) -> Array:
        """Size of the gradient in each hidden layer, in shares of that in the last one.

        The root of the mean square of the loss's derivatives by the layer's sums, before the
        activation; then the geometric mean over the five networks.

        Parameters
        ----------
        name : one of ``FUNCTIONS``
        depth : 1 to 20 hidden layers
        bend : slope or alpha, where the function has one

        Returns
        -------
        array of shape (depth,), layer 1 first
        """
        if not 1 <= depth <= DEEPEST:
            raise ValueError(f"depth goes from 1 to {DEEPEST}; got {depth}")
        *inner, last = self.weights(name, depth, bend)
        layers = [FUNCTIONS[name].make(bend) for _ in range(depth)]
        a: Array = np.broadcast_to(self.x, (DRAWS, *self.x.shape))
        for layer, W in zip(layers, inner, strict=True):
            a = layer.forward(a @ W)
        _, grad = binary_cross_entropy(a @ last, self.labels)
        sizes = []
        for layer, W in zip(reversed(layers), [last, *inner[:0:-1]], strict=True):
            back = layer.backward(grad @ W.mT)
            assert back is not None
            grad = back
            sizes.append(np.sqrt(np.mean(grad**2, axis=(-2, -1))))
        shares = np.stack(sizes[::-1]) / sizes[0]
        return np.asarray(np.exp(np.log(shares).mean(axis=-1)))
