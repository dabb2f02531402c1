"""What a source of claims must tell: its sections whoever teaches, its exercises their minutes."""

from pathlib import Path

from nbformat import NotebookNode

from course_lib.guide.sections import Section, main_line, sections_of
from tools.editions import TIME
from tools.front_matter import COURSE, TEACHING, is_claims, read_source
from tools.minutes import LONGEST, estimate
from tools.solutions import BEGIN

LESSON = 50  # minutes
EXERCISE = range(3, 9)  # minutes


def sections_are_told(source: Path) -> list[str]:
    """Each section of the main line says its minutes and whether it belongs to the lesson.

    A notebook without claims may leave that out, in all of its sections.
    """
    read = read_source(source)
    if not is_told(read):
        return []
    sections = main_line(sections_of(read.cells))[1:]
    found = [] if sections else [f"{source.name}: needed sections, `# ## ...`; found none"]
    for section in sections:
        found += [f"{source.name}, {section.name!r}: {words}" for words in faults_of(section)]
    headings = {id(section.cells[0]) for section in sections_of(read.cells)[1:]}
    found += [
        f"{source.name}, cell {number}: needed {key} beside a heading `# ## ...`; found it here"
        for number, cell in enumerate(read.cells, start=1)
        for key in TEACHING
        if key in cell.metadata and id(cell) not in headings
    ]
    if found:
        return found
    lesson = sum(told_by(each)["minutes"] for each in sections if in_lesson(each))
    needed = f"needed a lesson of at most {LESSON} minutes"
    return [f"{source.name}: {needed}; found {lesson}"] if lesson > LESSON else []


def faults_of(section: Section) -> list[str]:
    """Say what a section does not tell, or tells wrongly."""
    told = told_by(section)
    found = []
    minutes, lesson = told.get("minutes"), told.get("lesson")
    if type(minutes) is not int or minutes < 1:
        found.append(f"needed minutes=N, a whole number from 1; found {minutes!r}")
    if type(lesson) is not bool:
        found.append(f"needed lesson=true or lesson=false; found {lesson!r}")
    for key in ("ask", "answers"):
        words = told.get(key)
        wanted = lesson is True or "ask" in told or "answers" in told
        if wanted and not (isinstance(words, str) and words.strip()):
            found.append(f'needed {key}="...", a line of text; found {words!r}')
    return found


def told_by(section: Section) -> dict:
    """Give what a section's heading tells whoever teaches."""
    return section.cells[0].metadata


def is_told(read: NotebookNode) -> bool:
    """Tell whether a source has words for whoever teaches; one of claims must."""
    tells = any(key in cell.metadata for cell in read.cells for key in TEACHING)
    return is_claims(read.metadata[COURSE]) or tells


def in_lesson(section: Section) -> bool:
    """Tell whether a section belongs to the lesson."""
    return told_by(section).get("lesson") is True


def exercises_have_minutes(source: Path) -> list[str]:
    """Each exercise says how many minutes it takes; nothing else does."""
    read = read_source(source)
    if not is_claims(read.metadata[COURSE]):
        return []
    found = []
    for number, cell in enumerate(read.cells, start=1):
        minutes = cell.metadata.get("exercise")
        needed = f"{source.name}, cell {number}: needed `# %% exercise=N`"
        if is_exercise(cell) and (type(minutes) is not int or minutes not in EXERCISE):
            limits = f"{EXERCISE[0]} to {EXERCISE[-1]} minutes"
            found.append(f"{needed}, {limits}; found {minutes!r}")
        elif minutes is not None and not is_exercise(cell):
            found.append(f"{needed} beside a solution only; found it here")
    return found


def is_exercise(cell: NotebookNode) -> bool:
    """Tell whether a cell holds a solution."""
    return any(line.strip() == BEGIN for line in cell.source.splitlines())


def time_is_counted(source: Path) -> list[str]:
    """The first cell says how long it takes, and that is no more than an hour and a third."""
    read = read_source(source)
    if not is_claims(read.metadata[COURSE]):
        return []
    found = []
    if f"Time: {TIME} minutes" not in read.cells[0].source:
        found.append(f"{source.name}, cell 1: needed 'Time: {TIME} minutes'; found none")
    if (counted := estimate(read)).minutes > LONGEST:
        needed = f"needed at most {LONGEST} minutes of main line; found {counted.minutes}:"
        found.append(f"{source.name}: {needed}\n{counted}")
    return found
