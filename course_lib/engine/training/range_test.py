"""The learning-rate range test: one short run that tries all rates, small to large."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from course_lib.arguments import check_memory, whole_number
from course_lib.engine.arrays import Array, Rng, check_number
from course_lib.engine.losses.loss import Loss
from course_lib.engine.network import Network, check_network
from course_lib.engine.training.batches import Data
from course_lib.engine.training.loop import train
from course_lib.engine.training.optimizer import Optimizer, check_optimizer
from course_lib.engine.training.step import Step


@dataclass(frozen=True, eq=False, repr=False)
class RangeTest:
    """What a range test saw.

    Attributes
    ----------
    rates : array of shape (steps,)
        The learning rate of each update, up to the last one made.
    losses : array of shape (steps,), or (steps, K) for a stack
        The batch's loss before each update, so ``rates[i]`` led from ``losses[i]`` to the next;
        inf where a model diverged, NaN after its test had ended.
    smoothing : float
        The weight of a neighbour in ``smoothed``, against 1 for the loss itself.

    Examples
    --------
    >>> losses = np.array([0.7, 0.7, 0.6, 0.2, 0.1, 0.5, np.inf])
    >>> test = RangeTest(np.geomspace(1e-4, 100, 7), losses, smoothing=0.0)
    >>> float(test.steepest.round(6)), float(test.lowest.round(6))
    (0.01, 1.0)
    """

    rates: Array
    losses: Array
    smoothing: float

    @property
    def smoothed(self) -> Array:
        """Each loss averaged with its neighbours, of weight ``smoothing**distance``.

        It looks both ways. An average over the past alone lags behind, and at its start, where
        there is little past, it jumps more than any learning does. No loss counts for more than
        the highest before the lowest, so that the end of the test does not drown its middle.
        """
        seen = ~np.isnan(self.losses)
        bottom = np.nanargmin(self.losses, axis=0, keepdims=True)
        top = np.take_along_axis(np.maximum.accumulate(self.losses, axis=0), bottom, axis=0)
        steps = np.arange(len(self.rates))
        weights = self.smoothing ** np.abs(np.subtract.outer(steps, steps))
        with np.errstate(invalid="ignore"):  # 0 * inf, where a model diverged at its first step
            total = weights @ np.where(seen, np.minimum(self.losses, top), 0)
        return np.where(seen, total, np.nan) / np.where(seen, weights @ seen, 1)

    @property
    def lowest(self) -> Array:
        """The rate at which the smoothed loss was lowest, one for each model."""
        return np.asarray(self.rates[np.nanargmin(self.smoothed, axis=0)])

    @property
    def steepest(self) -> Array:
        """The rate at which the smoothed loss fell fastest, one for each model.

        NaN where it never fell before it was lowest.
        """
        smoothed = self.smoothed
        steps = np.arange(len(self.rates) - 1).reshape(-1, *[1] * (smoothed.ndim - 1))
        before = steps < np.nanargmin(smoothed, axis=0)
        change = np.where(before, np.diff(smoothed, axis=0), np.inf)
        # A last row, so that there is one where the test ended at its first step.
        change = np.concatenate([change, np.full_like(smoothed[:1], np.inf)])
        fell = change.min(axis=0) < 0
        return np.where(fell, self.rates[change.argmin(axis=0)], np.nan)

    def __repr__(self) -> str:
        return f"RangeTest({len(self.rates)} rates, {self.rates[0]:.3g} to {self.rates[-1]:.3g})"


def range_test(
    network: Network,
    loss: Loss,
    optimizer: Optimizer,
    data: Data,
    *,
    low: float = 1e-6,
    high: float = 10.0,
    steps: int = 100,
    batch_size: int,
    rng: Rng,
    smoothing: float = 0.9,
) -> RangeTest:
    """Train a copy while the learning rate rises, ``low * (high / low)**(i / (steps - 1))``.

    Where the loss falls fastest the rate is a safe one; where it is lowest the rate is about to be
    too large. Look at the curve before believing the numbers. The test ends early when the loss
    diverges, or its running average exceeds 4 times its lowest value.

    Parameters
    ----------
    network, optimizer
        They are left as they are. The optimizer's own learning rate and state are not used.
    low, high : floats > 0
        The first and the last rate.
    steps : int
        Updates from ``low`` to ``high``, over as many passes as they need.
    rng : numpy.random.Generator, or a list of K
        As in ``train``. With one, the members of a stack see the same batches.
    smoothing : float in [0, 1)
        For the result's ``smoothed``, and for the running average that ends the test. The smaller
        the batches, the nearer to 1.

    Notes
    -----
    Smith (2017), who lets the rate rise in a straight line and reads accuracies; the geometric
    rise, the losses and the end at 4 times the lowest are fastai's. Each rate is tried on the
    weights that the smaller ones left, so the answer is a magnitude, and one for the beginning
    of a run.

    Examples
    --------
    >>> from course_lib.engine import Momentum, cross_entropy, mlp
    >>> rng = np.random.default_rng(0)
    >>> x = rng.standard_normal((200, 2))
    >>> data, net = (x, (x[:, 0] > 0) * 1), mlp([2, 20, 2], rng=rng)
    >>> test = range_test(
    ...     net, cross_entropy, Optimizer(Momentum(0.9)), data, batch_size=20, rng=rng
    ... )
    >>> bool(0.0001 < test.steepest < test.lowest < 1)
    True

    Notebook 06, section 2.
    """
    _check(low, high, steps, smoothing)
    check_network(network)
    check_optimizer(optimizer)
    rates = np.geomspace(low, high, steps)
    rising = replace(optimizer, lr=lambda step: rates[step])
    # An epoch is one update or more: so many epochs are enough, and nearly always cut short.
    run = train(network.copy(), loss, rising, data, epochs=steps, batch_size=batch_size, rng=rng)
    with warnings.catch_warnings():
        # To diverge is what the rates rise for.
        warnings.filterwarnings("ignore", ".* diverged at step", RuntimeWarning)
        losses = _losses(islice(run, steps), network.models, smoothing)
    return RangeTest(rates[: len(losses)], losses, smoothing)


def _losses(run: Iterator[Step], models: tuple[int, ...], smoothing: float) -> Array:
    """The losses of a run until the tests of all models have ended."""
    running, best = np.ones(models, bool), np.full(models, np.inf)
    total, weight = np.zeros(models), 0.0
    losses = []
    for step in run:
        losses.append(np.where(running, step.loss, np.nan))
        total = smoothing * total + np.where(step.diverged, 0, step.loss)
        weight = smoothing * weight + 1
        if weight * (1 - smoothing) > 0.5:  # an average of few batches may be low by luck
            best = np.minimum(best, total / weight)
        running = running & ~step.diverged & (total / weight <= 4 * best)
        if not running.any():
            break
    return np.array(losses)


def _check(low: float, high: float, steps: int, smoothing: float) -> None:
    rates: tuple[Any, Any] = low, high
    for name, rate in zip(("low", "high"), rates, strict=True):
        if not isinstance(rate, float):
            check_number(f"range_test: {name}", rate, -np.inf)
    if not (0 < low < high < np.inf):  # so written that NaN is refused too
        raise ValueError(f"range_test needs rates 0 < low < high; got {low=} and {high=}")
    count = whole_number("steps", steps, least=2)  # one for low, one for high
    check_memory("steps", steps, 8 * count)
    check_number("smoothing", smoothing, 0, 1)
