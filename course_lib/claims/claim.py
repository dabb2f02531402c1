"""A conclusion as code: the sentence, what is measured, what must be true of it, what is varied."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Conditions = Mapping[str, Any]
Numbers = dict[str, Any]

FEWEST = 8
"""Variations that a claim needs: other seeds and another draw of the data, and six more."""

BASE = "as in the notebook"
"""Name of the conditions under which the notebook runs."""


@dataclass(frozen=True)
class Claim:
    """A sentence that a notebook prints, and how it can be refuted.

    Parameters
    ----------
    key : str
        Its name in tables and files, an identifier.
    sentence : str
        As the notebook prints it.
    measure : function of the conditions, as keywords -> dict of name to number or list of numbers
        An ordinary function of a module, so that worker processes can run it.
    holds : function of these numbers -> bool
        What must be true of them.
    needs : str
        The same in words, short, for the table: "lower by three standard errors".
    base : dict
        The notebook's conditions.
    variations : dict of words -> dict
        What differs from ``base``, one thing each; the words name it: "ten times the noise".
    limits : dict of words -> str
        Variations under which it does not hold, and the part of the sentence that says so.

    Examples
    --------
    >>> def measure(rate, start):
    ...     return {"before": start, "after": start * (1 - rate)}
    >>> claim = Claim(
    ...     "shrinks", "A step shrinks what it starts from, at rates below 2.",
    ...     measure=measure, holds=lambda n: abs(n["after"]) < abs(n["before"]),
    ...     needs="smaller after the step", base={"rate": 0.1, "start": 3.0},
    ...     variations={f"rate {rate}": {"rate": rate} for rate in (0.01, 0.5, 1.0, 1.5, 1.9, 2.5)}
    ...     | {f"start {start}": {"start": start} for start in (-1.0, 100.0)},
    ...     limits={"rate 2.5": "at rates below 2"},
    ... )
    >>> claim.holds(claim.measure(**claim.conditions("rate 1.5")))
    True
    """

    key: str
    sentence: str
    measure: Callable[..., Numbers]
    holds: Callable[[Numbers], bool]
    needs: str
    base: Conditions
    variations: Mapping[str, Conditions]
    limits: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.key.isidentifier():
            raise ValueError(f"a claim's key must be an identifier; got {self.key!r}")
        if len(self.variations) < FEWEST or BASE in self.variations:
            raise ValueError(
                f"claim {self.key} needs at least {FEWEST} variations, none called {BASE!r}; "
                f"got {list(self.variations)}"
            )
        for words, changed in self.variations.items():
            if not changed or not changed.keys() <= self.base.keys():
                raise ValueError(
                    f"claim {self.key}, {words}: needed some of the conditions {list(self.base)}; "
                    f"got {dict(changed)}"
                )
            if all(self.base[name] == value for name, value in changed.items()):
                raise ValueError(f"claim {self.key}, {words}: nothing differs from the notebook")
        for words, part in self.limits.items():
            if words not in self.variations or part not in self.sentence:
                raise ValueError(
                    f"claim {self.key}: a limit names a variation and a part of the sentence; "
                    f"got {words!r}: {part!r}"
                )

    @property
    def trials(self) -> list[str]:
        """Names of all that is tried: the notebook's conditions first."""
        return [BASE, *self.variations]

    def conditions(self, words: str) -> dict[str, Any]:
        """Give the conditions of one trial."""
        return {**self.base, **({} if words == BASE else self.variations[words])}
