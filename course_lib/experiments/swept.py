"""Run every point of a grid of settings, and keep what came out as one ``Sweep``.

What is run is a function of one point; what it gives is a dict of arrays. Everything else (the
order, the shapes, where it comes from, going on after an interrupt) is the same for every sweep.
"""

import math
import platform
import time
from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import (
    as_list,
    check_function,
    check_kind,
    check_memory,
    checked_call,
    is_list,
    told,
)
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
    check_function("swept: run", run, "one of a value per axis")
    check_function("swept: progress", progress, "tqdm")
    values, covered = _axes("axes", axes), _axes("inner", {} if inner is None else inner)
    together = values | covered
    names = _names(order, together)
    check_kind("swept: settings", settings, Mapping, "a dict")
    told_fixed = {} if fixed is None else fixed
    check_kind("swept: fixed", told_fixed, Mapping, "a dict of arrays by name")
    if into is not None:
        check_kind("swept: into", into, MutableMapping, "a dict or the like")
    drawn = as_list("swept: seeds", seeds, "numbers")
    points = list(product(*values.values()))
    results: MutableMapping[Point, Results] = {} if into is None else into
    begun = time.perf_counter()
    for point in progress(points):
        if point not in results:
            results[point] = checked_call("swept: run", run, *point)
    seconds = time.perf_counter() - begun
    found = [results[point] for point in points]
    lengths = [len(given) for given in together.values()]
    places = [list(together).index(name) for name in names]
    stacked = {}
    for name, rows in _by_name(found, tuple(map(len, covered.values()))).items():
        grid = rows.reshape(*lengths, *rows.shape[1 + len(covered) :])
        own = range(len(lengths), grid.ndim)
        stacked[name] = np.ascontiguousarray(grid.transpose(*places, *own))
    return Sweep(
        axes={name: _array(f"axis {name}", together[name]) for name in names},
        values=stacked,
        fixed={name: _array(f"fixed {name}", value) for name, value in told_fixed.items()},
        about={
            "settings": dict(settings),
            "seeds": drawn,
            "versions": {"python": platform.python_version(), "numpy": np.__version__},
            "seconds": round(seconds, 1),
        },
    )


def _axes(what: str, given: Any) -> dict[str, list[Any]]:
    """The axes with their values, of which each has one at least."""
    check_kind(f"swept: {what}", given, Mapping, "a dict of values by axis")
    axes = {
        name: as_list(f"swept: {what}, {name}", _keys(each), "values")
        for name, each in given.items()
    }
    for name, values in axes.items():
        if not values or not all(map(_is_key, values)):
            raise ValueError(
                f"swept: {what}, {name} needs one value or more, numbers or texts; "
                f"got {told(values)}"
            )
    points = math.prod(map(len, axes.values()))
    check_memory(f"swept: {what} of {points} points", list(axes), 100 * points)
    return axes


def _keys(values: Any) -> Any:
    """Where the values are told by name, their names are the axis."""
    return list(values) if isinstance(values, Mapping) else values


def _is_key(value: Any) -> bool:
    """Whether it can be part of a point; a record of NumPy only says so."""
    return isinstance(value, Hashable) and not isinstance(value, np.void)


def _names(order: Any, axes: Mapping[str, Any]) -> list[str]:
    """All axes' names in the order in which they are stored."""
    names = list(axes) if order is None else order
    if not is_list(names) or len(names) != len(axes) or not all(name in names for name in axes):
        raise ValueError(f"swept: order must hold the axes {list(axes)}; got {told(order)}")
    return list(names)


def _by_name(found: list[Results], lengths: tuple[int, ...]) -> dict[str, npt.NDArray[Any]]:
    """What the runs gave, by name, each of shape (runs, inner axes, ...)."""
    for given in found:
        check_kind("swept: what run gives", given, Mapping, "a dict of arrays by name")
        if given.keys() != found[0].keys() or not given:
            raise ValueError(
                "swept: run must give the same names at every point, one at least; got "
                f"{list(found[0])} and {list(given)}"
            )
    stacked = {}
    for name in found[0]:
        rows = _array(f"what run gives as {name}", [given[name] for given in found])
        if rows.shape[1 : 1 + len(lengths)] != lengths:
            raise ValueError(
                f"swept: what run gives as {name} must begin with the inner axes, shape {lengths}; "
                f"got shape {rows.shape[1:]}"
            )
        stacked[name] = rows
    return stacked


def _array(what: str, values: Any) -> npt.NDArray[Any]:
    try:
        return np.asarray(values)
    except ValueError:
        raise ValueError(f"swept: {what} needs one shape everywhere; got {told(values)}") from None
