"""docs/claims.md: where each conclusion of the course was tried, and where it holds."""

import json
from pathlib import Path
from typing import Any

from tools.environment import write_whole

HEADING = """\
<!-- `make claims` writes this page from data/claims/ -->

# How far it holds

A conclusion of this course is tried again under other seeds, other data, other rates, budgets and
sizes, one thing at a time, before it is printed. Where it does not hold, its sentence says so.
● holds, ✕ does not; the first mark is the notebook itself. `make claims` tries them all anew.
"""
NONE = "None are stored yet."


def page(root: Path) -> str:
    """Give the page."""
    found = sorted((root / "data" / "claims").glob("*.json"), key=lambda path: order(root, path))
    texts = [chapter(root, json.loads(path.read_text(encoding="utf-8"))) for path in found]
    return "\n".join([HEADING, *(texts or [NONE + "\n"])])


def order(root: Path, path: Path) -> str:
    """Give what a chapter is sorted by: its notebook's name, with the number."""
    names = [source.stem for source in (root / "notebooks" / "source").glob("*.py")]
    return next((name for name in sorted(names) if name.partition("_")[2] == path.stem), path.stem)


def chapter(root: Path, stored: dict[str, Any]) -> str:
    """Give a chapter's table."""
    name = stored["chapter"].rpartition(".")[2]
    notebook = order(root, Path(f"{name}.json"))
    lines = [f"## [{notebook}](../notebooks/{notebook}.ipynb)", ""]
    lines += ["| claim | conditions tried | holds | where it fails |", "|---|---|---|---|"]
    lines += [row(claim) for claim in stored["claims"].values()]
    return "\n".join(lines) + "\n"


def row(claim: dict[str, Any]) -> str:
    """Give a claim's line of the table."""
    outcomes = claim["outcomes"]
    held = [told["holds"] for told in outcomes.values()]
    fails = [words for words, told in outcomes.items() if not told["holds"]]
    marks = "".join("●" if each else "✕" for each in held)
    cells = (
        claim["sentence"],
        ", ".join(list(outcomes)[1:]),
        f"{marks} {sum(held)} of {len(held)}",
        ", ".join(fails),
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def rewrite(root: Path) -> list[Path]:
    """Write the page where it is not what is stored; give its path if it was written."""
    path = root / "docs" / "claims.md"
    text = page(root)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return [path]
