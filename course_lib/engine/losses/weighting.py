"""The mean over the examples, in which some may count more than others.

Examples have weights of their own, or their class has one; with both, the two multiply. The mean
is divided by the sum of the weights, so that only their ratios matter: a weight of 2 is the same
as the example standing there twice. Frameworks that divide by the number of examples instead
(Keras; PyTorch's binary cross-entropy) change the step's size along with the weights.
"""

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_numbers, told
from course_lib.engine.arrays import Array


def check_weights(name: str, weights: npt.ArrayLike, *shapes: tuple[int, ...]) -> None:
    """Refuse weights of another shape, or that are negative or not finite."""
    if isinstance(weights, dict):
        raise TypeError(
            f"{name} is a list, one number after the other in the order of the classes or "
            f"examples, such as [1.0, 5.0]; got {told(weights)}"
        )
    numbers = as_numbers(name, weights)
    if numbers.shape not in shapes:
        needed = " or ".join(dict.fromkeys(str(shape) for shape in shapes))
        raise ValueError(f"{name} needs the shape {needed}; got shape {numbers.shape}")
    if not (np.isfinite(numbers) & (numbers >= 0)).all():
        wrong = numbers[~(np.isfinite(numbers) & (numbers >= 0))].flat[0]
        raise ValueError(f"{name} needs finite numbers, 0 or more; got {wrong:g}")


def sample_column(who: str, weights: npt.ArrayLike | None, logits: Array) -> Array | None:
    """One weight per example, checked, as a column beside the outputs."""
    if weights is None:
        return None
    check_weights(f"{who}: sample_weights", weights, logits.shape[-2:-1], logits.shape[:-1])
    return np.asarray(weights, np.float64)[..., None]


def class_row(who: str, weights: npt.ArrayLike, classes: int, logits: Array) -> Array:
    """One weight per class, checked: shape (classes,), or (K, 1, classes) with one per model."""
    own = (*logits.shape[:-2], 1, classes)
    check_weights(f"{who}: class_weights", weights, (classes,), own)
    return np.asarray(weights, np.float64)


def mean_over_examples(
    each: Array, grad: Array, of_examples: Array | None = None, of_classes: Array | None = None
) -> tuple[Array, Array]:
    """Finish a loss: the mean over the examples, summed over the outputs.

    ::

        loss = sum(weights * each) / sum(weights)
        grad = weights * grad / sum(weights)

    Parameters
    ----------
    each : array of shape (..., n, outputs), or (..., n, 1)
        The loss of every example.
    grad : array of shape (..., n, outputs)
        Its gradient by the network's output; overwritten.
    of_examples, of_classes : arrays that meet ``each``, or None
        Weights, which multiply. Every output is divided by its own sum over the examples. Where
        that is zero (a batch in which nothing counts), it adds nothing to loss and gradient.

    Returns
    -------
    loss : array of shape (...)
    grad : the array passed in
    """
    if of_examples is None and of_classes is None:
        n = each.shape[-2]
        grad /= n
        return np.add.reduce(each, axis=(-2, -1)) / n, grad
    weights = np.asarray(1.0 if of_examples is None else of_examples)
    if of_classes is not None:
        weights = weights * of_classes
    total = weights.sum(axis=-2, keepdims=True)
    shares = (weights / np.where(total > 0, total, 1)).astype(each.dtype)
    grad *= shares
    return np.asarray((shares * each).sum(axis=(-2, -1))), grad
