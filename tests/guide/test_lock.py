"""One writer at a time: of two processes, of two threads, and on a system that has other locks."""

import errno
import importlib.util
import subprocess
import sys
import threading
import types

import pytest

from course_lib.guide import lock
from course_lib.guide.lock import alone_in
from course_lib.guide.record import PASSED, read

WRITER = """
import sys
from pathlib import Path
from course_lib.guide.record import put

folder, name = Path(sys.argv[1]), sys.argv[2]
for i in range(100):
    put(folder, "topic", f"{name}{i}", passed=True)
"""
HOLDER = """
import sys
from pathlib import Path
from course_lib.guide.lock import alone_in

with alone_in(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def start(code, *words, **pipes):
    return subprocess.Popen([sys.executable, "-c", code, *map(str, words)], **pipes)


def test_two_processes_that_write_at_once_lose_nothing(tmp_path):
    writers = [start(WRITER, tmp_path, name) for name in "ab"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    wanted = {f"{name}{i}": PASSED for name in "ab" for i in range(100)}
    assert read(tmp_path / "topic.json") == wanted
    assert {path.name for path in tmp_path.iterdir()} == {"topic.json", ".lock"}


def test_a_process_that_is_killed_gives_the_lock_back(tmp_path):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with start(HOLDER, tmp_path, **pipes) as holder:
        assert holder.stdout.readline() == b"held\n"
        told = pytest.raises(TimeoutError, match="another notebook is writing")
        with told, alone_in(tmp_path, patience=0.05):
            pytest.fail("two writers at once")
        holder.kill()
        holder.wait()
        with alone_in(tmp_path, patience=5):
            pass


def test_two_threads_wait_for_each_other(tmp_path):
    inside, most = [], []

    def write():
        for _ in range(50):
            with alone_in(tmp_path, patience=30):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 150


def test_an_error_inside_gives_the_lock_back(tmp_path):
    with pytest.raises(ZeroDivisionError), alone_in(tmp_path):
        raise ZeroDivisionError
    with alone_in(tmp_path, patience=0):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="other locks there")
def test_a_disk_without_locks_is_written_all_the_same(tmp_path, monkeypatch):
    def flock(handle, operation):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock.fcntl, "flock", flock)
    with alone_in(tmp_path, patience=0):
        pass


def test_the_form_for_windows(tmp_path, monkeypatch):
    held = []

    def locking(handle, mode, length):
        if mode == "lock" and held:
            raise OSError(errno.EACCES, "Permission denied")
        held.append(length) if mode == "lock" else held.remove(length)

    there = types.SimpleNamespace(locking=locking, LK_NBLCK="lock", LK_UNLCK="unlock")
    monkeypatch.setitem(sys.modules, "msvcrt", there)
    monkeypatch.setattr(sys, "platform", "win32")
    spec = importlib.util.spec_from_file_location("lock_for_windows", lock.__file__)
    windows = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(windows)
    monkeypatch.undo()
    with windows.alone_in(tmp_path):
        assert held == [1]
        with pytest.raises(TimeoutError), windows.alone_in(tmp_path, patience=0.02):
            pytest.fail("two writers at once")
    assert held == []
