"""What notebook 01b trains before the reader's eyes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.activations_and_outputs import outputs
from course_lib.chapters.activations_and_outputs.functions import FUNCTIONS
from course_lib.chapters.activations_and_outputs.last_layers import PAIRS, in_words
from course_lib.chapters.activations_and_outputs.outputs import PROBLEMS
from course_lib.chapters.activations_and_outputs.trained import Problem, networks, sets
from course_lib.datasets import Sweep, digits, published_moons
from course_lib.engine import History, Optimizer, evaluate, fit
from course_lib.experiments.gradient_gain import Passed, passed
from course_lib.experiments.schedule_problem import pooled

Floats = npt.NDArray[np.float64]


def losses_of(
    name: str,
    scale: float,
    *,
    lr: float = 0.1,
    seeds: Sequence[int] = range(10),
    depth: int = 10,
    centred: bool = False,
) -> Any:
    """Train layers of ten units on the 300 points: epochs, and each seed's training loss.

    Examples
    --------
    >>> epochs, losses = losses_of("tanh", 1.0, seeds=range(2))
    >>> int(epochs[-1]), losses.shape[1]
    (100, 2)
    """
    problem = Problem(depth=depth, centred=centred)
    both, data = networks(problem, name, scale, seeds), sets(problem, seeds)[0]
    history = History(scores=lambda step: evaluate(step.network, problem.loss, data)[0])
    fit(
        both, problem.loss, Optimizer(lr=lr), data, epochs=problem.epochs,
        batch_size=problem.batch_size, rng=[np.random.default_rng([s, 1]) for s in seeds],
        history=history, every=5,
    )  # fmt: skip
    return history.epochs, history["scores"]


@dataclass(frozen=True)
class Reader:
    """A layer of weights that reads digits of 7 x 7 pixels.

    Attributes
    ----------
    accuracies : on other digits, after each step
    W : array of shape (49, 10)
    """

    accuracies: Floats
    W: Floats


def law_at(name: str, scale: float) -> Passed:
    """What five fresh networks of width 100 let through, for thirty of the 300 points.

    Examples
    --------
    >>> 0.8 < law_at("sigmoid", 64).per_layer < 1
    True
    """
    points, labels = published_moons()
    function = FUNCTIONS[name]
    make = partial(function.make, function.usual)
    x, few = points[::10], labels[::10]
    return passed(make, scale, x=x, labels=few, width=100, depth=10, seeds=range(5))


def digits_with(
    gradient: Callable[..., Any], *, lr: float = 2.0, steps: int = 200, count: int = 1000
) -> Reader:
    """Read digits by one layer of weights: gradient descent with a given softmax gradient.

    Examples
    --------
    >>> from course_lib.chapters.activations_and_outputs.check_answers import softmax_gradient
    >>> digits_with(softmax_gradient, steps=100).accuracies[-1].round(1)
    np.float64(0.8)
    """
    x, labels = pooled(*digits(count))
    unseen, right = pooled(*digits(2000, 50_000))
    W, b, accuracies = np.zeros((49, 10)), np.zeros(10), []
    for _ in range(steps):
        grad = np.asarray(gradient(x @ W + b, labels))
        W, b = W - lr * x.T @ grad, b - lr * grad.sum(axis=0)
        accuracies.append(float(((unseen @ W + b).argmax(axis=1) == right).mean()))
    return Reader(np.array(accuracies), W)


def discs() -> list[float]:
    """Of 100 000 points of the labels problem, the shares in none, one, two and three discs."""
    _, inside = PROBLEMS["labels"].draw(100_000, np.random.default_rng(0))
    return [float(np.mean(inside.sum(axis=1) == count)) for count in range(4)]


@dataclass(frozen=True)
class Chosen:
    """One choice, trained now.

    Attributes
    ----------
    pair : function and loss
    error : mean, in shares of the error of one answer for all
    impossible : share of answers that cannot be
    whose : "yours" or "the course's"
    """

    pair: tuple[str, str]
    error: float
    impossible: float
    whose: str


def train_choices(
    theirs: Callable[[str], Any], ours: Callable[[str], Any], stored: Sweep
) -> Mapping[str, Chosen]:
    """Train each problem with the reader's pair, where it is one that there is; else with ours."""
    rates, found = outputs.best_rates(stored), {}
    for name in PROBLEMS:
        pair, whose = _pair_for(theirs, name), "yours"
        if pair is None:
            pair, whose = tuple(ours(name)), "the course's"
        lr = rates[name, in_words(pair)]
        came = outputs.judged(name, pair, lr, seeds=range(5, 10))
        error, impossible = outputs.relative(came).mean(), came.impossible.mean()
        found[name] = Chosen(pair, float(error), float(impossible), whose)
    return found


def _pair_for(function: Callable[[str], Any], name: str) -> Any:
    """The pair that the reader's function gives, or None where it gives none that there is."""
    try:
        given = tuple(function(name))
        return given if given in PAIRS else None
    except Exception:  # the reader's code: whatever it raises, the course's own steps in
        return None
