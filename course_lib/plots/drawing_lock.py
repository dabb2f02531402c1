"""One at a time: matplotlib is not made for two threads at once.

JupyterLab 4.4 and later, with ipykernel 7, brings what a moved slider says in a thread of its own
(a subshell), also while a cell runs. So whatever draws, and whatever moves artists, takes its turn.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

drawing_lock = threading.RLock()
"""Held while something draws. Never wait for another thread while holding it."""


def one_at_a_time(function: Callable[P, R]) -> Callable[P, R]:
    """Let no two threads be in functions of this kind at once.

    Examples
    --------
    >>> @one_at_a_time
    ... def show() -> str:
    ...     return "drawn alone"
    >>> show()
    'drawn alone'
    """

    @wraps(function)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        with drawing_lock:
            return function(*args, **kwargs)

    return alone
