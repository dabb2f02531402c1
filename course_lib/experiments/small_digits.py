"""MNIST's digits at 14 x 14 pixels in training, dev and test sets: deep networks on two cores."""

from itertools import pairwise

import numpy as np

from course_lib.datasets import digits
from course_lib.engine.training.batches import Data

DEV, TEST, SIDE = 1000, 2000, 14


def three_sets(examples: int, start: int = 0) -> tuple[Data, Data, Data]:
    """Training, dev and test digits, one after the other from the training file.

    Parameters
    ----------
    examples : the training digits; dev has 1000, test 2000
    start : the first digit that is used: another one is another draw

    Examples
    --------
    >>> [x.shape for x, labels in three_sets(300)]
    [(300, 196), (1000, 196), (2000, 196)]
    """
    counts = np.cumsum([start, examples, DEV, TEST])
    train, dev, test = (
        digits(int(end - begin), int(begin), side=SIDE, dtype=np.float32)
        for begin, end in pairwise(counts)
    )
    return train, dev, test
