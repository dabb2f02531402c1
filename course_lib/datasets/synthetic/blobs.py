"""Two round clouds."""

from typing import SupportsIndex

import numpy as np

from course_lib.datasets.synthetic.points import Points, Source, check_draws, class_sizes, finished

CENTRE = 0.5


def blobs(n: SupportsIndex, *, noise: float, rng: Source) -> Points:
    """Two round Gaussian clouds: a straight line divides them as well as anything can.

    The clouds lie around (-0.5, -0.5) and (0.5, 0.5) and are equally wide. Good for logistic
    regression, and for what a larger network does where it is not needed: whatever it bends
    the border to, ``x + y = 0`` is the best one. The share that this border gets wrong is that of
    a normal variable beyond ``1 / (sqrt(2) * noise)``: 8 % at noise 0.5, next to none at 0.2.

    Parameters
    ----------
    n : int
        Number of points, at least 2; an odd one gives class 1 the extra point.
    noise : float
        Standard deviation of each cloud in each coordinate, 0 or more.
    rng : np.random.Generator or np.random.RandomState

    Returns
    -------
    points : ndarray of float64, shape (n, 2)
    labels : ndarray of int64, shape (n,)
        0 or 1.

    Raises
    ------
    ValueError
        If n is below 2, or the noise is negative or not finite.
    TypeError
        If rng is no generator.

    Examples
    --------
    >>> points, labels = blobs(300, noise=0, rng=np.random.default_rng(0))
    >>> np.unique(points[labels == 1], axis=0)
    array([[0.5, 0.5]])
    """
    zero, one = class_sizes(n)
    check_draws(noise, rng)
    return finished(np.full((zero, 2), -CENTRE), np.full((one, 2), CENTRE), noise=noise, rng=rng)
