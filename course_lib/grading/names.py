"""The names that a statement binds, and those that it takes from elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    r"""Names that these bind where they stand, and those that functions in them bind as global.

    Examples
    --------
    >>> sorted(bound(ast.parse("import a.b as c, d.e\ndef f():\n  global g\n  h = 1").body))
    ['c', 'd', 'f', 'g']
    """
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            yield from global_names(node)
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.id
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            yield from filter(None, [node.name])
            yield from bound(ast.iter_child_nodes(node))
        elif isinstance(node, ast.MatchMapping):
            yield from filter(None, [node.rest])
            yield from bound(ast.iter_child_nodes(node))
        elif isinstance(node, COMPREHENSIONS):
            yield from _walrus(node)
        elif not isinstance(node, ast.Lambda):
            yield from bound(ast.iter_child_nodes(node))


def _walrus(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.NamedExpr):
            yield each.target.id


def global_names(node: ast.AST) -> set[str]:
    """Names that functions in it declare as global."""
    declared = (each for each in ast.walk(node) if isinstance(each, ast.Global))
    return {name for each in declared for name in each.names}


def taken(node: ast.AST) -> set[str]:
    r"""Names that it takes from elsewhere.

    Examples
    --------
    >>> text = "def f(x, y=a):\n  z = x + b\n  return [k * z for k in c]"
    >>> sorted(taken(ast.parse(text).body[0]))
    ['a', 'b', 'c']
    >>> sorted(taken(ast.parse("n += 1").body[0]))
    ['n']
    """
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Load) else set()
    if isinstance(node, FUNCTIONS):
        return _taken_by_function(node)
    children = list(ast.iter_child_nodes(node))
    found = set().union(*map(taken, children))
    if isinstance(node, COMPREHENSIONS):
        return found - set(bound(each.target for each in node.generators))
    if isinstance(node, ast.AugAssign):
        found |= set(bound([node.target]))
    return found


def _taken_by_function(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    arguments = [each for each in ast.walk(node.args) if isinstance(each, ast.arg)]
    body = node.body if isinstance(node.body, list) else [node.body]
    declared = global_names(node)
    own = {each.arg for each in arguments} | (set(bound(body)) - declared)
    inside = set().union(*map(taken, body)) | declared
    outside = taken(node.args)
    if not isinstance(node, ast.Lambda):
        more = [*node.decorator_list, *filter(None, [node.returns])]
        outside = outside.union(*map(taken, more))
    return (inside - own) | outside


def edited(node: ast.AST) -> set[str]:
    """Names of what it sets something in: ``table`` of ``table["a"] = 1``.

    Examples
    --------
    >>> edited(ast.parse("np.random.seed = None").body[0])
    {'np'}
    """
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute | ast.Subscript) and not isinstance(each.ctx, ast.Load):
            base: ast.AST = each
            while isinstance(base, ast.Attribute | ast.Subscript):
                base = base.value
            if isinstance(base, ast.Name):
                found.add(base.id)
    return found
