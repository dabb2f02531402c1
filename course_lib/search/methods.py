"""How the next settings to try are chosen: ask for a round, then tell its scores.

The trials of a round do not depend on each other, so they may run side by side; how many workers
there are changes nothing. A score is the better the larger it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np

from course_lib.arguments import (
    check_generator,
    check_kind,
    is_list,
    is_number,
    is_whole,
    told,
    whole_number,
)
from course_lib.search.given import MOST_AT_ONCE, Settings, checked_scores, settings_list
from course_lib.search.space import Space


class Method(Protocol):
    """A way to search. It remembers what it asked and what it was told."""

    def ask(self) -> list[Settings]:
        """Give the next round of settings; an empty one when the search is over."""
        ...

    def tell(self, scores: Sequence[float]) -> None:
        """Take the scores of the round, in its order."""
        ...


def random_settings(space: Space, count: int, *, rng: np.random.Generator) -> Iterator[Settings]:
    """Draw ``count`` settings one after the other: random search.

    Examples
    --------
    >>> from course_lib.search import Uniform
    >>> len(list(random_settings(Space(rate=Uniform(0, 1)), 3, rng=np.random.default_rng(0))))
    3
    """
    check_kind("random_settings: space", space, Space, "a Space")
    check_generator(rng)
    draws = range(whole_number("random_settings: count", count, least=0))
    return (space.sample(rng=rng) for _ in draws)


class Listed:
    """A list of settings that is known beforehand, as one round: a grid, or random search.

    Examples
    --------
    >>> method = Listed([{"lr": 0.1}, {"lr": 0.2}])
    >>> len(method.ask()), len(method.ask())
    (2, 0)
    """

    def __init__(self, settings: Iterable[Settings]) -> None:
        self._round = settings_list("Listed must ask for", settings)
        self._asked = 0

    def ask(self) -> list[Settings]:
        """Give all settings, once."""
        settings, self._round = self._round, []
        self._asked = len(settings)
        return settings

    def tell(self, scores: Sequence[float]) -> None:
        """Change nothing: the list was made beforehand."""
        checked_scores("Listed", scores, self._asked)


class CoarseToFine:
    """Draw at random, keep the best few, draw again in the box around them, and so on.

    Parameters
    ----------
    space : Space
    rounds : how often the box is drawn anew
    count : trials in each round
    keep : how many of the best span the next box

    Examples
    --------
    >>> from course_lib.search import Uniform
    >>> space, rng = Space(rate=Uniform(0.0, 1.0)), np.random.default_rng(0)
    >>> method = CoarseToFine(space, rounds=2, count=8, keep=2, rng=rng)
    >>> method.tell([-abs(settings["rate"] - 0.5) for settings in method.ask()])
    >>> max(abs(settings["rate"] - 0.5) for settings in method.ask()) < 0.3
    True
    """

    def __init__(
        self, space: Space, *, rounds: int, count: int, keep: int, rng: np.random.Generator
    ) -> None:
        check_kind("CoarseToFine: space", space, Space, "a Space")
        check_generator(rng)
        whole_number("CoarseToFine: rounds", rounds)
        whole_number("CoarseToFine: count", count, most=MOST_AT_ONCE)
        whole_number("CoarseToFine: keep", keep)
        if not 1 <= keep <= count:
            raise ValueError(f"CoarseToFine needs 1 <= keep <= count; got ({keep=}, {count=})")
        self.space, self._rounds, self._count, self._keep = space, rounds, count, keep
        self._rng = rng
        self._tried: list[tuple[float, Settings]] = []
        self._asked: list[Settings] = []

    def ask(self) -> list[Settings]:
        """Give settings drawn in the present box."""
        rounds, self._rounds = self._rounds, self._rounds - 1
        self._asked = (
            list(random_settings(self.space, self._count, rng=self._rng)) if rounds > 0 else []
        )
        return self._asked

    def tell(self, scores: Sequence[float]) -> None:
        """Narrow the box to the best of all trials so far."""
        numbers = checked_scores("CoarseToFine", scores, len(self._asked)).tolist()
        self._tried += zip(numbers, self._asked, strict=True)
        ranked = sorted(self._tried, key=lambda pair: -pair[0])
        self.space = self.space.around([settings for _, settings in ranked[: self._keep]])


class Halving:
    """Many short runs first; the best of them are run again, longer (successive halving).

    Parameters
    ----------
    settings : what to start with, such as ``random_settings(...)``
    budgets : how long the runs of each rung are, such as epochs (1, 4, 16)
    factor : one in ``factor`` goes on to the next rung
    name : under which name the settings carry the budget

    Examples
    --------
    >>> method = Halving([{"lr": 0.1}, {"lr": 0.2}], budgets=(1, 4), factor=2)
    >>> method.ask()
    [{'lr': 0.1, 'epochs': 1}, {'lr': 0.2, 'epochs': 1}]
    >>> method.tell([0.3, 0.6])
    >>> method.ask()
    [{'lr': 0.2, 'epochs': 4}]
    """

    def __init__(
        self,
        settings: Iterable[Settings],
        *,
        budgets: Sequence[int],
        factor: int,
        name: str = "epochs",
    ) -> None:
        if not is_whole(factor, least=2):
            raise ValueError(f"Halving needs a whole factor, of at least 2; got {told(factor)}")
        if not isinstance(budgets, range) and not is_list(budgets):
            raise TypeError(f"Halving needs a list of budgets; got {told(budgets)}")
        if not len(budgets) or not all(is_number(budget) and budget > 0 for budget in budgets):
            raise ValueError(
                f"Halving needs one budget or more, numbers above 0; got {told(budgets)}"
            )
        check_kind("Halving: name", name, str, "a text")
        self._left = settings_list("Halving must ask for", settings)
        self._budgets, self._factor, self._name = budgets, int(factor), name
        self._rung = 0

    def ask(self) -> list[Settings]:
        """Give the settings that are left, with the budget of this rung."""
        if self._rung == len(self._budgets):
            return []
        budget = self._budgets[self._rung]
        return [settings | {self._name: budget} for settings in self._left]

    def tell(self, scores: Sequence[float]) -> None:
        """Keep the best; of equals, the one that came first."""
        order = np.argsort(-checked_scores("Halving", scores, len(self._left)), kind="stable")
        count = max(1, len(self._left) // self._factor)
        self._left = [self._left[place] for place in sorted(order[:count])]
        self._rung += 1
