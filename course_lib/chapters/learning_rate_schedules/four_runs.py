"""Four runs that end too high, each for a reason of its own, and what four remedies make of them.

The remedy of a run is the one with which it ends lowest: found by running all, not written down.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules import runs
from course_lib.engine.schedules.schedule import Schedule

FAR_TOO_EARLY = 0.97
"""What a rate that falls far too early keeps at each update: half of it is gone after 23."""


@dataclass(frozen=True)
class Setting:
    """The learning rates of a run.

    Parameters
    ----------
    rate : float
        The first one.
    keep : float
        The share of it that an update keeps.
    fall : bool
        Whether it goes down to 0, in a straight line, by the end of the run.
    """

    rate: float
    keep: float = 1.0
    fall: bool = False

    def schedule(self) -> Schedule:
        """The rate of each update."""

        def rates(step: npt.ArrayLike) -> npt.NDArray[np.float64]:
            now = np.asarray(step, np.float64)
            left = 1 - now / runs.STEPS if self.fall else 1.0
            return np.asarray(self.rate * self.keep**now * left)

        return rates


FOUR = {
    "A": Setting(0.01),
    "B": Setting(3.2),
    "C": Setting(0.8),
    "D": Setting(0.8, keep=FAR_TOO_EARLY),
}
REMEDIES = ("raise", "lower", "decay", "later")


def with_remedy(setting: Setting, remedy: str) -> Setting:
    """Ten times the rate, a tenth, a straight fall to 0, or a decay ten times as slow.

    Examples
    --------
    >>> with_remedy(Setting(0.5), "lower").rate
    0.05
    """
    remedied = {
        "raise": replace(setting, rate=10 * setting.rate),
        "lower": replace(setting, rate=setting.rate / 10),
        "decay": replace(setting, fall=True),
        "later": replace(setting, keep=setting.keep**0.1),
    }
    if remedy not in remedied:
        raise ValueError(f"no remedy is called {remedy!r}; there are {', '.join(remedied)}")
    return remedied[remedy]


@cache
def losses() -> dict[tuple[str, str], npt.NDArray[np.float64]]:
    """Training loss by epoch, (seeds, epochs + 1), of each run with each remedy, and "none"."""
    settings = {(name, "none"): setting for name, setting in FOUR.items()} | {
        (name, remedy): with_remedy(setting, remedy)
        for name, setting in FOUR.items()
        for remedy in REMEDIES
    }
    curves, _ = runs.run([setting.schedule() for setting in settings.values()])
    return dict(zip(settings, curves, strict=True))


def right_remedies() -> dict[str, str]:
    """For each run the remedy with which its mean loss at the end is lowest."""
    ends = {which: curves[:, -1].mean() for which, curves in losses().items()}
    return {name: min(REMEDIES, key=lambda remedy: ends[name, remedy]) for name in FOUR}
