"""Six problems, and what becomes of each last layer."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.activations_and_outputs.last_layers import PAIRS, in_words, pair_of
from course_lib.datasets import Sweep, digits, moons
from course_lib.engine import Optimizer, fit, mlp, stack
from course_lib.engine.arrays import Array
from course_lib.experiments.schedule_problem import pooled
from course_lib.experiments.swept import swept

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A problem: what comes in, what is asked for, and how an answer is judged.

    Attributes
    ----------
    question : in words
    draw : function of (examples, generator) -> inputs, targets of shape (examples, outputs)
    error : function of (answers, targets) -> one number for each model, 0 the best
    named : what that number is
    outputs : how many numbers are asked for
    low, high : what an answer can be
    """

    question: str
    draw: Callable[[int, np.random.Generator], tuple[Array, Array]]
    error: Callable[[Array, Array], Floats]
    named: str
    outputs: int
    low: float
    high: float


def _digits(n: int, rng: np.random.Generator) -> tuple[Array, npt.NDArray[Any]]:
    return pooled(*digits(n, int(rng.integers(0, 60_000 - n))))


def _one_class(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    x, labels = _digits(n, rng)
    return x, np.eye(10)[labels]


def _pixels(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    x, _ = _digits(n, rng)
    return x, x


def _yes_no(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    x, labels = moons(n, noise=0.2, rng=rng)
    return x, labels[:, None].astype(float)


CENTRES = np.array([[-0.3, -0.2], [0.3, -0.2], [0.0, 0.35]])


def _labels(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Three discs that overlap: a point can lie in none, one, two or three of them."""
    x = rng.uniform(-1, 1, (n, 2))
    return x, (np.linalg.norm(x[:, None] - CENTRES, axis=-1) < 0.6).astype(float)


def _rating(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    x = rng.uniform(-1, 1, (n, 2))
    liked = np.sin(2 * x[:, :1]) + x[:, 1:] ** 2
    return x, np.clip(np.round(2.5 + 1.6 * liked + 0.3 * rng.standard_normal((n, 1))), 0, 5)


def _count(n: int, rng: np.random.Generator) -> tuple[Array, Array]:
    x = rng.uniform(-1, 1, (n, 2))
    return x, rng.poisson(np.exp(2.2 * np.sin(2 * x[:, :1]) + 1.5 * x[:, 1:])).astype(float)


def _wrong_class(answers: Array, targets: Array) -> Floats:
    return np.asarray((answers.argmax(axis=-1) != targets.argmax(axis=-1)).mean(axis=-1))


def _not_all_right(answers: Array, targets: Array) -> Floats:
    return np.asarray(((answers > 0.5) != targets).any(axis=-1).mean(axis=-1))


def _root_mean_square(answers: Array, targets: Array) -> Floats:
    return np.asarray(np.sqrt(np.mean((answers - targets) ** 2, axis=(-2, -1))))


def _mean_error(answers: Array, targets: Array) -> Floats:
    return np.asarray(np.abs(answers - targets).mean(axis=(-2, -1)))


PROBLEMS: dict[str, Asked] = {
    "digit": Asked("which digit is it?", _one_class, _wrong_class, "wrong", 10, 0, 1),
    "labels": Asked(
        "which of three discs is the point in? (often in several)", _labels, _not_all_right,
        "not all right", 3, 0, 1,
    ),
    "rating": Asked("0 to 5 stars?", _rating, _root_mean_square, "typical error", 1, 0, 5),
    "count": Asked("how many visitors come?", _count, _mean_error, "mean error", 1, 0, np.inf),
    "pixels": Asked(
        "49 pixels, each in 0..1, through 32 units", _pixels, _root_mean_square, "typical error",
        49, 0, 1,
    ),
    "yes or no": Asked("upper moon or lower?", _yes_no, _not_all_right, "wrong", 1, 0, 1),
}  # fmt: skip

RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
POINTS, WIDTH, UPDATES, BATCH_SIZE = 400, 32, 1500, 50
SEEDS = range(10)


@cache
def _drawn(name: str, points: int, seed: int) -> tuple[Array, Array]:
    return PROBLEMS[name].draw(points, np.random.default_rng(seed))


@dataclass(frozen=True)
class Judged:
    """What came of a last layer, seed by seed.

    Attributes
    ----------
    error : in the problem's own measure, on new examples
    constant : the error of one answer for all, the mean of the training targets
    impossible : share of answers that cannot be, such as -2 visitors
    """

    error: Floats
    constant: Floats
    impossible: Floats


def judged(
    name: str,
    pair: tuple[str, str],
    lr: float,
    *,
    seeds: Sequence[int] = SEEDS,
    points: int = POINTS,
    width: int = WIDTH,
    updates: int = UPDATES,
    draw: int = 0,
) -> Judged:
    """Train one hidden layer of ReLUs with this last function and loss; judge new examples.

    Examples
    --------
    >>> stars = judged("rating", ("sigmoid", "squared error"), 0.1, seeds=range(2), updates=200)
    >>> bool((stars.error > stars.constant).all())
    True
    """
    asked, (last, loss) = PROBLEMS[name], PAIRS[pair]
    drawn = [_drawn(name, points, 10_000 * draw + seed) for seed in seeds]
    unseen = [_drawn(name, 1000, 10_000 * draw + seed + 5000) for seed in seeds]
    data: Any
    data, (x_new, t_new) = (
        (np.stack([a for a, _ in part]), np.stack([b for _, b in part])) for part in (drawn, unseen)
    )
    x, t = data
    sizes = [x.shape[-1], width, t.shape[-1]]
    networks = stack([mlp(sizes, rng=np.random.default_rng(seed)) for seed in seeds])
    epochs = round(updates / -(-points // BATCH_SIZE))
    with warnings.catch_warnings(action="ignore"):  # large rates diverge, and that is a result
        fit(
            networks, loss, Optimizer(lr=lr), data, epochs=epochs, batch_size=BATCH_SIZE,
            rng=[np.random.default_rng([seed, 1]) for seed in seeds], every=epochs,
        )  # fmt: skip
        answers = last(networks.forward(x_new))
        error = np.nan_to_num(asked.error(answers, t_new), nan=np.inf, posinf=np.inf)
    constant = asked.error(np.broadcast_to(t.mean(axis=1, keepdims=True), t_new.shape), t_new)
    outside = (answers < asked.low) | (answers > asked.high) | ~np.isfinite(answers)
    return Judged(np.asarray(error), constant, np.asarray(outside.mean(axis=(-2, -1))))


def relative(judged: Judged) -> Floats:
    """Errors in shares of what one answer for all has; none counts for more than twice that."""
    return np.asarray(np.minimum(judged.error / judged.constant, 2.0))


def sweep(*, seeds: Sequence[int] = SEEDS, **how: Any) -> Sweep:
    """Every problem, pair and rate, ten seeds: about four minutes.

    Returns
    -------
    Sweep with axes (problem, pair, lr)
    """

    def run(name: str, pair: str, lr: float) -> dict[str, Any]:
        came = judged(name, pair_of(pair), lr, seeds=seeds)
        return {"error": relative(came), "impossible": came.impossible}

    return swept(
        run,
        {"problem": list(PROBLEMS), "pair": list(map(in_words, PAIRS)), "lr": RATES},
        settings={"points": POINTS, "width": WIDTH, "updates": UPDATES, "batch_size": BATCH_SIZE},
        seeds=seeds,
        **how,
    )


def best_rates(stored: Sweep) -> Mapping[tuple[str, str], float]:
    """For each problem and pair the rate with the lowest mean error of the first five seeds."""
    means = stored.values["error"][..., :5].mean(axis=-1)
    return {
        (str(name), str(pair)): float(stored.axes["lr"][means[i, j].argmin()])
        for i, name in enumerate(stored.axes["problem"])
        for j, pair in enumerate(stored.axes["pair"])
    }
