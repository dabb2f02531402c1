"""The ends of what a hyperparameter may be: looked at, and kept against rounding."""

from typing import Any, NoReturn, Protocol

import numpy as np

from course_lib.arguments import is_number, told


class Ranged(Protocol):
    """What goes from one number to another."""

    @property
    def low(self) -> float:
        """The lower end."""
        ...

    @property
    def high(self) -> float:
        """The upper end."""
        ...


def check_order(owner: Ranged) -> None:
    """Refuse ends that are no finite numbers, the lower one first."""
    low, high = owner.low, owner.high
    if not (is_number(low) and is_number(high) and low < high):
        raise ValueError(
            f"{type(owner).__name__} needs low < high; got (low={told(low)}, high={told(high)})"
        )


def place_in(owner: object, u: float) -> float:
    """Return a place as it came, or say that it lies outside of [0, 1]."""
    if not (is_number(u) and 0 <= u <= 1):
        raise ValueError(f"{type(owner).__name__}: needed a place in [0, 1]; got {told(u)}")
    return u


def number_in(owner: Ranged, value: Any) -> float:
    """Return a value as a float, where it is a number."""
    if not is_number(value):
        _refuse(owner, value)
    return float(value)


def checked_place(owner: Ranged, value: float, place: float) -> float:
    """Return the place of a value, or say that the value lies beyond an end."""
    if not -1e-9 <= place <= 1 + 1e-9:  # more than rounding
        _refuse(owner, value)
    return kept_within(place, 0.0, 1.0)


def kept_within(value: float, low: float, high: float) -> float:
    """The value without what rounding added beyond an end."""
    return float(min(max(value, low), high))


def is_same(option: Any, value: Any) -> bool:
    """Whether a value is this option; what compares element by element is no yes or no."""
    if isinstance(option, np.ndarray) or isinstance(value, np.ndarray):
        return option is value
    equal = option is value or option == value
    return isinstance(equal, bool | np.bool_) and bool(equal)


def _refuse(owner: Ranged, value: Any) -> NoReturn:
    raise ValueError(
        f"{type(owner).__name__}: needed a value from {owner.low:g} to {owner.high:g}; "
        f"got {told(value)}"
    )
