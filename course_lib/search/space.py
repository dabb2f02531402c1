"""A search space: a name and a distribution for each hyperparameter."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_floats, check_generator, is_whole, number, offers, told
from course_lib.search.distributions import Distribution
from course_lib.search.given import MOST_AT_ONCE, Settings, check_settings, settings_list

Places = npt.NDArray[np.float64]


class Space:
    """Hyperparameters by name, each with its distribution; settings are plain dicts.

    Parameters
    ----------
    **distributions
        Such as ``lr=LogUniform(1e-4, 1), beta=OneMinusLog(0.5, 0.99)``.

    Examples
    --------
    >>> from course_lib.search import Choice, LogUniform
    >>> space = Space(lr=LogUniform(1e-4, 1.0), activation=Choice(["ReLU", "tanh"]))
    >>> space.at([0.5, 0.9])
    {'lr': 0.01, 'activation': 'tanh'}
    """

    def __init__(self, **distributions: Distribution) -> None:
        if not distributions:
            raise ValueError("a space needs at least one hyperparameter; got none")
        for name, each in distributions.items():
            if not offers(each, "at", "place", "between"):
                raise TypeError(
                    f"a space needs distributions, such as Uniform(0, 1) or Choice([3]); got "
                    f"{name}={told(each)}"
                )
        self.distributions = distributions

    def __len__(self) -> int:
        return len(self.distributions)

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={each!r}" for name, each in self.distributions.items())
        return f"Space({inside})"

    def at(self, places: npt.ArrayLike) -> Settings:
        """Give the settings at places in [0, 1], one for each hyperparameter in order."""
        flat = as_floats("Space.at: places", places).astype(np.float64, copy=False)
        if flat.shape != (len(self),) or not ((flat >= 0) & (flat <= 1)).all():
            raise ValueError(f"needed {len(self)} places in [0, 1]; got {told(places)}")
        pairs = zip(self.distributions.items(), flat.tolist(), strict=True)
        return {name: distribution.at(u) for (name, distribution), u in pairs}

    def places(self, settings: Mapping[str, Any]) -> Places:
        """Give the places of settings: the inverse of ``at``."""
        check_settings("Space.places takes", settings)
        if settings.keys() != self.distributions.keys():
            raise ValueError(f"needed settings of {list(self.distributions)}; got {list(settings)}")
        return np.array([each.place(settings[name]) for name, each in self.distributions.items()])

    def sample(self, *, rng: np.random.Generator) -> Settings:
        """Draw settings at random."""
        check_generator(rng)
        return self.at(rng.random(len(self)))

    def grid(self, points: int | Mapping[str, int]) -> Iterator[Settings]:
        """Give all combinations of evenly spaced values, ends included; the last name moves first.

        ``points`` says how many for each: one number, or one by name. A single point is the middle.

        Examples
        --------
        >>> from course_lib.search import LogUniform
        >>> list(Space(lr=LogUniform(0.01, 1.0)).grid(3))
        [{'lr': 0.01}, {'lr': 0.1}, {'lr': 1.0}]
        """
        names = list(self.distributions)
        by_name = dict(points) if isinstance(points, Mapping) else dict.fromkeys(names, points)
        if by_name.keys() != set(names):
            raise ValueError(f"a grid needs points for {names}; got {told(points)}")
        counts = [by_name[name] for name in names]
        if not all(is_whole(count) and count <= MOST_AT_ONCE for count in counts):
            raise ValueError(
                f"a grid needs at least one point for each, and at most {MOST_AT_ONCE}, in whole "
                f"numbers; got {told(points)}"
            )
        rows = [np.linspace(0, 1, n) if n > 1 else np.array([0.5]) for n in counts]
        return (self.at(places) for places in product(*rows))

    def around(self, best: list[Settings], *, margin: float = 0.05) -> "Space":
        """Give the box that holds these settings, and ``margin`` of the range more on each side."""
        number("Space.around: margin", margin, 0, 1)
        held = settings_list("Space.around: best must hold", best)
        if not held:
            raise ValueError("Space.around: best must hold at least one of the settings; got none")
        inside = np.array([self.places(settings) for settings in held])
        low = np.clip(inside.min(axis=0) - margin, 0, 1).tolist()
        high = np.clip(inside.max(axis=0) + margin, 0, 1).tolist()
        pairs = zip(self.distributions.items(), low, high, strict=True)
        return Space(**{name: each.between(a, b) for (name, each), a, b in pairs})
