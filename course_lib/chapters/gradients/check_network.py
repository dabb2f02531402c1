"""Check of notebook 01: the way back through a network of the reader's own."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.gradients import check_answers as answers
from course_lib.chapters.gradients.wrong_passes import BLOCKS, WRONG, Factors, backward

X = np.array([[2.0, -1.0], [0.5, 1.5], [-1.0, 0.5], [1.5, 1.0], [-0.5, -2.0]])
Y = np.array([[1.0], [0.0], [1.0], [0.0], [0.0]])
W1 = np.array([[0.8, -0.5, 1.0], [0.4, 1.2, -0.7]])
B1 = np.array([[0.1, -0.2, 0.3]])
W2, B2 = np.array([[0.9], [-1.1], [0.6]]), np.array([[0.2]])
PARAMETERS = {"W1": W1, "b1": B1, "W2": W2, "b2": B2}

HINTS = {
    "the sign: y - p": "The sign is reversed: p - y, not y - p.",
    "1/n forgotten": "The mean's 1/n is missing.",
    "1/n twice": "1/n came in twice: once, in the error of the output, is enough.",
    "the sigmoid's slope once more": "p - y already holds the sigmoid's slope p (1 - p).",
    "hidden slope forgotten": "ReLU's slope is missing: where Z1 is below 0, nothing passes.",
    "W2 forgotten on the way": "On its way to the hidden layer the error is multiplied by W2.",
    "biases by the mean": "A bias collects the sum over the examples; the 1/n is in the error.",
    "dW2 from Z1, not A1": "The output layer gets A1, what ReLU lets through, not Z1.",
    "dW1 doubled": "That is twice as much.",
    "b1 left out": "b1 is left out: z1 moves as much as b1 does.",
}
MORE: dict[str, Factors] = {
    "That is dL/dp: the sigmoid's slope p (1 - p) is missing.": Factors(
        error=lambda p, y: (p - y) / (p * (1 - p))
    ),
    "ReLU's slope is 1 where Z1 is above 0; here it is the other way round.": Factors(
        slope=np.logical_not
    ),
    "That is the score less the label: the sigmoid is missing.": Factors(
        error=lambda p, y: np.log(p / (1 - p)) - y
    ),
    "That is p itself: the label y is missing.": Factors(error=lambda p, y: p),
}


def network_gradients(function: object) -> None:
    """Check ``network_gradients(x, y, W1, b1, W2, b2)``: four gradients, in this order.

    Of the mean cross-entropy of ``sigmoid(relu(x @ W1 + b1) @ W2 + b2)``. The blocks are looked at
    from the output backwards, so that the first that is wrong is nearest to the mistake.

    Examples
    --------
    >>> from course_lib.chapters.gradients.own_network import planted
    >>> network_gradients(planted(WRONG["hidden slope forgotten"]))
    Exercise 4 (network_gradients): not yet right: grad_W1 is x.T @ dz1, dz1 the error in layer 1:
      expected 0.2648, got 0.3243. ReLU's slope is missing: where Z1 is below 0, nothing passes.
    """
    rules = [
        checks.rule("four of the right shapes", _back),
        checks.rule("grad_W2", _block("W2", "A1.T @ dz2, dz2 the error of the output")),
        checks.rule("grad_b2", _block("b2", "the sum of dz2 over the examples")),
        checks.rule("grad_W1", _block("W1", "x.T @ dz1, dz1 the error in layer 1")),
        checks.rule("grad_b1", _block("b1", "the sum of dz1 over the examples")),
        answers.NETWORK_GRADIENTS,
    ]
    checks.report("gradients", 4, "network_gradients", function, rules)


def _back(attempt: checks.Attempt) -> list[checks.Floats]:
    got = attempt(x=X, y=Y, **PARAMETERS)
    shapes = {f"grad_{name}": block.shape for name, block in PARAMETERS.items()}
    return checks.require_arrays("(grad_W1, grad_b1, grad_W2, grad_b2)", got, shapes)


def _block(name: str, is_what: str) -> Callable[[checks.Attempt], None]:
    place = BLOCKS.index(name)

    def of(factors: Factors) -> Any:
        return backward(X, Y, (W1, B1, W2, B2), factors)[place]

    def compared(attempt: checks.Attempt) -> None:
        # Of one value with two reasons a bias has the second: its W has passed before.
        names = reversed(list(WRONG)) if name.startswith("b") else WRONG
        hints = {HINTS[wrong]: of(WRONG[wrong]) for wrong in names}
        hints |= {words: of(factors) for words, factors in MORE.items()}
        got = _back(attempt)[place]
        checks.require_equal(f"grad_{name} is {is_what}", got, of(Factors()), hints)

    return compared
