"""A user's start on a class server: own copies and progress beside a course that is only read."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course_lib.guide.places import record_folder
from tools import class_start
from tools.class_start import NEWS, ROOT, WAY, bring_copies, limit_memory, set_up

TEXT = "print('05')"


@pytest.fixture
def course(tmp_path):
    """A course of one notebook."""
    root = tmp_path / "srv"
    write(root / "notebooks" / "05_topic.ipynb", TEXT)
    return root


def write(path, source):
    path.parent.mkdir(parents=True, exist_ok=True)
    cell = nbformat.v4.new_code_cell(source, id="one")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)


def source(path):
    return nbformat.read(path, as_version=4).cells[0].source


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_user_has_copies_of_their_own(course, tmp_path):
    kim, lee = tmp_path / "kim" / "course", tmp_path / "lee" / "course"
    for work in (kim, lee):
        assert bring_copies(course, work) == []
    write(kim / "05_topic.ipynb", "kim's answer")
    assert bring_copies(course, kim) == bring_copies(course, lee) == []
    assert source(kim / "05_topic.ipynb") == "kim's answer"
    assert source(lee / "05_topic.ipynb") == TEXT


def test_nothing_is_written_into_the_course(course, tmp_path):
    before = files(course)
    bring_copies(course, tmp_path / "kim")
    assert files(course) == before
    assert not (course / "work").exists()


def test_a_newer_course_overwrites_no_answer_and_a_note_says_that_it_is_there(course, tmp_path):
    kim, lee = tmp_path / "kim", tmp_path / "lee"
    for work in (kim, lee):
        bring_copies(course, work)
    write(kim / "05_topic.ipynb", "kim's answer")
    write(course / "notebooks" / "05_topic.ipynb", "newer")
    said = f"05_topic: yours differs from the course's new edition; {WAY}"
    assert bring_copies(course, kim) == [said]
    assert (kim / NEWS).read_text(encoding="utf-8") == said + "\n"
    assert source(kim / "05_topic.ipynb") == "kim's answer"
    assert bring_copies(course, lee) == []
    assert source(lee / "05_topic.ipynb") == "newer"
    # As the note says.
    (kim / "05_topic.ipynb").rename(kim / "mine.ipynb")
    assert bring_copies(course, kim) == []
    assert source(kim / "05_topic.ipynb") == "newer"
    assert source(kim / "mine.ipynb") == "kim's answer"
    assert not (kim / NEWS).exists()


def test_progress_is_kept_with_the_copies_of_each_user(tmp_path):
    folders = []
    for name in ("kim", "lee"):
        environ = {}
        set_up(environ, tmp_path / name, tmp_path / "env")
        folders.append(record_folder(ROOT, tmp_path / name, environ))
    assert folders == [tmp_path / "kim" / "progress", tmp_path / "lee" / "progress"]


def test_what_the_site_has_set_stays(tmp_path):
    environ = {"COURSE_PROGRESS": "off", "OPENBLAS_NUM_THREADS": "4", "MPLCONFIGDIR": "here"}
    set_up(environ, tmp_path / "kim", tmp_path / "env")
    assert environ["COURSE_PROGRESS"] == "off"
    assert environ["OPENBLAS_NUM_THREADS"] == "4"
    assert environ["MPLCONFIGDIR"] == "here"
    assert environ["MKL_NUM_THREADS"] == "1"


def test_the_list_of_fonts_comes_from_the_environment_of_all(tmp_path):
    stored = tmp_path / "env" / "matplotlib" / "fontlist-v390.json"
    stored.parent.mkdir(parents=True)
    stored.write_text("fonts", encoding="utf-8")
    environ = {}
    for _ in range(2):
        environ = {}
        set_up(environ, tmp_path / "kim", tmp_path / "env")
    own = Path(environ["MPLCONFIGDIR"])
    assert own.is_relative_to(tmp_path / "kim")
    assert (own / stored.name).read_text(encoding="utf-8") == "fonts"


LIMITED = """
import os
from tools.class_start import limit_memory
limit_memory({"MEM_LIMIT": "500000000"})
bytearray(100_000_000)
try:
    bytearray(1_000_000_000)
except MemoryError:
    print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to such a limit")
def test_a_kernel_that_wants_more_memory_than_there_is_for_it_is_refused():
    command = [sys.executable, "-c", LIMITED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"


@pytest.mark.parametrize("said", ["", "None", "2G"])
def test_what_is_no_limit_limits_nothing(said):
    limit_memory({"MEM_LIMIT": said})


def started(monkeypatch, tmp_path):
    """Start as JupyterHub would; give the arguments of the server that is started."""
    seen = []
    server = type(sys)("jupyterhub.singleuser")
    server.main = lambda: seen.extend(sys.argv)
    monkeypatch.setitem(sys.modules, "jupyterhub", type(sys)("jupyterhub"))
    monkeypatch.setitem(sys.modules, "jupyterhub.singleuser", server)
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(os, "environ", {"COURSE_WORK": str(tmp_path / "kim")})
    class_start.main(["--debug"])
    return seen


def test_the_server_opens_in_the_users_folder_with_the_courses_settings(monkeypatch, tmp_path):
    command = started(monkeypatch, tmp_path)
    assert f"--ServerApp.root_dir={tmp_path / 'kim'}" in command
    assert set(class_start.COURSE_OPTIONS) < set(command)
    assert command[-1] == "--debug"
    assert (tmp_path / "kim" / "05_optimizers.ipynb").exists()


def test_a_full_disk_keeps_nobody_out(monkeypatch, tmp_path, capsys):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(class_start, "renew_all", refuse)
    assert started(monkeypatch, tmp_path)
    assert "cannot be written: [Errno 28] No space" in capsys.readouterr().err
