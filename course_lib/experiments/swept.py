"""Run every point of a grid of settings, and keep what came out as one ``Sweep``.

What is run is a function of one point; what it gives is a dict of arrays. Everything else (the
order, the shapes, where it comes from, going on after an interrupt) is the same for every sweep.
"""

import platform
import time
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep

Point = tuple[Any, ...]
Results = Mapping[str, npt.ArrayLike]


def swept(
    run: Callable[..., Results],
    axes: Mapping[str, Iterable[Any]],
    *,
    inner: Mapping[str, Iterable[Any]] | None = None,
    order: Sequence[str] | None = None,
    fixed: Mapping[str, npt.ArrayLike] | None = None,
    settings: Mapping[str, Any],
    seeds: Iterable[int],
    progress: Callable[[list[Point]], Iterable[Point]] = iter,
    into: MutableMapping[Point, Results] | None = None,
) -> Sweep:
    """Call ``run`` with every combination of the axes' values, and stack what it gives.

    Parameters
    ----------
    run : function of one value per axis -> dict of name to array
    axes : name -> values
    inner : name -> values
        Axes that one run covers by itself, such as seeds trained side by side: every array that
        ``run`` gives begins with them.
    order : names of all axes, or None
        How they are stored; None takes ``axes``, then ``inner``.
    fixed : name -> array
        What all points share, such as the epochs of a curve.
    settings, seeds : what else was set, told in the sweep's ``about``
    progress : function that wraps the list of points, such as ``tqdm``
    into : dict or the like, or None
        Takes each point's results as they come. After an interrupt, pass the same again: the sweep
        goes on where it stopped.

    Examples
    --------
    >>> def run(lr, seed):
    ...     return {"loss": lr * np.arange(3) + seed}
    >>> sweep = swept(run, {"lr": [0.1, 0.2], "seed": [0, 1]}, settings={}, seeds=[0, 1])
    >>> sweep.at(lr=0.2, seed=1)["loss"].tolist()
    [1.0, 1.2, 1.4]
    """
    values = {name: list(given) for name, given in axes.items()}
    covered = {name: list(given) for name, given in (inner or {}).items()}
    points = list(product(*values.values()))
    results: MutableMapping[Point, Results] = {} if into is None else into
    begun = time.perf_counter()
    for point in progress(points):
        if point not in results:
            results[point] = run(*point)
    seconds = time.perf_counter() - begun
    found = [results[point] for point in points]
    together = values | covered
    lengths = [len(given) for given in together.values()]
    names = list(order or together)
    places = [list(together).index(name) for name in names]
    stacked = {}
    for name in found[0]:
        rows = np.array([result[name] for result in found])
        grid = rows.reshape(*lengths, *rows.shape[1 + len(covered) :])
        own = range(len(lengths), grid.ndim)
        stacked[name] = np.ascontiguousarray(grid.transpose(*places, *own))
    return Sweep(
        axes={name: np.array(together[name]) for name in names},
        values=stacked,
        fixed={name: np.asarray(value) for name, value in (fixed or {}).items()},
        about={
            "settings": dict(settings),
            "seeds": list(seeds),
            "versions": {"python": platform.python_version(), "numpy": np.__version__},
            "seconds": round(seconds, 1),
        },
    )
