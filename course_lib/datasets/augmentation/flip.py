"""Left and right exchanged."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.datasets.augmentation.images import (
    Array,
    ImageShape,
    as_images,
    check_amounts,
    check_images,
    check_number,
    check_rng,
    check_shape,
)


@dataclass(frozen=True)
class Flip:
    """Exchange left and right of each image with the given probability.

    Beware of labels: it suits cats and cars, not digits or letters. A flipped 2 is no 2, and a
    network trained on flipped digits learns what is wrong.

    Parameters
    ----------
    shape : (height, width) or (height, width, channels)
    probability : float in [0, 1]
        The share of images flipped, drawn for each image by itself.

    Raises
    ------
    ValueError, TypeError
        For another probability or shape, and for a batch of other images or of integers.

    Examples
    --------
    >>> Flip((1, 3), probability=1)(np.array([[1.0, 2.0, 3.0]]), rng=np.random.default_rng(0))
    array([[3., 2., 1.]])
    """

    shape: ImageShape
    probability: float = 0.5

    def __post_init__(self) -> None:
        check_shape("Flip", self.shape)
        check_number("Flip", "probability", self.probability, 0, 1)

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the batch with some images flipped."""
        check_images("Flip", x, self.shape)
        check_rng("Flip", rng)
        return flip(x, self.shape, rng.random(len(x)) < self.probability)


def flip(x: Array, shape: ImageShape, chosen: npt.NDArray[np.bool_]) -> Array:
    """Flip the chosen images, one bool for each.

    Examples
    --------
    >>> flip(np.array([[1.0, 2.0], [3.0, 4.0]]), (1, 2), np.array([False, True]))
    array([[1., 2.],
           [4., 3.]])
    """
    images = as_images("flip", x, shape)
    check_amounts("flip", "choice", chosen, len(x))
    mirrored = images[:, :, ::-1]
    return np.where(chosen[:, None, None, None], mirrored, images).reshape(x.shape)
