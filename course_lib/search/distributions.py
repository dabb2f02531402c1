"""What a hyperparameter may be, and where its values lie between 0 and 1.

Every distribution is a map from the unit interval to values (``at``) and back (``place``). So a
sampler needs uniform numbers only, a grid is evenly spaced on each hyperparameter's own scale, and
a Gaussian process measures distances that mean something.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from course_lib.arguments import check_flag, is_list, told
from course_lib.search.ends import (
    check_order,
    checked_place,
    is_same,
    kept_within,
    number_in,
    place_in,
)


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
        check_order(self)

    def at(self, u: float) -> float:
        """Give the value at a place in [0, 1]."""
        return kept_within(
            self.low + place_in(self, u) * (self.high - self.low), self.low, self.high
        )

    def place(self, value: float) -> float:
        """Give the place of a value."""
        return checked_place(
            self, value, (number_in(self, value) - self.low) / (self.high - self.low)
        )

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
        check_order(self)
        if self.low <= 0:
            raise ValueError(f"LogUniform needs 0 < low; got ({self.low=}, {self.high=})")

    def at(self, u: float) -> float:
        """Give the value at a place in [0, 1]."""
        low, high = math.log10(self.low), math.log10(self.high)
        return kept_within(10 ** (low + place_in(self, u) * (high - low)), self.low, self.high)

    def place(self, value: float) -> float:
        """Give the place of a value."""
        exact = number_in(self, value)
        decades = math.log10(exact / self.low) if exact > 0 else -math.inf
        return checked_place(self, value, decades / math.log10(self.high / self.low))

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
        check_order(self)
        if self.high >= 1:
            raise ValueError(f"OneMinusLog needs high < 1; got ({self.low=}, {self.high=})")

    def at(self, u: float) -> float:
        """Give the value at a place in [0, 1]."""
        distance = LogUniform(1 - self.high, 1 - self.low).at(1 - place_in(self, u))
        return kept_within(1 - distance, self.low, self.high)

    def place(self, value: float) -> float:
        """Give the place of a value."""
        nearest, farthest = 1 - self.high, 1 - self.low
        exact = number_in(self, value)
        decades = math.log10((1 - exact) / nearest) if exact < 1 else -math.inf
        return checked_place(self, value, 1 - decades / math.log10(farthest / nearest))

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
        check_order(self)
        check_flag("Integer: log", self.log)
        if self.low != int(self.low) or self.high != int(self.high) or (self.log and self.low < 1):
            raise ValueError(
                f"Integer needs whole numbers, from 1 on with log; got ({self.low=}, {self.high=})"
            )

    def at(self, u: float) -> int:
        """Give the value at a place in [0, 1]."""
        place = place_in(self, u)
        return min(max(math.floor(self._wide.at(place) + 0.5), self.low), self.high)

    def place(self, value: float) -> float:
        """Give the place of a value."""
        exact = number_in(self, value)
        if exact != math.floor(exact) or not self.low <= exact <= self.high:
            raise ValueError(
                f"Integer: needed a whole number from {self.low} to {self.high}; got {told(value)}"
            )
        return self._wide.place(exact)

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
        if not isinstance(self.options, range) and not is_list(self.options):
            raise TypeError(f"Choice needs a list of options; got {told(self.options)}")
        if not len(self.options):
            raise ValueError("Choice needs at least one option; got none")

    def at(self, u: float) -> Any:
        """Give the option at a place in [0, 1]."""
        return self.options[self._number(u)]

    def place(self, value: Any) -> float:
        """Give the middle of an option's share."""
        for number, option in enumerate(self.options):
            if is_same(option, value):
                return (number + 0.5) / len(self.options)
        raise ValueError(f"Choice: needed one of {list(self.options)}; got {told(value)}")

    def between(self, low: float, high: float) -> "Choice":
        """Give the options from one place to another."""
        return Choice(self.options[self._number(low) : self._number(high) + 1])

    def _number(self, u: float) -> int:
        return min(int(place_in(self, u) * len(self.options)), len(self.options) - 1)
