"""The course's own answers of notebook 11b, and the inputs that its checks draw."""

from collections.abc import Callable, Sequence

import numpy as np

from course_lib import checks

Floats = checks.Floats
Windows = Sequence[tuple[int, int, int]]
Function = Callable[[Floats], Floats]


def look(side: int, layers: Windows) -> tuple[int, int]:
    """The positions of the last map along a side, and how wide a square each of them sees."""
    field, apart = 1, 1
    for kernel, stride, padding in layers:
        side = (side + 2 * padding - kernel) // stride + 1
        field += (kernel - 1) * apart
        apart *= stride
    return side, field


def conv_backward(image: Floats, kernel: Floats, grad_y: Floats) -> tuple[Floats, Floats]:
    """Every window gives to the kernel, and gets back at its own pixels."""
    grad_kernel, grad_image = np.zeros_like(kernel), np.zeros_like(image)
    high, wide = kernel.shape
    for row, column in np.ndindex(grad_y.shape):
        window = slice(row, row + high), slice(column, column + wide)
        grad_kernel += grad_y[row, column] * image[window]
        grad_image[window] += grad_y[row, column] * kernel
    return grad_kernel, grad_image


def block(x: Floats, f: Function, f_back: Function) -> tuple[Floats, Function]:
    """The sum, and both ways back."""
    return x + f(x), lambda grad_y: grad_y + f_back(grad_y)


def survival(blocks: int, share: float) -> Floats:
    """On a line from 1 in front of the first; its mean is the share."""
    last = 1 - 2 * blocks * (1 - share) / (blocks + 1)
    return 1 - np.arange(1, blocks + 1) / blocks * (1 - last)


def _windows(rng: np.random.Generator, count: int) -> list[tuple[int, int, int]]:
    """Some strides, odd and even windows; of 200 pixels four layers of them leave one at least."""
    kernels, strides = rng.integers(1, 6, count), rng.integers(1, 4, count)
    return [
        (int(k), int(s), int(rng.integers(0, 3))) for k, s in zip(kernels, strides, strict=True)
    ]


_rows, _columns, _high, _wide = (checks.size(2, 4) for _ in range(4))


def _image(rng: np.random.Generator, *sizes: int) -> Floats:
    rows, columns, high, wide = sizes
    return np.asarray(np.round(rng.uniform(-4, 4, (rows + high - 1, columns + wide - 1)), 2))


LOOK = checks.drawn(
    look,
    {"side": 28, "layers": [(3, 2, 1), (3, 2, 1), (3, 1, 1)]},
    side=checks.size(200, 400),
    layers=checks.made(_windows, checks.size(1, 4)),
)
CONV_BACKWARD = checks.drawn(
    conv_backward,
    image=checks.made(_image, _rows, _columns, _high, _wide),
    kernel=checks.array(_high, _wide),
    grad_y=checks.array(_rows, _columns),
)
SURVIVAL = checks.drawn(
    survival,
    {"blocks": 1, "share": 0.5},
    blocks=checks.size(1, 60),
    share=checks.number(0.6, 1, 1.0),
)
