"""Whether a version lies within a range, as far as the course writes ranges.

The package ``packaging`` does this in general; it may be what is missing.
"""

import re

_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)(.*)", re.IGNORECASE)
_CLAUSE = re.compile(r"\s*(~=|==|!=|<=|>=|<|>)\s*([^\s,]+)\s*")
_EARLY = re.compile(r"[._-]?(a|b|c|rc|dev|alpha|beta|pre)", re.IGNORECASE)

Key = tuple[tuple[int, ...], bool]


def lies_within(version: str, wanted: str) -> bool:
    """Compare a version with a range such as ">=8.1,!=8.1.9"; "" allows all.

    Raises
    ------
    ValueError
        For what is no version, or a range written in another way.

    Examples
    --------
    >>> lies_within("8.1.10", ">=8.1,!=8.1.9"), lies_within("2.0rc1", ">=2.0")
    (True, False)
    """
    return all(_holds(version, clause) for clause in wanted.split(",") if clause.strip())


def _holds(version: str, clause: str) -> bool:
    match = _CLAUSE.fullmatch(clause)
    if match is None:
        raise ValueError(f"a range needs clauses such as >=2.0; got {clause!r}")
    sign, bound = match.groups()
    if bound.endswith(".*") and sign in ("==", "!="):
        return _begins_with(version, bound.removesuffix(".*")) == (sign == "==")
    here, there = key(version), key(bound)
    if sign == "~=":  # ~=3.0.15 is >=3.0.15 and ==3.0.*
        return here >= there and _begins_with(version, bound.rpartition(".")[0])
    return {
        "==": here == there, "!=": here != there, "<=": here <= there,
        ">=": here >= there, "<": here < there, ">": here > there,
    }[sign]  # fmt: skip


def key(version: str) -> Key:
    """Turn a version into what compares in the right order; an early release comes first.

    Examples
    --------
    >>> key("2.0.0") == key("2"), key("2.10") > key("2.9"), key("3.1rc2") < key("3.1")
    (True, True, True)
    """
    match = _VERSION.fullmatch(version.strip())
    if match is None:
        raise ValueError(f"a version needs numbers such as 2.0; got {version!r}")
    numbers = [int(part) for part in match[1].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), not _EARLY.match(match[2])


def _begins_with(version: str, start: str) -> bool:
    wanted = tuple(map(int, start.split(".")))
    match = _VERSION.fullmatch(version.strip())
    numbers = [int(part) for part in match[1].split(".")] if match else []
    padded = numbers + [0] * (len(wanted) - len(numbers))
    return tuple(padded[: len(wanted)]) == wanted
