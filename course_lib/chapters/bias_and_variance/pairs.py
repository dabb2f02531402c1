"""Two models judged on the same examples: how they differ, and how sure that is."""

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_floats


def paired_difference(wrong_a: npt.ArrayLike, wrong_b: npt.ArrayLike) -> tuple[float, float]:
    """Give by how much the error rate of a lies above that of b, and its standard error.

    ::

        only_a, only_b = shares of examples on which a alone, or b alone, is wrong
        difference = only_a - only_b
        standard error = sqrt((only_a + only_b - difference**2) / n)

    Parameters
    ----------
    wrong_a, wrong_b : arrays of bools, shape (n,), in the same order of examples

    Notes
    -----
    McNemar (1947) tests the two counts; examples on which both are right, or both wrong, do not
    count there either.

    Examples
    --------
    >>> paired_difference([True, True, False, False], [True, False, False, False])
    (0.25, 0.21650635094610965)
    """
    a, b = as_floats("wrong_a", wrong_a), as_floats("wrong_b", wrong_b)
    if a.shape != b.shape or a.ndim != 1 or not len(a):
        raise ValueError(
            "paired_difference needs two flat arrays of one length; "
            f"got shapes {a.shape} and {b.shape}"
        )
    d = a - b
    return float(d.mean()), float(d.std() / np.sqrt(len(d)))
