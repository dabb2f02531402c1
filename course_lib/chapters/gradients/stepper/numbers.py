"""What a reader wrote, read as a number, and compared but for rounding."""

import ast
import math
import operator
import re
from collections.abc import Callable

SHARE = 0.01
"""Rounding that is allowed, as a share; and two right digits are always enough."""

ZERO = 1e-6
"""What counts as 0."""

LONGEST = 60
OPERATIONS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
}


def number_in(text: object) -> float:
    """Read what a reader wrote: a number, a fraction, or a small calculation.

    Raises
    ------
    ValueError
        In words, for anything else.

    Examples
    --------
    >>> number_in("-1/2"), number_in("0,5"), number_in("(0.73 - 1) * 2"), number_in("-log(1)")
    (-0.5, 0.5, -0.54, -0.0)
    """
    said = str(text).strip()
    if not said:
        raise ValueError("Nothing is filled in yet.")
    plain = said.replace("\N{MINUS SIGN}", "-").replace("·", "*").replace("×", "*")
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    try:
        if len(plain) > LONGEST or not re.fullmatch(r"[0-9.a-zE+\-*/() ]*", plain):
            raise ValueError("no calculation")
        found = float(_value(ast.parse(plain, mode="eval").body))
    except ZeroDivisionError:
        raise ValueError(f"{said} divides by 0.") from None
    except (SyntaxError, ValueError, OverflowError, TypeError, KeyError):
        short = said if len(said) <= LONGEST else f"{said[:LONGEST]} ..."
        raise ValueError(
            f"{short!r} is not a number. Write one such as -0.27, 1/2 or 0.5 * 0.2."
        ) from None
    if not math.isfinite(found):
        raise ValueError(f"{said} is not finite.")
    return found


def _value(node: ast.AST) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_value(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        return FUNCTIONS[node.func.id](_value(node.args[0]))
    raise ValueError("no number")


def close(got: float, right: float) -> bool:
    """Whether two numbers are the same but for rounding.

    Examples
    --------
    >>> close(-0.27, -0.26894), close(0.1, 0.104), close(-0.25, -0.26894), close(0.001, 0)
    (True, True, False, False)
    """
    if abs(right) < ZERO:
        return abs(got) < ZERO
    second_digit = 10.0 ** (math.floor(math.log10(abs(right))) - 1)
    return abs(got - right) <= max(SHARE * abs(right), 0.5 * second_digit) * (1 + 1e-9)
