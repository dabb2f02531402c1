"""A conclusion earns its sentence: what stands under *What remains* is a claim that was tried."""

import ast
import re
from pathlib import Path

from course_lib.claims.results import claims_of, problems
from course_lib.guide.sections import sections_of
from tools.calls import called, calls_in
from tools.front_matter import COURSE, is_claims, read_source

REMAINS, REACH = "What remains", "How far this holds"
DEFINITION = "<!-- definition -->"
"""At the end of a bullet that claims nothing; a reader does not see it."""


def conclusions_are_claims(source: Path) -> list[str]:
    """Each bullet under *What remains* is the sentence of a claim, or marked as a definition."""
    read = read_source(source)
    if not is_claims(read.metadata[COURSE]):
        return []
    texts = [
        cell.source
        for section in sections_of(read.cells)
        for cell in section.cells
        if section.heading == REMAINS and cell.cell_type == "markdown"
    ]
    # A line that is bold throughout heads another list: what people get wrong.
    bullets = bullets_in(re.split(r"(?m)^\*\*[^*\n]+\*\*\s*$", "\n\n".join(texts))[0])
    if not bullets:
        return [f"{source.name}: needed bullets under `## {REMAINS}`; found none"]
    try:
        sentences = {one_line(claim.sentence) for claim in claims_of(chapter_of(source))}
    except ModuleNotFoundError as error:
        return [f"{source.name}: needed claims.py in its chapter; found none ({error})"]
    return [
        f"{source.name}, {REMAINS}: needed the sentence of a claim of the chapter, or "
        f"{DEFINITION} at its end; found {bullet!r}"
        for bullet in bullets
        if not bullet.endswith(DEFINITION) and bullet not in sentences
    ]


def reach_is_shown(source: Path) -> list[str]:
    """A section shows where the claims hold, and measures one of them before the reader's eyes."""
    read = read_source(source)
    if not is_claims(read.metadata[COURSE]):
        return []
    shown = {
        (called(call), ast.literal_eval(call.args[0]))
        for section in sections_of(read.cells)
        for cell in section.cells
        if section.heading == REACH and cell.cell_type == "code"
        for call in calls_in(cell.source)
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    chapter = chapter_of(source)
    wanted = {("claims_table", chapter): "", ("again", chapter): ', "..."'}
    return [
        f'{source.name}: needed {name}("{chapter}"{more}) under `## {REACH}`; found none'
        for (name, _), more in wanted.items()
        if (name, chapter) not in shown
    ]


def claims_are_tried(source: Path) -> list[str]:
    """The stored results are those of the claims as they are now, and hold where they say."""
    if not is_claims(read_source(source).metadata[COURSE]):
        return []
    number, chapter = source.stem.partition("_")[0], chapter_of(source)
    try:
        found = problems(chapter, source.resolve().parents[2] / "data" / "claims")
    except (ModuleNotFoundError, FileNotFoundError) as error:
        found = [str(error)]
    return [f"{source.name}: {words}; run `make claims NB={number}`" for words in found]


def bullets_in(text: str) -> list[str]:
    r"""Give the bullets of a text cell, each in one line.

    Examples
    --------
    >>> bullets_in("Take it.\n\n* One, and\n  more.\n* Two.\n\nThen.")
    ['One, and more.', 'Two.']
    """
    found = re.findall(r"^[*-] (.*(?:\n(?![*-] )[^\n]*\S[^\n]*)*)", text, flags=re.MULTILINE)
    return [one_line(bullet) for bullet in found]


def one_line(text: str) -> str:
    """Give a text without its line breaks."""
    return " ".join(text.split())


def chapter_of(source: Path) -> str:
    """Name the chapter of a source, as its folder in course_lib is called."""
    return source.stem.partition("_")[2] or source.stem
