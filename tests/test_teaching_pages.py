"""docs/teaching: what is kept by hand there fits the notebooks."""

import re
from pathlib import Path

import pytest

from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.guide.sections import Section, main_line, sections_of
from tools.front_matter import COURSE, read_source
from tools.rules_sections import in_lesson
from tools.teaching import believed, double

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "teaching"
HAND_WRITTEN = ("README.md", "misconceptions.md")
SOURCES = {
    path.stem.partition("_")[0]: path
    for path in sorted((ROOT / "notebooks" / "source").glob("*.py"))
}


def chapters():
    """The parts of the page of misconceptions, by the number of their notebook."""
    parts = (FOLDER / "misconceptions.md").read_text(encoding="utf-8").split("\n## ")[1:]
    return {part.split()[0].lower(): part for part in parts}


CHAPTERS = chapters()
TEXTS = {
    number: text
    for number, part in CHAPTERS.items()
    if (text := next(iter(re.findall(r"^Playground: `([^`]+)`", part, re.MULTILINE)), None))
}


def rows(part):
    """The cells of the rows of a part's table, without its head."""
    lines = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines[2:]]


def test_every_notebook_has_a_part():
    assert list(CHAPTERS) == list(SOURCES)
    for number, source in SOURCES.items():
        title = read_source(source).metadata[COURSE]["title"]
        name = f"{number} {title}" if number[0].isdigit() else title
        assert CHAPTERS[number].partition("\n")[0] == name
        page = (FOLDER / f"{number}.md").read_text(encoding="utf-8")
        assert believed(name) in page


@pytest.mark.parametrize("number", SOURCES)
def test_every_exercise_has_a_row(number):
    text = SOURCES[number].read_text(encoding="utf-8")
    exercises = re.findall(r"^# ### Exercise (\d+): (.+)$", text, re.MULTILINE)
    told = rows(CHAPTERS[number])
    assert [row[0] for row in told] == [" ".join(each) for each in exercises]
    assert all(len(row) == 3 and row[1] and row[2].endswith((".", "?")) for row in told)


@pytest.mark.parametrize("number", SOURCES)
def test_what_is_left_out_when_late_belongs_to_the_lesson(number):
    (late,) = re.findall(r"^When late: leave out section (\d+)\b", CHAPTERS[number], re.MULTILINE)
    sections = main_line(sections_of(read_source(SOURCES[number]).cells))
    lesson = [each.name.partition(" · ")[0] for each in sections[1:] if in_lesson(each)]
    assert late in lesson


def test_every_notebook_has_a_situation_of_its_own():
    assert list(TEXTS) == list(SOURCES)
    assert len(set(TEXTS.values())) == len(TEXTS)


@pytest.mark.parametrize("number", SOURCES)
@pytest.mark.filterwarnings("ignore:.*larger batch:RuntimeWarning")
def test_a_situation_opens_and_runs(number):
    board = playground(TEXTS[number])
    assert board.session.settings == PlaygroundSettings.from_text(TEXTS[number])
    board.bar.step.click()
    assert board.session.steps == 1


def test_links_lead_somewhere_and_targets_exist():
    targets = set(re.findall(r"^([\w-]+) ?:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in HAND_WRITTEN:
        text = (FOLDER / name).read_text(encoding="utf-8")
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        assert [link for link in links if not (FOLDER / link).exists()] == []
        assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


def section(name, minutes, *, lesson):
    cell = {"cell_type": "markdown", "source": f"## {name}"}
    return Section(name, 0, [Told(cell, minutes=minutes, lesson=lesson)])


class Told(dict):
    """A cell with what its heading tells."""

    def __init__(self, cell, **told):
        super().__init__(cell)
        self.metadata = told


def test_a_double_lesson_ends_at_a_hundred_minutes():
    lesson = [section("1 · A", 45, lesson=True)]
    rest = [section(f"{k} · B", 20, lesson=False) for k in (2, 3, 4)]
    heading, words, names = double(lesson, rest, ["1 an exercise"])
    assert heading == "## A lesson of 100 minutes"
    assert "The lesson and these, in the notebook's order: 85 minutes; 15 are left" in words
    assert names == "* 2 · B (20 min)\n* 3 · B (20 min)"
    assert "The lesson and all of these" in double(lesson, rest[:1], [])[1]
    assert double(lesson, [], []) == []


def plans(heading):
    """The notebooks that a plan of the README names, in its order."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    table = text.partition(f"## {heading}")[2].partition("\n## ")[0]
    return [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")][2:]


def test_the_day_has_six_lessons_that_exist():
    day = plans("A day")
    assert len(day) == 6
    named = [re.findall(r"\[(\w+)\]\((\w+)\.md\)", row[1]) for row in day]
    assert all(len(each) == 1 and each[0][0] == each[0][1] for each in named)


def test_the_semester_has_fourteen_weeks_and_every_notebook():
    weeks = plans("A semester")
    assert [row[0].strip() for row in weeks] == [str(week) for week in range(1, 15)]
    told = {number for row in weeks for number in re.findall(r"\b(\d\d[bc]?)\b", " ".join(row[1:]))}
    assert {number for number in SOURCES if number[0].isdigit()} <= told
    assert {"09", "10", "10b", "11", "11b"} <= told
