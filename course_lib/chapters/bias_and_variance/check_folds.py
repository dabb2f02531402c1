"""Check of notebook 02: the folds of a cross-validation, dealt from an order."""

import numpy as np

from course_lib import checks


def folds(function: object) -> None:
    """Check ``folds(order, k)``: a list of k arrays in which each index of order comes once.

    Examples
    --------
    >>> folds(lambda order, k: [order[i * (len(order) // k):][: len(order) // k] for i in range(k)])
    Exercise 2 (folds): not yet right: 10 examples, 4 folds: each must be in one fold.
      In none: 1 2. What becomes of the rest, where n is no multiple of k?
    """
    rules = [
        checks.rule("a list of k arrays", _parts, 20, 5),
        checks.rule("each example in one fold", _each_once, 20, 5),
        checks.rule("in their order, or dealt like cards", _from_the_order, 20, 5),
        checks.rule("any order", _follow_the_order, 20, 5),
        checks.rule("also where n is no multiple of k", _each_once, 10, 4),
        checks.rule("sizes differ by one at most", _even, 11, 4),
        checks.rule("k = n leaves out one at a time", _even, 6, 6),
        _drawn_sizes,
    ]
    checks.report("bias_and_variance", 2, "folds", function, rules)


def _parts(
    attempt: checks.Attempt, n: int, k: int, seed: int = 0
) -> tuple[checks.Floats, list[checks.Floats]]:
    order = np.random.default_rng([n + k, seed]).permutation(n)
    got = attempt(order=order, k=k)
    if isinstance(got, np.ndarray) and got.ndim == 2:
        got = list(got)
    several = isinstance(got, list | tuple) and len(got) == k
    came = f"a {type(got).__name__} of {len(got)}" if isinstance(got, list | tuple) else (
        checks.describe(got)
    )  # fmt: skip
    checks.require(several, f"{n} examples, {k} folds: needed a list of {k} arrays; got {came}.")
    parts = []
    for part in got:
        array = np.asarray(part)
        whole = array.ndim == 1 and array.dtype.kind in "iu"
        words = f"{n} examples, {k} folds: a fold is a flat array of indices"
        checks.require(whole, f"{words}; got {checks.describe(part)}.")
        parts.append(array)
    return order, parts


def _each_once(attempt: checks.Attempt, n: int, k: int, seed: int = 0) -> None:
    _, parts = _parts(attempt, n, k, seed)
    seen = np.concatenate(parts)
    where = f"{n} examples, {k} folds: each must be in one fold.\n  "
    beyond = sorted({int(each) for each in seen} - set(range(n)))
    checks.require(not beyond, f"{where}Not in order: {_few(beyond)}.")
    counts = np.bincount(seen, minlength=n)
    none, often = np.flatnonzero(counts == 0), np.flatnonzero(counts > 1)
    rest = " What becomes of the rest, where n is no multiple of k?" if n % k else ""
    checks.require(not len(often), f"{where}In more than one: {_few(often)}.")
    checks.require(not len(none), f"{where}In none: {_few(none)}.{rest}")


def _from_the_order(attempt: checks.Attempt, n: int, k: int) -> None:
    _, parts = _parts(attempt, n, k)
    sets = {frozenset(part.tolist()) for part in parts}
    unmixed = [np.array_split(np.arange(n), k), [np.arange(n)[i::k] for i in range(k)]]
    by_number = any(sets == {frozenset(p.tolist()) for p in split} for split in unmixed)
    checks.require(
        not by_number,
        "the folds must be taken from order, which is shuffled;\n  these are as the examples lie. "
        "Where they are sorted, such a fold is no fair sample.",
    )


def _follow_the_order(attempt: checks.Attempt, n: int, k: int) -> None:
    dealt = []
    for seed in (0, 1):
        order, parts = _parts(attempt, n, k, seed)
        places = np.argsort(order)
        dealt.append({frozenset(places[part].tolist()) for part in parts})
    checks.require(
        dealt[0] == dealt[1],
        "the folds must be taken from order, place by place;\n  for two orders other places go "
        "together. Does it shuffle by itself?",
    )


def _even(attempt: checks.Attempt, n: int, k: int, seed: int = 0) -> None:
    _each_once(attempt, n, k, seed)
    sizes = sorted(map(len, _parts(attempt, n, k, seed)[1]))
    seen = f"got {_few(sizes)}"
    rule = f"{n} examples, {k} folds: sizes must differ by one at most; {seen}."
    checks.require(sizes[-1] - sizes[0] <= 1, rule)


def _drawn_sizes(attempt: checks.Attempt) -> None:
    for _ in range(10):
        k, more, seed = checks.draw(checks.size(2, 8), checks.size(0, 30), checks.size(1, 10**6))
        _even(attempt, k + more, k, seed)


def _few(numbers: object) -> str:
    shown = [str(each) for each in np.asarray(numbers)[:6]]
    return " ".join(shown) + (" ..." if len(np.asarray(numbers)) > 6 else "")
