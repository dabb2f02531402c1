"""docs/coverage.md: every home that it names is a section of a notebook that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
HOME = re.compile(r'(\w+) (?:§(\d+)|"([^"]+)")')
KINDS = ("experiment", "exercise", "dashboard", "figure", "table", "sentence")
HOWS = (*KINDS, "in words", "right form only")


def sections(stem):
    """Numbers of a notebook's sections, and its headings with the bold openings of paragraphs."""
    source = (ROOT / "notebooks" / "source" / f"{stem}.py").read_text(encoding="utf-8")
    numbers = re.findall(r"^# ## (\d+) · ", source, re.MULTILINE)
    headings = re.findall(r"^# (?:#{2,3} (.+)|\*\*(.+?)\*\*)", source, re.MULTILINE)
    return numbers, [plain(heading or bold) for heading, bold in headings]


def plain(heading):
    """A heading without its Korean term, quotation marks and full stop."""
    return re.sub(r" \([^)]*[가-힣][^)]*\)", "", heading).replace('"', "").rstrip(".")


def exercises(text, target):
    """Numbers of the exercises in one home: a section by number, or an exercise by heading."""
    source = (ROOT / "notebooks" / "source" / f"{Path(target).stem}.py").read_text(encoding="utf-8")
    _, section, heading = HOME.fullmatch(text).groups()
    if section:
        source = source.partition(f"\n# ## {section} · ")[2].partition("\n# ## ")[0]
        return re.findall(r"^# ### Exercise (\d+): ", source, re.MULTILINE)
    return re.findall(r"^Exercise (\d+): ", heading)


def fault_of_link(text, target):
    """What is wrong with one link of the page, or None."""
    home = HOME.fullmatch(text)
    if not home:
        return f"{text} names no section"
    number, section, heading = home.groups()
    stem = Path(target).stem
    notebook = ROOT / "docs" / target
    if not (notebook.is_file() and notebook.suffix == ".ipynb"):
        return f"{target} is no notebook"
    if stem.partition("_")[0] != number:
        return f"{text} leads to {stem}"
    numbers, headings = sections(stem)
    found = numbers.count(section) if section else headings.count(heading)
    return None if found == 1 else f"{text} stands {found} times in {stem}"


def fault_of_row(row):
    """What is wrong with one row of a table, or None: a home without a kind, or none at all."""
    *_, home, kind = (cell.strip() for cell in row.strip("|").split("|"))
    linked = bool(LINK.search(home))
    if not (linked or home == "**missing**"):
        return f"no home: {row}"
    if linked != kind.startswith(HOWS):
        return f"kind does not fit: {row}"
    links = LINK.findall(home)
    if any(fault_of_link(*link) for link in links):
        return None  # named with the links
    there = [number for link in links for number in exercises(*link)]
    absent = [number for number in re.findall(r"\d+", kind) if number not in there]
    return f"exercise {absent[0]} is elsewhere: {row}" if absent else None


def rows_of(page):
    lines = [line for line in page.splitlines() if line.startswith("|")]
    return [line for line in lines if not line.startswith(("| what ", "| the slip ", "|---"))]


def faults(page):
    """All that is wrong with a page."""
    links = [fault_of_link(*link) for link in LINK.findall(page)]
    loose = [f"no link: {line}" for line in page.splitlines() if "§" in LINK.sub("", line)]
    rows = [fault_of_row(row) for row in rows_of(page)]
    return [fault for fault in (*links, *loose, *rows) if fault]


def test_every_home_is_there():
    assert len(rows_of(PAGE)) > 250
    assert faults(PAGE) == []


def test_nothing_that_the_lectures_teach_is_without_a_home():
    assert "**missing**" not in PAGE.partition("\n## ")[2]


def test_every_lecture_has_a_table():
    lectures = PAGE.partition("## Where the lectures are wrong")[0].split("\n## ")[1:]
    assert len(lectures) == 5
    assert all(len(rows_of(lecture)) > 20 for lecture in lectures)


@pytest.mark.parametrize(
    "right",
    [
        "[03 §4](../notebooks/03_regularization.ipynb)",
        "[02b §2](../notebooks/02b_bias_and_variance_further.ipynb)",
        '[07b "What the averages remember"](../notebooks/07b_batch_normalization_further.ipynb)',
        "| dropout | L1 | [03 §4](../notebooks/03_regularization.ipynb) | exercise 3 |",
        "| PCA | L1 | **missing** | |",
    ],
)
def test_right_homes_pass(right):
    assert faults(right) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("[03 §40](../notebooks/03_regularization.ipynb)", "0 times"),
        ('[03 "Drop-out"](../notebooks/03_regularization.ipynb)', "0 times"),
        ('[00 "What we saw"](../notebooks/00_start_here.ipynb)', "2 times"),
        ("[03 §4](../notebooks/04_initialization.ipynb)", "leads to"),
        ("[03 §4](../notebooks/03_regularisation.ipynb)", "no notebook"),
        ("[03](../notebooks/03_regularization.ipynb)", "no section"),
        ("see 03 §4", "no link"),
        ("| dropout | L1 | somewhere | exercise 3 |", "no home"),
        ("| dropout | L1 | planned: 12 | |", "no home"),
        ("| dropout | L1 | **missing** | exercise 3 |", "kind"),
        ("| dropout | L1 | [03 §4](../notebooks/03_regularization.ipynb) | |", "kind"),
        ("| x | L1 | [03 §4](../notebooks/03_regularization.ipynb) | exercise 4 |", "elsewhere"),
        ("| x | L1 | [03 §40](../notebooks/03_regularization.ipynb) | exercise 4 |", "0 times"),
    ],
)
def test_wrong_homes_are_found(wrong, says):
    (fault,) = faults(wrong)
    assert says in fault
