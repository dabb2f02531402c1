"""The rings of a published experiment on first weights."""

import numpy as np

from course_lib.datasets.synthetic.circles import circles
from course_lib.datasets.synthetic.points import Points


def published_circles() -> tuple[Points, Points]:
    """Training and test set of the initialization assignment of Deep Learning Specialization.

    300 points to train on (seed 1) and 100 to test on (seed 2), both with noise 0.05, bit by bit
    what ``sklearn.datasets.make_circles`` draws.

    Returns
    -------
    (points, labels) to train on, (points, labels) to test on

    Examples
    --------
    >>> (points, labels), (test_points, test_labels) = published_circles()
    >>> points.shape, test_points.shape, int(labels.sum())
    ((300, 2), (100, 2), 150)
    """
    training, test = (
        circles(n, noise=0.05, rng=np.random.RandomState(seed)) for n, seed in ((300, 1), (100, 2))
    )
    return training, test
