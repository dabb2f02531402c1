"""The course's own answers of notebook 00, and the inputs that its checks draw."""
# ruff: noqa: N803 - the letters are those of the exercises

import math
from typing import Any

from course_lib import checks


def to_drop_rate(keep_prob: Any) -> Any:
    """What is not kept is dropped."""
    return 1 - keep_prob


def to_strength(lam: float, m: int) -> float:
    """Both penalties have a 2 below."""
    return lam / m


def to_epochs(iterations: int, n: int, batch_size: int) -> int:
    """Round up twice: batches of an epoch, then epochs."""
    return math.ceil(iterations / math.ceil(n / batch_size))


def to_rows(X: checks.Floats, W: checks.Floats, b: checks.Floats) -> tuple[checks.Floats, ...]:
    """Turn all three."""
    return X.T, W.T, b.T


TO_DROP_RATE = checks.drawn(
    to_drop_rate,
    {"keep_prob": 0.8125},  # more than two decimals
    keep_prob=checks.one_of(
        checks.number(0, 1, 0.0, 1.0), checks.array(checks.size(1, 5), low=0, high=1)
    ),
)
TO_STRENGTH = checks.drawn(
    to_strength,
    {"lam": 0.5, "m": 3000},  # more than four decimals
    lam=checks.number(0, 50, 0.0),
    m=checks.size(1, 500),
)
TO_EPOCHS = checks.drawn(
    to_epochs,
    iterations=checks.size(1, 500),
    n=checks.size(1, 300),
    batch_size=checks.size(1, 128),
)
_examples, _inputs, _outputs = (checks.size(1, 4) for _ in range(3))
TO_ROWS = checks.drawn(
    to_rows,
    X=checks.array(_inputs, _examples),
    W=checks.array(_outputs, _inputs),
    b=checks.array(_outputs, 1),
)
