"""A small table that reads well in a notebook and in a terminal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote


@dataclass(frozen=True)
class Link:
    """Words that lead to a file; a terminal shows the words alone.

    Examples
    --------
    >>> str(Link("the map", "00_start_here.ipynb"))
    'the map'
    """

    words: str
    target: str

    def __str__(self) -> str:
        return self.words


Cell = str | Link


@dataclass(frozen=True)
class Table:
    """Rows under a heading, with remarks below.

    Examples
    --------
    >>> print(Table(["what", "state"], [["Python", "ready"]], ["All is well."]))
    what    state
    ------  -----
    Python  ready
    <BLANKLINE>
    All is well.
    """

    heading: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    remarks: Sequence[str] = field(default=())

    def __str__(self) -> str:
        lines = [list(self.heading), *([str(cell) for cell in row] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, ["-" * width for width in widths])
        texts = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
        return "\n".join([*(texts if self.rows else []), *_spaced(self.remarks, self.rows)])

    __repr__ = __str__  # a notebook stores it as the text of the table

    def _repr_html_(self) -> str:
        heading = "".join(f'<th scope="col" {_LEFT}>{escape(name)}</th>' for name in self.heading)
        rows = ["".join(f"<td {_LEFT}>{_html(cell)}</td>" for cell in row) for row in self.rows]
        body = "".join(f"<tr>{row}</tr>" for row in (heading, *rows)) if self.rows else ""
        remarks = "".join(f"<p>{escape(remark)}</p>" for remark in self.remarks)
        return f"<table>{body}</table>{remarks}" if body else remarks


_LEFT = 'style="text-align: left; vertical-align: top"'


def _html(cell: Cell) -> str:
    if isinstance(cell, Link):
        # Quoted, a file's name leads to that file, whatever it looks like: "javascript:..." too.
        return f'<a href="{escape(quote(cell.target))}">{escape(cell.words)}</a>'
    return escape(cell)


def _spaced(remarks: Sequence[str], rows: Sequence[object]) -> list[str]:
    return ["", *remarks] if remarks and rows else list(remarks)
