"""Data folders of one's own, to fill or to damage."""

import shutil

import pytest

from course_lib.datasets import data_folder, files

LABELS = "mnist/t10k-labels-idx1-ubyte.gz"


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """One data file, and the list of all checksums."""
    folder = tmp_path / "data"
    (folder / "mnist").mkdir(parents=True)
    for name in ("SHA256SUMS", LABELS):
        shutil.copy(data_folder() / name, folder / name)
    monkeypatch.setattr(files, "data_folder", lambda: folder)
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where sweeps lie; not there yet."""
    monkeypatch.setattr(files, "data_folder", lambda: tmp_path)
    return tmp_path / "sweeps"
