"""Squared error: how far the outputs are from numbers."""

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, Labels
from course_lib.engine.losses.loss import beside
from course_lib.engine.losses.weighting import mean_over_examples, sample_column


def squared_error(
    output: Array, targets: Labels | Array, sample_weights: npt.ArrayLike | None = None
) -> tuple[Array, Array]:
    """Half the squared error, the loss of regression.

    ::

        e = output - targets
        loss = mean(sum(e**2)) / 2
        grad = e / n

    With weights ``w``, one per example::

        loss = sum(w e**2) / sum(w) / 2
        grad = w e / sum(w)

    Parameters
    ----------
    output : array of shape (..., n, outputs)
        The network's output as it is.
    targets : numbers of shape (n, outputs), or (n,) for a single output
        With the model axis in front where each model has its own.
    sample_weights : numbers >= 0 of shape (n,) or (K, n), or None
        How much each example counts. Where none of a batch does, loss and gradient are zero.

    Returns
    -------
    loss : array of shape (...), in the square of the targets' unit
    grad : array of the shape of ``output``

    Notes
    -----
    Legendre (1805). Without the half, and with a mean over the outputs too, as PyTorch's
    ``mse_loss`` and Keras have it, the value is ``2 / outputs`` times ours. The constant that fits
    best is the mean of the targets; the loss it leaves is half their variance.

    Examples
    --------
    >>> loss, grad = squared_error(np.array([[3.0], [1.0]]), np.array([1.0, 1.0]))
    >>> float(loss)
    1.0
    >>> grad
    array([[1.],
           [0.]])

    Notebook 02, section 4.
    """
    t = beside("squared_error", targets, output)
    if not np.isfinite(t).all():
        raise ValueError(
            f"squared_error needs finite targets; got {np.sum(~np.isfinite(t))} NaN or inf"
        )
    e = output - t
    of_examples = sample_column("squared_error", sample_weights, output)
    return mean_over_examples(e * e / 2, e, of_examples)
