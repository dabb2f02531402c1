"""A notebook of claims: CONTRIBUTING's example is built, and what is missing in it is refused."""

import re

import nbformat
import pytest

from tests.notebooks.claims_recipe import (
    SECTION,
    SOURCE,
    chapter_of_the_recipe,
    course_with_the_recipe,
    project,
)
from tests.notebooks.validating import run_nbval
from tools.build_notebooks import main
from tools.editions import edition_paths, make_edition
from tools.front_matter import SourceError, read_source
from tools.notebook_rules import source_faults, violations
from tools.solutions import SOLUTION, STUDENT


@pytest.fixture(autouse=True)
def chapter(monkeypatch):
    return chapter_of_the_recipe(monkeypatch)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("claims")
    with pytest.MonkeyPatch.context() as patch:
        chapter_of_the_recipe(patch)
        course_with_the_recipe(root)
        patch.setenv("PYTHONPATH", str(root))
        source = project(root)
        assert main([], root) == 0
    return source


def test_the_recipe_is_built_and_keeps_all_rules(built):
    for path in edition_paths(built).values():
        assert violations(path) == []
    student = nbformat.read(edition_paths(built)[STUDENT], as_version=4)
    minutes = student.metadata["course"]["minutes"]
    assert f"Time: {minutes} minutes, exercises included." in student.cells[0].source
    assert 4 <= minutes <= 8  # an exercise of 3, a prediction of 1, some lines
    assert f"| {minutes} |" in (built.parents[2] / "README.md").read_text("utf-8")


def stored_below(root):
    folders = (root, root / "notebooks", root / "docs", root / "data")
    return {path: path.read_bytes() for each in folders for path in each.rglob("*.*[a-z]")
            if path.suffix != ".pyc" and path.is_file()}  # fmt: skip


def test_building_again_changes_nothing(built, capsys, monkeypatch):
    root = built.parents[2]
    monkeypatch.setenv("PYTHONPATH", str(root))
    before = stored_below(root)
    assert main([], root) == 0
    assert stored_below(root) == before
    printed = capsys.readouterr().out
    assert "s, unchanged" in printed
    assert re.search(r"1 · The error of a mean +\d", printed)


def test_what_only_shows_is_folded_and_what_teaches_is_not(built):
    cells = make_edition(built, SOLUTION).cells
    hidden = [cell.metadata.get("jupyter") for cell in cells if cell.cell_type == "code"]
    fold = {"source_hidden": True}
    assert hidden == [fold, fold, fold, None, fold, None, fold, fold]


def test_a_section_tells_whoever_teaches_and_no_reader(built):
    notebook = nbformat.read(edition_paths(built)[STUDENT], as_version=4)
    told = notebook.cells[3].metadata["teaching"]
    assert told["minutes"] == 10
    assert told["answers"] == "Most: a quarter."
    assert not any("Most: a quarter." in cell.source for cell in notebook.cells)
    page = (built.parents[2] / "docs" / "teaching" / "12.md").read_text("utf-8")
    assert "# 12 Averaging: a lesson of 10 minutes" in page
    assert "**Ask.** Four times the examples: what of the error?" in page
    assert "**The room.** Most: a quarter." in page
    assert "* What remains (2 min)" in page


def test_it_shows_where_its_claims_hold(built, chapter):
    one = chapter.errors(**chapter.CLAIMS[0].base)["one"]
    for path in edition_paths(built).values():
        table, anew = nbformat.read(path, as_version=4).cells[-2:]
        (shown,) = table.outputs
        assert shown.data["text/plain"].endswith("●●●●✕●●●●  holds in 8 of 9, not with: 1 examples")
        (measured,) = anew.outputs
        assert f"one       {one:.2g}    {one:.2g}" in measured.data["text/plain"]


def test_strict_nbval_finds_the_same_marks_and_numbers_again(built, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(built.parents[2]))
    done = run_nbval(edition_paths(built)[SOLUTION])
    assert done.returncode == 0, done.stdout
    assert "8 passed" in done.stdout


def test_the_claims_have_their_page(built):
    page = (built.parents[2] / "docs" / "claims.md").read_text("utf-8")
    assert "## [12_averaging](../notebooks/12_averaging.ipynb)" in page
    (row,) = [line for line in page.splitlines() if line.startswith("| From two")]
    assert "| ●●●●✕●●●● 8 of 9 | 1 examples |" in row


REFUSED = [
    ("minutes=10 ", "", "needed minutes=N, a whole number from 1; found None"),
    ("minutes=10 ", "minutes=0 ", "needed minutes=N, a whole number from 1; found 0"),
    ("lesson=true", 'lesson="yes"', "needed lesson=true or lesson=false; found 'yes'"),
    (' answers="Most: a quarter."', "", 'needed answers="...", a line of text; found None'),
    ("minutes=10 ", "minutes=51 ", "needed a lesson of at most 50 minutes; found 51"),
    ("# %%\ndraws", "# %% lesson=true\ndraws", "cell 6: needed lesson beside a heading"),
    (" exercise=3", "", "cell 8: needed `# %% exercise=N`, 3 to 8 minutes; found None"),
    (" exercise=3", " exercise=9", "3 to 8 minutes; found 9"),
    ("# %%\ndraws", "# %% exercise=3\ndraws", "beside a solution only; found it here"),
    ("{minutes} minutes", "ten minutes", "cell 1: needed 'Time: {minutes} minutes'; found none"),
    ("kind: claims", "kind: claims\n#     running: [1, 5000, 1, 1]", "needed at most 80 minutes"),
    (" <!-- definition -->", "", "found 'An error is the mean distance from the truth.'"),
    ("From two examples on, a mean", "A mean", "What remains: needed the sentence of a claim"),
    ("# %%\nagain", "# %%\nother", 'needed again("averaging", "...") under'),
    ('table("averaging")', 'table("other")', 'needed claims_table("averaging") under'),
    ("# * ", "# ", "needed bullets under `## What remains`; found none"),
]


@pytest.mark.parametrize(("old", "new", "words"), REFUSED, ids=[each[2][-40:] for each in REFUSED])
def test_what_is_missing_is_refused_before_anything_runs(tmp_path, capsys, old, new, words):
    assert old in SOURCE
    project(tmp_path, SOURCE.replace(old, new))
    assert main([], tmp_path) == 1
    assert words in capsys.readouterr().err
    assert list(tmp_path.rglob("*.ipynb")) == []


def test_the_recipe_itself_has_no_fault(tmp_path):
    assert source_faults(project(tmp_path)) == []


def test_conclusions_that_were_not_tried_or_have_changed_are_refused(tmp_path, chapter):
    source = project(tmp_path, tried=False)
    (fault,) = source_faults(source)
    assert fault.endswith(
        "averaging.json is not there: make claims makes it; run `make claims NB=12`"
    )
    project(tmp_path)
    chapter.CLAIMS[0].variations["five examples"] = {"size": 5}
    (fault,) = source_faults(source)
    assert "averaging: other variations are stored than there are" in fault


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: claims", "kind: other", "kind: claims, the only kind that there is; found 'other'"),
        ("kind: claims", "kind: claims\n#     minutes: 70", "found 'minutes'"),
        ("kind: claims", "kind: claims\n#     running: 5", "running: a list of seconds"),
    ],
)
def test_a_head_of_another_kind_is_refused(tmp_path, old, new, words):
    with pytest.raises(SourceError, match=words):
        read_source(project(tmp_path, SOURCE.replace(old, new), tried=False))


def test_the_bullets_of_what_people_get_wrong_are_no_conclusions(tmp_path):
    remains, marks, reach = SOURCE.partition("# %% [markdown] minutes=2 lesson=false\n# ## How far")
    more = "# %% [markdown]\n# **What people get wrong**\n#\n# * They take one.\n\n"
    assert source_faults(project(tmp_path, remains + more + marks + reach)) == []
    more = more.replace("**", "")
    (fault,) = source_faults(project(tmp_path, remains + more + marks + reach))
    assert "found 'They take one.'" in fault


def test_the_recipe_names_what_exists():
    for name in re.findall(r"-m (tools\.\w+)", SECTION):
        assert __import__(name, fromlist=["main"]).main
