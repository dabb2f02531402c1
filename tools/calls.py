"""What the code of a cell calls, read and not run."""

import ast
from collections.abc import Iterator


def nodes_in(code: str) -> Iterator[ast.AST]:
    """Give all parts of a cell's code; none where it is no Python."""
    try:
        return ast.walk(ast.parse(code))
    except SyntaxError:
        return iter(())


def calls_in(code: str) -> Iterator[ast.Call]:
    """Give all calls in a cell."""
    return (node for node in nodes_in(code) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """Name the function of a call."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def predictions_in(code: str) -> int:
    """Count the predictions that a cell asks for; what a fitted model predicts is none.

    Examples
    --------
    >>> predictions_in("predict('topic', 'key', 'Which?', ['a', 'b'], answer='a', because='b')")
    1
    >>> predictions_in("y = network.predict(x)"), predictions_in("not python")
    (0, 0)
    """
    return sum(getattr(call.func, "id", "") == "predict" for call in calls_in(code))
