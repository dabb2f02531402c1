"""The moons and rings of published experiments, point for point."""

import numpy as np

from course_lib.datasets.plane import Points, circles, moons

PUBLISHED_THIRTY = (
    15, 8, 6, 26, 3, 11, 14, 21, 9, 5, 10, 22, 2, 4, 20,
    29, 19, 0, 28, 24, 18, 7, 1, 12, 13, 23, 17, 27, 16, 25,
)  # fmt: skip
"""The 30 of the 300 moons, in order, on which a lecture worked its matrices."""


def published_moons() -> Points:
    """The 300 moons with noise 0.2 that a lecture and an online course computed their results on.

    scikit-learn's ``make_moons(n_samples=300, noise=0.2)`` after ``np.random.seed(3)``, to the last
    bit: the older generator draws here too, so published figures can be met in every decimal.

    Returns
    -------
    points : ndarray of float64, shape (300, 2)
    labels : ndarray of int64, shape (300,)
        0 or 1.

    Examples
    --------
    >>> points, labels = published_moons()
    >>> points[PUBLISHED_THIRTY[0]].round(8), labels[:5]
    (array([-0.54036985,  0.60092263]), array([0, 1, 1, 1, 0]))
    """
    return moons(300, noise=0.2, rng=np.random.RandomState(3))


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
