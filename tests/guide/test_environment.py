"""The look at the machine: each failure is planted, and must be named with its remedy."""

import ast
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from course_lib.__main__ import OLDEST, main
from course_lib.datasets import files
from course_lib.guide.environment import needs as needs_of_the_course
from course_lib.guide.environment import packages, report
from course_lib.guide.environment.data import look_at_data, look_at_sweeps
from course_lib.guide.environment.finding import Finding
from course_lib.guide.environment.needs import needs
from course_lib.guide.environment.report import Environment, check_environment

ROOT = Path(__file__).resolve().parents[2]
NEEDED = needs()[1]


def terminal(*words, options=(), **variables):
    """Run ``python -m course_lib`` from the top of the project."""
    command = [sys.executable, *options, "-m", "course_lib", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def plant(folder, name, version="9999.0", code=""):
    """Put a package where Python looks first."""
    about = folder / f"{name}-{version}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    if code:
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(code)
    return str(folder)


def test_this_machine_is_ready():
    assert check_environment().ready
    code, said = terminal("check")
    assert code == 0
    assert said.endswith("This machine is ready.\n")
    assert f"Python                 >=3.11              {sys.version.split()[0]}\n" in said


def test_without_any_package_it_still_says_in_words_what_is_missing():
    code, said = terminal("check", options=["-S"])  # no site-packages at all
    assert code == 1
    for name, wanted in NEEDED.items():
        assert f'-m pip install "{name}{wanted}"' in said
    assert "sliders in JupyterLab  jupyterlab_widgets  missing" in said
    assert "data files             as published        not looked at" in said
    assert "data files: Install numpy first, then look again." in said


def test_without_any_package_the_progress_page_still_shows(tmp_path):
    code, said = terminal("grade", options=["-S"], COURSE_PROGRESS=str(tmp_path))
    assert code == 0
    assert "open: to_drop_rate, to_strength, to_epochs, to_rows\n" in said


def test_a_package_that_is_too_old(tmp_path):
    code, said = terminal("check", PYTHONPATH=plant(tmp_path, "matplotlib", "3.1"))
    assert code == 1
    assert "matplotlib             >=3.9               3.1, not in this range\n" in said
    assert "1. matplotlib: " in said
    assert '-m pip install "matplotlib>=3.9"' in said


def test_a_version_that_the_course_excludes(tmp_path):
    code, said = terminal("check", PYTHONPATH=plant(tmp_path, "ipywidgets", "8.1.9"))
    assert code == 1
    assert "8.1.9, not in this range" in said


def test_a_package_that_cannot_be_imported(tmp_path):
    broken = plant(tmp_path, "tqdm", code="raise ImportError('a library is missing')")
    code, said = terminal("check", PYTHONPATH=broken)
    assert code == 1
    assert "9999.0, but its import fails: ImportError: a library is missing\n" in said
    assert '-m pip install --force-reinstall "tqdm>=4.66"' in said


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_each_package_is_missed(name, monkeypatch):
    lacks(monkeypatch, name)
    finding = packages.look_at_package(name, NEEDED[name])
    assert finding.found == "missing"
    assert finding.remedy.endswith(f'-m pip install "{name}{NEEDED[name]}"')
    assert not check_environment().ready


def lacks(monkeypatch, *names):
    found = packages._installed
    monkeypatch.setattr(packages, "_installed", lambda name: None if name in names else found(name))


def test_a_missing_widget_manager(monkeypatch):
    lacks(monkeypatch, "jupyterlab_widgets")
    finding = packages.look_at_widget_manager()
    assert finding.found == "missing"
    assert '-m pip install "jupyterlab_widgets~=3' in finding.remedy


def test_an_old_widget_manager(monkeypatch):
    monkeypatch.setattr(packages, "_installed", lambda name: "1.1.7")
    assert packages.look_at_widget_manager().found == "1.1.7, not in this range"


@pytest.mark.parametrize("listed", [None, []])
def test_a_widget_manager_without_its_extension(listed, monkeypatch, tmp_path):
    monkeypatch.setattr(packages.metadata, "files", lambda name: listed)
    assert packages.look_at_widget_manager().well  # it lies in the usual place
    monkeypatch.setattr(packages.sys, "prefix", str(tmp_path))
    finding = packages.look_at_widget_manager()
    assert finding.found.endswith("but its extension of JupyterLab is missing")
    assert "--force-reinstall" in finding.remedy


def test_in_a_conda_environment_one_command_mends_all(monkeypatch, tmp_path):
    (tmp_path / "conda-meta").mkdir()
    monkeypatch.setattr(packages.sys, "prefix", str(tmp_path))
    lacks(monkeypatch, "numpy", "tqdm")
    said = repr(check_environment())
    assert "1. numpy: conda env update --file environment.yml\n" in said
    assert "2. " not in said
    assert report.OWN_ENVIRONMENT in said


def test_a_python_that_is_too_old(monkeypatch):
    monkeypatch.setattr(packages.sys, "version_info", (3, 10, 4))
    finding = packages.look_at_python(">=3.11")
    assert (finding.found, finding.well) == ("3.10.4", False)
    assert "make lab PYTHON=" in finding.remedy


def test_the_terminal_says_so_before_it_reads_newer_code():
    code = (
        "import runpy, sys; sys.version_info = (3, 8, 10); sys.argv = ['course_lib', 'check'];"
        "runpy.run_module('course_lib', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "")
    assert "The course needs Python 3.11 or newer; this is 3.8.10.\n" in done.stdout


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_what_an_old_python_reads_is_old_python(name):
    ast.parse((ROOT / "course_lib" / name).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_oldest_python_is_the_one_of_the_project():
    assert needs()[0] == f">={'.'.join(map(str, OLDEST))}"


def test_a_bare_package_reads_its_needs_from_what_is_installed(tmp_path, monkeypatch):
    wanted = [f"Requires-Dist: {name}{versions}" for name, versions in NEEDED.items()]
    extra = 'Requires-Dist: pytest>=8.2; extra == "test"'
    head = [
        "Metadata-Version: 2.1",
        "Name: course-lib",
        "Version: 0.1.0",
        "Requires-Python: >=3.11",
    ]
    info = tmp_path / "course_lib-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("\n".join([*head, *wanted, extra, ""]), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(needs_of_the_course, "checkout", lambda: None)
    python, found = needs()
    ours = {name: set(wanted.split(",")) for name, wanted in NEEDED.items()}
    assert python == ">=3.11"
    assert {name: set(wanted.split(",")) for name, wanted in found.items()} == ours


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of the data files and of one stored run, in the place of the real ones."""
    folder, real = tmp_path / "data", files.data_folder()
    shutil.copytree(real, folder, ignore=shutil.ignore_patterns("sweeps"))
    (folder / "sweeps").mkdir()
    (sweep, *_) = sorted((real / "sweeps").glob("*.npz"))
    shutil.copy(sweep, folder / "sweeps" / "stored.npz")
    monkeypatch.setattr(files, "_PACKAGE", tmp_path)
    return folder


def test_data_that_are_whole(data):
    assert look_at_data().well
    assert look_at_sweeps().well


def test_an_altered_data_file(data):
    (data / "mnist" / "t10k-labels-idx1-ubyte.gz").write_bytes(b"something else")
    finding = look_at_data()
    assert "t10k-labels-idx1-ubyte.gz was altered (14 bytes)" in finding.found
    assert finding.remedy.startswith("Get it back with `git checkout -- data/mnist/t10k-labels")


def test_a_missing_data_file(data):
    (data / "mnist" / "t10k-labels-idx1-ubyte.gz").unlink()
    finding = look_at_data()
    assert finding.found.endswith("t10k-labels-idx1-ubyte.gz is missing.")
    assert "git checkout" in finding.remedy


def test_a_list_of_checksums_that_is_none(data):
    (data / "SHA256SUMS").write_bytes(b"<<<<<<< HEAD\n")
    finding = look_at_data()
    assert "SHA256SUMS was altered: line 1" in finding.found
    assert finding.remedy.startswith("Get it back with `git checkout -- data/SHA256SUMS`")


def test_a_missing_data_folder(data):
    shutil.rmtree(data)
    for finding in (look_at_data(), look_at_sweeps()):
        assert "missing" in finding.found
        assert "git checkout -- data" in finding.remedy


@pytest.mark.parametrize("damage", [lambda raw: raw[:-90], lambda raw: b"", lambda raw: flip(raw)])
def test_a_damaged_stored_run(damage, data):
    path = data / "sweeps" / "stored.npz"
    path.write_bytes(damage(path.read_bytes()))
    finding = look_at_sweeps()
    assert finding.found == "damaged: stored.npz"
    assert "git checkout -- data" in finding.remedy


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor links for all")
def test_a_pipe_is_no_stored_run_and_is_not_waited_for(data):
    os.mkfifo(data / "sweeps" / "pipe.npz")
    assert look_at_sweeps().found == "damaged: pipe.npz"


def flip(raw):
    middle = len(raw) // 2
    return raw[:middle] + bytes([raw[middle] ^ 0xFF]) + raw[middle + 1 :]


def test_remedies_come_once_and_in_the_order_of_the_table():
    said = repr(
        Environment(
            [Finding("a", "1", "0", "mend both"), Finding("b", "1", "0", "mend b"),
             Finding("c", "1", "0", "mend both")]
        )
    )  # fmt: skip
    assert said.endswith("In this order:\n1. a: mend both\n2. b: mend b")


def test_a_command_survives_a_space_in_the_path(monkeypatch):
    monkeypatch.setattr(packages.sys, "executable", "/my files/python")
    assert packages.install("numpy", "") == '"/my files/python" -m pip install "numpy"'


@pytest.mark.parametrize("words", [[], ["help"], ["check", "twice"]])
def test_other_words_are_answered_with_the_usage(words, capsys):
    assert main(words) == 2
    assert "python -m course_lib check | grade" in capsys.readouterr().out


def test_a_terminal_of_another_encoding_does_not_stop_it():
    code, said = terminal("check", PYTHONIOENCODING="ascii")
    assert code == 0
    assert said.isascii()


def test_the_version_is_the_one_that_is_installed():
    assert packages.look_at_package("numpy", "").found == metadata.version("numpy")
