"""Building notebooks: both editions, the same bytes each time, nothing after an error."""

import base64
import io

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from tests.notebooks.heads import COURSE, HEAD
from tests.notebooks.validating import run_nbval
from tools.build_notebooks import main
from tools.editions import METADATA, edition_paths
from tools.outputs import PNG, VARYING, WIDGET_VIEW, clean, keep_varying, palette_png
from tools.readme_table import BEGIN, END
from tools.rules_source import edition_equals_source, no_solution_given_away
from tools.solutions import SOLUTION, STUDENT

SOURCE = '''\
# %% [markdown]
# # 01 · A small notebook

# %%
import base64
import io
import uuid

from PIL import Image

# %%
class Dashboard:
    def _repr_mimebundle_(self, **kwargs):
        written = io.BytesIO()
        Image.new("RGBA", (40, 30), "tomato").save(written, "PNG", dpi=(80, 80))
        view = {"version_major": 2, "version_minor": 0, "model_id": uuid.uuid4().hex}
        picture = base64.b64encode(written.getvalue()).decode()
        kind = "application/vnd.jupyter.widget-view+json"
        return {"text/plain": "Dashboard()", "image/png": picture, kind: view}

# %% alt="A red \\"box\\"."
Dashboard()

# %%
def double(x):
    """Give twice x."""
    # BEGIN SOLUTION
    total = x + x + 0 * x
    return total
    # END SOLUTION

# %%
try:
    print("answer", end=" ")
    print(double(2), flush=True)
except NotImplementedError as error:
    print(error)

# %% tags=["nbval-ignore-output"]
print(uuid.uuid4())
'''

FAILING = """\
# %%
try:
    # BEGIN SOLUTION
    rate = 1 / 0
    # END SOLUTION
except NotImplementedError:
    print("not attempted")
"""


def write_source(root, text, name="01_small"):
    path = root / "notebooks" / "source" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")
    (root / "README.md").write_text(f"Before.\n\n{BEGIN}\n{END}\n\nAfter.\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("built")
    source = write_source(root, SOURCE)
    assert main([], root) == 0
    return source


def test_building_again_gives_the_same_bytes_and_writes_nothing(built, capsys):
    paths = [*edition_paths(built).values(), built.parents[2] / "README.md"]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}
    assert main(["01"], built.parents[2]) == 0
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths} == before
    assert "01_small: " in (printed := capsys.readouterr().out)
    assert "s, unchanged" in printed


def test_the_readme_lists_what_was_built(built):
    text = (built.parents[2] / "README.md").read_text(encoding="utf-8")
    row = "| [01 A small notebook](notebooks/01_small.ipynb) | building: one box |  | 5 |"
    assert row in text
    assert text.startswith(f"Before.\n\n{BEGIN}\n")
    assert text.endswith(f"{END}\n\nAfter.\n")


def test_a_head_that_is_not_whole_is_said_before_anything_runs(tmp_path, capsys):
    path = write_source(tmp_path, SOURCE)
    path.write_text(SOURCE, encoding="utf-8")
    assert main([], tmp_path) == 1
    assert "01_small.py: needed in its head, under jupyter: course: " in capsys.readouterr().err
    assert list(tmp_path.rglob("*.ipynb")) == []


def test_the_stub_stands_where_the_solution_was(built):
    student, solution = (
        nbformat.read(edition_paths(built)[edition], as_version=4).cells[4].source
        for edition in (STUDENT, SOLUTION)
    )
    head = 'def double(x):\n    """Give twice x."""\n'
    assert student == (head + '    # your code here\n    raise NotImplementedError("your turn")')
    assert solution == head + "    total = x + x + 0 * x\n    return total"


def test_editions_store_clean_outputs(built):
    for edition, answer in ((STUDENT, "answer your turn\n"), (SOLUTION, "answer 4\n")):
        notebook = nbformat.read(edition_paths(built)[edition], as_version=4)
        shown = notebook.cells[3].outputs[0]
        assert sorted(shown.data) == [PNG, "text/plain"]
        assert shown.metadata == {PNG: {"alt": 'A red "box".'}}
        assert [out.text for out in notebook.cells[5].outputs] == [answer]
        assert notebook.metadata == METADATA | {"course": COURSE}
        assert [list(cell.metadata) for cell in notebook.cells[4:6]] == [["nbgrader"], []]
        assert notebook.cells[6].metadata == {"tags": ["nbval-ignore-output"]}
        assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_strict_nbval_passes_without_the_stored_widget_view(built):
    done = run_nbval(edition_paths(built)[SOLUTION])
    assert done.returncode == 0, done.stdout
    assert "6 passed" in done.stdout


def test_strict_nbval_still_compares_the_text_beside_the_picture(built, tmp_path):
    text = edition_paths(built)[STUDENT].read_text(encoding="utf-8")
    path = tmp_path / "other.ipynb"
    path.write_text(text.replace('"Dashboard()"\n', '"Dashboard(lr=1)"\n'), encoding="utf-8")
    done = run_nbval(path)
    assert done.returncode == 1
    assert "1 failed, 5 passed" in done.stdout


def test_a_changed_source_is_refused_by_the_guard(tmp_path, built):
    source = write_source(tmp_path, SOURCE.replace("Give twice x", "Double x"))
    path = edition_paths(source)[STUDENT]
    path.write_bytes(edition_paths(built)[STUDENT].read_bytes())
    found = edition_equals_source(nbformat.read(path, as_version=4), path)
    assert len(found) == 1
    assert "cell 5: needed the source that 01_small.py gives" in found[0]
    assert "run `make notebooks`" in found[0]


def test_no_solution_reaches_the_student(built):
    student, solution = (edition_paths(built)[edition] for edition in (STUDENT, SOLUTION))
    solved = nbformat.read(solution, as_version=4)
    assert no_solution_given_away(nbformat.read(student, as_version=4), student) == []
    assert len(no_solution_given_away(solved, student)) == 1  # `return total` is too short to tell


def test_an_exception_writes_nothing_and_shows_the_cell(tmp_path, capsys):
    # The solution edition fails after the student edition has run: neither may be written.
    write_source(tmp_path, FAILING)
    assert main([], tmp_path) == 1
    assert list(tmp_path.rglob("*.ipynb")) == []
    assert list(tmp_path.rglob("*.partial")) == []
    said = capsys.readouterr().err
    assert "solutions/01_small.ipynb was not written" in said
    assert "rate = 1 / 0" in said
    assert "ZeroDivisionError: division by zero" in said


def test_unknown_names_and_missing_sources_are_said(tmp_path, capsys):
    assert main([], tmp_path) == 1
    assert "there are none" in capsys.readouterr().err
    write_source(tmp_path, SOURCE)
    assert main(["07"], tmp_path) == 1
    assert "needed a notebook source named 07_*.py; there are: 01_small" in capsys.readouterr().err


def test_unbalanced_markers_are_said_before_anything_runs(tmp_path, capsys):
    write_source(tmp_path, SOURCE.replace("    # END SOLUTION\n", ""))
    assert main([], tmp_path) == 1
    assert "01_small.py, cell 5: unbalanced markers" in capsys.readouterr().err
    assert list(tmp_path.rglob("*.ipynb")) == []


def test_a_stored_time_is_kept_only_while_its_source_and_its_tag_stay():
    def cell(text, name="a", source="print(now)", tags=(VARYING,)):
        printed = new_output("stream", name="stdout", text=text)
        metadata = {"tags": list(tags)}
        return new_code_cell(source, id=name, outputs=[printed], metadata=metadata)

    def kept(stored, new):
        keep_varying(new_notebook(cells=[new]), new_notebook(cells=[stored]))
        return new.outputs[0].text

    assert kept(cell("old"), cell("new")) == "old"
    assert kept(cell("old"), cell("new", source="print(then)")) == "new"
    assert kept(cell("old"), cell("new", name="b")) == "new"
    assert kept(cell("old"), cell("new", tags=())) == "new"
    assert kept(cell("old", tags=()), cell("new")) == "new"


def test_a_stored_edition_that_cannot_be_read_is_written_anew(tmp_path):
    source = write_source(tmp_path, "# %%\nprint(1)\n")
    for path in edition_paths(source).values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<<<<<<< a conflict\n", encoding="utf-8")
    assert main([], tmp_path) == 0
    for path in edition_paths(source).values():
        assert nbformat.read(path, as_version=4).cells[0].outputs[0].text == "1\n"


def test_streams_merge_and_a_lone_widget_view_stays():
    view = {WIDGET_VIEW: {"model_id": "1"}}
    outputs = [new_output("stream", name="stdout", text=text) for text in ("a\n", "b\n")]
    outputs += [new_output("display_data", data=view)]
    cell = new_code_cell(outputs=outputs, metadata={"execution": {"shell.execute_reply": "now"}})
    cleaned = clean(new_notebook(cells=[cell], metadata={"widgets": {}})).cells[0]
    assert [out.get("text") for out in cleaned.outputs] == ["a\nb\n", None]
    assert cleaned.outputs[1].data == view
    assert cleaned.metadata == {}


def test_pictures_become_palettes_without_dates():
    picture = Image.linear_gradient("L").resize((300, 200)).convert("RGBA")
    picture.paste((214, 39, 40, 255), (0, 90, 300, 92))
    picture.putpixel((0, 0), (0, 0, 0, 0))
    written = io.BytesIO()
    picture.save(written, "PNG", dpi=(200, 200))
    small = palette_png(written.getvalue())
    assert small == palette_png(written.getvalue())
    with Image.open(io.BytesIO(small)) as shown:
        assert (shown.mode, shown.size, shown.info) == ("P", (300, 200), {})
        colours = shown.convert("RGB").getcolors()
        assert len(colours) <= 128
        assert shown.convert("RGB").getpixel((0, 0)) == pytest.approx((255,) * 3, abs=3)
        assert shown.convert("RGB").getpixel((150, 91)) == pytest.approx((214, 39, 40), abs=3)
    assert palette_png(small) == small


def test_nbconverts_classic_template_reads_the_alt_text():
    data = {PNG: base64.b64encode(palette_png(plain_png())).decode(), "text/plain": "x"}
    cell = new_code_cell(outputs=[new_output("display_data", data=data)], metadata={"alt": "A."})
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(
        clean(new_notebook(cells=[cell]))
    )
    assert 'alt="A."' in page


def plain_png():
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(written, "PNG")
    return written.getvalue()
