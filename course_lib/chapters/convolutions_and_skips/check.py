"""Checks of notebook 11b: what a stack sees, a convolution's way back, a block, survivals."""

import numpy as np

from course_lib import checks
from course_lib.chapters.convolutions_and_skips import check_answers as answers
from course_lib.chapters.convolutions_and_skips.check_block import block
from course_lib.chapters.convolutions_and_skips.check_survival import survival

__all__ = ["block", "conv_backward", "look", "survival"]

TOPIC = "convolutions_and_skips"

# Exercise 1: how many positions, and what each of them sees.


def look(function: object) -> None:
    """Check ``look(side, layers)``, which returns ``(positions, field)``.

    Examples
    --------
    >>> def forgets_strides(side, layers):
    ...     return answers.look(side, layers)[0], 1 + sum(kernel - 1 for kernel, _, _ in layers)
    >>> look(forgets_strides)
    Exercise 1 (look): not yet right: behind a stride of 2 a step is worth two pixels:
      side 28, layers (3, 2, 0), (3, 1, 0): expected field 7, got 5. The strides before a layer multiply its windows.
    """  # noqa: E501 - what the check prints
    rules = [
        checks.rule("two whole numbers", _looked, 28, [(3, 1, 0)]),
        _one_layer,
        _padding,
        _remainder,
        _two_layers,
        _strides,
        _all_strides_before,
        answers.LOOK,
    ]
    checks.report(TOPIC, 1, "look", function, rules)


Hints = dict[str, int]


def _looked(attempt: checks.Attempt, side: int, layers: answers.Windows) -> tuple[float, float]:
    got = attempt(side=side, layers=list(layers))
    two = checks.require_pair("(positions, field)", got)
    numbers = [
        checks.require_number(name, part)
        for name, part in zip(("positions", "field"), two, strict=True)
    ]
    for name, number in zip(("positions", "field"), numbers, strict=True):
        whole = np.isfinite(number) and number == int(number)
        checks.require(whole, f"{name} must be a whole number; got {number:g}.")
    return numbers[0], numbers[1]


def _expect(
    attempt: checks.Attempt, rule: str, side: int, layers: answers.Windows,
    positions: Hints, fields: Hints,
) -> None:  # fmt: skip
    got, right = _looked(attempt, side, layers), answers.look(side, layers)
    given = f"side {side}, layers {', '.join(map(str, layers))}"
    for place, (name, hints) in enumerate((("positions", positions), ("field", fields))):
        hint = checks.hint_for(got[place], hints)
        seen = f"expected {name} {right[place]}, got {got[place]:g}.{hint}"
        checks.require(got[place] == right[place], f"{rule}:\n  {given}: {seen}")


def _one_layer(attempt: checks.Attempt) -> None:
    swapped = "Positions come first, then the field."
    positions = {"Count the first window, too: + 1.": 25, "The window cannot leave the image.": 28,
                 swapped: 3}  # fmt: skip
    fields = {"A window of 3 sees 3 pixels.": 4, "With one pixel begins what it sees.": 2}
    rule = "a window of 3 slides over 28 pixels"
    _expect(attempt, rule, 28, [(3, 1, 0)], positions, fields)


def _padding(attempt: checks.Attempt) -> None:
    hints = {"Padding stands on both sides.": 8, "The padding is missing.": 6}
    _expect(attempt, "padding makes room", 10, [(5, 1, 2)], hints, {})


def _remainder(attempt: checks.Attempt) -> None:
    hints = {
        "A remainder that is too narrow for a window goes unused: //.": 5,
        "The stride is missing.": 8,
        "Divide what is left beside the first window.": 3,
    }
    fields = {
        "A layer's own stride stretches those behind it, not itself.": 5,
        "From the first layer on a stride stretches steps, not the field so far.": 4,
    }
    _expect(attempt, "a stride of 2 takes every second window", 10, [(3, 2, 0)], hints, fields)


def _two_layers(attempt: checks.Attempt) -> None:
    positions = {"Each layer has the map before it, not the image.": 26}
    fields = {
        "Each further window adds its size minus 1.": 6,
        "The windows do not multiply: they overlap.": 9,
        "That is the last layer alone.": 3,
    }
    _expect(attempt, "two layers", 28, [(3, 1, 0), (3, 1, 0)], positions, fields)


def _strides(attempt: checks.Attempt) -> None:
    fields = {
        "The strides before a layer multiply its windows.": 5,
        "Of what a stride stretches, only steps count: kernel - 1 of them.": 9,
    }
    rule = "behind a stride of 2 a step is worth two pixels"
    _expect(attempt, rule, 28, [(3, 2, 0), (3, 1, 0)], {}, fields)


def _all_strides_before(attempt: checks.Attempt) -> None:
    fields = {
        "All strides before a layer count, not only the last one.": 13,
        "Strides multiply, they do not add up.": 17,
    }
    rule = "each stride stretches all that comes behind"
    _expect(attempt, rule, 40, [(3, 2, 1), (3, 3, 1), (3, 1, 1)], {}, fields)


# Exercise 2: a convolution's way back.

IMAGE = np.array([[1.0, 2.0, 0.0], [3.0, 5.0, 1.0], [0.0, 4.0, 7.0]])
KERNEL = np.array([[1.0, -2.0], [3.0, 0.5]])
GRAD = np.array([[1.0, 0.0], [-1.0, 2.0]])


def conv_backward(function: object) -> None:
    """Check ``conv_backward(image, kernel, grad_y)``, which returns ``(grad_kernel, grad_image)``.

    Examples
    --------
    >>> def overwrites(image, kernel, grad_y):
    ...     grad_image = np.zeros_like(image)
    ...     for row, column in np.ndindex(grad_y.shape):
    ...         grad_image[row:row + 2, column:column + 2] = grad_y[row, column] * kernel
    ...     return answers.conv_backward(image, kernel, grad_y)[0], grad_image
    >>> conv_backward(overwrites)
    Exercise 2 (conv_backward): not yet right: where windows overlap, a pixel hears from all of them:
      expected -2, got 0. It keeps the last window's only: +=, not =.
    """  # noqa: E501 - what the check prints
    rules = [
        checks.rule("two arrays", _both),
        _for_the_kernel,
        _for_the_image,
        answers.CONV_BACKWARD,
    ]
    checks.report(TOPIC, 2, "conv_backward", function, rules)


def _both(attempt: checks.Attempt) -> list[checks.Floats]:
    got = attempt(image=IMAGE, kernel=KERNEL, grad_y=GRAD)
    shapes = {"grad_kernel": KERNEL.shape, "grad_image": IMAGE.shape}
    return checks.require_arrays("the pair (grad_kernel, grad_image)", got, shapes)


def _for_the_kernel(attempt: checks.Attempt) -> None:
    right = answers.conv_backward(IMAGE, KERNEL, GRAD)[0]
    hints = {
        "It is turned round: a weight hears from the pixel that it met.": right[::-1, ::-1],
        "Rows and columns are exchanged.": right.T,
        "All windows add up: a sum, not a mean.": right / GRAD.size,
        "That is the sum over windows without grad_y.": answers.conv_backward(
            IMAGE, KERNEL, np.ones((2, 2))
        )[0],
        "It keeps the last window's only: +=, not =.": GRAD[1, 1] * IMAGE[1:, 1:],
        "The sign is reversed: the gradient itself, no step.": -right,
        "The kernel does not stand in its own gradient.": right * KERNEL,
    }
    rule = "each weight adds up grad_y times the pixel that it met, over all windows"
    checks.require_equal(rule, _both(attempt)[0], right, hints)


def _for_the_image(attempt: checks.Attempt) -> None:
    right = answers.conv_backward(IMAGE, KERNEL, GRAD)[1]
    turned = answers.conv_backward(IMAGE, KERNEL[::-1, ::-1], GRAD)[1]
    last = np.zeros_like(IMAGE)
    counts = answers.conv_backward(IMAGE, np.ones((2, 2)), np.ones((2, 2)))[1]
    for row, column in np.ndindex(GRAD.shape):
        last[row : row + 2, column : column + 2] = GRAD[row, column] * KERNEL
    hints = {
        "It keeps the last window's only: +=, not =.": last,
        "The kernel is turned round: a pixel hears from the weight that it met.": turned,
        "Rows and columns are exchanged.": answers.conv_backward(IMAGE, KERNEL.T, GRAD)[1],
        "Windows add up: a sum, not a mean.": right / counts,
        "grad_y is missing.": answers.conv_backward(IMAGE, KERNEL, np.ones((2, 2)))[1],
        "The sign is reversed.": -right,
        "The image does not stand in its own gradient.": right * IMAGE,
    }
    rule = "where windows overlap, a pixel hears from all of them"
    checks.require_equal(rule, _both(attempt)[1], right, hints)
