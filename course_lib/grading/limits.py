"""How much a student's code may take: seconds, memory, what it hands over."""

from contextlib import suppress
from dataclasses import dataclass

MEGABYTE = 2**20
HEADER, BODY = 8 * MEGABYTE, 64 * MEGABYTE
"""Bytes of one message between the processes: its words, and the numbers of its arrays."""
THINGS, DEPTH, WORDS = 100_000, 20, 1000
"""Of one value: how many parts, how deep in one another; characters of what stopped it."""
NOTEBOOK_FILE = 20 * MEGABYTE


@dataclass(frozen=True)
class Limits:
    """What an exercise may take; one call of its function takes as long as in a notebook's check.

    Attributes
    ----------
    start : seconds until a fresh process is ready
    cell : seconds for what an exercise needs of one cell
    exercise : seconds that the student's code is at work, all calls together
    notebook : seconds for all exercises of one notebook
    memory : megabytes; nothing holds that on systems without ``resource``, such as Windows
    file : megabytes of one file that is written
    """

    start: float = 60.0
    cell: float = 30.0
    exercise: float = 120.0
    notebook: float = 600.0
    memory: int = 2048
    file: int = 50


def limit_this_process(limits: Limits) -> None:
    """Give this process no more than that, for good."""
    try:
        import resource
    except ImportError:  # Windows: time and messages are limited, memory is not
        return
    seconds = int(limits.exercise + limits.cell) + 10
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory * MEGABYTE),
        (resource.RLIMIT_FSIZE, limits.file * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS knows some of them and keeps to none
            resource.setrlimit(kind, (most, most))
