"""Where a search tries: a grid, draws, or draws of which each has a strip of its own."""

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.search import Space, random_settings

Floats = npt.NDArray[np.float64]
DESIGNS = ("grid", "random", "stratified")


def grid_places(points: int, columns: int, *, rng: np.random.Generator) -> Floats:
    """An even grid, shifted at random in every column, so that no lucky end decides.

    Examples
    --------
    >>> grid_places(3, 2, rng=np.random.default_rng(0)).shape
    (9, 2)
    """
    rows = [(np.arange(points) + rng.random()) / points for _ in range(columns)]
    return np.array(list(product(*rows)))


def stratified_places(count: int, columns: int, *, rng: np.random.Generator) -> Floats:
    """A Latin hypercube: of ``count`` strips in every column each holds one place.

    McKay, Beckman and Conover (1979), who call another of their schemes stratified.

    Examples
    --------
    >>> places = stratified_places(4, 2, rng=np.random.default_rng(0))
    >>> np.sort((places * 4).astype(int), axis=0).T.tolist()
    [[0, 1, 2, 3], [0, 1, 2, 3]]
    """
    columns_of = [(rng.permutation(count) + rng.random(count)) / count for _ in range(columns)]
    return np.transpose(columns_of)


def many_stratified(searches: int, count: int, columns: int, *, rng: np.random.Generator) -> Floats:
    """The same for many searches at once, shape (searches, count, columns).

    Examples
    --------
    >>> places = many_stratified(2, 4, 1, rng=np.random.default_rng(0))
    >>> np.sort((places[..., 0] * 4).astype(int)).tolist()
    [[0, 1, 2, 3], [0, 1, 2, 3]]
    """
    shape = (searches, count, columns)
    return np.asarray((rng.random(shape).argsort(axis=1) + rng.random(shape)) / count)


def shifted_grid(space: Space, points: int, *, rng: np.random.Generator) -> list[dict[str, Any]]:
    """The settings of such a grid.

    Examples
    --------
    >>> from course_lib.search import Uniform
    >>> space = Space(lr=Uniform(0, 1), beta=Uniform(0, 1))
    >>> len(shifted_grid(space, 3, rng=np.random.default_rng(0)))
    9
    """
    return [space.at(places) for places in grid_places(points, len(space), rng=rng)]


def design(name: str, space: Space, points: int, *, rng: np.random.Generator) -> list[Any]:
    """One of DESIGNS, with ``points`` to the power of the number of hyperparameters.

    Examples
    --------
    >>> from course_lib.search import Uniform
    >>> space = Space(lr=Uniform(0, 1), beta=Uniform(0, 1))
    >>> len(design("stratified", space, 3, rng=np.random.default_rng(0)))
    9
    """
    count = points ** len(space)
    if name == "grid":
        return shifted_grid(space, points, rng=rng)
    if name == "random":
        return list(random_settings(space, count, rng=rng))
    if name == "stratified":
        return [space.at(row) for row in stratified_places(count, len(space), rng=rng)]
    raise ValueError(f"there are the designs {DESIGNS}; got {name!r}")
