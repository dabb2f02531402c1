"""An augmentation for some of the images."""

from dataclasses import dataclass

import numpy as np

from course_lib.datasets.augmentation.images import (
    Array,
    Augmentation,
    check_augmentation,
    check_batch,
    check_number,
    check_rng,
)


@dataclass(frozen=True)
class Sometimes:
    """Apply an augmentation to each image by itself with the given probability.

    The augmentation changes the whole batch, and the images that were not chosen are put back. So
    batches that differ in the probability alone share all other draws.

    Parameters
    ----------
    augmentation : Augmentation
    probability : float in [0, 1]
        The share of images changed.

    Raises
    ------
    ValueError, TypeError
        For another probability, for what is no augmentation, and for a batch that is not
        two-dimensional or holds integers.

    Examples
    --------
    >>> from course_lib.datasets import Flip
    >>> x = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    >>> Sometimes(Flip((1, 2), probability=1), 0.5)(x, rng=np.random.default_rng(0))
    array([[1., 2.],
           [4., 3.],
           [6., 5.]])
    """

    augmentation: Augmentation
    probability: float

    def __post_init__(self) -> None:
        check_augmentation("Sometimes", self.augmentation)
        check_number("Sometimes", "probability", self.probability, 0, 1)

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the batch with some images changed."""
        check_batch("Sometimes", x)
        check_rng("Sometimes", rng)
        chosen = rng.random(len(x)) < self.probability
        return np.where(chosen[:, None], self.augmentation(x, rng=rng), x)
