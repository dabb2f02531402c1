"""A sweep file that is damaged, or none at all, is called so, with the way to get it back."""

import json
import os
import pickle
import zipfile

import numpy as np
import pytest

from course_lib.datasets import DamagedFileError, load_sweep, save_sweep, sweep_files
from tests.datasets.test_sweep_files import ABOUT, assert_same, sweep


def test_a_file_cut_anywhere_is_called_damaged(folder):
    path = save_sweep(folder / "rates.npz", sweep())
    whole = path.read_bytes()
    for kept in range(0, len(whole), 7):
        path.write_bytes(whole[:kept])
        with pytest.raises(DamagedFileError, match=rf"\({kept} bytes\).*git checkout.*make sweeps"):
            load_sweep("rates")


def test_a_changed_byte_is_called_damage_or_does_none(folder):
    path = save_sweep(folder / "rates.npz", sweep())
    whole = path.read_bytes()
    damaged = 0
    for i in range(len(whole)):
        path.write_bytes(whole[:i] + bytes([whole[i] ^ 0xFF]) + whole[i + 1 :])
        try:
            found = load_sweep("rates")
        except DamagedFileError:
            damaged += 1
        else:
            assert_same(found, sweep())  # a date or another note of the zip format
    assert damaged > len(whole) / 2


class Bomb:
    """Unpickling it writes a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), "w"))


def test_a_pickle_inside_is_refused_and_never_run(folder, tmp_path):
    bomb = np.array([Bomb(tmp_path / "exploded")], dtype=object)
    header = {"format": 1, "axes": [], "values": ["loss"], "fixed": [], "about": ABOUT}
    folder.mkdir()
    np.savez(folder / "rates.npz", **{"header": json.dumps(header), "values.loss": bomb})
    with pytest.raises(DamagedFileError, match="allow_pickle=False"):
        load_sweep("rates")
    assert not (tmp_path / "exploded").exists()


@pytest.mark.parametrize("content", [b"", b"words", pickle.dumps([1, 2])])
def test_what_is_no_npz_is_called_so(folder, content):
    folder.mkdir()
    (folder / "rates.npz").write_bytes(content)
    with pytest.raises(DamagedFileError, match="no sweep"):
        load_sweep("rates")


@pytest.mark.parametrize(
    "header",
    [
        "[1, 2]",
        "not json",
        '{"format": 1}',
        '{"format": 1, "axes": ["lr"], "values": [], "fixed": []}',
        '{"format": 1, "axes": [], "values": [], "fixed": [], "about": 5}',
        '{"format": 1, "axes": 5, "values": [], "fixed": [], "about": {}}',
        pytest.param("[" * 100_000, id="deep"),
    ],
)
def test_a_header_that_is_none_is_called_so(folder, header):
    folder.mkdir()
    np.savez(folder / "rates.npz", header=header)
    with pytest.raises(DamagedFileError, match="no sweep"):
        load_sweep("rates")


@pytest.mark.parametrize("noise", [b"<<<<<<< HEAD\n", b"\0", b"\nconflict"])
def test_bytes_before_and_after_are_called_damage(folder, noise):
    path = save_sweep(folder / "rates.npz", sweep())
    whole = path.read_bytes()
    for content in (noise + whole, whole + noise, noise + whole + noise, whole + whole):
        path.write_bytes(content)
        with pytest.raises(DamagedFileError, match=r"bytes lie (before|after).*git checkout"):
            load_sweep("rates")


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor links for all")
def test_a_pipe_or_a_folder_is_no_sweep_and_is_not_waited_for(folder):
    folder.mkdir()
    os.mkfifo(folder / "pipe.npz")
    (folder / "folder.npz").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(OSError, match=rf"must be a file; it is a {name}\. Get it back with"):
            load_sweep(name)


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor links for all")
@pytest.mark.parametrize(
    ("target", "error", "message"),
    [
        ("nowhere", FileNotFoundError, "No such file"),
        ("rates.npz", OSError, "Too many levels of symbolic links"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_the_remedy(folder, target, error, message):
    folder.mkdir()
    (folder / "rates.npz").symlink_to(target)
    with pytest.raises(error, match=rf"rates.npz cannot be read: {message}.*git checkout"):
        load_sweep("rates")


def test_a_file_that_unpacks_to_gigabytes_is_refused(folder):
    path = save_sweep(folder / "rates.npz", sweep())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name in "abc":
            archive.writestr(f"fixed.{name}.npy", bytes(40_000_000))
    with pytest.raises(DamagedFileError, match=r"unpack to 120\d+ bytes; at most 100000000 are"):
        load_sweep("rates")


@pytest.mark.parametrize("version", [True, 1.0, "1", None])
def test_a_format_is_a_whole_number(folder, monkeypatch, version):
    monkeypatch.setattr(sweep_files, "_FORMAT", version)
    save_sweep(folder / "rates.npz", sweep())
    monkeypatch.setattr(sweep_files, "_FORMAT", 1)
    with pytest.raises(ValueError, match=f"has format {version!r}"):
        load_sweep("rates")
