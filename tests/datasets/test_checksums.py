"""A list of checksums that is none, and a disk that fails, are told with the way out."""

import hashlib
from pathlib import Path

import pytest

from course_lib.datasets import DamagedFileError, data_folder, files, verified_file

LABELS = "mnist/t10k-labels-idx1-ubyte.gz"
PUBLISHED = (data_folder() / "SHA256SUMS").read_bytes()
CONFLICT = b"<<<<<<< HEAD\n" + PUBLISHED + b"=======\n" + PUBLISHED + b">>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "lists no fashion.*mnist/t10k-images"),
        (PUBLISHED[:200], "line 3 is no checksum and name"),
        (PUBLISHED[: PUBLISHED.index(b"\n") + 1], "lists no fashion.*mnist/t10k-images.*weather"),
        (PUBLISHED.replace(b"mnist", b"mnyst", 1), r"lists no mnist/train-images-idx3-ubyte.gz\."),
        (PUBLISHED.replace(b"7", b"g", 1), "line 1 is no checksum and name, 'g1524"),
        (PUBLISHED[:-1] + PUBLISHED, "line 9 is no checksum"),
        (PUBLISHED + PUBLISHED, "line 10 names a file again"),
        (CONFLICT, "line 1 is no checksum and name, '<<<<<<< HEAD'"),
        (b"<html><title>Sign in</title></html>", "line 1 is no checksum and name, '<html>"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 123\n", "line 1"),
        (b"\xff\xfe\x00", "line 1"),
        (b"\n" * 5 + b"x" * 10**6, "line 6 is no checksum and name, 'x{80}'"),
    ],
)
def test_checksums_that_are_none_are_called_damaged_with_the_remedy(copied, content, message):
    (copied / "SHA256SUMS").write_bytes(content)
    with pytest.raises(
        DamagedFileError, match=rf"SHA256SUMS was altered.*{message}.*checkout -- data/SHA256SUMS`"
    ):
        verified_file(LABELS)


def test_where_file_and_checksum_differ_the_remedy_brings_both_back(copied):
    (copied / "SHA256SUMS").write_bytes(PUBLISHED.replace(b"ae18e7", b"ae18e8"))
    with pytest.raises(DamagedFileError, match=f"git checkout -- data/{LABELS} data/SHA256SUMS`"):
        verified_file(LABELS)


def test_the_list_names_exactly_what_the_course_reads():
    assert files.published_digests().keys() == files._READ_BY_THE_COURSE


def refuse(*_):
    raise PermissionError(13, "Permission denied", "somewhere")


@pytest.mark.parametrize("broken", ["read_bytes", "stat", "is_file"])
def test_an_error_of_the_system_has_the_remedy_too(copied, monkeypatch, broken):
    monkeypatch.setattr(Path, broken, refuse)
    with pytest.raises(PermissionError, match=r"cannot be read: Permission denied\. Get it back"):
        verified_file(LABELS)


def test_a_disk_that_fails_in_the_middle_is_told_with_the_remedy(copied, monkeypatch):
    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(hashlib, "file_digest", fail)
    with pytest.raises(OSError, match=r"ubyte.gz cannot be read: Input/output error\. Get it"):
        verified_file(LABELS)
