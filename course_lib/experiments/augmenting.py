"""Kinds and amounts of augmentation, by name."""

from collections.abc import Callable

from course_lib.arguments import is_one_of, number, told, whole_number
from course_lib.datasets import Cutout, Flip, InOrder, Rotate, Shift
from course_lib.datasets.augmentation.images import Augmentation

SHAPE = (28, 28)

AMOUNTS: dict[str, tuple[float, ...]] = {
    "shift": (1, 2, 4),
    "rotate": (10, 25, 60),
    "cutout": (8, 12, 18),
    "flip": (0.25, 0.5, 1),
}
"""Of each kind a little, more, and much."""

KINDS: dict[str, Callable[[float], Augmentation | None]] = {
    "none": lambda amount: None,
    "shift": lambda pixels: Shift(SHAPE, _whole(pixels)),
    "rotate": lambda degrees: Rotate(SHAPE, degrees),
    "cutout": lambda size: Cutout(SHAPE, _whole(size)),
    "flip": lambda share: Flip(SHAPE, share),
    "shift and rotate": lambda pixels: InOrder([Rotate(SHAPE, 25), Shift(SHAPE, _whole(pixels))]),
}


def augmentation(kind: str, amount: float) -> Augmentation | None:
    """Make the augmentation of this kind and amount; None for "none".

    Parameters
    ----------
    kind : one of KINDS
    amount : pixels of a shift, degrees of a rotation, side of the square of Cutout, share of
        images flipped

    Raises
    ------
    ValueError
        For another kind, and for an amount that is none.

    Examples
    --------
    >>> augmentation("cutout", 8)
    Cutout(shape=(28, 28), size=8, fill=0.0)
    """
    if not is_one_of(kind, KINDS):
        raise ValueError(f"augmentation: kind must be one of {list(KINDS)}; got {told(kind)}")
    return KINDS[kind](number("augmentation: amount", amount, 0))


def _whole(amount: float) -> int:
    """An amount of pixels, which a stored sweep may hold as 2.0."""
    return whole_number(
        "augmentation: amount", int(amount) if amount == int(amount) else amount, least=0
    )
