"""The overfitting experiment over whole ranges of settings, five seeds each.

``make sweeps`` stores the results; a reader may run them all again.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep
from course_lib.experiments.mnist300 import (
    BATCH_SIZE,
    LR,
    SIZES,
    WEIGHT_EDGES,
    Run,
    Setting,
    varied,
)
from course_lib.experiments.provenance import about

SEEDS = (0, 1, 2, 3, 4)
STRENGTHS = (0, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 1)
DROP_RATES = (0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)


def strength_sweep(**kwargs: Any) -> Sweep:
    """Every strength with every seed, 201 epochs each: about two minutes. See ``sweep``."""
    return sweep(Setting(), "strength", STRENGTHS, **kwargs)


def drop_rate_sweep(**kwargs: Any) -> Sweep:
    """Every drop rate with every seed, 301 epochs each: about three minutes. See ``sweep``."""
    return sweep(Setting(epochs=301, every=7), "drop_rate", DROP_RATES, **kwargs)


def long_drop_rate_sweep(**kwargs: Any) -> Sweep:
    """Every drop rate with every seed, 1001 epochs each: about six minutes. See ``sweep``."""
    return sweep(Setting(epochs=1001, every=7), "drop_rate", DROP_RATES, **kwargs)


def sweep(
    base: Setting,
    axis: str,
    values: Iterable[float],
    *,
    seeds: Iterable[int] = SEEDS,
    progress: Callable[[list[Setting]], Iterable[Setting]] = iter,
    into: dict[Setting, dict[str, npt.NDArray[Any]]] | None = None,
) -> Sweep:
    """Run ``base`` with every value of one field and every seed.

    Parameters
    ----------
    axis, values : the field of Setting that varies, and its values
    progress : function that wraps the list of settings, such as ``tqdm``
    into : dict or None
        Takes each run's results as it ends. After an interrupt, pass the same dict again and the
        sweep goes on where it stopped.

    Returns
    -------
    Sweep with axes (axis, seed)
    """
    values = list(values)
    choices = [{axis: value} for value in values]
    grid = sweep_of(base, choices, seeds=seeds, progress=progress, into=into)
    return replace(grid, axes={axis: np.array(values, float), "seed": grid.axes["seed"]})


def sweep_of(
    base: Setting,
    choices: Sequence[dict[str, Any]],
    *,
    names: Sequence[str] = (),
    seeds: Iterable[int] = SEEDS,
    measure: Callable[[Setting], dict[str, npt.NDArray[Any]]] = lambda s: Run(s).finish().results(),
    progress: Callable[[list[Setting]], Iterable[Setting]] = iter,
    into: dict[Setting, dict[str, npt.NDArray[Any]]] | None = None,
) -> Sweep:
    """Run ``base`` with each choice of fields and every seed; otherwise like ``sweep``.

    Parameters
    ----------
    choices : fields of Setting, and what they are
    names : one for each choice, or none to number them
    measure : what is stored of a setting

    Returns
    -------
    Sweep with axes (choice, seed)
    """
    seeds, results = list(seeds), {} if into is None else into
    settings = [varied(base, **choice, seed=seed) for choice in choices for seed in seeds]
    start = time.perf_counter()
    for setting in progress(settings):
        if setting not in results:
            results[setting] = measure(setting)
    grid = (len(choices), len(seeds))
    stacked = {
        name: np.reshape([results[setting][name] for setting in settings], (*grid, *value.shape))
        for name, value in results[settings[0]].items()
    }
    epochs = np.arange(base.every, base.epochs + 1, base.every)
    return Sweep(
        axes={"choice": np.array(names or range(len(choices))), "seed": np.array(seeds)},
        values=stacked,
        fixed={"epochs": epochs, "edges": WEIGHT_EDGES},
        about=about(
            settings=asdict(base) | {"sizes": SIZES, "lr": LR, "batch_size": BATCH_SIZE},
            seeds=seeds,
            seconds=time.perf_counter() - start,
        ),
    )
