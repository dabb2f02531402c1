"""Exponentially weighted averages of a series, as momentum, RMSProp, Adam and batch norm use them.

The rules keep one running value each; these functions give the whole curve at once.
"""

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_numbers, check_flag, check_memory, whole_number
from course_lib.engine.arrays import Array, PerModel, check_range


def exponential_average(values: npt.ArrayLike, beta: PerModel, *, corrected: bool = False) -> Array:
    """Average a series with weights that fade by ``beta`` a step.

    ::

        v = beta * v + (1 - beta) * value        starting from v = 0
        v_hat = v / (1 - beta**t)                where corrected; t counts from 1

    Parameters
    ----------
    values : array of shape (..., times)
        The last axis is time.
    beta : float in [0, 1), or an array of shape (..., 1)
        Many betas at once: of shape (B, 1) they give B averages of one series.
    corrected : bool
        Divide by the sum of the weights so far, which takes out the pull of the start towards
        zero. The corrected value is read off beside the running one; written back into it, it
        would corrupt all that follow.

    Returns
    -------
    array of the shape of ``values`` and ``beta`` broadcast, in the dtype of ``values``

    Notes
    -----
    Often called the average of the last ``1 / (1 - beta)`` values. That is where a weight has
    fallen to about 1/e of the newest one; the older values still hold a third of the whole, see
    ``window_weights``.

    Examples
    --------
    >>> exponential_average([8.0, 8.0, 8.0], 0.5)
    array([4., 6., 7.])
    >>> exponential_average([8.0, 8.0, 8.0], 0.5, corrected=True)
    array([8., 8., 8.])
    >>> exponential_average([8.0, 8.0, 8.0], np.array([[0.0], [0.5]]))
    array([[8., 8., 8.],
           [4., 6., 7.]])

    Notebook 05, section 5.
    """
    check_flag("corrected", corrected)
    series, betas = as_numbers("exponential_average: values", values), _checked(beta)
    if series.ndim == 0:
        raise ValueError(f"exponential_average needs a series, its last axis time; got {series}")
    dtype = series.dtype if series.dtype.kind == "f" else np.dtype(np.float64)
    averages = np.empty(np.broadcast_shapes(series.shape, betas.shape), np.float64)
    running = np.zeros((*averages.shape[:-1], 1))
    for t in range(series.shape[-1]):
        running = betas * running + (1 - betas) * series[..., t : t + 1]
        averages[..., t : t + 1] = running
    if corrected:
        averages /= 1 - betas ** np.arange(1, series.shape[-1] + 1)
    return averages.astype(dtype, copy=False)


def window_weights(beta: PerModel, length: int) -> Array:
    """The weights of the last ``length`` values in an exponential average, the newest first.

    ::

        weights[k] = (1 - beta) * beta**k        for the value k steps back

    Their sum ``1 - beta**length`` is the share of the average that lies in this window: 65 % of it
    in the last ``1 / (1 - beta)`` values at beta 0.9, 63 % at 0.99.

    Parameters
    ----------
    beta : float in [0, 1), or an array of shape (..., 1)
    length : int
        How many values the window holds.

    Returns
    -------
    array of shape (length,), or (..., length) for many betas

    Examples
    --------
    >>> window_weights(0.5, 3)
    array([0.5  , 0.25 , 0.125])

    Notebook 05, section 5.
    """
    betas, count = _checked(beta), whole_number("length", length, least=0)
    check_memory("length", count, 8 * count * betas.size)
    places = np.arange(count)
    return np.asarray((1 - betas) * betas**places)


def _checked(beta: PerModel) -> Array:
    betas = as_numbers("beta", beta).astype(np.float64)
    if betas.ndim and betas.shape[-1] != 1:
        raise ValueError(
            f"many betas need the shape (..., 1), so that the last axis is left to time; "
            f"got shape {betas.shape}"
        )
    for value in betas.flat:
        check_range("beta", float(value), 0, 1)
    return betas
