"""What one output of a stack of convolutions sees, and how alike its gradients are."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from course_lib.chapters.convolutions_and_skips.deep import Setting, build
from course_lib.datasets import digits
from course_lib.engine import Conv2D, Layer, Network, ReLU
from course_lib.experiments.small_digits import SIDE

Floats = npt.NDArray[np.float64]
Windows = tuple[int, int, int]
"""(kernel, stride, padding) of one convolution."""


def stacked(side: int, windows: Sequence[Windows], channels: int, seed: int) -> Network:
    """Convolutions and ReLUs on images of one channel.

    Examples
    --------
    >>> stacked(14, [(3, 2, 1), (3, 1, 1)], 8, 0).layers[2].out_shape
    (7, 7, 8)
    """
    shape, layers = (side, side, 1), list[Layer]()
    for kernel, stride, padding in windows:
        convolution = Conv2D(shape, channels, kernel=kernel, stride=stride, padding=padding)
        layers += [convolution, ReLU()]
        shape = convolution.out_shape
    return Network(layers, rng=np.random.default_rng(seed))


def seen(network: Network, side: int, images: int = 20, seed: int = 0) -> Floats:
    """Mean square of the gradient of the middle output by each pixel, over random images.

    Examples
    --------
    >>> int((seen(stacked(9, [(3, 1, 1)] * 2, 4, 0), 9) > 0).sum())
    25
    """
    rng = np.random.default_rng(seed)
    y = network.forward(rng.standard_normal((images, side**2)))
    last = next(layer for layer in reversed(network.body.layers) if isinstance(layer, Conv2D))
    high, wide, channels = last.out_shape
    grad = np.zeros((images, high, wide, channels))
    grad[:, high // 2, wide // 2] = rng.standard_normal((images, channels))
    back: npt.NDArray[np.floating] | None = grad.reshape(y.shape)
    for layer in reversed(network.body.layers):
        assert back is not None
        back = layer.backward(back)
    assert back is not None
    return np.asarray(np.square(back).mean(axis=0).reshape(side, side), np.float64)


def middle_share(squares: Floats) -> float:
    """What the middle half of the seen square, side by side, holds of all squares.

    Examples
    --------
    >>> middle_share(np.ones((8, 8)))
    0.25
    """
    rows, columns = (np.flatnonzero(squares.sum(axis=axis)) for axis in (1, 0))
    top, left, wide = rows[0], columns[0], rows[-1] - rows[0] + 1
    edge = math.ceil(wide / 4)
    inner = squares[top + edge : top + wide - edge, left + edge : left + wide - edge]
    return float(inner.sum() / squares.sum())


def alike(setting: Setting, seed: int, noise: float = 0.01, images: int = 50) -> float:
    """How alike the gradients by an image and by nearly the same image are, untrained.

    The mean cosine between the gradients of a random score by two images that differ by a little
    noise, at the first convolution's output.

    Examples
    --------
    >>> alike(Setting(depth=3), 0) > 0.5
    True
    """
    rng = np.random.default_rng(seed)
    network = build(setting, rng)
    x = digits(images, setting.start, side=SIDE, dtype=np.float32)[0]
    near = x + noise * rng.standard_normal(x.shape).astype(np.float32)
    network.forward(np.concatenate([x, near]), training=True, rng=rng)
    direction = rng.standard_normal((1, 10)).astype(np.float32)
    back: npt.NDArray[np.floating] | None = np.repeat(direction, 2 * images, axis=0)
    for layer in reversed(network.body.layers[1:]):
        assert back is not None
        back = layer.backward(back)
    assert back is not None
    first, second = back[:images].astype(float), back[images:].astype(float)
    sizes = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    return float(np.mean((first * second).sum(axis=1) / np.maximum(sizes, 1e-300)))
