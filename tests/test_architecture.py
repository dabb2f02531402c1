"""Which way the doors open: imports are checked in a fresh interpreter."""

import json
import subprocess
import sys

import pytest

NUMPY_ONLY = {"engine", "datasets", "search"}
MAY_IMPORT = {
    "engine": set(),
    "datasets": set(),
    "search": set(),
    "experiments": {"engine", "datasets", "search"},
    "exercises": {"engine", "guide"},
    "guide": set(),
    "plots": set(),
    "widgets": {"engine", "datasets", "experiments", "plots", "search"},
}
FOR_ALL = {"files", "npz"}  # single files that know no room
HEAVY = {"matplotlib", "ipywidgets", "IPython", "jupyterlab", "tqdm", "PIL", "distributed"}


def modules_after(statement: str) -> set[str]:
    code = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_import_only_what_lies_below(room):
    loaded = modules_after(f"import course_lib.{room}")
    rooms = {name.split(".")[1] for name in loaded if name.startswith("course_lib.")}
    assert rooms <= MAY_IMPORT[room] | FOR_ALL | {room}


@pytest.mark.parametrize("name", sorted(FOR_ALL))
def test_the_files_for_all_rooms_know_none(name):
    loaded = modules_after(f"import course_lib.{name}")
    assert {each for each in loaded if each.startswith("course_lib.")} <= {
        f"course_lib.{one}" for one in FOR_ALL
    }


@pytest.mark.parametrize("room", sorted(NUMPY_ONLY))
def test_the_lower_rooms_need_numpy_alone(room):
    bare = modules_after("import numpy.random")
    added = {name.partition(".")[0] for name in modules_after(f"import course_lib.{room}") - bare}
    strangers = added - set(sys.stdlib_module_names) - {"numpy", "course_lib"}
    assert not {name for name in strangers if not name.startswith("_")}


def test_the_guide_needs_the_standard_library_alone():
    bare = modules_after("pass")
    added = {name.partition(".")[0] for name in modules_after("import course_lib.guide") - bare}
    assert added - set(sys.stdlib_module_names) == {"course_lib"}


def test_only_widgets_know_ipywidgets():
    for room in set(MAY_IMPORT) - {"widgets"}:
        assert "ipywidgets" not in modules_after(f"import course_lib.{room}")
    assert "ipywidgets" in modules_after("import course_lib.widgets")


def test_the_package_itself_imports_nothing_else():
    loaded = modules_after("import course_lib")
    assert not loaded & (HEAVY | {"numpy"})
    assert {name for name in loaded if name.startswith("course_lib")} == {"course_lib"}


def test_plots_never_touch_pyplot():
    assert "matplotlib.pyplot" not in modules_after("import course_lib.plots")
