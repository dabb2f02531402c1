"""docs/glossary.md: every Korean term of the notebooks; names and links that exist."""

import ast
import re
from pathlib import Path

import pytest

from tests.test_coverage import LINK, ROOT, fault_of_link

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
BRACKETS = re.compile(r"\(([^()]*[가-힣][^()]*)\)")
KOREAN = re.compile(r"[가-힣]+(?:[ ·][가-힣]+)*")
CODE = re.compile(r"`([^`]+)`")


def rows(page):
    """The cells of each row of its tables of terms."""
    lines = [line for line in page.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [each for each in cells if len(each) == 5 and each[0] != "term" and "---" not in each[0]]


def printed(source):
    """Korean terms that a notebook prints in brackets."""
    return {term for words in BRACKETS.findall(source) for term in KOREAN.findall(words)}


def names_in(folder):
    """Every name of code below a folder: modules, functions, classes, arguments, variables."""
    found = set()
    for path in Path(folder).rglob("*.py"):
        found.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            fields = ("name", "arg", "id", "attr")
            found.update(name for key in fields if (name := getattr(node, key, None)))
    return found


@pytest.fixture(scope="module")
def names():
    return names_in(ROOT / "course_lib")


def unknown(page, names):
    """Names in the code of a page that course_lib does not have."""
    words = {word for code in CODE.findall(page) for word in re.findall(r"[A-Za-z_]\w*", code)}
    return sorted(words - names - {"tests", "test_glossary", "py", "course_lib", "True"})


def test_every_korean_term_stands_here():
    here = {term for row in rows(PAGE) for term in KOREAN.findall(row[1])}
    for path in sorted((ROOT / "notebooks" / "source").glob("*.py")):
        assert printed(path.read_text(encoding="utf-8")) - here == set(), path.name


def test_every_name_in_code_exists(names):
    assert unknown(PAGE, names) == []
    assert unknown("`lr`, `learning_velocity`", names) == ["learning_velocity"]


def test_every_link_leads_to_a_section():
    links = LINK.findall(PAGE)
    assert len(links) > 70
    assert [fault for link in links if (fault := fault_of_link(*link))] == []
    assert [row for row in rows(PAGE) if not LINK.fullmatch(row[-1])] == []


def test_no_term_stands_twice():
    terms = [row[0] for row in rows(PAGE)]
    assert len(terms) == len(set(terms))


def test_a_term_that_is_printed_is_found():
    words = "# a *step* (계단 함수; also 계단)\n# Xavier (자비에)"
    assert printed(words) == {"계단 함수", "계단", "자비에"}
