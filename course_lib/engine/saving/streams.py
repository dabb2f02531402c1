"""The state of a random generator as plain numbers and a name, and back."""

from collections.abc import Mapping
from typing import Any

import numpy as np

KIND = "PCG64"
"""What ``numpy.random.default_rng`` makes, and the only kind that a file may hold."""
_LIMITS = {"state": 2**128, "inc": 2**128, "has_uint32": 2, "uinteger": 2**32}

Description = dict[str, Any]


def described(state: Mapping[str, Any]) -> Description:
    """A generator's state as what JSON can hold."""
    if state["bit_generator"] != KIND:
        raise TypeError(
            f"a run can be saved whose random numbers come from {KIND}, as "
            f"numpy.random.default_rng makes it; got {state['bit_generator']}"
        )
    return {**state["state"], **{name: state[name] for name in ("has_uint32", "uinteger")}}


def restored(description: Any) -> np.random.Generator:
    """The generator that was described; ValueError where it can be none."""
    if not isinstance(description, dict) or description.keys() != _LIMITS.keys():
        raise ValueError(f"a random stream needs {list(_LIMITS)}; got {description!r:.80}")
    for name, limit in _LIMITS.items():
        value = description[name]
        if type(value) is not int or not 0 <= value < limit:
            raise ValueError(f"a random stream needs {name} in 0 ... {limit - 1}; got {value!r}")
    if description["inc"] % 2 == 0:
        raise ValueError("a random stream needs an odd inc; got an even one")
    bits = np.random.PCG64()
    bits.state = {
        "bit_generator": KIND,
        "state": {"state": description["state"], "inc": description["inc"]},
        "has_uint32": description["has_uint32"],
        "uinteger": description["uinteger"],
    }
    return np.random.Generator(bits)
