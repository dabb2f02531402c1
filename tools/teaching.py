"""docs/teaching/NN.md: a notebook as a lesson of 50 minutes, from what its sections tell."""

import re
from collections.abc import Iterable
from pathlib import Path

from course_lib.guide.sections import Section, main_line, sections_of
from tools.environment import write_whole
from tools.front_matter import COURSE, number_of, read_source
from tools.minutes import UNMARKED, estimate
from tools.rules_sections import in_lesson, is_exercise, is_told, told_by

MADE = "<!-- `make notebooks` writes this page from notebooks/source/{name} -->"
DOUBLE = 100  # minutes of a double lesson
HEADING = re.compile(r"### Exercise (\d+): (.+)")


def page(source: Path) -> str:
    """Give the page of one notebook."""
    read = read_source(source)
    head, number = read.metadata[COURSE], number_of(source)
    title = f"{number} {head['title']}" if number[0].isdigit() else head["title"]
    minutes = head.get("minutes") or estimate(read).minutes
    sections = main_line(sections_of(read.cells))[1:]
    lesson = [section for section in sections if in_lesson(section)]
    rest = [section for section in sections if not in_lesson(section)]
    lines = [
        MADE.format(name=source.name),
        f"# {title}: a lesson of {minutes_of(lesson)} minutes",
        f"*{head['question']}* The whole [notebook](../../notebooks/{source.stem}.ipynb) takes "
        f"{minutes} minutes alone. `make present NB={number}` opens this lesson before a class, "
        f"and `make present-check NB={number}` tries it out beforehand.",
    ]
    for section in lesson:
        lines += [f"## {section.name} ({told_by(section)['minutes']} min)", *asked(section)]
    if rest:
        lines += [f"## Not in the lesson ({minutes_of(rest)} min)", listed(rest)]
    exercises = [exercise for section in sections for exercise in exercises_in(section)]
    lines += double(lesson, rest, exercises)
    if exercises:
        lines += ["## Exercises", "\n".join(f"* {exercise}" for exercise in exercises)]
    lines.append(f"What students believe, and what to leave out when late: {believed(title)}.")
    return "\n\n".join(lines) + "\n"


def asked(section: Section) -> list[str]:
    """Give what to ask in a section, and what the room usually answers."""
    told = told_by(section)
    return [f"**Ask.** {told['ask']}", f"**The room.** {told['answers']}"]


def double(lesson: list[Section], rest: list[Section], exercises: list[str]) -> list[str]:
    """Give the lesson of 100 minutes: what else of the main line fits, in its order."""
    added, minutes = [], minutes_of(lesson)
    for section in rest:
        if minutes + minutes_of([section]) > DOUBLE:
            break
        added.append(section)
        minutes += minutes_of([section])
    if not added:
        return []
    what = "all of these" if added == rest else "these"
    left = f"; {DOUBLE - minutes} are left for exercises" if exercises and minutes < DOUBLE else ""
    names = listed(added) if added != rest else ""
    words = f"The lesson and {what}, in the notebook's order: {minutes} minutes{left}."
    return [f"## A lesson of {DOUBLE} minutes", *([words, names] if names else [words])]


def listed(sections: Iterable[Section]) -> str:
    """Give sections with their minutes, a line each."""
    return "\n".join(f"* {each.name} ({told_by(each)['minutes']} min)" for each in sections)


def exercises_in(section: Section) -> list[str]:
    """Name the exercises of a section, with the minutes that each takes.

    Examples
    --------
    >>> cells = [{"cell_type": "markdown", "source": "## 1 · A"}]
    >>> exercises_in(Section("1 · A", 0, cells))
    []
    """
    found, heading = [], None
    for cell in section.cells:
        if cell["cell_type"] == "markdown":
            heading = HEADING.search(cell["source"]) or heading
        elif heading and is_exercise(cell):
            minutes = cell["metadata"].get("exercise", UNMARKED)
            found.append(f"{heading[1]} {heading[2]}, in {section.name} ({minutes} min)")
            heading = None
    return found


def believed(title: str) -> str:
    """Link the place of a notebook on the page of misconceptions.

    Examples
    --------
    >>> believed("06b Learning-rate schedules, further")
    '[misconceptions](misconceptions.md#06b-learning-rate-schedules-further)'
    """
    place = re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
    return f"[misconceptions](misconceptions.md#{place})"


def minutes_of(sections: Iterable[Section]) -> int:
    """Sum what sections take in a class."""
    return sum(told_by(section)["minutes"] for section in sections)


def pages(root: Path) -> dict[Path, str]:
    """Give all pages below a root, by their paths."""
    sources = sorted((root / "notebooks" / "source").glob("*.py"))
    told = [each for each in sources if is_told(read_source(each))]
    folder = root / "docs" / "teaching"
    return {folder / f"{number_of(source)}.md": page(source) for source in told}


def rewrite(root: Path) -> list[Path]:
    """Write the pages that are not what their sources tell; give their paths."""
    changed = []
    for path, text in pages(root).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
            changed.append(path)
    return changed
