"""Working copies: made on first use, never overwritten, kept at a reset, following updates."""

import hashlib
import json

import nbformat
import pytest

from tools.environment import ROOT
from tools.notebook_text import LabError, lost_modules
from tools.working_copies import HANDED_OUT, find_notebook, fresh_copy, renew_all

WAY = "make reset NB=03 gives the new one and keeps yours"
DIFFERS = f"03_topic: yours differs from the course's new edition; {WAY}"


def copy_of(root, name="03_topic"):
    return root / "work" / f"{name}.ipynb"


def source(copy):
    (cell,) = nbformat.read(copy, as_version=4).cells
    return cell.source


def untouched(copy):
    """Whether this is notebook 03 as it is handed out: its cells, and no result in sight."""
    (cell,) = nbformat.read(copy, as_version=4).cells
    return cell.source == "print('03_topic')" and not cell.outputs and cell.execution_count is None


def change(path, source=None, *, run=False, metadata=None):
    """Change a notebook, as its author, its reader or JupyterLab would."""
    notebook = nbformat.read(path, as_version=4)
    cell = notebook.cells[0]
    cell.source = source or cell.source
    cell.outputs = [nbformat.v4.new_output("stream", text="seen")] if run else cell.outputs
    notebook.metadata.update(metadata or {})
    nbformat.write(notebook, path)


def new_edition(root, source="a newer cell"):
    change(root / "notebooks" / "03_topic.ipynb", source)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("03", "03_topic"),
        ("3", "03_topic"),
        ("0", "00_start"),
        ("3b", "03b_further"),
        ("03B", "03b_further"),
        ("3_topic", "03_topic"),
        ("playground", "playground"),
    ],
)
def test_a_notebook_is_found_by_its_number(root, number, name):
    assert find_notebook(root, number) == root / "notebooks" / f"{name}.ipynb"


@pytest.mark.parametrize("number", ["7", "003", "topic", "*", "", "30"])
def test_an_unknown_number_is_answered_with_what_there_is(root, number):
    with pytest.raises(LabError, match="found none; there are: 00_start, 03_topic, 03b_further"):
        find_notebook(root, number)


def test_two_notebooks_of_one_number_are_refused(root):
    (root / "notebooks" / "03_twin.ipynb").touch()
    with pytest.raises(LabError, match="found several"):
        find_notebook(root, "03")


def test_all_notebooks_are_copied_so_that_links_lead_to_copies(root):
    assert renew_all(root) == []
    for edition in (root / "notebooks").glob("*.ipynb"):
        assert (root / "work" / edition.name).exists()
    assert untouched(copy_of(root))


def test_a_copy_is_made_once_and_never_overwritten(root):
    renew_all(root)
    change(copy_of(root), "my answers")
    assert renew_all(root) == []
    assert source(copy_of(root)) == "my answers"


def as_it_was(copy):
    pass


def opened_and_saved(copy):
    """What JupyterLab does to a notebook that was only looked at."""
    change(copy, metadata={"language_info": {"name": "python", "version": "3.12"}})


@pytest.mark.parametrize("done", [as_it_was, opened_and_saved])
def test_a_copy_that_nobody_has_changed_follows_updates(root, done):
    renew_all(root)
    for newer in ("a newer cell", "a still newer cell"):
        done(copy_of(root))
        new_edition(root, newer)
        assert renew_all(root) == []
        assert source(copy_of(root)) == newer
    assert list((root / "work").glob("*.old*")) == []


def test_a_copy_that_was_run_follows_and_is_kept_beside(root):
    renew_all(root)
    change(copy_of(root), run=True)
    assert renew_all(root) == []
    new_edition(root)
    (line,) = renew_all(root)
    assert line == "03_topic has a new edition; yours, which you had run, is 03_topic.old-1.ipynb"
    assert source(copy_of(root)) == "a newer cell"
    kept = nbformat.read(root / "work" / "03_topic.old-1.ipynb", as_version=4)
    assert kept.cells[0].outputs[0].text == "seen"
    assert renew_all(root) == []


def test_a_changed_copy_stays_and_is_named_where_there_is_a_new_edition(root):
    renew_all(root)
    change(copy_of(root), "my answers")
    assert renew_all(root) == []
    new_edition(root)
    assert renew_all(root) == renew_all(root) == [DIFFERS]
    assert source(copy_of(root)) == "my answers"
    fresh_copy(root, "03")
    assert renew_all(root) == []


def test_an_answer_that_became_the_edition_follows_again(root):
    renew_all(root)
    change(copy_of(root), "a newer cell")
    new_edition(root)
    assert renew_all(root) == []
    new_edition(root, "a still newer cell")
    assert renew_all(root) == []
    assert source(copy_of(root)) == "a still newer cell"


def test_outputs_of_the_edition_are_no_new_edition(root):
    renew_all(root)
    change(copy_of(root), "my answers")
    change(root / "notebooks" / "03_topic.ipynb", run=True)
    change(root / "notebooks" / "03_topic.ipynb", metadata={"title": "another"})
    assert renew_all(root) == []
    assert source(copy_of(root)) == "my answers"


def test_what_is_new_around_the_cells_reaches_a_copy_as_it_was(root):
    renew_all(root)
    change(root / "notebooks" / "03_topic.ipynb", metadata={"title": "another"})
    assert renew_all(root) == []
    assert nbformat.read(copy_of(root), as_version=4).metadata == {"title": "another"}


def bytes_only(root):
    """A record as older versions of the course wrote it."""
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (root / "work").glob("*.ipynb")
    }
    (root / "work" / HANDED_OUT).write_text(json.dumps(digests), encoding="utf-8")


def test_an_older_record_still_tells_whether_a_copy_was_changed(root):
    renew_all(root)
    bytes_only(root)
    change(copy_of(root, "05_other"), "my answers")
    new_edition(root)
    change(root / "notebooks" / "05_other.ipynb", "a newer cell")
    (line,) = renew_all(root)
    assert line.startswith("05_other: yours differs")
    assert source(copy_of(root)) == "a newer cell"
    assert source(copy_of(root, "05_other")) == "my answers"


def test_a_copy_opened_since_an_older_record_follows_later_updates(root):
    renew_all(root)
    bytes_only(root)
    opened_and_saved(copy_of(root))
    assert renew_all(root) == []
    new_edition(root)
    assert renew_all(root) == []
    assert source(copy_of(root)) == "a newer cell"


@pytest.mark.parametrize("record", [None, "{", "[]", '{"03_topic.ipynb": {"x": 1}}', '"text"'])
def test_where_it_is_unknown_what_was_handed_out_nothing_is_overwritten(root, record):
    renew_all(root)
    change(copy_of(root), "my answers")
    (root / "work" / HANDED_OUT).unlink()
    if record:
        (root / "work" / HANDED_OUT).write_text(record, encoding="utf-8")
    new_edition(root)
    assert renew_all(root) == []
    assert source(copy_of(root)) == "my answers"


@pytest.mark.parametrize("text", ["my answers", "", "{", '{"cells": 3}'])
def test_a_damaged_copy_is_named_and_left(root, text):
    renew_all(root)
    copy_of(root).write_text(text, encoding="utf-8")
    assert renew_all(root) == [f"03_topic: yours is damaged, it is no notebook any more; {WAY}"]
    assert copy_of(root).read_text(encoding="utf-8") == text


def test_a_copy_for_an_older_course_is_named(root):
    package = root / "course_lib" / "dashboards"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").touch()
    (package / "board.py").touch()
    renew_all(root)
    old = "import course_lib\nfrom course_lib.widgets.live import a\nfrom course_lib import plots"
    change(copy_of(root), old)
    about = "03_topic: yours is for an older course, which had course_lib.widgets.live"
    assert renew_all(root) == [f"{about}; {WAY}"]
    fresh_copy(root, "03")
    change(copy_of(root), "from course_lib.dashboards import b\nimport course_lib.dashboards.board")
    assert renew_all(root) == []


MOVED = ["course_lib.exercises", "course_lib.experiments.regularization", "course_lib.widgets.live"]


def test_the_places_of_an_older_course_are_told_from_those_of_this_one(root):
    sources = [*(ROOT / "notebooks" / "source").glob("*.py")]
    assert sources
    for path in sources:
        cell = {"cell_type": "code", "source": path.read_text(encoding="utf-8")}
        assert lost_modules(ROOT, json.dumps({"cells": [cell]})) == [], path.name
    renew_all(root)
    change(copy_of(root), "\n".join(f"from {name} import something" for name in MOVED))
    assert lost_modules(ROOT, copy_of(root).read_text(encoding="utf-8")) == MOVED


DAMAGED = ["<<<<<<< HEAD\n{}\n=======\n", "", "[]", '{"nbformat": 4}', "{" * 100]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_edition_is_named_and_stops_no_other(root, text):
    (root / "notebooks" / "05_other.ipynb").write_text(text, encoding="utf-8")
    (line,) = renew_all(root)
    name = "notebooks/05_other.ipynb"
    assert line == f"05_other: {name} is damaged; get it back with: git checkout HEAD -- {name}"
    assert {path.stem for path in (root / "work").glob("*.ipynb")} == {
        path.stem for path in (root / "notebooks").glob("*.ipynb")
    } - {"05_other"}


def test_a_damaged_edition_costs_nobody_the_copy_at_a_reset(root):
    renew_all(root)
    (root / "notebooks" / "03_topic.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(LabError, match="is damaged; get it back"):
        fresh_copy(root, "03")
    assert untouched(copy_of(root))


def test_a_reset_keeps_each_old_copy(root):
    for turn in (1, 2):
        renew_all(root)
        change(copy_of(root), f"answers {turn}")
        copy, kept = fresh_copy(root, "3")
        assert copy == copy_of(root)
        assert untouched(copy)
        assert kept == root / "work" / f"03_topic.old-{turn}.ipynb"
    old = [root / "work" / f"03_topic.old-{turn}.ipynb" for turn in (1, 2)]
    assert [source(path) for path in old] == ["answers 1", "answers 2"]


def test_a_reset_without_a_copy_makes_one(root):
    copy, kept = fresh_copy(root, "05")
    assert copy.exists()
    assert kept is None


def test_an_old_copy_is_no_notebook_of_the_course(root):
    fresh_copy(root, "03")
    fresh_copy(root, "03")
    assert find_notebook(root, "03").name == "03_topic.ipynb"
