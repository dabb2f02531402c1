"""The data folder is found from anywhere, and a damaged file is named as what it is."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import course_lib
from course_lib.datasets import DamagedFileError, data_folder, verified_file

LABELS = "mnist/t10k-labels-idx1-ubyte.gz"
# As published, of the uncompressed content.
PUBLISHED_MD5 = {
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}


@pytest.mark.parametrize("name", PUBLISHED_MD5)
def test_the_content_is_the_published_one(name):
    content = gzip.decompress(verified_file(f"mnist/{name}.gz").read_bytes())
    assert hashlib.md5(content).hexdigest() == PUBLISHED_MD5[name]


@pytest.mark.parametrize("name", PUBLISHED_MD5)
def test_the_gzip_header_has_neither_time_nor_name(name):
    header = verified_file(f"mnist/{name}.gz").read_bytes()[:9]
    assert header == b"\x1f\x8b\x08\x00" + bytes(4) + b"\x02"


@pytest.mark.parametrize("name", PUBLISHED_MD5)
def test_the_readme_says_what_is_there(name):
    stored = data_folder() / "mnist" / f"{name}.gz"
    content = gzip.decompress(stored.read_bytes())
    digest = hashlib.sha256(stored.read_bytes()).hexdigest()
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `mnist/{name}\.gz` .*$", readme, re.MULTILINE)
    assert f"{stored.stat().st_size} ({len(content)})" in row
    assert PUBLISHED_MD5[name] in row
    assert digest in row


def test_an_unlisted_name_is_refused_with_the_list():
    with pytest.raises(ValueError, match=r"lists no file 'mnist/nowhere.gz'.*t10k-images"):
        verified_file("mnist/nowhere.gz")


def test_a_missing_file_is_called_missing(copied):
    (copied / LABELS).unlink()
    with pytest.raises(FileNotFoundError, match=f"is missing.*git checkout -- data/{LABELS}"):
        verified_file(LABELS)


@pytest.mark.parametrize("kept", [4516, 2000, 20])
def test_a_cut_file_is_called_cut(copied, kept):
    path = copied / LABELS
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DamagedFileError, match=rf"cut short .*after {kept} bytes.*git checkout"):
        verified_file(LABELS)


def test_an_empty_file_is_called_empty(copied):
    (copied / LABELS).write_bytes(b"")
    with pytest.raises(DamagedFileError, match="is empty"):
        verified_file(LABELS)


def _flip_a_bit(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _other_labels(content):
    return gzip.compress(gzip.decompress(content)[::-1])


@pytest.mark.parametrize("change", [_flip_a_bit, _other_labels, lambda content: b"not gzip"])
def test_an_altered_file_is_called_altered(copied, change):
    path = copied / LABELS
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(DamagedFileError, match=r"was altered.*SHA256SUMS says.*git checkout"):
        verified_file(LABELS)


def test_an_unchanged_file_is_hashed_once(copied, monkeypatch):
    hashed = []

    def counting(stream, name):
        hashed.append(stream.name)
        return original(stream, name)

    original = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", counting)
    verified_file(LABELS)
    verified_file(LABELS)
    assert len(hashed) == 1
    stat = (copied / LABELS).stat()
    os.utime(copied / LABELS, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))
    verified_file(LABELS)
    assert len(hashed) == 2


def test_damage_after_a_first_look_is_seen(copied):
    verified_file(LABELS)
    path = copied / LABELS
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedFileError, match="cut short"):
        verified_file(LABELS)


def test_windows_line_ends_in_the_checksums_do_no_harm(copied):
    sums = copied / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(b"\n", b"\r\n"))
    assert verified_file(LABELS) == copied / LABELS


@pytest.fixture
def installed(tmp_path):
    """The package's folder copied somewhere else, without data."""
    package = tmp_path / "site" / "course_lib"
    source = Path(course_lib.__file__).parent
    package.mkdir(parents=True)
    for name in ("__init__.py", "moved.py", "arguments.py", "files.py", "npz.py"):
        shutil.copy(source / name, package)
    shutil.copytree(
        source / "datasets", package / "datasets", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "elsewhere").mkdir()
    return package


def _found_from_elsewhere(package):
    code = "from course_lib.datasets import data_folder; print(data_folder())"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=package.parent.parent / "elsewhere",
        env=os.environ | {"PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("place", ["site/course_lib/data", "site/data"])
def test_the_folder_is_found_in_a_wheel_and_in_a_checkout(installed, tmp_path, place):
    decoy = tmp_path / "elsewhere" / "data"
    for folder in (tmp_path / place, decoy):
        folder.mkdir()
        (folder / "SHA256SUMS").touch()
    found = _found_from_elsewhere(installed)
    assert found.returncode == 0, found.stderr
    assert Path(found.stdout.strip()) == (tmp_path / place).resolve()


def test_somebody_elses_data_folder_is_not_taken(installed, tmp_path):
    foreign = tmp_path / "site" / "data"
    foreign.mkdir()
    found = _found_from_elsewhere(installed)
    assert found.returncode != 0
    assert "FileNotFoundError" in found.stderr
    assert str(installed.resolve() / "data") in found.stderr
    assert str(foreign.resolve()) in found.stderr


def test_the_working_directory_does_not_matter(tmp_path, monkeypatch):
    before = data_folder()
    monkeypatch.chdir(tmp_path)
    assert data_folder() == before
    assert before.is_absolute()
