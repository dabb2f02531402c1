"""Settings that may hold one value per model: compared, hashed and written out."""

from dataclasses import MISSING, field
from functools import partial
from typing import Any, overload

import numpy as np

from course_lib.arguments import whole_number
from course_lib.engine.arrays import PerModel, check_range

_WRITTEN_OUT = 4


def within(
    low: float,
    high: float = np.inf,
    default: Any = MISSING,
    *,
    low_included: bool = True,
    high_included: bool = False,
) -> Any:
    """A field of a ``Settings`` that must lie in [low, high), as must each of many models' values.

    Without a default it must be given. ``check_range`` says what the ends mean.
    """
    check = partial(
        check_range, low=low, high=high, low_included=low_included, high_included=high_included
    )
    return field(default=default, metadata={"check": check})


def whole() -> Any:
    """A field of a ``Settings`` that must be a whole number from 1 on."""
    return field(metadata={"check": whole_number})


class Settings:
    """Equality, hash and repr of a frozen dataclass, for ``@dataclass(eq=False, repr=False)``.

    Fields made by ``within`` and ``whole`` are checked.

    A dataclass compares its fields by ``==``, which for arrays is no yes or no, and writes all
    values of a large stack out.

    Examples
    --------
    >>> from course_lib.engine import L2, per_model
    >>> L2(per_model([0.0, 0.1])) == L2(per_model([0.0, 0.1])), L2(0.1) == L2(0.2)
    (True, False)
    >>> L2(0.1), L2(per_model(np.linspace(0, 1, 64)))
    (L2(strength=0.1), L2(strength=<64 values from 0 to 1>))
    """

    __dataclass_fields__: Any

    def __post_init__(self) -> None:
        for name, own in self.__dataclass_fields__.items():
            if "check" in own.metadata:
                own.metadata["check"](name, getattr(self, name))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._content() == other._content()

    def __hash__(self) -> int:
        return hash((type(self), self._content()))

    def __repr__(self) -> str:
        return call_in_words(
            self, {name: getattr(self, name) for name in self.__dataclass_fields__}
        )

    def _content(self) -> tuple[Any, ...]:
        return tuple([_plain(getattr(self, name)) for name in self.__dataclass_fields__])


class Hyperparameter:
    """A setting of a layer that may hold one value per model, and may be moved while it trains.

    It is checked by ``check_range`` whenever it is set, and the class lists it among its
    ``hyperparameters``.
    """

    def __init__(self, low: float, high: float = np.inf, *, high_included: bool = False) -> None:
        self.check = partial(check_range, low=low, high=high, high_included=high_included)

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name
        owner.hyperparameters = (*owner.hyperparameters, name)

    @overload
    def __get__(self, layer: None, kind: type) -> "Hyperparameter": ...
    @overload
    def __get__(self, layer: object, kind: type) -> PerModel: ...
    def __get__(self, layer: Any, kind: type) -> Any:
        return self if layer is None else layer.__dict__[self.name]

    def __set__(self, layer: Any, value: PerModel) -> None:
        layer.__dict__[self.name] = self.check(self.name, value)


def call_in_words(built: object, arguments: dict[str, Any]) -> str:
    """How an object is built, as its repr: the class and its arguments."""
    words = [f"{name}={_in_words(value)}" for name, value in arguments.items()]
    return f"{type(built).__name__}({', '.join(words)})"


def _in_words(value: Any) -> str:
    """The repr, where a value for each of many models is told by number and range."""
    if not isinstance(value, np.ndarray):
        return repr(value)
    if value.size > _WRITTEN_OUT:
        return f"<{value.size} values from {value.min():g} to {value.max():g}>"
    return f"per_model({value.ravel().tolist()})"


def _plain(value: Any) -> Any:
    """A value that compares and hashes: an array becomes a tuple, in lists and tuples too."""
    if isinstance(value, np.ndarray):
        return value.shape, tuple(value.ravel().tolist())
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value
