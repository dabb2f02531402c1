"""The sections of a notebook, read from its cells: what stands under each heading ``## ...``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

BEYOND = "Going further"
"""The heading under which the main line has ended."""

Cells = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Section:
    """A heading with its cells; what comes before the first heading has none.

    Attributes
    ----------
    heading : "" for the opening
    first : the place of its first cell among all cells, from 0
    cells : the cell with the heading among them
    """

    heading: str
    first: int
    cells: Cells

    @property
    def name(self) -> str:
        """Its heading, or what the opening is called.

        Examples
        --------
        >>> Section("", 0, []).name
        'the opening'
        """
        return self.heading or "the opening"


def text_of(cell: Mapping[str, Any]) -> str:
    """Give the text of a cell, which a file may hold as lines."""
    return "".join(cell.get("source", ""))


def sections_of(cells: Cells) -> list[Section]:
    """Cut a notebook where a text cell begins with ``## ``; the opening comes first.

    Examples
    --------
    >>> cells = [{"cell_type": "markdown", "source": text} for text in ("# T", "## 1 · A", "b")]
    >>> [(each.name, each.first, len(each.cells)) for each in sections_of(cells)]
    [('the opening', 0, 1), ('1 · A', 1, 2)]
    """
    cuts = [0, *(place for place, cell in enumerate(cells) if place and _heading(cell)), len(cells)]
    return [
        Section(_heading(cells[begin]) if cells else "", begin, cells[begin:end])
        for begin, end in pairwise(cuts)
    ]


def main_line(sections: Sequence[Section]) -> list[Section]:
    """Give the sections before ``## Going further``."""
    headings = [section.heading for section in sections]
    return list(sections[: headings.index(BEYOND)] if BEYOND in headings else sections)


def _heading(cell: Mapping[str, Any]) -> str:
    first = text_of(cell).partition("\n")[0] if cell.get("cell_type") == "markdown" else ""
    return first.removeprefix("## ").strip() if first.startswith("## ") else ""
