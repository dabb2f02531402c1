"""A function of the check's as code, where it keeps nothing: the worker calls it without asking.

This way is open from the process that is trusted to the other one alone. What a function refers to
goes with it: modules and classes by their names, numbers, texts, functions of the same kind. One
that refers to anything else, or changes what it closes over, such as a count of its calls, stays,
and is called back.
"""

from __future__ import annotations

import base64
import builtins
import dis
import importlib
import marshal
from collections.abc import Iterator
from fnmatch import fnmatch
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from course_lib.grading.hiding import HIDDEN
from course_lib.grading.plain import NotPlainError, Tree

PACKAGES = ("numpy", "math", "course_lib")
CHANGES = ("STORE_GLOBAL", "DELETE_GLOBAL", "STORE_DEREF", "DELETE_DEREF", "IMPORT_NAME")
FORMS = ("code", "named")


def as_code(thing: object) -> Tree:
    """Give a tree that says how to make a function over there.

    Raises
    ------
    NotPlainError
        Where it has to stay.
    """
    if isinstance(thing, FunctionType):
        return {"code": _of_function(thing)}
    name = str(getattr(thing, "__name__", ""))
    if isinstance(thing, np.ufunc) and getattr(np, name, None) is thing:
        return {"named": ["numpy", name]}
    raise NotPlainError("a function that stays")


def _of_function(function: FunctionType) -> dict[str, Tree]:
    code = function.__code__
    told = list(_instructions(code))
    if any(each.opname in CHANGES for each in told) or function.__kwdefaults__:
        raise NotPlainError("a function that changes what it refers to")
    names = {str(each.argval) for each in told if each.opname == "LOAD_GLOBAL"}
    known = {name for name in names if name in function.__globals__}
    if any(not hasattr(builtins, name) for name in names - known):
        raise NotPlainError("a function that refers to nothing")
    return {
        "marshal": base64.b64encode(marshal.dumps(code)).decode(),
        "names": {name: _part(function.__globals__[name]) for name in sorted(known)},
        "defaults": [_part(each) for each in function.__defaults__ or ()],
        "closure": [_part(cell.cell_contents) for cell in function.__closure__ or ()],
    }


def _instructions(code: CodeType) -> Iterator[dis.Instruction]:
    yield from dis.get_instructions(code)
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _instructions(each)


def _part(thing: object) -> Tree:
    """What a function refers to."""
    if thing is None or type(thing) in (bool, int, float, str):
        return thing
    if isinstance(thing, np.float64):
        return float(thing)
    if isinstance(thing, ModuleType):
        return {"named": [_open(thing.__name__), ""]}
    if isinstance(thing, type):
        module, name = _open(thing.__module__), thing.__name__
        if getattr(importlib.import_module(module), name, None) is thing:
            return {"named": [module, name]}
    return as_code(thing)


def _open(module: str) -> str:
    if module.partition(".")[0] not in PACKAGES or fnmatch(module, HIDDEN):
        raise NotPlainError("a module that stays")
    return module


def from_code(tree: Tree) -> Any:
    """Make what a tree of ``as_code`` says: in the worker alone.

    Examples
    --------
    >>> from_code(as_code(lambda x, y=2: np.maximum(x, y)))(3)
    np.int64(3)
    """
    if not isinstance(tree, dict):
        return tree
    ((kind, inside),) = tree.items()
    if kind == "named":
        module = importlib.import_module(inside[0])
        return getattr(module, inside[1]) if inside[1] else module
    names = {name: from_code(each) for name, each in inside["names"].items()}
    names["__builtins__"] = builtins
    closure = tuple(CellType(from_code(each)) for each in inside["closure"])
    defaults = tuple(map(from_code, inside["defaults"]))
    code = marshal.loads(base64.b64decode(inside["marshal"]))
    return FunctionType(code, names, code.co_name, defaults, closure)
