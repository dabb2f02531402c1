"""README's table of the notebooks, written from what their heads say."""

from pathlib import Path

from course_lib.guide.series import Notebook, series
from tools.environment import write_whole
from tools.front_matter import SourceError

BEGIN = "<!-- notebooks: `make notebooks` writes this table from the heads of notebooks/source/ -->"
END = "<!-- notebooks: end -->"
HEADING = ("notebook", "what it is about", "builds on", "minutes")


def table(notebooks: list[Notebook]) -> str:
    """Give the table's lines.

    Examples
    --------
    >>> path = Path("09_training_clinic.ipynb")
    >>> print(table([Notebook("09", "Clinic", about="broken runs", needs=("05",), path=path)]))
    | notebook | what it is about | builds on | minutes |
    |---|---|---|---|
    | [09 Clinic](notebooks/09_training_clinic.ipynb) | broken runs | 05 |  |
    """
    rows = [HEADING, ("---",) * len(HEADING)]
    for each in notebooks:
        name = f"[{each.name}](notebooks/{each.path.name})"
        rows.append((name, each.about, ", ".join(each.needs), str(each.minutes or "")))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines[1] = lines[1].replace(" ", "")
    return "\n".join(lines)


def readme(root: Path) -> Path:
    """Give the file that holds the table."""
    return root / "README.md"


def with_table(text: str, notebooks: list[Notebook]) -> str:
    """Put the table between the two marks in a text."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SourceError(f"README.md: needed the lines {BEGIN} and {END} around its table")
    return f"{before}{BEGIN}\n\n{table(notebooks)}\n\n{END}{after}"


def rewrite(root: Path) -> bool:
    """Write the table anew where it is not what the editions say; tell whether it was."""
    text = readme(root).read_text(encoding="utf-8")
    new = with_table(text, series(root))
    if new != text:
        write_whole(readme(root), new)
    return new != text
