"""A record of any quantities along a run."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course_lib.arguments import check_function, check_kind, checked_call, told
from course_lib.engine.arrays import Array
from course_lib.engine.training.step import Step

Quantity = Callable[[Step], Any]


class History:
    """Records named quantities of a step and gives them back as arrays.

    Parameters
    ----------
    **quantities : functions of a Step
        Each is called when ``record`` is; it may return a number, or one per model.

    Attributes
    ----------
    epochs : array of shape (records,)
        When each record was taken, in passes over the data; a second run counts on.

    Examples
    --------
    >>> history = History(norm=lambda step: float(np.abs(step.theta).sum()))
    >>> len(history), history["norm"].shape
    (0, (0,))

    Notebook 01b, section 1.
    """

    def __init__(self, **quantities: Quantity) -> None:
        for name, quantity in quantities.items():
            check_function(f"History: {name}", quantity, "lambda step: step.loss")
        self.quantities: Mapping[str, Quantity] = quantities
        self._epochs: list[float] = []
        self._before = self._latest = 0.0  # epochs of earlier runs; this run's last record
        self._records: dict[str, list[Any]] = {name: [] for name in quantities}

    def record(self, step: Step) -> None:
        """Evaluate every quantity at this step; keep all of them or, on an error, none.

        The epochs of another run count on from the last record.
        """
        check_kind("step", step, Step, "a Step, as train yields it")
        values = {
            name: np.copy(checked_call(f"History: {name}", quantity, step))
            for name, quantity in self.quantities.items()
        }
        if step.epoch <= self._latest:
            self.begin_run()
        for name, value in values.items():
            self._records[name].append(value)
        self._latest = step.epoch
        self._epochs.append(self._before + step.epoch)

    def begin_run(self) -> None:
        """Count on from the last record: what comes belongs to another run."""
        self._before, self._latest = self._epochs[-1] if self._epochs else 0.0, 0.0

    @property
    def epochs(self) -> Array:
        """When each record was taken."""
        return np.array(self._epochs)

    def __getitem__(self, name: str) -> Array:
        """All records of a quantity; the first axis is time."""
        if not isinstance(name, str) or name not in self._records:
            raise KeyError(f"{told(name)} is not recorded; recorded are {sorted(self._records)}")
        return np.array(self._records[name])

    def __len__(self) -> int:
        return len(self._epochs)

    def __repr__(self) -> str:
        return f"History({', '.join(self._records)}; {len(self)} records)"
