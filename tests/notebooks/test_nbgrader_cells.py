"""What the editions tell nbgrader of their exercises, and that nothing else is told."""

import nbformat
import pytest

from tests.notebooks.test_build import write_source
from tests.notebooks.validating import run_nbval
from tools.build_notebooks import main
from tools.nbgrader_cells import nbgrader_metadata
from tools.rules_source import edition_equals_source

SOURCE = '''\
# %% [markdown]
# # 01 · A small notebook

# %%
def half(x):
    return x / 2


def double(x):
    """Give twice x."""
    # BEGIN SOLUTION
    return x + x
    # END SOLUTION

# %%
class check:
    def double(function):
        print("passed")

# %%
check.double(double)

# %%
check.double(double); 1 + 1
'''
SOLVED = {"grade": False, "grade_id": "double", "locked": False, "solution": True}
CHECKED = {"grade": True, "grade_id": "check_double", "locked": True, "points": 1,
           "solution": False}  # fmt: skip
ALWAYS = {"schema_version": 3}


@pytest.fixture
def built(tmp_path):
    write_source(tmp_path, SOURCE)
    return tmp_path


def test_exercises_and_checks_are_told_and_a_rebuild_changes_nothing(built):
    assert main([], root=built) == 0
    paths = [built / "notebooks" / "01_small.ipynb", built / "notebooks/solutions/01_small.ipynb"]
    before = [path.read_bytes() for path in paths]
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        told = [cell.metadata.get("nbgrader") for cell in notebook.cells]
        assert told == [None, SOLVED | ALWAYS, None, CHECKED | ALWAYS, None]
        assert edition_equals_source(notebook, path) == []
        assert run_nbval(path).returncode == 0
    assert main([], root=built) == 0
    assert [path.read_bytes() for path in paths] == before


@pytest.mark.parametrize(
    "source", ["", "check.double", "check.double(lambda x: x)", "x = check.double(f)", "def f(:"]
)
def test_other_cells_are_not_told(source):
    assert nbgrader_metadata(source) == {}


def test_the_function_with_the_solution_gives_the_name():
    marks = "    # BEGIN SOLUTION\n    # END SOLUTION"
    assert nbgrader_metadata(f"def a():\n    pass\ndef b():\n{marks}")["grade_id"] == "b"
    assert nbgrader_metadata(marks)["grade_id"] == "solution"
