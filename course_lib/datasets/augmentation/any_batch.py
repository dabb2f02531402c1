"""Augmentations of any flat batch: noise, and what is made of other augmentations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from course_lib.arguments import told
from course_lib.datasets.augmentation.images import (
    Array,
    Augmentation,
    Checked,
    changed_by,
    check_augmentation,
    check_number,
)


@dataclass(frozen=True)
class Noise(Checked):
    """Add normal noise to every feature: ``x + std * normal``.

    Nothing is clipped, so grey values may leave [0, 1]. Clipping would brighten what is black and
    darken what is white: noise of mean zero no longer. A picture can clip when it is drawn.

    Parameters
    ----------
    std : float, 0 or more
        Standard deviation, in the units of x: 0.1 is a tenth of the way from paper to ink where
        grey values lie in [0, 1].

    Notes
    -----
    For a linear model with the squared error, noise on the inputs acts as an L2 penalty of
    strength ``std**2`` (Bishop 1995).

    Examples
    --------
    >>> Noise(0.1)(np.zeros((1, 3)), rng=np.random.default_rng(0)).round(3)
    array([[ 0.013, -0.013,  0.064]])
    """

    std: float

    def __post_init__(self) -> None:
        check_number(self, "std", 0)

    def _changed(self, x: Array, rng: np.random.Generator) -> Array:
        y: Array = rng.standard_normal(x.shape, dtype=x.dtype.type)
        y *= x.dtype.type(self.std)
        y += x
        return y


@dataclass(frozen=True)
class Sometimes(Checked):
    """Apply an augmentation to each image by itself with the given probability.

    The augmentation changes the whole batch, and the images that were not chosen are put back. So
    batches that differ in the probability alone share all other draws.

    Parameters
    ----------
    augmentation : Augmentation
    probability : float in [0, 1]
        The share of images changed.

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
        check_augmentation(self, self.augmentation)
        check_number(self, "probability", 0, 1)

    def _changed(self, x: Array, rng: np.random.Generator) -> Array:
        chosen = rng.random(len(x)) < self.probability
        return np.where(chosen[:, None], changed_by(self, self.augmentation, x, rng), x)


@dataclass(frozen=True)
class InOrder(Checked):
    """Apply augmentations one after the other, all with draws from the same generator.

    The order matters: a square of Cutout that is rotated afterwards stands askew.

    Parameters
    ----------
    steps : augmentations, first to last

    Examples
    --------
    >>> from course_lib.datasets import Noise, Shift
    >>> augment = InOrder([Shift((2, 2), pixels=1), Noise(0.1)])
    >>> augment(np.ones((5, 4)), rng=np.random.default_rng(0)).shape
    (5, 4)
    """

    steps: Sequence[Augmentation]

    def __post_init__(self) -> None:
        if not isinstance(self.steps, list | tuple):
            raise TypeError(f"InOrder takes a list of steps, augmentations; got {told(self.steps)}")
        object.__setattr__(self, "steps", tuple(self.steps))  # frozen to the bottom
        if not self.steps:
            raise ValueError("InOrder needs at least one augmentation; got none")
        for step in self.steps:
            check_augmentation(self, step)

    def _changed(self, x: Array, rng: np.random.Generator) -> Array:
        for step in self.steps:
            x = changed_by(self, step, x, rng)
        return x
