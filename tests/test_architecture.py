"""Which way the doors open: every file's imports, and what fresh interpreters load."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doors import ROOT, faults, files, imported

NUMPY_ONLY = ("arguments", "files", "npz", "engine", "datasets", "search", "experiments")
GONE = {"widgets", "exercises"}  # they only say where things are now
HEAVY = {"matplotlib", "ipywidgets", "IPython", "jupyterlab", "tqdm", "PIL", "distributed"}

# One import that is not for its file, for each rule of the house.
PLANTED = {
    "course_lib/engine/layers/dense.py": "from course_lib.datasets import moons",
    "course_lib/engine/mlp.py": "import matplotlib",
    "course_lib/arguments.py": "from course_lib.engine.arrays import PerModel",
    "course_lib/datasets/splits.py": "from course_lib import engine",
    "course_lib/search/space.py": "from course_lib.engine.mlp import mlp",
    "course_lib/search/trials.py": "import pandas",
    "course_lib/guide/series.py": "import numpy",
    "course_lib/guide/record.py": "import course_lib.datasets",
    "course_lib/experiments/compare.py": "from course_lib.plots import BLUE",
    "course_lib/experiments/surfaces.py": "import course_lib.chapters.optimizers.line",
    "course_lib/plots/style.py": "import matplotlib.pyplot as plt",
    "course_lib/plots/curves.py": "from course_lib.engine import History",
    "course_lib/claims/claim.py": "from course_lib.dashboards import Dashboard",
    "course_lib/claims/trying.py": "import course_lib.chapters.optimizers.line",
    "course_lib/checks/rules.py": "from course_lib.engine import mlp",
    "course_lib/checks/attempt.py": "import course_lib.dashboards.controls",
    "course_lib/grading/worker.py": "from course_lib.chapters.gradients import check_answers",
    "course_lib/grading/plain.py": "import nbformat",
    "course_lib/dashboards/picture.py": "from course_lib.experiments import mnist300",
    "course_lib/dashboards/board.py": "from course_lib.chapters.playground.settings import LIVE",
    "course_lib/chapters/regularization/signal.py": "import course_lib.dashboards.controls",
    "course_lib/chapters/regularization_in_practice/stopping.py":
        "from course_lib.plots import BLUE",
    "course_lib/chapters/optimizers/check.py": "from course_lib.dashboards import controls",
    "course_lib/chapters/initialization/check.py": "from course_lib.engine import mlp",
    "course_lib/chapters/initialization/drawing.py": "from course_lib.dashboards import Picture",
    "course_lib/chapters/initialization/__init__.py": "import numpy",
    "course_lib/chapters/initialization/valley.py": "import course_lib.checks.rules",
    "course_lib/chapters/optimizers/line.py":
        "from course_lib.chapters.optimizers_further import standing",
    "course_lib/chapters/optimizers/race_dashboard.py":
        "from course_lib.chapters.playground.settings import LIVE",
    "course_lib/chapters/optimizers_further/moons_table.py":
        "from course_lib.chapters.optimizers_further import saddle_dashboard",
    "course_lib/chapters/playground/session.py": "from .dashboard import board",
}  # fmt: skip


@pytest.mark.parametrize("path", list(files()), ids=str)
def test_a_file_imports_only_what_is_for_it(path):
    assert faults(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("name", "statement"), PLANTED.items(), ids=PLANTED)
def test_a_wrong_import_is_found_also_inside_a_function(name, statement):
    source = (ROOT / name).read_text(encoding="utf-8")
    for planted in (statement, f"def late():\n    {statement}"):
        assert faults(Path(name), f"{source}\n\n{planted}\n") != []


def test_every_room_is_planted_in():
    rooms = {path.parts[1] for path in files() if len(path.parts) > 2}
    assert rooms <= {Path(name).parts[1] for name in PLANTED}


def modules_after(statement: str) -> set[str]:
    code = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def modules_of(*parts):
    """The dotted names of all modules below a place, itself included, that can be imported."""
    place = Path("course_lib", *parts)
    return [
        ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for path in files()
        if (path.is_relative_to(place) or path == place.with_suffix(".py"))
        and path.stem not in GONE
    ]


def strangers_of(modules, known):
    """Packages outside the standard library that importing these modules loads."""
    bare = modules_after("import numpy.random")
    loaded = modules_after(f"import {', '.join(modules)}")
    added = {name.partition(".")[0] for name in loaded - bare}
    added -= set(sys.stdlib_module_names) | {"course_lib"} | set(known)
    return {name for name in added if not name.startswith("_")}


@pytest.mark.parametrize("room", NUMPY_ONLY)
def test_the_lower_rooms_need_numpy_alone(room):
    modules = modules_of(room)
    assert modules
    assert strangers_of(modules, ["numpy"]) == set()


def test_runs_and_checks_of_the_chapters_need_numpy_alone():
    """Workers and stored sweeps import them, where no front end is."""
    quiet = [
        module
        for module in modules_of("chapters")
        if "dashboard" not in module and not module.endswith(".drawing")
    ]
    assert len(quiet) > 50
    assert strangers_of(quiet, ["numpy"]) == set()


def test_the_guide_needs_the_standard_library_alone():
    bare = modules_after("pass")
    loaded = modules_after(f"import {', '.join(modules_of('guide'))}")
    added = {name.partition(".")[0] for name in loaded - bare}
    assert added - set(sys.stdlib_module_names) == {"course_lib"}


def test_only_dashboards_load_ipywidgets():
    others = [
        module
        for module in modules_of()
        if "dashboard" not in module and not module.endswith("__main__")
    ]
    assert "ipywidgets" not in modules_after(f"import {', '.join(others)}")
    assert "ipywidgets" in modules_after("import course_lib.dashboards")


def test_the_package_itself_imports_nothing_else():
    loaded = modules_after("import course_lib")
    assert not loaded & (HEAVY | {"numpy"})
    ours = {name for name in loaded if name.startswith("course_lib")}
    assert ours == {"course_lib", "course_lib.moved"}


def test_the_kit_of_dashboards_loads_no_chapter():
    loaded = modules_after("import course_lib.dashboards")
    assert not any(name.startswith("course_lib.chapters") for name in loaded)


def test_nothing_of_the_library_loads_pyplot():
    modules = [name for name in modules_of() if not name.endswith("__main__")]
    assert "matplotlib.pyplot" not in modules_after(f"import {', '.join(modules)}")


def test_a_chapter_is_called_as_its_notebook_everywhere():
    sources = {path.stem for path in (ROOT / "notebooks" / "source").glob("*.py")}
    named = {stem.partition("_")[2] or stem for stem in sources}
    chapters = {path.parent.name for path in (ROOT / "course_lib/chapters").glob("*/__init__.py")}
    tests = {path.name for path in (ROOT / "tests" / "chapters").iterdir() if path.name[0] != "_"}
    assert chapters == named
    assert tests == named
    sweeps = [path.stem for path in (ROOT / "data" / "sweeps").glob("*.npz")]
    assert sweeps
    assert [name for name in sweeps if not name.startswith(tuple(f"{n}_" for n in named))] == []


def test_a_notebook_imports_no_other_chapter():
    """But 00, which shows the playground."""
    for path in (ROOT / "notebooks" / "source").glob("*.py"):
        own = path.stem.partition("_")[2] or path.stem
        modules = imported(path.read_text(encoding="utf-8"))
        below = [name.split(".") for name in modules if name.startswith("course_lib.chapters.")]
        chapters = {name[2] for name in below}
        assert chapters <= {own} | ({"playground"} if own == "start_here" else set()), path


def test_imports_inside_functions_are_seen():
    assert imported("def f():\n    import a.b\n    from c import d\n") == {"a.b", "c", "c.d"}
