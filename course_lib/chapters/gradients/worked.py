"""A published worked example, 2-5-2-1 on thirty points, by a dense layer of the reader's own."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from course_lib.chapters.gradients.wrong_passes import Array
from course_lib.datasets import PUBLISHED_THIRTY, published_moons
from course_lib.engine import Optimizer, sigmoid
from course_lib.experiments.worked_matrices import LR, lecture_network

PUBLISHED: Mapping[int, Sequence[float]] = {
    0: (-0.015049, 0.01433494),
    18: (-0.01503220, 0.01431915),
    29: (-0.01502195, 0.01430952),
}
"""Updates before it -> the gradient of the two weights into the first unit, as printed."""

DenseBackward = Callable[[Array, Array, Array], tuple[Array, Array, Array]]


def first_unit_by(dense_backward: DenseBackward) -> dict[int, Array]:
    """Send the error back through three layers by one function, and step down 29 times.

    Parameters
    ----------
    dense_backward : function of (x, W, grad_y) -> (grad_W, grad_b, grad_x)

    Returns
    -------
    dict of the updates before it to the gradient of the first unit's weights, shape (2,)

    Examples
    --------
    >>> from course_lib.chapters.gradients.check_answers import dense_backward
    >>> first_unit_by(dense_backward)[0].round(8)
    array([-0.015049  ,  0.01433494])
    """
    points, labels = published_moons()
    x, y = points[list(PUBLISHED_THIRTY)], labels[list(PUBLISHED_THIRTY)][:, None]
    network, found = lecture_network(), {}
    layers = [network[name] for name in ("hidden 1", "hidden 2", "output")]
    for update in range(max(PUBLISHED) + 1):
        inputs, sums = [x], []
        for layer in layers:
            sums.append(inputs[-1] @ layer.W + layer.b)
            inputs.append(np.maximum(sums[-1], 0))
        back = (sigmoid(sums[-1]) - y) / len(x)
        for layer, before, below in zip(
            reversed(layers), inputs[-2::-1], [*sums[-2::-1], None], strict=True
        ):
            by_w, by_b, by_x = dense_backward(before, layer.W, back)
            layer.gradients["W"][...], layer.gradients["b"][...] = by_w, by_b
            back = by_x if below is None else by_x * (below > 0)
        if update in PUBLISHED:
            found[update] = layers[0].gradients["W"][:, 0].copy()
        Optimizer(lr=LR).step(network)
    return found
