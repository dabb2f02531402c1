"""What an old working copy is told: the places that it asks for are gone.

``widgets`` and ``exercises`` are no more: their kits are ``dashboards`` and ``checks``, and what
belonged to one notebook lies in its chapter. The first cell of such a copy says so, as it imports
the course, and its next one says it again instead of a traceback.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

OLD_IMPORT = re.compile(r"from course_lib\.(?:widgets|exercises)\b")
SESSION = "JPY_SESSION_NAME"
"""Jupyter's environment variable for the notebook that a kernel belongs to."""

WORDS = """\
This copy of the notebook is older than the course: the library has been rearranged since, and the
copy looks in places that are gone. In a terminal, in the folder of the course:

    make reset NB={number}

makes a fresh copy and keeps this one, with your answers, beside it."""


class MovedError(ImportError):
    """Raised where a place is asked for that the course had before it was rearranged."""

    def __init__(self, place: str) -> None:
        super().__init__(f"course_lib.{place} is gone.\n{words()}", name=f"course_lib.{place}")

    def _render_traceback_(self) -> list[str]:
        """IPython shows this in place of a traceback."""
        return [str(self)]


def words(environ: Mapping[str, str] = os.environ) -> str:
    """Say what to do, with the number of the notebook where it is known.

    Examples
    --------
    >>> words({"JPY_SESSION_NAME": "work/03b_regularization_further.ipynb"}).splitlines()[3]
    '    make reset NB=03b'
    """
    number = Path(environ.get(SESSION, "")).stem.partition("_")[0]
    return WORDS.format(number=number or "<the notebook's number>")


def in_old_copy(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the notebook that this kernel belongs to imports what is gone."""
    try:
        return bool(OLD_IMPORT.search(Path(environ[SESSION]).read_text(encoding="utf-8")))
    except (KeyError, OSError, ValueError):
        return False
