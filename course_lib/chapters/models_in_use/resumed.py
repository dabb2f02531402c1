"""A run that is ended in its middle and goes on: from all that it needs, or from its weights."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib import engine
from course_lib.datasets import digits
from course_lib.engine import (
    Network,
    Optimizer,
    Step,
    cross_entropy,
    load_run,
    mlp,
    save_run,
    train,
)

RULES: dict[str, tuple[Callable[[], Any], float]] = {
    "gradient descent": (engine.GradientDescent, 0.1),
    "momentum": (engine.Momentum, 0.02),
    "damped momentum": (engine.DampedMomentum, 0.2),
    "Nesterov": (engine.Nesterov, 0.02),
    "AdaGrad": (engine.AdaGrad, 0.01),
    "RMSProp": (engine.RMSProp, 0.001),
    "Adam": (engine.Adam, 0.001),
    "AdamW": (engine.AdamW, 0.001),
    "RAdam": (engine.RAdam, 0.001),
}
"""Every rule for networks of this size, with a rate that trains here."""

KEPT = ("all", "all but the rule's memory", "weights alone")


class Plan(NamedTuple):
    """What is trained, where it is ended, and how far it is followed.

    The rate falls along a cosine over ``updates`` of which only the first ``end`` are made.
    """

    rule: str = "Adam"
    stop: int = 200
    end: int = 240
    updates: int = 400
    rate: float = 1.0
    drop_rate: float = 0.2
    schedule: bool = True
    seed: int = 0
    start: int = 0
    width: int = 64
    batch_size: int = 50
    norm: bool = False
    examples: int = 2000

    def network(self) -> Network:
        """The network at its start."""
        return mlp(
            [784, self.width, 10], rng=np.random.default_rng(self.seed),
            drop_rate=self.drop_rate or None,
            normalization=engine.BatchNorm if self.norm else None,
        )  # fmt: skip

    def optimizer(self, *, begun: int = 0) -> Optimizer:
        """Rule and schedule as code; a schedule may begin in its middle."""
        rule, rate = RULES[self.rule][0], self.rate * RULES[self.rule][1]
        if not self.schedule:
            return Optimizer(rule(), lr=rate)
        whole = engine.cosine_decay(rate, steps=self.updates)
        return Optimizer(rule(), lr=lambda step: whole(step + begun))

    def data(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The digits that it learns."""
        return digits(self.examples, self.start)

    def steps(self, network: Network, optimizer: Optimizer, rng: Any) -> Iterator[Step]:
        """Train; ``rng`` is a generator, or the position of a run that goes on."""
        return train(
            network, cross_entropy, optimizer, self.data(), rng=rng, epochs=10_000,
            batch_size=self.batch_size,
        )  # fmt: skip


class Ran(NamedTuple):
    """The losses of a run: of its batches, of all its digits; and its last weights."""

    batch_losses: list[float]
    losses: dict[int, float]
    weights: NDArray[Any]


def uninterrupted(plan: Plan, looks: tuple[int, ...] = ()) -> Ran:
    """Train to the end without a stop; the loss on all digits after these updates."""
    network = plan.network()
    steps = plan.steps(network, plan.optimizer(), np.random.default_rng(plan.seed))
    return _run(plan, network, steps, plan.end, looks)


def interrupted(plan: Plan, kept: str, looks: tuple[int, ...] = ()) -> Ran:
    """End it after ``stop`` updates, throw all away but a file, and go on from that.

    What is not kept begins anew: the rule without a memory; of weights alone the schedule too, and
    the order of the examples and dropout with another seed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, before = _first_half(plan, Path(folder) / "run.npz", looks)
        whole, fresh = plan.optimizer(), np.random.default_rng(plan.seed + 1000)
        network, position = load_run(path, whole)
        again, rng = {
            "all": (whole, position),
            "all but the rule's memory": (plan.optimizer(begun=plan.stop), position),
            "weights alone": (plan.optimizer(), fresh),
        }[kept]
    steps = plan.steps(network, again, rng)
    after = _run(plan, network, steps, plan.end, looks, done=plan.stop)
    return Ran(
        before.batch_losses + after.batch_losses, before.losses | after.losses, after.weights
    )


def _first_half(plan: Plan, path: Path, looks: tuple[int, ...]) -> tuple[Path, Ran]:
    network = plan.network()
    steps = plan.steps(network, plan.optimizer(), np.random.default_rng(plan.seed))
    return path, _run(plan, network, steps, plan.stop, looks, path=path)


def _run(
    plan: Plan, network: Network, steps: Iterator[Step], end: int, looks: tuple[int, ...],
    *, done: int = 0, path: Path | None = None,
) -> Ran:  # fmt: skip
    batch_losses, losses = [], {}
    for number, step in enumerate(steps, start=done + 1):
        batch_losses.append(float(step.loss))
        if number in looks:
            losses[number] = float(engine.evaluate(network, cross_entropy, plan.data())[0])
        if number == end:
            if path is not None:
                save_run(step, path)
            break
    return Ran(batch_losses, losses, network.theta.copy())
