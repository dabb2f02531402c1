"""The checks of notebook 11b: solutions pass, and each plausible mistake meets its message."""

import math

import numpy as np
import pytest

from course_lib.chapters.convolutions_and_skips import check
from course_lib.chapters.convolutions_and_skips import check_answers as ours
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def look_by_counting(side, layers):
    """Lays each window down, and walks back from one output."""
    for kernel, stride, padding in layers:
        side = len(range(0, side + 2 * padding - kernel + 1, stride))
    wide = 1
    for kernel, stride, _ in reversed(layers):
        wide = (wide - 1) * stride + kernel
    return side, wide


def look_by_products(side, layers):
    field = 1
    for place, (kernel, stride, padding) in enumerate(layers):
        side = math.floor((side + 2 * padding - kernel) / stride) + 1
        field += (kernel - 1) * math.prod(s for _, s, _ in layers[:place])
    return [np.int64(side), float(field)]


def back_by_places(image, kernel, grad_y):
    grad_kernel, grad_image = np.zeros(kernel.shape), np.zeros(image.shape)
    rows, columns = grad_y.shape
    for i, j in np.ndindex(kernel.shape):
        grad_kernel[i, j] = np.sum(grad_y * image[i : i + rows, j : j + columns])
        grad_image[i : i + rows, j : j + columns] += grad_y * kernel[i, j]
    return grad_kernel, grad_image


def back_by_patches(image, kernel, grad_y):
    patches = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    grad_kernel = np.einsum("rc,rcij->ij", grad_y, patches)
    around = [(size - 1, size - 1) for size in kernel.shape]
    turned = np.lib.stride_tricks.sliding_window_view(np.pad(grad_y, around), kernel.shape)
    return [grad_kernel, np.einsum("rcij,ij->rc", turned, kernel[::-1, ::-1])]


def block_by_def(x, f, f_back):
    def back(grad_y):
        total = grad_y.copy()
        total += f_back(grad_y)
        return total

    return np.add(x, f(x)), back


class Back:
    def __init__(self, f_back):
        self.f_back = f_back

    def __call__(self, grad_y):
        return self.f_back(grad_y) + 1.0 * grad_y


def block_by_class(x, f, f_back):
    return [f(x) + x, Back(f_back)]


def survival_by_linspace(blocks, share):
    last = 1 - 2 * blocks * (1 - share) / (blocks + 1)
    return np.linspace(1, last, blocks + 1)[1:]


def survival_by_scaling(blocks, share):
    gone = np.arange(1.0, blocks + 1)
    return 1 - gone / gone.mean() * (1 - share)


SOLUTIONS = [
    (check.look, "Exercise 1 (look)", [ours.look, look_by_counting, look_by_products]),
    (
        check.conv_backward,
        "Exercise 2 (conv_backward)",
        [ours.conv_backward, back_by_places, back_by_patches],
    ),
    (check.block, "Exercise 3 (block)", [ours.block, block_by_def, block_by_class]),
    (
        check.survival,
        "Exercise 4 (survival)",
        [ours.survival, survival_by_linspace, survival_by_scaling],
    ),
]


@pytest.mark.parametrize(("function", "title", "solutions"), SOLUTIONS)
def test_solutions_pass(function, title, solutions, capsys):
    for solution in solutions:
        for _ in range(5):
            assert said_of(function, solution, capsys).startswith(f"{title}: passed. ")


def looking(**mistake):
    """A solution with one mistake in the size, or in the field."""

    def look(side, layers):
        field, apart = mistake.get("first", 1), 1
        for kernel, stride, padding in layers:
            size = mistake.get("size", lambda n, k, s, p: (n + 2 * p - k) // s + 1)
            side = size(side, kernel, stride, padding)
            if "early" in mistake:
                apart *= stride
            field += mistake.get("wide", lambda k: k - 1)(kernel) * apart
            if "early" not in mistake and "no strides" not in mistake:
                apart *= stride
        return side, field

    return look


def stretching(side, layers):
    field = 1
    for kernel, stride, _ in layers:
        field = field * stride + kernel - 1
    return ours.look(side, layers)[0], field


LOOK_MISTAKES = {
    "no + 1": (looking(size=lambda n, k, s, p: (n + 2 * p - k) // s), "Count the first window"),
    "the whole image": (looking(size=lambda n, k, s, p: n // s), "cannot leave the image"),
    "padding once": (looking(size=lambda n, k, s, p: (n + p - k) // s + 1), "on both sides"),
    "no padding": (looking(size=lambda n, k, s, p: (n - k) // s + 1), "The padding is missing."),
    "rounded up": (
        looking(size=lambda n, k, s, p: math.ceil((n + 2 * p - k) / s) + 1),
        "goes unused: //.",
    ),
    "no stride": (looking(size=lambda n, k, s, p: n + 2 * p - k + 1), "The stride is missing."),
    "kernel whole": (looking(wide=lambda k: k), "A window of 3 sees 3 pixels."),
    "from zero": (looking(first=0), "With one pixel begins what it sees."),
    "no strides": (looking(**{"no strides": 1}), "The strides before a layer multiply"),
    "field stretched": (stretching, "stretches steps, not the field so far"),
    "own stride": (looking(early=1), "A layer's own stride stretches those behind it"),
    "strides add up": (
        lambda side, layers: (
            ours.look(side, layers)[0],
            1
            + sum(
                (k - 1) * max(1, sum(s for _, s, _ in layers[:i] if s > 1))
                for i, (k, _, _) in enumerate(layers)
            ),
        ),
        "Strides multiply, they do not add up.",
    ),
    "swapped": (lambda side, layers: ours.look(side, layers)[::-1], "Positions come first"),
    "windows multiply": (
        lambda side, layers: (ours.look(side, layers)[0], math.prod(k for k, _, _ in layers)),
        "do not multiply: they overlap",
    ),
    "last alone": (
        lambda side, layers: (ours.look(side, layers)[0], layers[-1][0]),
        "That is the last layer alone.",
    ),
    "first map": (
        lambda side, layers: (ours.look(side, layers[-1:])[0], ours.look(side, layers)[1]),
        "Each layer has the map before it",
    ),
    "a fraction": (
        looking(size=lambda n, k, s, p: (n + 2 * p - k) / s + 1),
        "positions must be a whole number",
    ),
    "one number": (lambda side, layers: side, "it must return the pair (positions, field)"),
}


@pytest.mark.parametrize("name", LOOK_MISTAKES)
def test_mistakes_in_looking(name, capsys):
    attempt, message = LOOK_MISTAKES[name]
    assert message in said_of(check.look, attempt, capsys)


def changed(kernel=lambda k: k, image=lambda i: i):
    def conv_backward(*given):
        first, second = ours.conv_backward(*given)
        return np.array(kernel(first)), np.array(image(second))

    return conv_backward


def overwriting(image, kernel, grad_y):
    grad_kernel, grad_image = np.zeros_like(kernel), np.zeros_like(image)
    for row, column in np.ndindex(grad_y.shape):
        window = slice(row, row + kernel.shape[0]), slice(column, column + kernel.shape[1])
        grad_kernel += grad_y[row, column] * image[window]
        grad_image[window] = grad_y[row, column] * kernel
    return grad_kernel, grad_image


def editing(image, kernel, grad_y):
    both = ours.conv_backward(image, kernel, grad_y)
    image += 1
    return both


BACK_MISTAKES = {
    "turned": (changed(kernel=lambda k: k[::-1, ::-1]), "It is turned round"),
    "transposed": (changed(kernel=lambda k: k.T), "Rows and columns are exchanged."),
    "mean": (lambda i, k, g: ours.conv_backward(i, k, g / g.size), "a sum, not a mean"),
    "no grad_y": (lambda i, k, g: ours.conv_backward(i, k, np.ones_like(g)), "without grad_y"),
    "minus": (changed(kernel=lambda k: -k), "The sign is reversed"),
    "overwritten": (overwriting, "It keeps the last window's only: +=, not =."),
    "kernel turned": (
        lambda i, k, g: (
            ours.conv_backward(i, k, g)[0],
            ours.conv_backward(i, k[::-1, ::-1], g)[1],
        ),
        "The kernel is turned round",
    ),
    "image minus": (changed(image=lambda i: -i), "The sign is reversed."),
    "no grad_y there": (
        lambda i, k, g: (
            ours.conv_backward(i, k, g)[0],
            ours.conv_backward(i, k, np.ones_like(g))[1],
        ),
        "grad_y is missing.",
    ),
    "swapped": (lambda *given: ours.conv_backward(*given)[::-1], "grad_kernel must be an array"),
    "one": (lambda *given: ours.conv_backward(*given)[0], "(grad_kernel, grad_image)"),
    "edited": (editing, "image was edited in place"),
}


@pytest.mark.parametrize("name", BACK_MISTAKES)
def test_mistakes_on_the_way_back(name, capsys):
    attempt, message = BACK_MISTAKES[name]
    for _ in range(3):
        assert message in said_of(check.conv_backward, attempt, capsys)


def late_x(x, f, f_back, kept={}):  # noqa: B006 - the mistake: all blocks share it
    kept["back"] = f_back
    return x + f(x), lambda grad_y: grad_y + kept["back"](grad_y)


def raising(x, f, f_back):
    def back(grad_y):
        raise ValueError("not yet")

    return x + f(x), back


def editing_back(x, f, f_back):
    def back(grad_y):
        through = f_back(grad_y)
        grad_y += through
        return grad_y

    return x + f(x), back


BLOCK_MISTAKES = {
    "no way around, forward": (lambda x, f, b: (f(x), lambda g: g + b(g)), "x is missing"),
    "no f": (lambda x, f, b: (x, lambda g: g + b(g)), "f(x) is missing."),
    "minus": (lambda x, f, b: (x - f(x), lambda g: g - b(g)), "The sum, not the difference."),
    "times": (lambda x, f, b: (x * f(x), lambda g: g + b(g)), "That is x times f(x)."),
    "mean": (lambda x, f, b: ((x + f(x)) / 2, lambda g: (g + b(g)) / 2), "A sum, not a mean."),
    "no way around": (lambda x, f, b: (x + f(x), b), "The way around is missing"),
    "no way through": (lambda x, f, b: (x + f(x), lambda g: g), "The way through f is missing."),
    "one": (lambda x, f, b: (x + f(x), lambda g: 1 + b(g)), "adds grad_y, not 1."),
    "product": (lambda x, f, b: (x + f(x), lambda g: g * b(g)), "they do not multiply."),
    "one and more": (lambda x, f, b: (x + f(x), lambda g: g * (1 + b(g))), "has grad_y in it"),
    "of x": (lambda x, f, b: (x + f(x), lambda g: g + b(x)), "from grad_y, not from x."),
    "f again": (lambda x, f, b: (x + f(x), lambda g: g + f(g)), "by f_back, not by f."),
    "twice": (lambda x, f, b: (x + f(x), lambda g: 2 * g + b(g)), "adds grad_y once."),
    "no function": (lambda x, f, b: (x + f(x), b(x)), "back must be a function"),
    "shared": (late_x, "each way back belongs to its own block"),
    "raises": (raising, "back(grad_y) raised ValueError: not yet"),
    "edits": (editing_back, "back must leave grad_y as it is."),
    "y alone": (lambda x, f, b: x + f(x), "the pair (y, back)"),
}


@pytest.mark.parametrize("name", BLOCK_MISTAKES)
def test_mistakes_in_a_block(name, capsys):
    attempt, message = BLOCK_MISTAKES[name]
    for _ in range(20):
        assert message in said_of(check.block, attempt, capsys)


def on_a_line(last):
    return lambda blocks, share: 1 - np.arange(1, blocks + 1) / blocks * (1 - last(blocks, share))


SURVIVAL_MISTAKES = {
    "constant": (lambda n, share: np.full(n, share), "They lie on a line"),
    "share at the end": (on_a_line(lambda n, share: share), "The share is the mean of all"),
    "nearly": (on_a_line(lambda n, share: 2 * share - 1), "(L + 1) / 2L"),
    "from the first": (lambda n, share: np.linspace(1, 2 * share - 1, n), "The first block has"),
    "from zero": (
        lambda n, share: 1 - np.arange(n) / n * (2 - 2 * share),
        "count from 1 to L, not from 0.",
    ),
    "reversed": (lambda n, share: ours.survival(n, share)[::-1].copy(), "The other way round"),
    "gone": (lambda n, share: 1 - ours.survival(n, share), "the chances to be left out."),
    "powers": (lambda n, share: share ** np.arange(1, n + 1), "A line, not powers."),
    "divided": (lambda n, share: ours.survival(n, share) / n, "Their sum is share times"),
    "a list": (lambda n, share: list(ours.survival(n, share)), "must be an array of shape (4,)"),
    "one": (lambda n, share: 1 - (1 - share) / 2, "must be an array of shape (4,)"),
    "of four": (on_a_line(lambda n, share: 1 - 1.6 * (1 - share)), "their mean must be the share"),
    "half": (on_a_line(lambda n, share: 0.6), "with a share of 1 all are always there"),
}


@pytest.mark.parametrize("name", SURVIVAL_MISTAKES)
def test_mistakes_in_the_survivals(name, capsys):
    attempt, message = SURVIVAL_MISTAKES[name]
    assert message in said_of(check.survival, attempt, capsys)
