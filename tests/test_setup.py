"""The environment mends itself, is added to and never made without need, and says what is wrong.

Environments are real ones, made by venv; pip is a stand-in that says and does what a test wants.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pip
import pytest

from tools import environment, installing
from tools.environment import ROOT, main

STAND_IN = """
import sys
from pathlib import Path

course = Path(sys.prefix).parent
with (course / "calls").open("a") as calls:
    calls.write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1] == "install":
    print((course / "says").read_text())
    sys.exit(int((course / "code").read_text()))
"""
FINE = (
    "Collecting one (from -r lab.txt)\nInstalling collected packages: one\nSuccessfully installed"
)
NO_NETWORK = (
    "\n".join(
        f"WARNING: Retrying (Retry(total={left}, connect=None)) after connection broken by 'New'"
        for left in (4, 3, 2, 1, 0)
    )
    + "\nERROR: No matching distribution found for one==1"
)


def make_with_stand_in(folder, *, clear, symlinks, with_pip):
    """Like venv.create, with the stand-in for pip and the part of pip that writes programs."""
    assert with_pip
    venv.EnvBuilder(clear=clear, symlinks=symlinks).create(folder)
    command = "import sysconfig; print(sysconfig.get_path('purelib'))"
    stand_in = Path(installing.answer_of(folder, command)) / "pip"
    (stand_in / "_vendor").mkdir(parents=True)
    (stand_in / "__init__.py").write_text("__version__ = 'a stand-in'")
    (stand_in / "__main__.py").write_text(STAND_IN)
    (stand_in / "_vendor" / "__init__.py").touch()
    real = Path(pip.__file__).parent / "_vendor" / "distlib"
    shutil.copytree(real, stand_in / "_vendor" / "distlib")


class Course:
    """A scratch checkout and what its set-up did."""

    def __init__(self, root):
        self.root, self.venv, self.ready = root, root / ".venv", root / ".venv" / "ready"

    def pip_says(self, text, code=0):
        (self.root / "says").write_text(text)
        (self.root / "code").write_text(str(code))

    def set_up(self, goal="lab"):
        return main([goal], self.root)

    def installs(self):
        """What pip was called with since this was last asked: the names of lists."""
        calls = self.root / "calls"
        lines = calls.read_text().splitlines() if calls.exists() else []
        calls.unlink(missing_ok=True)
        words = [line.split() for line in lines if line.startswith("install ")]
        return [[Path(word).stem for word in each if word.endswith(".txt")] for each in words]

    def lists(self):
        return list(json.loads(self.ready.read_text(encoding="utf-8"))["lists"])


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setattr(installing.venv, "create", make_with_stand_in)
    root = tmp_path / "a course 한"
    (root / "requirements").mkdir(parents=True)
    (root / "course_lib").mkdir()
    (root / "course_lib" / "__init__.py").touch()
    for name in environment.LISTS["test"]:
        pinned = "# why\none==1 \\\n    --hash=sha256:0\n"
        (root / "requirements" / f"{name}.txt").write_text(pinned)
    course = Course(root)
    course.pip_says(FINE)
    return course


def test_an_environment_is_made_once_and_then_nothing_is_said_or_done(course, capsys):
    assert course.set_up() == 0
    assert course.installs() == [["lab"]]
    assert "Setting up .venv (420 MB" in capsys.readouterr().out
    assert course.set_up() == 0
    assert course.installs() == []
    assert capsys.readouterr().out == ""


def test_one_made_for_reading_becomes_one_for_tests_and_serves_readers(course):
    course.set_up()
    (course.venv / "planted").touch()
    for goal, lists in {"search": ["lab", "search"], "test": ["lab", "search", "test"]}.items():
        course.installs()
        assert course.set_up(goal) == 0
        assert course.installs() == [lists]
        assert course.lists() == lists
    assert course.set_up("lab") == course.set_up("search") == 0
    assert course.installs() == []
    assert (course.venv / "planted").exists()


def test_new_versions_are_installed_in_all_that_is_there(course):
    course.set_up("search")
    course.installs()
    changed = course.root / "requirements" / "lab.txt"
    changed.write_text("one==2")
    assert course.set_up() == 0
    assert course.installs() == [["lab", "search"]]
    assert course.set_up() == 0
    assert course.installs() == []


def remove_python(course):
    python = installing.python_of(course.venv)
    python.unlink()


def point_python_nowhere(course):
    python = installing.python_of(course.venv)
    python.unlink()
    python.symlink_to(course.root / "gone")


def remove_pip(course):
    (found,) = course.venv.rglob("pip/__main__.py")
    shutil.rmtree(found.parent)
    (course.root / "requirements" / "lab.txt").write_text("one==2")


def leave_half_made(course):
    course.ready.unlink()


def mark_as_long_ago(course):
    course.ready.write_text("this environment is complete\n")


def change_python(course):
    said = course.ready.read_text().replace(f"3.{sys.version_info[1]}", "3.10")
    course.ready.write_text(said)


def damage_marker(course):
    course.ready.write_bytes(b"\xff\x00{")


BROKEN = [
    remove_python,
    pytest.param(
        point_python_nowhere, marks=pytest.mark.skipif(os.name == "nt", reason="no links there")
    ),
    remove_pip,
    leave_half_made,
    mark_as_long_ago,
    change_python,
    damage_marker,
]


@pytest.mark.parametrize("break_it", BROKEN)
def test_a_broken_environment_is_made_anew(course, capsys, break_it):
    course.set_up()
    (course.venv / "planted").touch()
    break_it(course)
    course.installs()
    capsys.readouterr()
    assert course.set_up() == 0
    assert "it is made anew" in capsys.readouterr().out
    assert not (course.venv / "planted").exists()
    assert course.installs() == [["lab"]]
    assert course.set_up() == 0
    assert course.installs() == []


@pytest.mark.parametrize("moment", ["create", "run", "Popen"])
def test_an_interrupted_set_up_begins_anew(course, capsys, monkeypatch, moment):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    place = installing.venv if moment == "create" else installing.subprocess
    with monkeypatch.context() as patch:
        patch.setattr(place, moment, interrupt)
        assert course.set_up() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Interrupted; the next run sets .venv up."
    assert not course.ready.exists()
    assert course.set_up() == 0
    assert course.lists() == ["lab"]


def test_an_interrupted_addition_is_not_taken_for_whole(course, monkeypatch):
    course.set_up()
    with monkeypatch.context() as patch:
        patch.setattr(installing, "Counter", lambda total: (_ for _ in ()).throw(KeyboardInterrupt))
        assert course.set_up("test") == 1
    assert not course.ready.exists()
    assert course.set_up() == 0


WHERE = "import course_lib, sys; print(course_lib.__file__); print(sys.prefix)"


@pytest.mark.parametrize("way", ["moved", "copied"])
def test_a_folder_that_was_moved_or_copied_uses_itself_and_needs_no_network(course, capsys, way):
    course.set_up()
    (packages,) = {path.parent for path in course.venv.rglob("_course.pth")}
    about = packages / "greeting-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: greeting\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[console_scripts]\ngreet = sys:exit\n")
    here = Course(course.root.with_name("elsewhere"))
    if way == "moved":
        course.root.rename(here.root)
    else:
        shutil.copytree(course.root, here.root, symlinks=True)
    here.installs()
    capsys.readouterr()
    assert here.set_up() == 0
    assert "another folder" in capsys.readouterr().out
    assert here.installs() == []
    package, prefix = installing.answer_of(here.venv, WHERE).splitlines()
    assert Path(package).resolve() == (here.root / "course_lib" / "__init__.py").resolve()
    assert Path(prefix).resolve() == here.venv.resolve()
    scripts = installing.python_of(here.venv).parent
    (program,) = scripts.glob("greet*")
    assert str(here.root).encode() in program.read_bytes()
    told = [path.read_text(encoding="utf-8") for path in scripts.glob("activate*")]
    assert told
    assert [text for text in told if str(course.root) in text] == []
    assert here.set_up() == 0
    assert capsys.readouterr().out == ""
    if way == "copied":
        old = installing.answer_of(course.venv, WHERE).splitlines()[0]
        assert Path(old).resolve() == (course.root / "course_lib" / "__init__.py").resolve()


def test_without_a_network_the_first_set_up_says_so_in_a_sentence(course, capsys):
    course.pip_says(NO_NETWORK, 1)
    assert course.set_up() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [
        "  the package index does not answer; trying again ...",
        "The package index cannot be reached: installing takes a network connection "
        "(what is installed works without one).",
    ]
    course.pip_says(FINE)
    assert course.set_up() == 0


def test_without_a_network_what_is_there_goes_on_with_its_versions(course, capsys):
    course.set_up()
    before = course.ready.read_text()
    (course.root / "requirements" / "lab.txt").write_text("one==2")
    course.pip_says(NO_NETWORK, 1)
    assert course.set_up() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Going on with the versions that are there."
    assert course.set_up("test") == 1
    assert course.ready.read_text() == before


HASHES = "Collecting one\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n    Got        123"


def test_other_errors_are_told_in_the_words_of_pip(course, capsys):
    course.pip_says(HASHES, 1)
    assert course.set_up() == 1
    printed = capsys.readouterr().out
    assert "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n    Got        123" in printed
    assert "network" not in printed


@pytest.mark.parametrize(("began", "ready"), [("", True), (FINE, False)])
def test_a_failed_addition_leaves_ready_only_what_it_did_not_touch(course, began, ready):
    course.set_up()
    course.pip_says(began + "\nERROR: something", 1)
    assert course.set_up("test") == 1
    assert course.ready.exists() is ready


@pytest.mark.parametrize("retried", ["", "WARNING: Retrying (Retry(total=4, connect=None))\n"])
def test_a_certificate_or_a_short_hiccup_is_not_taken_for_a_missing_network(retried):
    said = retried + "ERROR: Could not fetch: SSLError(certificate) Max retries exceeded"
    assert str(installing.reason(said.splitlines())) == said
    said = retried + "ERROR: a reason"
    assert str(installing.reason(said.splitlines())) == said


def test_a_full_disk_is_named(course, capsys, monkeypatch):
    course.pip_says("ERROR: Could not install: [Errno 28] No space left on device", 1)
    assert course.set_up() == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("The disk is full; .venv takes")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(installing.venv, "create", full)
    assert course.set_up() == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("The disk is full; .venv takes")


def test_a_missing_ensurepip_is_told_by_the_package_that_brings_it(course, capsys, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "ensurepip", None)
        assert course.set_up() == 1
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert capsys.readouterr().out.splitlines()[-1].endswith(f"sudo apt install {package}")
    assert course.set_up() == 0


def test_an_ensurepip_that_fails_is_told_in_its_own_words(course, capsys, monkeypatch):
    def fail(*_, **__):
        raise subprocess.CalledProcessError(1, "ensurepip", output=b"its words")

    monkeypatch.setattr(installing.venv, "create", fail)
    assert course.set_up() == 1
    assert capsys.readouterr().out.endswith("pip could not be put into .venv.\nits words\n")


def test_a_venv_that_is_a_file_is_told(course, capsys):
    course.venv.write_text("mine")
    assert course.set_up() == 1
    assert ".venv" in capsys.readouterr().out
    assert course.venv.read_text() == "mine"


def test_a_python_that_is_too_old_is_refused_where_something_is_to_be_made(
    course, capsys, monkeypatch
):
    old = (3, 9, 6)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version_info", old)
        assert course.set_up() == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().out
    assert course.set_up() == 0
    monkeypatch.setattr(sys, "version_info", old)
    assert course.set_up() == 0


READ_BY_ANY_PYTHON = ["__init__", "environment", "installing"]


@pytest.mark.parametrize("name", READ_BY_ANY_PYTHON)
def test_what_runs_first_is_readable_for_python_3_6(name):
    text = (ROOT / "tools" / f"{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    notes = [argument.annotation for each in functions for argument in each.args.args]
    notes += [each.returns for each in functions]
    # Names and quoted ones; `list[str]` and `str | None` are errors there.
    assert {type(note) for note in notes} <= {ast.Name, ast.Constant, type(None)}


@pytest.mark.parametrize("version", ["3.6", "3.7", "3.8", "3.9", "3.10"])
def test_an_old_python_says_that_it_is_too_old(course, version):
    python = shutil.which(f"python{version}")
    if python is None or subprocess.run([python, "-V"], capture_output=True).returncode:
        pytest.skip(f"no Python {version} here")
    shutil.copytree(ROOT / "tools", course.root / "tools")
    command = [python, "-m", "tools.environment", "lab"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.startswith(f"The course needs Python 3.11 or newer; {python} is {version}.")


def test_the_counter_tells_every_tenth_package_and_the_last(capsys):
    counter = installing.Counter(14)
    counter.read("Ignoring colorama: markers 'sys_platform == \"win32\"' don't match")
    for i in range(5):
        counter.read(f"Collecting some_{i} (from -r requirements/lab.txt (line 2))")
        counter.read(f"  Downloading some_{i}-1-py3-none-any.whl (12 kB)")
    for i in range(5, 9):
        counter.read(f"Processing /a/folder/some_{i}-1-py3-none-any.whl (from -r requirements/lab)")
    for i in range(9, 13):
        counter.read(f"Requirement already satisfied: some_{i}==1 in ./.venv")
    counter.read("Installing collected packages: a, b")
    assert capsys.readouterr().out.splitlines() == [
        "  fetched 10 of 13: some_9",
        "  fetched 13 of 13: some_12",
        "  unpacking 2 packages, half a minute or more ...",
    ]
    assert counter.kept == ["Installing collected packages: a, b"]


@pytest.mark.parametrize("words", [[], ["dev"], ["lab", "test"]])
def test_a_goal_is_one_of_three(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().out == "usage: python -m tools.environment lab | search | test\n"
