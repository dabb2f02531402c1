"""Each rule lets a good notebook pass and refuses one that violates it, in fitting words."""

import base64
import io
import random

import nbformat
import pytest
from nbformat.v4 import new_output
from PIL import Image

from tests.notebooks.heads import HEAD
from tools.editions import edition_paths, make_edition
from tools.front_matter import SourceError
from tools.notebook_rules import RULES, main, missing_editions, violations
from tools.rules_code import lines_to_read
from tools.solutions import SOLUTION, STUDENT

SOURCE = (
    HEAD
    + '''\
# %% [markdown]
# # 01 · A small notebook (작은 노트북)

# %%
try:
    import course_lib
except ImportError:
    print("needs course_lib: run `make lab`")

# %%
import numpy as np

# %% alt="A red square."
picture = np.zeros((4, 4))
picture

# %%
def double(x):
    """Give twice x: double(3) is 6."""
    # BEGIN SOLUTION
    total = x + x + 0 * x
    return total
    # END SOLUTION

# %%
for size in (1, 2):
    area = size**2
print(area)

# %%
rng = np.random.default_rng(0)
for size in (3, 4):
    area = size + 1
'''
)
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def png(width=4, height=4, noise=False):
    pixels = (
        random.Random(0).randbytes(width * height * 3) if noise else b"\xff\0\0" * width * height
    )
    written = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode()


def executed(source, edition=STUDENT):
    """Give an edition as it would look after execution, without needing a kernel."""
    notebook = make_edition(source, edition)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, start=1):
        cell.execution_count = count
    code[2].outputs = [
        new_output(
            "display_data",
            data={"image/png": png(), "text/plain": "Dashboard()"},
            metadata={"image/png": {"alt": "A red square."}},
        )
    ]
    code[4].outputs = [new_output("stream", name="stdout", text="4\n")]
    return notebook


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "notebooks" / "source" / "01_small.py"
    path.parent.mkdir(parents=True)
    (tmp_path / "notebooks" / "solutions").mkdir()
    path.write_text(SOURCE, encoding="utf-8")
    return path


def add_output(*args, **kwargs):
    def damage(notebook):
        notebook.cells[5].outputs.append(new_output(*args, **kwargs))

    return damage


def set_source(index, text):
    def damage(notebook):
        notebook.cells[index].source = text

    return damage


def drop_alt(notebook):
    del notebook.cells[3].metadata["alt"]


def drop_output_alt(notebook):
    notebook.cells[3].outputs[0].metadata = {}


def duplicate_id(notebook):
    notebook.cells[2].id = notebook.cells[1].id


def foreign_id(notebook):
    notebook.cells[2].id = "abc"


def widget_state(notebook):
    notebook.metadata["widgets"] = {}


def no_kernelspec(notebook):
    del notebook.metadata["kernelspec"]


def kernel_version(notebook):
    notebook.metadata["language_info"]["version"] = "3.13.1"


def another_time(notebook):
    notebook.metadata["course"]["minutes"] = 6


def no_head(notebook):
    del notebook.metadata["course"]


def never_executed(notebook):
    notebook.cells[5].execution_count = None


def wrong_order(notebook):
    notebook.cells[4].execution_count, notebook.cells[5].execution_count = 5, 4


def unknown_tag(notebook):
    notebook.cells[5].metadata["tags"] = ["nbval-ignore"]


def tag_is_text(notebook):
    notebook.cells[5].metadata["tags"] = "nbval-ignore-output"


def large_picture(notebook):
    notebook.cells[3].outputs[0].data["image/png"] = png(200, 200, noise=True)


def large_notebook(notebook):
    notebook.cells[5].outputs[0].text = "x" * 400_000


def one_cell_less(notebook):
    notebook.cells.pop()


BAD = [
    ("edition_equals_source", set_source(5, "print(4)"), "cell 6: needed the source that 01_small"),
    ("edition_equals_source", one_cell_less, "needed 7 cells as in 01_small.py, found 6"),
    ("edition_equals_source", drop_alt, "cell 4: needed the metadata that 01_small.py gives"),
    ("no_solution_given_away", set_source(0, "total = x + x + 0 * x"), "cell 1: needed no line of"),
    ("no_solution_given_away", set_source(5, "    total = x + x + 0 * x"), "found 'total = x + x"),
    ("metadata_is_ours", no_kernelspec, "needed kernelspec"),
    ("metadata_is_ours", kernel_version, "needed language_info"),
    ("metadata_is_ours", another_time, "needed course {'title': 'A small notebook'"),
    ("metadata_is_ours", no_head, "found 'none'; run `make notebooks`"),
    ("heading_names_the_notebook", set_source(0, "# A small notebook"), "cell 1: needed the"),
    ("heading_names_the_notebook", set_source(0, "# 01 · A small notebooks"), "needed the heading"),
    ("heading_names_the_notebook", set_source(0, "# 01 · A small notebook, or"), "as in its head"),
    ("heading_names_the_notebook", no_head, "found '# 01"),
    ("ids_are_ours", duplicate_id, "cell 3: needed an id of its own, found that of cell 2"),
    ("ids_are_ours", foreign_id, "cell 3: needed the id"),
    ("nbval_knows_its_marks", unknown_tag, "found the tag 'nbval-ignore'"),
    ("nbval_knows_its_marks", tag_is_text, "needed a list of tags, found 'nbval-ignore-output'"),
    (
        "nbval_knows_its_marks",
        set_source(5, "# NBVAL_IGNORE_OUTPUT (a timing)\nprint(4)"),
        "alone on its line, found '# NBVAL_IGNORE_OUTPUT (a timing)'",
    ),
    ("nbval_knows_its_marks", set_source(5, "# NBVAL_IGNORE\nprint(4)"), "found '# NBVAL_IGNORE'"),
    ("nbval_knows_its_marks", set_source(5, "print(4)  # NBVAL_SKIP"), "alone on its line, found"),
    ("executed_in_order", never_executed, "cell 6: needed execution_count 5, found None"),
    ("executed_in_order", wrong_order, "cell 5: needed execution_count 4, found 5"),
    (
        "no_errors",
        add_output("error", ename="ValueError", evalue="too large", traceback=[]),
        "cell 6: needed a cell that ends well, found ValueError: too large",
    ),
    ("no_stderr", add_output("stream", name="stderr", text="careful\n"), "found 'careful"),
    ("no_widgets_stored", widget_state, "needed no widget state"),
    (
        "no_widgets_stored",
        add_output("display_data", data={WIDGET_VIEW: {"model_id": "1"}}),
        "cell 6: needed no widget view",
    ),
    (
        "no_addresses",
        add_output("display_data", data={"text/plain": "<Line2D at 0x7f72c8b3c310>"}),
        "cell 6: needed an output without a memory address, found '<Line2D at 0x7f72c8b3c310'",
    ),
    ("size_is_small", large_notebook, "needed at most 400 kB, found 40"),
    ("pictures_are_small", large_picture, "cell 4: needed a picture of at most 60 kB, found 1"),
    ("pictures_have_words", drop_alt, 'cell 4: needed `# %% alt="..."` in the source, found None'),
    ("pictures_have_words", drop_output_alt, "cell 4: needed the cell's alt text, found None"),
    ("plain_python", set_source(5, "%matplotlib inline"), "found '%matplotlib inline'"),
    ("plain_python", set_source(5, "files = !ls"), "found 'files = !ls'"),
    ("plain_python", set_source(5, "np.sum?"), "needed plain Python, found invalid syntax"),
    ("code_fits_the_page", set_source(5, "x = " + "1" * 97), "at most 100 columns, found 101"),
    ("code_is_short", set_source(5, "print(4)\n" * 21), "cell 6: needed at most 20 lines of code"),
    ("text_is_short", set_source(0, "a line\n" * 13), "outside <details>, found 13"),
    ("imports_stand_together", set_source(1, "import course_lib"), "needed a first code cell with"),
    ("imports_stand_together", set_source(2, "x = 1"), "needed imports in the second code cell"),
    (
        "imports_stand_together",
        set_source(5, "def f():\n    import math"),
        "cell 6: needed all imports in the second code cell, found 'import math'",
    ),
    ("names_are_steady", set_source(5, "picture = 1"), "'picture' bound to something else than in"),
    ("names_are_steady", set_source(5, "picture += 1"), "cell 6: needed a new name, found 'pict"),
    ("names_are_steady", set_source(5, "a, picture = 1, 2"), "cell 6: needed a new name"),
    ("names_are_steady", set_source(5, "for _ in (1,):\n    picture = 1"), "a new name"),
    ("names_are_steady", set_source(5, "def double(x):\n    return 4"), "found 'double' bound to"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("edition", [STUDENT, SOLUTION])
def test_a_good_notebook_passes(source, rule, edition):
    assert rule(executed(source, edition), edition_paths(source)[edition]) == []


@pytest.mark.parametrize(("name", "damage", "words"), BAD)
def test_a_bad_notebook_is_refused(source, name, damage, words):
    (rule,) = [rule for rule in RULES if rule.__name__ == name]
    notebook = executed(source)
    damage(notebook)
    found = rule(notebook, edition_paths(source)[STUDENT])
    assert any(words in line for line in found), found
    assert all("01_small.ipynb" in line and "found" in line for line in found)


def test_every_rule_has_a_bad_example():
    assert {rule.__name__ for rule in RULES} == {name for name, _, _ in BAD}


@pytest.mark.parametrize(
    "text",
    [
        "picture = np.zeros((4, 4))",
        "rng = np.random.default_rng(1)\nfig, ax = 1, 2\n_ = 3",
        "for picture in (1, 2):\n    pass",
        "for size in (5, 6):\n    area = 0",
        "def area_of(x):\n    picture = x\n    return picture",
    ],
    ids=["same value", "free names", "loop variable", "name within loops", "local name"],
)
def test_names_that_may_come_back(source, text):
    (rule,) = [rule for rule in RULES if rule.__name__ == "names_are_steady"]
    notebook = executed(source)
    notebook.cells[5].source = text
    assert rule(notebook, edition_paths(source)[STUDENT]) == []


def test_folded_text_and_short_lines_count_for_nothing(source):
    by_name = {rule.__name__: rule for rule in RULES}
    notebook = executed(source)
    notebook.cells[0].source = "# T\n<details>\n" + "a line\n" * 30 + "</details>"
    notebook.cells[5].source = "return total\n# x + x + x"
    path = edition_paths(source)[STUDENT]
    assert by_name["text_is_short"](notebook, path) == []
    assert by_name["no_solution_given_away"](notebook, path) == []


def test_a_notebook_without_a_source_is_refused(source):
    notebook = executed(source)
    source.unlink()
    found = RULES[0](notebook, edition_paths(source)[STUDENT])
    assert ["needed its source" in line for line in found] == [True]


def test_missing_sources_and_editions_are_named(source, tmp_path):
    words = missing_editions(tmp_path)
    assert ["needed this edition of 01_small.py" in line for line in words] == [True, True]
    source.unlink()
    assert "needed at least one source" in missing_editions(tmp_path)[0]


def test_the_command_prints_violations_and_fails(source, tmp_path, capsys):
    for edition, path in edition_paths(source).items():
        nbformat.write(executed(source, edition), path)
    assert main(tmp_path) == 0
    source.write_text(SOURCE.replace("size**2", "size**3"), encoding="utf-8")
    assert main(tmp_path) == 1
    printed = capsys.readouterr().out
    assert "run `make notebooks`" in printed
    assert "2 notebooks, 2 violations" in printed


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    # END SOLUTION\n", "", "cell 5: unbalanced markers: '# BEGIN SOLUTION' has no"),
        ("    # BEGIN SOLUTION\n", "", "cell 5: unbalanced markers: needed '# BEGIN SOLUTION'"),
        ("# BEGIN SOLUTION", "#BEGIN SOLUTION", "needed '# BEGIN SOLUTION' or"),
        ("# END SOLUTION", "# END SOLUTION.", "needed '# BEGIN SOLUTION' or '# END SOLUTION'"),
        (
            "# # 01 · A small notebook (작은 노트북)",
            "# # BEGIN SOLUTION",
            "cell 1: needed a code cell around",
        ),
    ],
)
def test_markers_that_could_leak_a_solution_are_refused(source, old, new, words):
    source.write_text(SOURCE.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError, match=r"01_small\.py, cell \d") as refused:
        make_edition(source, STUDENT)
    assert words in str(refused.value)


def test_violations_collects_all_rules(source):
    path = edition_paths(source)[STUDENT]
    notebook = executed(source)
    drop_alt(notebook)
    never_executed(notebook)
    nbformat.write(notebook, path)
    assert len(violations(path)) == 3  # edition, execution, alt


def test_names_imported_from_one_place_are_read_as_one_line():
    wrapped = "from course_lib.engine import (\n    Adam,\n    fit,\n)\nx = (\n    1\n)\n\n"
    assert lines_to_read(wrapped) == 4
