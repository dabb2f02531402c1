"""Where a run stands: how far it is in its data, and where its random numbers are."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Rng

Generators = list[np.random.Generator]


class Course(NamedTuple):
    """What must be the same when a run goes on: its batches are counted in it."""

    examples: int
    batch_size: int
    sampling: str

    def __str__(self) -> str:
        return f"{self.examples} examples, batch_size {self.batch_size}, sampling {self.sampling!r}"


@dataclass
class Position:
    """Where a run stands, enough to go on with the next batch as if it had never stopped.

    The order of the examples, the noise of the layers and the augmentation are streams of their
    own, so that a dropout layer more or less leaves the batches as they were.

    ``train`` moves the position of its run; it takes one in the place of ``rng`` and goes on there.

    Attributes
    ----------
    passes : int
        Whole passes over the data that are done.
    batches : int
        Batches of the present pass that are done.
    number : int
        Updates made.
    """

    orders: Generators = field(repr=False)
    noise: Rng = field(repr=False)
    changes: Generators = field(repr=False)
    course: Course
    diverged: npt.NDArray[np.bool_] = field(repr=False)
    passes: int = 0
    batches: int = 0
    number: int = 0
    total: Any = field(default=0.0, repr=False)
    """The sum of the losses of this pass, each times its examples, in the type of the losses."""
    seen: int = field(default=0, repr=False)
    """Examples of this pass."""
    began: list[Mapping[str, Any]] = field(default_factory=list, repr=False)
    """The states of the orders when this pass began: from them its order is drawn again."""

    @classmethod
    def first(cls, rng: Rng, course: Course, models: tuple[int, ...]) -> "Position":
        """The beginning of a run: three streams are split off each generator."""
        unmarked = np.zeros(models, bool)
        if isinstance(rng, np.random.Generator):
            order, noise, change = rng.spawn(3)
            return cls([order], noise, [change], course, unmarked)
        parts = [generator.spawn(3) for generator in rng]
        orders, noises, changes = (list(streams) for streams in zip(*parts, strict=True))
        return cls(orders, noises, changes, course, unmarked)

    def going_on(self) -> "Position":
        """The same place for another run, which draws its random numbers itself from here on."""
        orders, noise, changes = copy.deepcopy((self.orders, self.noise, self.changes))
        for stream, state in zip(orders, self.began, strict=False):  # none before the first pass
            stream.bit_generator.state = state
        return replace(self, orders=orders, noise=noise, changes=changes)

    def begin_pass(self) -> None:
        """Remember from where the order of this pass is drawn."""
        self.began = [stream.bit_generator.state for stream in self.orders]

    def end_pass(self) -> None:
        """All batches are done: the next pass begins."""
        self.passes, self.batches = self.passes + 1, 0

    def check(self, course: Course, models: tuple[int, ...]) -> None:
        """Refuse to go on with other data, other batches or another number of models."""
        if course != self.course:
            raise ValueError(f"a run goes on as it began, with {self.course}; got {course}")
        if models != self.diverged.shape:
            needed, came = (shape[0] if shape else "one" for shape in (self.diverged.shape, models))
            raise ValueError(f"the run trained {needed} model(s); the network holds {came}")
