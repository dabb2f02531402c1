"""One penalty, written in four ways: what lambda is called where."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Convention:
    """A way to write loss and L2 penalty.

    Attributes
    ----------
    loss, penalty : what is added up, in words and signs
    factor : what the course's lambda is multiplied by, besides m
    times_m : whether it is multiplied by the number of examples m, too
    """

    loss: str
    penalty: str
    factor: float
    times_m: bool

    def from_ours(self, strength: float, m: int) -> float:
        """The number that stands here for the course's lambda."""
        return strength * self.factor * (m if self.times_m else 1)

    def to_ours(self, number: float, m: int) -> float:
        """The course's lambda for a number that stands here."""
        return number / (self.factor * (m if self.times_m else 1))


CONVENTIONS: Mapping[str, Convention] = {
    "lambda/2": Convention("mean loss", "λ/2 Σw²", 1, False),
    "lambda/2m": Convention("mean loss", "λ/2m Σw²", 1, True),
    "summed": Convention("summed loss", "λ/2 Σw²", 1, True),
    "no half": Convention("mean loss", "λ Σw²", 0.5, False),
}


def translate(number: float, written: str, wanted: str, m: int) -> float:
    """The number that stands in one convention for a number in another.

    Examples
    --------
    >>> translate(0.1, "lambda/2", "lambda/2m", 300)
    30.0
    """
    return CONVENTIONS[wanted].from_ours(CONVENTIONS[written].to_ours(number, m), m)
