"""The rows of the table: what is measured, beside what, and the ratio to reach."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import plain, pytorch
from benchmarks.steps import bare_products, our_step, separate_steps, stacked_step, step_of_a_run
from benchmarks.timing import by_turns

SMALL, MIDDLE, DIGITS = (2, 20, 10, 2), (20, 100, 100, 10), (784, *[100] * 6, 10)


@dataclass(frozen=True)
class Row:
    """Two medians of one run side by side, in seconds; ``theirs`` is None where nobody came."""

    work: str
    against: str
    goal: float
    ours: float
    theirs: float | None

    @property
    def ratio(self) -> float | None:
        """Our time in theirs."""
        return None if self.theirs is None else self.ours / self.theirs


STEPS = [
    (SMALL, 64, "float64", 0.30),
    (SMALL, 64, "float32", 0.30),
    (MIDDLE, 64, "float64", 0.60),
    (MIDDLE, 64, "float32", 0.60),
    (DIGITS, 100, "float32", 0.95),
]


def rows() -> Iterator[Row]:
    """Measure every row."""
    for sizes, batch, dtype, goal in STEPS:
        yield from _one_step(sizes, batch, dtype, goal)
    for dtype in ("float64", "float32"):
        yield from _beside_plain_numpy(64, dtype, 0.75)
    for batch, dtype, goal in ((16, "float64", 0.15), (64, "float32", 0.40)):
        yield _stack(batch, dtype, goal)


def _one_step(sizes: tuple[int, ...], batch: int, dtype: str, goal: float) -> Iterator[Row]:
    work = f"one Adam step, {name(sizes)}, batch {batch}, {dtype}"
    peers = pytorch.steps(sizes, batch, dtype)
    medians = by_turns(
        {"ours": our_step(sizes, batch, dtype), "bare": bare_products(sizes, batch, dtype)} | peers
    )
    fastest = min(peers, key=lambda peer: medians[peer], default=None)
    theirs = None if fastest is None else medians[fastest]
    yield Row(work, fastest or "PyTorch: not installed", goal, medians["ours"], theirs)
    if sizes == DIGITS:
        against = "the bare matrix products it cannot avoid"
        yield Row("the same step", against, 1.5, medians["ours"], medians["bare"])


def _beside_plain_numpy(batch: int, dtype: str, goal: float) -> Iterator[Row]:
    medians = by_turns(
        {
            "ours": our_step(SMALL, batch, dtype),
            "plain": plain.step(SMALL, batch, dtype),
            "our run": step_of_a_run(SMALL, batch, dtype),
            "plain run": plain.step_of_a_run(SMALL, batch, dtype),
        }
    )
    work = f"one Adam step, {name(SMALL)}, batch {batch}, {dtype}"
    yield Row(work, "the same in plain NumPy", goal, medians["ours"], medians["plain"])
    work = f"one step of `train`, {name(SMALL)}, batch {batch}, {dtype}"
    against = "a plain NumPy loop that draws its batches"
    yield Row(work, against, goal, medians["our run"], medians["plain run"])


def _stack(batch: int, dtype: str, goal: float) -> Row:
    medians = by_turns(
        {
            "stack": stacked_step(SMALL, batch, dtype, 64),
            "separate": separate_steps(SMALL, batch, dtype, 64),
        }
    )
    work = f"64 stacked nets {name(SMALL)}, batch {batch}, {dtype}, one step"
    return Row(work, "64 separate steps", goal, medians["stack"], medians["separate"])


def name(sizes: tuple[int, ...]) -> str:
    """How the table calls a network."""
    return "784-6x100-10" if sizes == DIGITS else "-".join(map(str, sizes))
