"""The heads of the sources are whole, and editions, map and README say what they say."""

from pathlib import Path

import jupytext
import pytest

from course_lib.guide.series import Notebook, series
from tests.notebooks.heads import COURSE, HEAD
from tools.editions import edition_paths, make_edition
from tools.front_matter import FIELDS, SourceError, read_source
from tools.notebook_rules import all_sources
from tools.readme_table import BEGIN, END, readme, rewrite, table, with_table
from tools.solutions import STUDENT

ROOT = Path(__file__).resolve().parents[2]
SOURCES = all_sources(ROOT)
MEND = "run `make notebooks`"


@pytest.fixture
def source(tmp_path):
    """A source beside an earlier one."""
    folder = tmp_path / "notebooks" / "source"
    folder.mkdir(parents=True)
    for name in ("00_first", "01_small"):
        (folder / f"{name}.py").write_text(HEAD + "# %% [markdown]\n# # x\n", encoding="utf-8")
    return folder / "01_small.py"


def refused(source, old, new):
    assert old in HEAD
    source.write_text(HEAD.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError) as told:
        read_source(source)
    return str(told.value)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_map_says_what_the_head_says(source):
    told = make_edition(source, STUDENT).metadata["course"]
    (found,) = [each for each in series(ROOT) if each.path == edition_paths(source)[STUDENT]]
    said = {field: getattr(found, field) for field in FIELDS}
    assert said | {"needs": list(found.needs)} == {field: told[field] for field in FIELDS}, MEND


def test_the_map_has_every_source():
    there = [each.path.stem for each in series(ROOT)]
    assert there == [source.stem for source in SOURCES], MEND


def test_the_readme_has_the_table_that_the_notebooks_give():
    text = readme(ROOT).read_text(encoding="utf-8")
    assert with_table(text, series(ROOT)) == text, MEND


def test_a_head_is_carried_by_both_editions(source):
    for edition in edition_paths(source):
        assert make_edition(source, edition).metadata["course"] == COURSE


def test_jupytext_keeps_a_head_when_it_writes_a_source():
    text = jupytext.writes(jupytext.reads(HEAD, fmt="py:percent"), fmt="py:percent")
    assert jupytext.reads(text, fmt="py:percent").metadata["course"] == COURSE


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_is_named(source, field):
    (line,) = [line for line in HEAD.splitlines(keepends=True) if f" {field}:" in line]
    said = refused(source, line, "")
    assert said.startswith(f"01_small.py: needed in its head, under jupyter: course: {field}: ")
    assert said.endswith("; found 'nothing'")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: A small notebook", "title: 3", "title: a line of text; found 3"),
        ("title: A small notebook", "title: ' '", "title: a line of text; found ' '"),
        ('"building: one box"', "a | b", "about: a line of text; found 'a | b'"),
        ("needs: []", "needs: 00", "needs: a list of notebooks' numbers in quotes"),
        ("needs: []", "needs: [00]", "needs: a list of notebooks' numbers in quotes"),
        ("needs: []", 'needs: ["02"]', "numbers of notebooks that come before; found '02'"),
        ("needs: []", 'needs: ["01"]', "numbers of notebooks that come before; found '01'"),
        ("needs: []", 'needs: ["09"]', "numbers of notebooks that come before; found '09'"),
        ("minutes: 5", "minutes: 0", "minutes: a whole number from 1; found 0"),
        ("minutes: 5", "minutes: 1 h", "minutes: a whole number from 1; found '1 h'"),
        ("minutes: 5", "minutes: true", "minutes: a whole number from 1; found True"),
        ("minutes: 5", "minutes: 5\n#     minute: 5", "only title, question"),
        ("  course:", "  curse:", "title, question, about, needs, minutes; found None"),
        ('"building: one box"', "building: one box", "01_small.py: its head is no YAML: "),
    ],
)
def test_a_head_with_a_fault_is_refused_in_words(source, old, new, words):
    assert words in refused(source, old, new)


def test_a_notebook_may_build_on_an_earlier_one(source):
    source.write_text(HEAD.replace("needs: []", 'needs: ["00"]'), encoding="utf-8")
    assert read_source(source).metadata["course"]["needs"] == ["00"]


def test_the_table_is_put_between_its_marks(tmp_path):
    path = tmp_path / "03b_small.ipynb"
    small = Notebook("03b", "Small", about="one box", needs=("01", "03"), minutes=5, path=path)
    row = "| [03b Small](notebooks/03b_small.ipynb) | one box | 01, 03 | 5 |"
    assert row in table([small])
    text = f"before\n\n{BEGIN}\nold\n{END}\nafter\n"
    new = with_table(text, [small])
    assert new == f"before\n\n{BEGIN}\n\n{table([small])}\n\n{END}\nafter\n"
    assert with_table(new, [small]) == new


def test_the_readme_is_written_where_it_changes_only(source):
    root = source.parents[2]
    readme(root).write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    assert rewrite(root)
    assert not rewrite(root)
    assert "| notebook | what it is about |" in readme(root).read_text(encoding="utf-8")


def test_a_readme_without_marks_is_refused(source):
    root = source.parents[2]
    for text in ("", BEGIN, END):
        readme(root).write_text(text, encoding="utf-8")
        with pytest.raises(SourceError, match=r"README\.md: needed the lines"):
            rewrite(root)
        assert readme(root).read_text(encoding="utf-8") == text
