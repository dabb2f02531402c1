"""A sweep: what came out of training at every point of a grid of settings."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.arguments import check_array, check_kind, told

Arrays = dict[str, NDArray[Any]]

# A slider that counts in steps arrives at 0.30000000000000004; that is 0.3.
_RELATIVE_TOLERANCE = 1e-6
_ABSOLUTE_TOLERANCE = 1e-12


@dataclass(frozen=True, eq=False)
class Sweep:
    """Results on a grid of settings, and how they came about.

    Parameters
    ----------
    axes : dict of str to ndarray, shape (length,)
        The settings that were varied, in order; numbers or words, none twice.
    values : dict of str to ndarray, shape (length of axis 1, of axis 2, ..., own axes)
        What was measured at each point: first the axes in their order, then axes of its own.
    fixed : dict of str to ndarray
        What is the same for all points, such as the epochs at which a curve was recorded.
    about : dict
        Settings, seeds, versions and running time in seconds, as JSON can hold them.

    Examples
    --------
    >>> rates, epochs = np.array([0.01, 0.1]), np.array([0, 10, 20])
    >>> loss = np.array([[2.3, 2.0, 1.8], [2.3, 0.9, 0.4]])
    >>> sweep = Sweep({"lr": rates}, {"loss": loss}, {"epochs": epochs}, {"seconds": 1.5})
    >>> sweep.at(lr=0.1)["loss"].tolist()
    [2.3, 0.9, 0.4]
    """

    axes: Arrays
    values: Arrays
    fixed: Arrays
    about: dict[str, Any]

    def __post_init__(self) -> None:
        for name in ("axes", "values", "fixed", "about"):
            check_kind(f"Sweep: {name}", getattr(self, name), dict, "a dict")
        for group in (self.axes, self.values, self.fixed):
            for name, array in group.items():
                _check_entry(name, array)
        for name, axis in self.axes.items():
            _check_axis(name, axis)
        lengths = tuple(len(axis) for axis in self.axes.values())
        for name, value in self.values.items():
            if value.shape[: len(lengths)] != lengths:
                raise ValueError(
                    f"value {name!r} must begin with the axes {list(self.axes)}, shape {lengths}; "
                    f"got shape {value.shape}. What all points share belongs into fixed."
                )

    def at(self, **axis_values: Any) -> Arrays:
        """Pick one point of the grid.

        Parameters
        ----------
        **axis_values
            One value for every axis, by its name. A number matches a stored one that agrees to
            a millionth; nothing is interpolated.

        Returns
        -------
        dict of str to ndarray
            Each value at that point: read-only views without the axes' dimensions.
        """
        if axis_values.keys() != self.axes.keys():
            raise ValueError(
                f"a point needs one value for each of {list(self.axes)}; got {list(axis_values)}"
            )
        index: tuple[Any, ...] = tuple(
            _position(name, axis, axis_values[name]) for name, axis in self.axes.items()
        )
        point = {name: value[(*index, ...)] for name, value in self.values.items()}
        for view in point.values():
            view.flags.writeable = False
        return point


def _check_entry(name: str, array: NDArray[Any]) -> None:
    if not isinstance(name, str) or not name.isidentifier():
        raise ValueError(f"names must be identifiers, such as drop_rate; got {told(name)}")
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name!r} must be an array; got {type(array).__name__}")
    check_array(repr(name), array)
    if array.dtype.hasobject or array.dtype.kind == "V":
        kind = "Python objects" if array.dtype.hasobject else "records"
        raise TypeError(f"{name!r} must hold numbers or words; got an array of {kind}")


def _check_axis(name: str, axis: NDArray[Any]) -> None:
    if axis.ndim != 1 or axis.size == 0:
        raise ValueError(
            f"axis {name!r} must have shape (length,) with length > 0; got shape {axis.shape}"
        )
    if (axis != axis).any():  # NaN, and NaT among dates
        raise ValueError(f"axis {name!r} must not hold NaN; got {axis.tolist()}")
    if len(np.unique(axis)) < len(axis):
        raise ValueError(f"axis {name!r} must not repeat a value; got {axis.tolist()}")


def _position(name: str, axis: NDArray[Any], value: Any) -> int:
    """Return the index of the stored value that is meant."""
    several = isinstance(value, np.ndarray) and value.ndim > 0
    same = [] if several else [i for i, each in enumerate(axis.tolist()) if each == value]
    if not same and axis.dtype.kind in "iuf" and isinstance(value, float | np.floating):
        close = np.isclose(axis, value, rtol=_RELATIVE_TOLERANCE, atol=_ABSOLUTE_TOLERANCE)
        same = [i for i in np.argsort(np.abs(axis - value), kind="stable") if close[i]]
    if not same:
        raise ValueError(f"axis {name!r} has no value {told(value)}; stored are {axis.tolist()}")
    return int(same[0])
