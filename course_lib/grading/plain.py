"""Values as plain data: numbers, texts, lists, arrays. Nothing in them can be executed.

A value becomes a tree that JSON can write, and beside it the arrays whose bytes travel as they are.
What else there is has a place in the tree, too: a function is a number to call it by, a generator
of random numbers its state, and any other thing the name of its type.
"""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.grading.limits import DEPTH, THINGS

Tree = Any
Array = np.ndarray[Any, Any]

KINDS = {name: np.dtype(name) for name in (np.dtype(sign).str for sign in "?bBhHiIlLqQefdgFDG")}
"""The dtypes that travel: True and False, whole, real and complex numbers."""


class NotPlainError(TypeError):
    """A thing that has no plain form, or a message that is none; its words say which."""


class Other:
    """Stands for a thing that stayed where it is: equal to nothing, and of no use."""


class Packing:
    """Makes trees of values, for one message.

    Parameters
    ----------
    hand_out : function of a function
        Gives the tree that stands for it, such as the number by which the other side can call it.
    strict : bool
        Whether a thing without a plain form is refused; else its type's name stands for it.

    Attributes
    ----------
    arrays, originals : lists of arrays
        What travels beside the trees, and the arrays that it was made of; None for a number.
    generators : list of generators
        Those whose states were packed.

    Examples
    --------
    >>> packing = Packing(id, strict=True)
    >>> packing.tree((1, [2.5, "three"], np.zeros(2)))
    {'tuple': [1, {'list': [2.5, 'three']}, {'array': 0}]}
    >>> Packing(id, strict=False).tree({1, 2})
    {'other': 'set'}
    """

    def __init__(self, hand_out: Callable[[Callable[..., Any]], Tree], *, strict: bool) -> None:
        self._hand_out, self._strict = hand_out, strict
        self.arrays: list[Array] = []
        self.originals: list[Array | None] = []
        self.generators: list[np.random.Generator] = []
        self._things = 0

    def tree(self, value: Any, depth: int = 0) -> Tree:
        """Give a value's tree."""
        self._things += 1
        if depth > DEPTH or self._things > THINGS:
            raise NotPlainError("a value of so many parts")
        kind = type(value)
        if value is None or kind in (bool, int, float, str):
            return value
        if kind in (list, tuple):
            return {kind.__name__: [self.tree(each, depth + 1) for each in value]}
        if kind is dict:
            pairs = value.items()
            return {"dict": [[self.tree(each, depth + 1) for each in pair] for pair in pairs]}
        if isinstance(value, np.ndarray | np.generic):
            return self._numbers(value)
        if kind is np.random.Generator and (state := _state_of(value)):
            self.generators.append(value)
            return {"generator": state}
        if callable(value):
            return self._hand_out(value)
        return self._other(value)

    def _numbers(self, value: Any) -> Tree:
        array, is_array = np.array(value, subok=False), isinstance(value, np.ndarray)
        native = array.dtype.newbyteorder("=")
        if native.str not in KINDS:
            return {"objects": list(array.shape)} if is_array else str(value)
        self.arrays.append(array.astype(native))
        self.originals.append(value if is_array else None)
        return {"array" if is_array else "scalar": len(self.arrays) - 1}

    def _other(self, value: Any) -> Tree:
        if self._strict:
            raise NotPlainError(f"something of type {type(value).__name__}")
        if isinstance(value, numbers.Real):  # a Fraction is a number, here as in a notebook
            return float(value)
        for base in (tuple, list, dict):  # a subclass stands for what it holds
            if isinstance(value, base):
                return self.tree(base(value))
        return {"other": type(value).__name__}


class Unpacking:
    """Makes values of trees, and takes nothing for granted.

    Parameters
    ----------
    arrays : those that came beside the trees
    take : function of a number
        Gives what stands for a function of the other side.

    Attributes
    ----------
    generators : list of generators
        Those that were made, in their order.

    Examples
    --------
    >>> Unpacking([np.zeros(2)], id).value({"tuple": [1, {"array": 0}]})
    (1, array([0., 0.]))
    """

    def __init__(self, arrays: list[Array], take: Callable[[int], Callable[..., Any]]) -> None:
        self.arrays, self._take = arrays, take
        self.generators: list[np.random.Generator] = []
        self._things = 0

    def value(self, tree: Tree, depth: int = 0) -> Any:
        """Give a tree's value."""
        self._things += 1
        if depth > DEPTH or self._things > THINGS:
            raise NotPlainError("a value of so many parts")
        if tree is None or isinstance(tree, bool | int | float | str):
            return tree
        if not isinstance(tree, dict) or len(tree) != 1:
            raise NotPlainError("no tree of a value")
        ((kind, inside),) = tree.items()
        if kind in ("list", "tuple", "dict") and isinstance(inside, list):
            return self._several(kind, inside, depth)
        if kind in ("array", "scalar"):
            array = self.arrays[whole(inside, len(self.arrays))]
            return array if kind == "array" else array[()]
        if kind == "objects":
            return _objects(inside)
        if kind == "function":
            return self._take(whole(inside, 2**31))
        if kind == "generator":
            self.generators.append(_generator(inside))
            return self.generators[-1]
        if kind == "other" and isinstance(inside, str):
            return type(as_name(inside), (Other,), {})()
        return self.more(kind, inside)

    def more(self, kind: str, inside: Tree) -> Any:
        """Give the value of a tree of another kind: here there is none."""
        raise NotPlainError("a tree of an unknown kind")

    def _several(self, kind: str, inside: list[Tree], depth: int) -> Any:
        if kind != "dict":
            values = [self.value(each, depth + 1) for each in inside]
            return values if kind == "list" else tuple(values)
        found = {}
        for pair in inside:
            if not isinstance(pair, list) or len(pair) != 2:
                raise NotPlainError("no pair of a dict")
            key = self.value(pair[0], depth + 1)
            if not isinstance(key, bool | int | float | str | np.generic | None):
                key = str(type(key).__name__)  # such as a tuple: no exercise asks for one
            found[key] = self.value(pair[1], depth + 1)
        return found


def whole(number: object, below: int) -> int:
    """Refuse what is no whole number from 0 up to another."""
    if type(number) is not int or not 0 <= number < below:
        raise NotPlainError("no whole number in its limits")
    return number


def as_name(text: str) -> str:
    """Keep of a type's name what can be one.

    Examples
    --------
    >>> as_name("set"), as_name("<b>!"), as_name("!")
    ('set', 'b', 'thing')
    """
    kept = "".join(sign for sign in text[:40] if sign.isascii() and (sign.isalnum() or sign == "_"))
    return kept or "thing"


def _objects(shape: object) -> Array:
    """An array of anything but numbers: its shape is all that a check could use."""
    if not isinstance(shape, list) or len(shape) > DEPTH:
        raise NotPlainError("no shape")
    sizes = [whole(each, THINGS) for each in shape]
    if np.prod(sizes, dtype=float) > THINGS:
        raise NotPlainError("an array of so many objects")
    return np.empty(sizes, dtype=object)


def _state_of(rng: np.random.Generator) -> Tree:
    """The state of the generators that ``default_rng`` gives; None for other kinds."""
    state: Any = rng.bit_generator.state
    return state if state.get("bit_generator") == "PCG64" else None


def _generator(state: object) -> np.random.Generator:
    bits = np.random.PCG64(0)
    set_state(np.random.Generator(bits), state)
    return np.random.Generator(bits)


def set_state(rng: np.random.Generator, state: object) -> None:
    """Put a generator into a state that came over; refuse what is none."""
    try:
        rng.bit_generator.state = state  # type: ignore[assignment]
    except (TypeError, ValueError, KeyError, OverflowError, AttributeError) as error:
        raise NotPlainError("no state of a generator") from error
