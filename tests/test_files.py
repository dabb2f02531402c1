"""A file is written whole or not at all, and only files are opened."""

import os
import sys

import pytest

from course_lib.files import open_file, path_text, whole_file


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.npz"


# Writing


def test_a_file_is_there_at_the_end_of_the_block_and_not_before(path):
    with whole_file(path) as stream:
        stream.write(b"new")
        stream.flush()
        assert not path.exists()
        (beside,) = path.parent.iterdir()
        assert beside.name.startswith("a.npz.")
        assert beside.name.endswith(".partial")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def write(path, end=None):
    """Write half of a file, then meet with an error."""
    with whole_file(path) as stream:
        stream.write(b"half")
        raise end


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, ValueError, OSError])
def test_whatever_ends_the_block_the_old_file_stays_and_nothing_beside_it(path, end):
    path.write_bytes(b"old")
    with pytest.raises(end):
        write(path, end)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_names_the_file_that_was_meant(path):
    with pytest.raises(OSError, match=r"cannot be written: No space.*a\.npz'$"):
        write(path, OSError(28, "No space left on device"))
    assert list(path.parent.iterdir()) == []


def test_a_place_that_cannot_be_moved_to_is_told_without_the_partial_name(path, monkeypatch):
    def refuse(source, _):
        raise PermissionError(13, "Permission denied", source)

    monkeypatch.setattr(os, "replace", refuse)
    with (
        pytest.raises(PermissionError, match=r"cannot be written: Permission denied.*a\.npz'$"),
        whole_file(path) as stream,
    ):
        stream.write(b"all")
    assert list(path.parent.iterdir()) == []


def test_two_at_once_do_not_meet(path):
    with whole_file(path) as one, whole_file(path) as other:
        one.write(b"outer")
        other.write(b"inner")
    assert path.read_bytes() == b"outer"  # the last to end


def test_a_missing_folder_is_called_so_before_anything_is_written(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"x.txt cannot be written: .*no folder .*no$"):
        write(tmp_path / "no" / "x.txt")


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor links for all")
@pytest.mark.parametrize("kind", ["folder", "pipe", "circle"])
def test_what_is_no_file_is_not_replaced(path, kind):
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    message = "symbolic links" if kind == "circle" else f"must be a file; it is a {kind}"
    with pytest.raises(OSError, match=message):
        write(path)
    assert list(path.parent.iterdir()) == [path]


# Opening


@pytest.mark.parametrize("thing", [1, True, None, 2.5])
def test_a_path_is_no_number(thing):
    with pytest.raises(TypeError, match=f"a text or a pathlib.Path; got {thing}"):
        path_text(thing)


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor links for all")
def test_only_files_are_opened(path):
    os.mkfifo(path)
    with pytest.raises(OSError, match="it is a pipe"):
        open_file(path)
    with pytest.raises(IsADirectoryError, match="it is a folder"):
        open_file(path.parent)
    if sys.platform == "linux":
        with pytest.raises(OSError, match="/dev/zero must be a file; it is a device"):
            open_file("/dev/zero")
