"""Where early stopping would end a run whose curve is known already."""

import numpy as np
import numpy.typing as npt

from course_lib.engine import exponential_average


def stopping_points(
    values: npt.ArrayLike,
    *,
    patience: int,
    smoothing: float = 0.0,
    larger_is_better: bool = False,
) -> tuple[int, int]:
    """Say which record is kept, and at which the patience runs out.

    It is what ``EarlyStopping`` does while a network trains, said of a curve afterwards.

    Parameters
    ----------
    values : array of shape (records,), finite
    patience : so many records in a row without a better one, and the run ends
    smoothing : float in [0, 1), the beta of a running average that is judged in the values' place

    Returns
    -------
    kept, stopped : indices; ``stopped`` is the last one where the patience never runs out

    Examples
    --------
    >>> stopping_points([3.0, 2.0, 2.5, 2.2, 1.0], patience=2)
    (1, 3)
    >>> stopping_points([3.0, 2.0, 2.5, 2.2, 1.0], patience=3)
    (4, 4)
    """
    judged = smoothed(values, smoothing)
    kept = 0
    for record, value in enumerate(judged):
        if value > judged[kept] if larger_is_better else value < judged[kept]:
            kept = record
        if record - kept >= patience:
            return kept, record
    return kept, len(judged) - 1


def smoothed(values: npt.ArrayLike, smoothing: float) -> npt.NDArray[np.float64]:
    """The running average that is judged, corrected for its start; shape (records,).

    Examples
    --------
    >>> smoothed([4.0, 4.0, 1.0], 0.5).round(3)
    array([4.   , 4.   , 2.286])
    """
    series = np.asarray(values, np.float64)
    return np.asarray(exponential_average(series, smoothing, corrected=True))
