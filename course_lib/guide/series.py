"""The map of the course: each notebook with the question it answers.

What a notebook says of itself stands at the head of its source, and from there in the metadata of
its editions, under ``course``.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.guide.places import checkout, editions, stored
from course_lib.guide.table import Cell, Link, Table

NO_NOTEBOOKS = "No notebooks lie here: this package was installed without them."


@dataclass(frozen=True)
class Notebook:
    """A notebook of the course.

    Attributes
    ----------
    number : "03", "03b", or "playground"
    title, question : in the words of the map
    about : what it is about, in one line
    needs : the numbers of the notebooks that it builds on
    minutes : of a student's time, exercises included
    path : its file
    """

    number: str
    title: str
    question: str = ""
    about: str = ""
    needs: tuple[str, ...] = ()
    minutes: int | None = None
    path: Path = Path()

    @property
    def name(self) -> str:
        """Number and title, such as "03 Regularization"; the playground has no number."""
        return f"{self.number} {self.title}" if self.number[0].isdigit() else self.title

    @property
    def chapter(self) -> str:
        """Its file's name without the number: the name of its chapter everywhere."""
        return self.path.stem.removeprefix(f"{self.number}_")


def series(root: Path | None, here: Path | None = None) -> list[Notebook]:
    """List the notebooks in the order in which they are meant to be read.

    They are those of a checkout; without one those that lie in a folder.

    Parameters
    ----------
    root : the checkout, if there is one
    here : where the reader's notebook lies; the working directory by default

    Examples
    --------
    >>> regularization = series(checkout())[5]
    >>> regularization.name, regularization.chapter, regularization.needs
    ('03 Regularization', 'regularization', ('02',))
    """
    if root is None:
        # Copies that a reader or JupyterLab made of a copy have a name with more than words in it.
        there = (here or Path.cwd()).glob("*.ipynb")
        copies = [path for path in there if re.fullmatch(r"\w+", path.stem)]
        found = [_read(path) for path in copies if "course" in _metadata(path)]
    else:
        found = [_read(path) for path in editions(root).values()]
    return sorted(found, key=lambda notebook: notebook.number)


def series_map(root: Path | None = None, *, here: Path | None = None) -> Table:
    """List all notebooks, with a link to each that is there.

    Examples
    --------
    >>> print(series_map())  # doctest: +ELLIPSIS
    notebook ...
    """
    rows = [_row(notebook) for notebook in series(root or checkout(), here)]
    return Table(["notebook", "its question", "minutes"], rows, [] if rows else [NO_NOTEBOOKS])


def link(notebook: Notebook) -> Cell:
    """Lead to a notebook."""
    # Readers' copies lie side by side, as the editions do: the name alone leads from any to any.
    return Link(notebook.name, notebook.path.name)


def _row(notebook: Notebook) -> list[Cell]:
    minutes = str(notebook.minutes or "")
    readable = "cells" in stored(notebook.path)
    return [link(notebook), notebook.question, minutes if readable else "cannot be read"]


def _metadata(path: Path) -> dict[str, Any]:
    found = stored(path).get("metadata")
    return found if isinstance(found, dict) else {}


def _read(path: Path) -> Notebook:
    """Read what a notebook says of itself; one that says nothing goes by the name of its file."""
    number, _, rest = path.stem.partition("_")
    told = _metadata(path).get("course")
    told = told if isinstance(told, dict) else {}
    needs, minutes = told.get("needs"), told.get("minutes")
    return Notebook(
        number,
        _text(told, "title") or (rest or number).replace("_", " ").capitalize(),
        _text(told, "question"),
        _text(told, "about"),
        tuple(map(str, needs)) if isinstance(needs, list) else (),
        minutes if isinstance(minutes, int) else None,
        path,
    )


def _text(told: dict[str, Any], field: str) -> str:
    return told[field] if isinstance(told.get(field), str) else ""
