"""The files around the code say the same as each other, and a wheel holds what it needs."""

import fnmatch
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tools.environment import LISTS, OLDEST
from tools.lock import oldest_python, taken_apart

ROOT = Path(__file__).resolve().parents[1]
CONDA_NAMES = {"matplotlib": "matplotlib-base", "playwright": "playwright-python"}
CONDA_ONLY = {"python", "pip", "make"}
DOWNLOAD = re.compile(rb"https?://\S+\.(whl|tar\.gz|tgz|deb)\b")


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project():
    return tomllib.loads(text("pyproject.toml"))["project"]


@pytest.fixture(scope="module")
def required(project):
    """Every direct dependency of the course, its tests and its upkeep: name -> range."""
    extras = project["optional-dependencies"]
    assert "course-lib[test]" in extras["dev"]
    assert "course-lib[search]" in extras["test"]
    lines = project["dependencies"] + extras["search"] + extras["test"] + extras["dev"]
    found = [Requirement(line) for line in lines if not line.startswith("course-lib[")]
    return {canonicalize_name(each.name): each.specifier for each in found}


@pytest.fixture(scope="module")
def environment():
    return yaml.safe_load(text("environment.yml"))


@pytest.fixture(scope="module")
def conda(environment):
    """Every package that conda installs: name -> range."""
    entries = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    pairs = [entry.partition(" ")[::2] for entry in entries]
    assert len({name for name, _ in pairs}) == len(pairs)
    return {name: SpecifierSet(versions) for name, versions in pairs}


ENTRY = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)(?: ; (?P<marker>[^\\\n]+?))? \\\n"
    r"(?P<sums>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


@pytest.fixture(scope="module")
def lists():
    """Every list of pinned packages, in the order in which they build on each other."""
    found = {name: text(f"requirements/{name}.txt") for name in LISTS["test"]}
    assert found.keys() == {path.stem for path in (ROOT / "requirements").iterdir()}
    return {name: list(ENTRY.finditer(entries(found[name]))) for name in found}


def entries(pinned):
    """A list without its head, which says what it is."""
    return re.sub(r"\A(#.*\n)+", "", pinned)


@pytest.fixture(scope="module")
def pinned(lists):
    """Every pinned package: name -> version, on this and every other system."""
    pairs = [(canonicalize_name(each["name"]), each["version"]) for each in chain(*lists.values())]
    assert len({name for name, _ in pairs}) == len(set(pairs)), "a package in two versions"
    return dict(pairs)


@pytest.fixture(scope="module")
def targets():
    rules = re.findall(r"^([\w-]+(?: [\w-]+)*) ?:(?![=:])", text("Makefile"), re.MULTILINE)
    return {target for names in rules for target in names.split()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_conda_installs_what_pyproject_asks_for(required, conda):
    asked = {CONDA_NAMES.get(name, name): versions for name, versions in required.items()}
    assert {name: conda[name] for name in conda.keys() - CONDA_ONLY} == asked


def test_conda_brings_python_make_and_course_lib_itself(project, environment, conda):
    assert conda.keys() >= CONDA_ONLY
    assert conda["python"] == SpecifierSet(project["requires-python"])
    assert {"pip": ["-e ."]} in environment["dependencies"]
    assert environment["channels"] == ["conda-forge", "nodefaults"]


def test_the_conda_environment_has_one_name(environment):
    name = environment["name"]
    assert f"conda activate {name}\n" in text("README.md")
    assert f"conda activate {name}\n" in text("environment.yml")
    assert f"activate-environment: {name}\n" in text(".github/workflows/test.yml")


def test_every_direct_dependency_is_pinned_within_its_range(required, pinned):
    assert required.keys() - pinned.keys() == set()
    outside = {name: pinned[name] for name in required if pinned[name] not in required[name]}
    assert outside == {}


def test_a_list_holds_versions_and_checksums_and_no_address(lists):
    for name, found in lists.items():
        assert found
        assert "".join(each[0] for each in found) == entries(text(f"requirements/{name}.txt"))
        assert all(re.search(r"https?:|file:|@", each[0]) is None for each in found)


def test_no_list_repeats_another(lists):
    heads = [each[0].splitlines()[0] for each in chain(*lists.values())]
    assert len(heads) == len(set(heads))


def test_the_lists_hold_for_all_systems(lists):
    """One for each system: what makes Ctrl-C, colours and terminals work there."""
    markers = {each["name"]: each["marker"] for each in lists["lab"]}
    assert markers["appnope"] == "sys_platform == 'darwin'"
    assert markers["colorama"] == "sys_platform == 'win32'"
    assert markers["pywinpty"] == "os_name == 'nt'"
    # Compiled for each system, and more than one Python: many files each, all with their sums.
    sums = {each["name"]: each["sums"].count("sha256") for each in lists["lab"]}
    assert sums["numpy"] > 20
    assert sums["matplotlib"] > 20


def test_each_group_of_dependencies_is_in_its_list(project, lists):
    extras = project["optional-dependencies"]
    asked = {
        "lab": project["dependencies"],
        "search": extras["search"],
        "test": extras["test"] + extras["dev"],
    }
    there = set()
    for name, lines in asked.items():
        there |= {canonicalize_name(each["name"]) for each in lists[name]}
        assert {Requirement(line).name for line in lines} - {"course-lib"} - there == set(), name


HEAVY = {
    *("playwright", "mypy", "ruff", "voila", "scikit-learn", "scipy", "dask", "distributed"),
    *("optuna", "pre-commit", "hypothesis", "pytest", "notebook", "jupytext", "nbval"),
}


def test_a_reader_gets_nothing_that_only_tests_need(lists):
    assert {canonicalize_name(each["name"]) for each in lists["lab"]} & HEAVY == set()
    assert {canonicalize_name(each["name"]) for each in chain(*lists.values())} >= HEAVY


def test_a_reader_gets_what_opening_a_notebook_imports(lists):
    """`tools` has no dependencies of its own."""
    assert "nbformat" in {each["name"] for each in lists["lab"]}


def test_the_lists_are_made_for_the_oldest_python_that_is_promised(project):
    assert project["requires-python"] == ">=" + ".".join(map(str, OLDEST))
    assert oldest_python(ROOT) == ".".join(map(str, OLDEST)) + ".0"


@pytest.mark.skipif(
    Path(sys.prefix).resolve() != (ROOT / ".venv").resolve(), reason="somebody's own environment"
)
def test_what_the_lists_install_fits_together():
    command = [sys.executable, "-m", "pip", "check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "No broken requirements found.\n")


LISTED = """
# What it is.
one==1.0 \\
    --hash=sha256:0 \\
    --hash=sha256:1
two==2 ; os_name == 'nt' \\
    --hash=sha256:2
"""


def test_a_list_is_taken_apart_and_put_together():
    found = taken_apart(LISTED)
    assert list(found) == ["one==1.0 \\", "two==2 ; os_name == 'nt' \\"]
    assert "\n".join(line for lines in found.values() for line in lines) in LISTED
    assert [len(lines) for lines in found.values()] == [3, 2]


def test_the_ipywidgets_that_shows_nothing_in_vs_code_is_excluded(required, conda):
    for versions in (required["ipywidgets"], conda["ipywidgets"]):
        assert "8.1.9" not in versions
        assert "8.1.8" in versions


def project_files():
    """Walk over what git would track: all but what .gitignore names."""
    ignored = [line.rstrip("/") for line in text(".gitignore").split()] + [".git"]
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if not matches(name, ignored)]
        yield from (Path(folder, name) for name in names if not matches(name, ignored))


def matches(name, patterns):
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


@pytest.mark.parametrize("ending", ["whl", "tar.gz", "tgz", "deb"])
def test_download_addresses_are_recognized(ending):
    address = f"https://host.example/a-1.0.{ending}"
    assert DOWNLOAD.search(f"name @ {address}#sha256=0".encode())
    assert not DOWNLOAD.search(b"https://host.example/a.html and a-1.0." + ending.encode())


def test_no_file_names_the_download_address_of_a_package():
    files = list(project_files())
    assert {ROOT / "pyproject.toml", Path(__file__).resolve()} <= set(files)
    assert [path for path in files if DOWNLOAD.search(path.read_bytes())] == []


def test_the_readme_lists_exactly_the_notebooks_that_exist():
    table = text("README.md").partition("## The notebooks")[2].partition("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("|")][2:]
    sources = {path.stem for path in (ROOT / "notebooks" / "source").glob("*.py")}
    linked = set()
    for row in rows:
        (found,) = re.findall(r"\(notebooks/(\w+)\.ipynb\)", row)
        linked.add(found)
        assert row.strip("| ").rpartition("|")[2].strip().isdigit(), row  # minutes
    assert linked == sources


def test_phony_names_every_target(targets):
    (line,) = re.findall(r"^\.PHONY:(.*)$", text("Makefile"), re.MULTILINE)
    assert set(line.split()) == targets
    assert {"lab", "test"} <= targets


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"])
def test_documents_name_targets_and_files_that_exist(name, targets):
    assert set(re.findall(r"\bmake ([a-z-]+)", code_in(text(name)))) <= targets
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def code_in(document):
    """Only what is set as code: in prose, `make` is a verb."""
    return "\n".join(re.findall(r"`[^`\n]+`|^```\n.*?^```$", document, re.MULTILINE | re.DOTALL))


def test_commit_hooks_need_no_network():
    repos = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
    assert {repo["repo"] for repo in repos} == {"local"}
    assert {hook["language"] for repo in repos for hook in repo["hooks"]} == {"system"}


def test_the_licence_is_mit(project):
    assert project["license"] == "MIT"
    assert text("LICENSE").startswith("MIT License\n")


def test_a_wheel_holds_the_package_and_the_data_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    packages = [path.relative_to(ROOT) for path in (ROOT / "course_lib").rglob("__init__.py")]
    sums = [line.split()[1] for line in text("data/SHA256SUMS").splitlines()]
    sweeps = [f"sweeps/{path.name}" for path in (ROOT / "data" / "sweeps").glob("*.npz")]
    assert packages
    assert sums
    assert sweeps
    assert {path.as_posix() for path in packages} <= names
    data = ["SHA256SUMS", "README.md", *sums, *sweeps]
    assert {f"course_lib/data/{name}" for name in data} <= names
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"course_lib"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


READ_FROM_WHEEL = """
import course_lib
from course_lib.datasets import data_folder, load_mnist, load_sweep

images, labels = load_mnist("test", count=3)
print(course_lib.__file__)
print(data_folder())
print(images.shape, labels.tolist())
print(sorted(load_sweep("regularization_strength").axes))
"""


def test_the_data_are_read_from_an_unpacked_wheel(wheel, tmp_path):
    folder, elsewhere = tmp_path / "unpacked", tmp_path / "elsewhere"
    elsewhere.mkdir()
    zipfile.ZipFile(wheel).extractall(folder)
    # PYTHONPATH stands before site-packages, so before the checkout that is installed there.
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", READ_FROM_WHEEL],
        cwd=elsewhere,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    package, data, digits, axes = done.stdout.splitlines()
    assert Path(package).resolve() == (folder / "course_lib" / "__init__.py").resolve()
    assert Path(data).resolve() == (folder / "course_lib" / "data").resolve()
    assert digits == "(3, 784) [7, 2, 1]"
    assert axes == "['seed', 'strength']"


def test_no_file_is_long():
    """Past these many lines a file is two ideas; a chapter's checks stand one after the other."""
    code = [
        path
        for room in ("course_lib", "tools", "benchmarks")
        for path in (ROOT / room).rglob("*.py")
    ]
    assert len(code) > 100
    for path in code:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= (400 if path.stem.startswith("check") else 250), path
