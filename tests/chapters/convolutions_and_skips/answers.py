"""Answers of notebook 11b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from course_lib.chapters.convolutions_and_skips import check_answers as ours
from tests.chapters.convolutions_and_skips.test_check import (
    BACK_MISTAKES,
    BLOCK_MISTAKES,
    LOOK_MISTAKES,
    SOLUTIONS,
    SURVIVAL_MISTAKES,
)

RIGHT = {
    function.__name__: {solution.__name__: solution for solution in solutions}
    for function, _, solutions in SOLUTIONS
}
SEEN = {
    "look": LOOK_MISTAKES,
    "conv_backward": BACK_MISTAKES,
    "block": BLOCK_MISTAKES,
    "survival": SURVIVAL_MISTAKES,
}


def windows_of_three(side, layers):
    return ours.look(side, [(3, stride, padding) for _, stride, padding in layers])


def squares_only(image, kernel, grad_y):
    size = min(kernel.shape)
    first, second = ours.conv_backward(image, kernel, grad_y)
    return (first, second) if kernel.shape == (size, size) else (first * 0, second)


WRONG = {
    "look": {"all of 3": windows_of_three, "the notebook's": lambda side, layers: (4, 3)},
    "conv_backward": {"squares only": squares_only},
    "block": {
        "of two rows": lambda x, f, b: (x + f(x), lambda g: g + b(g)[: len(x)] * (len(g) == 2))
    },
    "survival": {"of sixteen": lambda n, share: np.resize(ours.survival(16, share), n)},
}
