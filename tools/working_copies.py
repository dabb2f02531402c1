"""The reader's copies of the notebooks in work/: made, kept, brought to a newer edition.

Readers work on copies, so that updating the course never meets their answers, and no update or test
ever touches them. A copy whose cells are still those that were handed out follows the updates; of
one that the reader has changed it is only said that there is a newer edition.
"""

import json
import re
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from tools.environment import write_whole
from tools.notebook_text import LabError, cells_of, lost_modules, sha, unrun, was_run

HANDED_OUT = ".handed-out.json"
"""In work/: name of a copy -> what was handed out."""

RESET = "make reset NB={number} gives the new one and keeps yours"
"""How a reader gets a fresh copy."""


@dataclass(frozen=True)
class Handed:
    """SHA-256 of what was handed out: of the file, and of its cells alone.

    JupyterLab writes into a notebook that is only opened and saved; its cells tell whether the
    reader has changed it. Records of the file alone come from older versions of the course.
    """

    text: str = ""
    cells: str = ""


def find_notebook(root: Path, number: str) -> Path:
    """Find the student edition with a number such as 03, 3, 03b or playground."""
    wanted = re.sub(r"^(\d)(?!\d)", r"0\1", number.lower())
    editions = all_editions(root)
    fitting = [path for path in editions if wanted in (path.stem, short(path))]
    if len(fitting) != 1:
        there = ", ".join(path.stem for path in editions) or "none"
        found = "several" if fitting else "none"
        raise LabError(
            f"needed one notebook with the number {number!r}, found {found}; there are: {there}"
        )
    return fitting[0]


def all_editions(root: Path) -> list[Path]:
    """Give the student editions in their order."""
    return sorted((root / "notebooks").glob("*.ipynb"))


def short(notebook: Path) -> str:
    """Give what `make lab NB=` calls a notebook: its number, or its name where it has none."""
    return notebook.stem.split("_")[0]


def renew_all(root: Path, work: Path | None = None, way: str = RESET) -> list[str]:
    """Bring all copies to where they should be; give a line on each that the reader should know of.

    All, so that links from one notebook to another lead to copies.

    Parameters
    ----------
    root : the course's folder, which is only read where the copies lie elsewhere
    work : where the copies lie; ``work/`` of the course by default
    way : how a reader gets a fresh copy, in words that end a line
    """
    work = work or root / "work"
    handed_out = read_handed_out(work)
    before, lines = dict(handed_out), []
    try:
        for edition in all_editions(root):
            try:
                line = renew(root, work, edition, handed_out, way)
            except LabError as error:
                line = str(error)
            lines += [line] if line else []
    finally:
        if handed_out != before:
            write_handed_out(work, handed_out)
    return lines


def renew(
    root: Path, work: Path, edition: Path, handed_out: dict[str, Handed], way: str = RESET
) -> str:
    """Bring one copy to where it should be; give what the reader should know, or nothing."""
    copy, text = work / edition.name, unrun(edition)
    new, old = Handed(sha(text), cells_of(text)), handed_out.get(edition.name, Handed())
    mine = copy.read_text(encoding="utf-8", errors="replace") if copy.exists() else None
    said = ""
    if mine is not None and cells_of(mine) == new.cells:
        handed_out[copy.name] = new  # whatever else is new in it, its reader sees nothing of it
        if sha(mine) != old.text:
            return ""
    elif mine is not None and not (sha(mine) == old.text or cells_of(mine) == old.cells != ""):
        how = way.format(number=short(edition))
        why = why_it_stays(root, mine, old, new)
        return f"{edition.stem}: yours {why}; {how}" if why else ""
    elif mine is not None and was_run(mine):
        said = f"{copy.stem} has a new edition; yours, which you had run, is {set_aside(copy).name}"
    if mine != text:
        copy.parent.mkdir(exist_ok=True)
        write_whole(copy, text)
    handed_out[copy.name] = new
    return said


def why_it_stays(root: Path, mine: str, old: Handed, new: Handed) -> str:
    """Say why a changed copy should be looked at, if it should."""
    if not cells_of(mine):
        return "is damaged, it is no notebook any more"
    if lost := lost_modules(root, mine):
        return f"is for an older course, which had {lost[0]}"
    if old.text and new.text != old.text and new.cells != old.cells:
        return "differs from the course's new edition"
    return ""


def fresh_copy(root: Path, number: str) -> tuple[Path, Path | None]:
    """Make the working copy afresh; give it and where the old one is kept, if there was one."""
    edition = find_notebook(root, number)
    unrun(edition)  # a damaged one must not cost the reader the copy that is there
    work = root / "work"
    copy = work / edition.name
    kept = set_aside(copy) if copy.exists() else None
    handed_out = read_handed_out(work)
    renew(root, work, edition, handed_out)
    write_handed_out(work, handed_out)
    return copy, kept


def set_aside(copy: Path) -> Path:
    """Give a copy another name, so that a new one can take its place."""
    names = (copy.with_name(f"{copy.stem}.old-{i}.ipynb") for i in count(1))
    kept = next(name for name in names if not name.exists())
    copy.rename(kept)
    return kept


def read_handed_out(work: Path) -> dict[str, Handed]:
    """Read what was handed out; where that is unknown a copy counts as changed."""
    try:
        found = json.loads((work / HANDED_OUT).read_text(encoding="utf-8"))
        return {
            name: Handed(said) if isinstance(said, str) else Handed(**said)
            for name, said in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_handed_out(work: Path, handed_out: dict[str, Handed]) -> None:
    """Write what was handed out."""
    known = {name: asdict(said) for name, said in sorted(handed_out.items())}
    write_whole(work / HANDED_OUT, json.dumps(known, indent=1) + "\n")
