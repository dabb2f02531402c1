"""What a hyperparameter may be, and where its values lie between 0 and 1.

Every distribution is a map from the unit interval to values (``at``) and back (``place``). So a
sampler needs uniform numbers only, a grid is evenly spaced on each hyperparameter's own scale, and
a Gaussian process measures distances that mean something.
"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np


class Distribution(Protocol):
    """A range of values, each with its place between 0 and 1."""

    def at(self, u: float) -> Any:
        """Give the value at a place in [0, 1]; for u uniform, this draws from the distribution.

        A place outside is refused, and rounding leads to no value beyond the ends.
        """
        ...

    def place(self, value: Any) -> float:
        """Give the place of a value: ``at(place(value)) == value``, to rounding."""
        ...

    def between(self, low: float, high: float) -> "Distribution":
        """Give the same kind of distribution over the part from one place to another."""
        ...


@dataclass(frozen=True)
class Uniform:
    """Every value from ``low`` to ``high`` equally likely: for a drop rate.

    ::

        value = low + u (high - low)

    Examples
    --------
    >>> Uniform(0.0, 0.8).at(0.25)
    0.2
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _check_order(self, self.low, self.high)

    def at(self, u: float) -> float:
        """Give the value at a place in [0, 1]."""
        return _within(self.low + _place(u) * (self.high - self.low), self.low, self.high)

    def place(self, value: float) -> float:
        """Give the place of a value."""
        return _checked(self, value, (value - self.low) / (self.high - self.low))

    def between(self, low: float, high: float) -> "Uniform":
        """Give the part from one place to another."""
        return Uniform(self.at(low), self.at(high))


@dataclass(frozen=True)
class LogUniform:
    """Every order of magnitude equally likely: for a learning rate, a lambda.

    ::

        value = 10^(log10 low + u (log10 high - log10 low))

    Examples
    --------
    >>> LogUniform(1e-4, 1.0).at(0.5)
    0.01
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _check_order(self, self.low, self.high)
        if self.low <= 0:
            raise ValueError(f"LogUniform needs 0 < low; got ({self.low=}, {self.high=})")

    def at(self, u: float) -> float:
        """Give the value at a place in [0, 1]."""
        low, high = math.log10(self.low), math.log10(self.high)
        return _within(10 ** (low + _place(u) * (high - low)), self.low, self.high)

    def place(self, value: float) -> float:
        """Give the place of a value."""
        decades = math.log10(value / self.low) if value > 0 else -math.inf
        return _checked(self, value, decades / math.log10(self.high / self.low))

    def between(self, low: float, high: float) -> "LogUniform":
        """Give the part from one place to another."""
        return LogUniform(self.at(low), self.at(high))


@dataclass(frozen=True)
class OneMinusLog:
    """``1 - value`` log-uniform: for the beta of a running average, which looks back 1/(1 - beta).

    ::

        value = 1 - 10^(log10(1 - low) + u (log10(1 - high) - log10(1 - low)))

    Examples
    --------
    >>> round(OneMinusLog(0.9, 0.999).at(0.5), 6)
    0.99
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _check_order(self, self.low, self.high)
        if self.high >= 1:
            raise ValueError(f"OneMinusLog needs high < 1; got ({self.low=}, {self.high=})")

    def at(self, u: float) -> float:
        """Give the value at a place in [0, 1]."""
        distance = LogUniform(1 - self.high, 1 - self.low).at(1 - _place(u))
        return _within(1 - distance, self.low, self.high)

    def place(self, value: float) -> float:
        """Give the place of a value."""
        nearest, farthest = 1 - self.high, 1 - self.low
        decades = math.log10((1 - value) / nearest) if value < 1 else -math.inf
        return _checked(self, value, 1 - decades / math.log10(farthest / nearest))

    def between(self, low: float, high: float) -> "OneMinusLog":
        """Give the part from one place to another."""
        return OneMinusLog(self.at(low), self.at(high))


@dataclass(frozen=True)
class Integer:
    """Every whole number from ``low`` to ``high``, both included: for layers, or units.

    With ``log=True`` small numbers are drawn as densely as a log scale shows them.

    Examples
    --------
    >>> [Integer(1, 3).at(u) for u in (0.0, 0.5, 1.0)]
    [1, 2, 3]
    """

    low: int
    high: int
    log: bool = False

    def __post_init__(self) -> None:
        _check_order(self, self.low, self.high)
        if self.low != int(self.low) or self.high != int(self.high) or (self.log and self.low < 1):
            raise ValueError(
                f"Integer needs whole numbers, from 1 on with log; got ({self.low=}, {self.high=})"
            )

    def at(self, u: float) -> int:
        """Give the value at a place in [0, 1]."""
        return min(max(math.floor(self._wide.at(u) + 0.5), self.low), self.high)

    def place(self, value: float) -> float:
        """Give the place of a value."""
        return self._wide.place(value)

    def between(self, low: float, high: float) -> "Integer | Choice":
        """Give the part from one place to another."""
        ends = self.at(low), self.at(high)
        return Integer(*ends, self.log) if ends[0] < ends[1] else Choice([ends[0]])

    @property
    def _wide(self) -> Uniform | LogUniform:
        """Half a step wider on each side, so that every number gets its share."""
        ends = self.low - 0.5, self.high + 0.5
        return LogUniform(*ends) if self.log else Uniform(*ends)


@dataclass(frozen=True)
class Choice:
    """One of a few options, equally likely, in an order that makes sense if there is one.

    Examples
    --------
    >>> Choice(["ReLU", "tanh"]).at(0.7)
    'tanh'
    """

    options: Sequence[Any]

    def __post_init__(self) -> None:
        if not self.options:
            raise ValueError("Choice needs at least one option; got none")

    def at(self, u: float) -> Any:
        """Give the option at a place in [0, 1]."""
        return self.options[self._number(u)]

    def place(self, value: Any) -> float:
        """Give the middle of an option's share."""
        if value not in self.options:
            raise ValueError(f"needed one of {list(self.options)}; got {value!r}")
        return (list(self.options).index(value) + 0.5) / len(self.options)

    def between(self, low: float, high: float) -> "Choice":
        """Give the options from one place to another."""
        return Choice(self.options[self._number(low) : self._number(high) + 1])

    def _number(self, u: float) -> int:
        return min(int(_place(u) * len(self.options)), len(self.options) - 1)


def _check_order(owner: object, low: float, high: float) -> None:
    if not (_is_finite(low) and _is_finite(high) and low < high):
        raise ValueError(f"{type(owner).__name__} needs low < high; got ({low=}, {high=})")


def _is_finite(value: Any) -> bool:
    """Whether this is a number, and one that a float can hold."""
    real = isinstance(value, int | float | np.integer | np.floating)
    return real and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def _place(u: float) -> float:
    if not (_is_finite(u) and 0 <= u <= 1):
        raise ValueError(f"needed a place in [0, 1]; got {u}")
    return u


def _within(value: float, low: float, high: float) -> float:
    """The value without what rounding added beyond an end."""
    return float(min(max(value, low), high))


def _checked(owner: Uniform | LogUniform | OneMinusLog, value: float, place: float) -> float:
    if not -1e-9 <= place <= 1 + 1e-9:  # more than rounding
        raise ValueError(f"needed a value from {owner.low:g} to {owner.high:g}; got {value}")
    return _within(place, 0.0, 1.0)
