"""Several augmentations, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from course_lib.datasets.augmentation.images import (
    Array,
    Augmentation,
    check_augmentation,
    check_rng,
)


@dataclass(frozen=True)
class InOrder:
    """Apply augmentations one after the other, all with draws from the same generator.

    The order matters: a square of Cutout that is rotated afterwards stands askew.

    Parameters
    ----------
    steps : augmentations, first to last

    Raises
    ------
    ValueError
        For no augmentation at all.
    TypeError
        For something that is no list, or holds something that cannot be called.

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
            raise TypeError(f"InOrder takes a list of augmentations; got {self.steps!r}")
        object.__setattr__(self, "steps", tuple(self.steps))  # frozen to the bottom
        if not self.steps:
            raise ValueError("InOrder needs at least one augmentation; got none")
        for step in self.steps:
            check_augmentation("InOrder", step)

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the batch after the last augmentation."""
        check_rng("InOrder", rng)
        for step in self.steps:
            x = step(x, rng=rng)
        return x
