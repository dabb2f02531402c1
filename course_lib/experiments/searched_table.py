"""A table of settings, trained once and stored: a search over it costs nothing.

Four hyperparameters of ``searched_digits`` on a grid, 14 875 runs. Settings between the points of
the grid get the nearest one, on each hyperparameter's own scale.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import told, whole_number
from course_lib.datasets import load_sweep
from course_lib.experiments.searched_digits import COUNTS
from course_lib.search import Integer, LogUniform, OneMinusLog, Space

SEEDS = (0, 1, 2, 3, 4)
EPOCHS = (1, 2, 4, 8, 16)
AXES: dict[str, npt.NDArray[Any]] = {
    "lr": 10.0 ** (np.arange(-12, 5) / 4),
    "beta": 1 - 10.0 ** -(np.arange(7) / 3),
    "strength": 10.0 ** np.arange(-5, 0),
    "hidden": np.array([4, 8, 16, 32, 64]),
}
SPACE = Space(
    lr=LogUniform(1e-3, 10.0),
    beta=OneMinusLog(0.0, 0.99),
    strength=LogUniform(1e-5, 1e-1),
    hidden=Integer(4, 64, log=True),
)
NAMES = tuple(AXES)
Floats = npt.NDArray[np.float64]


@cache
def dev_accuracy() -> Floats:
    """After each of EPOCHS, shape (lr, beta, strength, hidden, seed, epochs)."""
    return np.asarray(load_sweep("hyperparameter_search_table").values["dev_right"] / COUNTS["dev"])


@cache
def mean_test_accuracy() -> Floats:
    """After the last epoch, the mean of the five seeds: shape (lr, beta, strength, hidden)."""
    right = load_sweep("hyperparameter_search_table").values["test_right"].mean(axis=-1)
    return np.asarray(right / COUNTS["test"])


def nearest(settings: Mapping[str, Any]) -> tuple[int, ...]:
    """Where in the table these settings stand; what they leave out is as in CENTRE.

    Examples
    --------
    >>> place = nearest({"lr": 0.1, "beta": 0.9, "strength": 1e-3, "hidden": 32})
    >>> [float(axis[k].round(3)) for axis, k in zip(AXES.values(), place)]
    [0.1, 0.9, 0.001, 32.0]

    Raises
    ------
    ValueError
        For a name that the table does not have, and for a value beyond its ends.
    """
    unknown = set(settings) - {*NAMES, "epochs"}
    if unknown:
        raise ValueError(f"the table knows {[*NAMES, 'epochs']}; got {sorted(unknown)}")
    full = CENTRE | {name: settings[name] for name in NAMES if name in settings}
    whole_number("the table's hidden", full["hidden"])
    return tuple(
        int(np.abs(own - SPACE.distributions[name].place(full[name])).argmin())
        for name, own in _places_of_axes().items()
    )


@cache
def _places_of_axes() -> dict[str, Floats]:
    scales = SPACE.distributions
    return {name: np.array([scales[name].place(v) for v in AXES[name]]) for name in NAMES}


CENTRE: dict[str, Any] = {"lr": 0.1, "beta": 0.9, "strength": 1e-3, "hidden": 32}


def look_up(settings: Mapping[str, Any], seed: int) -> dict[str, float]:
    """Look up what ``searched_digits.train_once`` gave; one of the five stored seeds, by ``seed``.

    The score is the dev accuracy after "epochs" (default: the last), of one run. Beside it stands
    what a search does not see: "mean", of the dev accuracies of all five runs after the last epoch,
    and "test", of their test accuracies.

    Examples
    --------
    >>> sorted(look_up({"lr": 0.1, "beta": 0.9, "strength": 1e-3, "hidden": 32}, seed=0))
    ['mean', 'score', 'test']
    """
    place = nearest(settings)
    epochs = _which_epochs(settings.get("epochs", EPOCHS[-1]))
    runs = dev_accuracy()[place]
    return {
        "score": float(runs[seed % len(SEEDS), epochs]),
        "mean": float(runs[:, -1].mean()),
        "test": float(mean_test_accuracy()[place]),
    }


def _which_epochs(epochs: Any) -> int:
    if epochs not in EPOCHS:
        raise ValueError(f"the table was looked at after {EPOCHS} epochs; got {told(epochs)}")
    return EPOCHS.index(epochs)


def look_up_mean(settings: Mapping[str, Any], seed: int) -> dict[str, float]:
    """The same without noise: the score is the mean of five runs; seed changes nothing.

    Examples
    --------
    >>> told = look_up_mean(CENTRE, seed=0)
    >>> told["score"] == told["mean"]
    True
    """
    told = look_up(settings, seed)
    return told | {"score": told["mean"]}


def shares_of_variance(scores: Floats) -> dict[str, tuple[float, float]]:
    """How much of the scores' variance each hyperparameter explains: alone, and with the others.

    ::

        alone = var(means over all others) / var(scores)
        with the others = mean(variances while all others stand still) / var(scores)

    The first is its main effect; the second (its total effect, after Sobol) also counts what it
    does at some values of the others and undoes at other ones.

    Parameters
    ----------
    scores : array of shape (lr, beta, strength, hidden)

    Examples
    --------
    >>> only_lr = np.broadcast_to(np.arange(3.0).reshape(3, 1, 1, 1), (3, 2, 2, 2))
    >>> shares_of_variance(only_lr)["lr"], shares_of_variance(only_lr)["beta"]
    ((1.0, 1.0), (0.0, 0.0))
    """
    shares = {}
    for k, name in enumerate(NAMES):
        others = tuple(axis for axis in range(len(NAMES)) if axis != k)
        parts = scores.mean(axis=others).var(), scores.var(axis=k).mean()
        shares[name] = (float(parts[0] / scores.var()), float(parts[1] / scores.var()))
    return shares
