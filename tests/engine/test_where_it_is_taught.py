"""The last line of a public docstring says where the thing is taught, and it is taught there."""

import re
from functools import cache
from pathlib import Path

import pytest

from course_lib import engine

SOURCE = Path(__file__).resolve().parents[2] / "notebooks" / "source"
LINE = re.compile(r"^ *(Notebook .*)$", re.MULTILINE)
HOME = re.compile(r"Notebook (\w+), (?:section (\d+)|(Going further))\.")


@cache
def sources():
    """The source of every notebook by its number."""
    return {path.stem.partition("_")[0]: path.read_text("utf-8") for path in SOURCE.glob("*.py")}


def uses(source):
    """The public names that the code of a notebook takes from the engine."""
    code = "\n".join(line for line in source.splitlines() if not line.startswith("#"))
    imported = re.findall(r"from course_lib\.engine import (\([^)]*\)|.*)", code)
    return {*re.findall(r"\bengine\.(\w+)", code), *re.findall(r"\w+", " ".join(imported))}


def sections(source):
    """The text under each heading: by number, or by the heading's words."""
    parts = re.split(r"^# ## (?:(\d+) · )?(.*)$", source, flags=re.MULTILINE)[1:]
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return {number or heading: f"{heading}\n{text}" for number, heading, text in triples}


def fault(line, *names):
    """What is wrong with the last line of the docstring that these names share, or None."""
    home = HOME.fullmatch(line)
    if not home:
        return f"{line!r} is no home, such as 'Notebook 05, section 8.'"
    number, section, heading = home.groups()
    if number not in sources():
        return f"there is no notebook {number}"
    source = sources()[number]
    if (section or heading) not in sections(source):
        return f"notebook {number} has no section {section or heading!r}"
    named = re.compile(rf"\b(?:{'|'.join(names)})\b")
    if not (named.search(sections(source)[section or heading]) or uses(source) & set(names)):
        return f"notebook {number} neither names nor uses {' or '.join(names)}"
    return None


def by_docstring():
    """Every docstring of a public callable, with the names that share it."""
    shared = {}
    for name in engine.__all__:
        if callable(getattr(engine, name)):
            shared.setdefault(getattr(engine, name).__doc__, []).append(name)
    return shared


def test_what_a_notebook_uses_says_where_it_is_taught():
    used = set.union(*map(uses, sources().values()))
    silent = [
        name
        for docstring, names in by_docstring().items()
        for name in names
        if name in used and not docstring.rstrip().splitlines()[-1].strip().startswith("Notebook ")
    ]
    assert len(used & set(engine.__all__)) > 60
    assert silent == []


@pytest.mark.parametrize(
    ("line", "names"),
    [(line, names) for doc, names in by_docstring().items() for line in LINE.findall(doc)],
)
def test_it_is_taught_there(line, names):
    assert fault(line, *names) is None


@pytest.mark.parametrize(
    ("line", "names", "words"),
    [
        ("Notebook 05, section 8", ["Adam"], "is no home"),
        ("Notebook 05.", ["Adam"], "is no home"),
        ("Notebook 99, section 1.", ["Adam"], "there is no notebook 99"),
        ("Notebook 05, section 80.", ["Adam"], "notebook 05 has no section '80'"),
        ("Notebook playground, Going further.", ["Adam"], "has no section 'Going further'"),
        ("Notebook 05, section 8.", ["Conv2D"], "neither names nor uses Conv2D"),
    ],
)
def test_a_wrong_home_is_found(line, names, words):
    assert words in fault(line, *names)
