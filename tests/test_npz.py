"""An archive of arrays is not believed: what it declares is compared with what is there."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import numpy as np
import pytest

from course_lib import npz
from course_lib.npz import read_npz


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.npz"


def store(path, method=zipfile.ZIP_STORED, **contents):
    """An archive of these bytes or arrays, each with its right checksum."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(
                f"{name}.npy", content if isinstance(content, bytes) else npy_of(content)
            )
    return path


def npy_of(array):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array)
    return stream.getvalue()


def header(shape, descr="'<f8'", version=(1, 0)):
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}}}".encode()
    return b"\x93NUMPY" + bytes(version) + struct.pack("<H", len(text) + 1) + text + b"\n"


def peak_of(call):
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("most", [None, 10**6])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (header("(1250000000,)"), r"shape \(1250000000,\) in float64 takes 10000000000 bytes"),
        (header("(2,)") + bytes(24), "takes 16 bytes; there are 24"),
        (header("(-1,)") + bytes(8), "takes -8 bytes"),
        (header(f"({10**30},)"), "takes 8000"),
        (header(f"({10**30}, 0)"), "it is cut short, altered, or no .npz"),
        (header("(1000000000000,)", "'|V0'"), "takes 0 bytes"),
        (header("(1,)", "'|O'") + b"cos\nsystem\n", "allow_pickle=False"),
        (header("(1,)", version=(3, 0)) + bytes(8), r"version \(3, 0\)"),
        (header("(1,)", "'" + "x" * 50_000), "Header info length"),
        (header("((((", "'<f8"), "EOF in multi-line|arse header"),
        (b"words", "magic"),
        (b"", "magic"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_array_that_is_none_is_refused_before_memory_is_spent(path, content, message, most):
    store(path, a=content)

    def refused():
        with pytest.raises(ValueError, match=message):
            read_npz(path, most=most)

    refused()
    assert peak_of(refused) < 2_000_000


def lying(path, *, says, has, method=zipfile.ZIP_DEFLATED):
    """An entry that declares ``says`` bytes in both of its places and unpacks to ``has``."""
    store(path, method, a=bytes(has))
    content = bytearray(path.read_bytes())
    central = content.rfind(b"PK\1\2")
    for place in (22, central + 24):
        content[place : place + 4] = struct.pack("<I", says)
    for place in (14, central + 16):
        content[place : place + 4] = struct.pack("<I", zlib.crc32(bytes(says)))
    path.write_bytes(content)
    return path


def test_an_honest_bomb_is_refused_unopened(path):
    store(path, zipfile.ZIP_DEFLATED, a=bytes(50_000_000))

    def refused():
        with pytest.raises(ValueError, match="unpack to 50000000 bytes; at most 1000000 are read"):
            read_npz(path, most=10**6)

    assert peak_of(refused) < 1_000_000


def test_a_bomb_that_declares_little_unpacks_to_no_more_than_that(path):
    lying(path, says=1000, has=50_000_000)

    def refused():
        with pytest.raises(ValueError, match="magic"):  # a thousand zeros with the right sum
            read_npz(path, most=10**6)

    assert peak_of(refused) < 1_000_000


def test_a_small_file_that_declares_gigabytes_is_refused(path):
    store(path, a=np.zeros(3))
    content = bytearray(path.read_bytes())
    central = content.rfind(b"PK\1\2")
    for place in (18, 22, central + 20, central + 24):
        content[place : place + 4] = struct.pack("<I", 3 * 10**9)
    path.write_bytes(content)

    def refused():
        with pytest.raises(ValueError, match=r"declare more bytes|at most"):
            read_npz(path, most=10**10)

    assert peak_of(refused) < 1_000_000


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_compressing_are_refused(path, method):
    store(path, method, a=np.zeros(1000))
    with pytest.raises(ValueError, match="compressed in a way that is not read"):
        read_npz(path, most=10**6)


def test_a_file_larger_than_may_be_read_is_not_read(path):
    np.savez(path, a=np.zeros(10_000))
    with pytest.raises(ValueError, match=r"it has 80\d\d\d bytes; at most 1000 are read"):
        read_npz(path, most=1000)


def test_entries_of_one_name_or_another_ending_are_refused(path):
    store(path, a=np.zeros(3))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("a.npy", npy_of(np.ones(3)))
    with pytest.raises(ValueError, match=r"none twice; got \['a.npy', 'a.npy'\]"):
        read_npz(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../a.txt", b"words")
    with pytest.raises(ValueError, match=r"must end in .npy"):
        read_npz(path)


@pytest.mark.parametrize("noise", [b"x", b"PK\3\4", b"\0"])
@pytest.mark.parametrize("side", ["before", "after"])
def test_bytes_that_no_checksum_covers_are_refused(path, noise, side):
    np.savez(path, a=np.zeros(3))
    whole = path.read_bytes()
    path.write_bytes(noise + whole if side == "before" else whole + noise)
    with pytest.raises(ValueError, match=f"was altered: .*bytes lie {side}"):
        read_npz(path)


def test_a_comment_of_the_archive_is_refused(path):
    np.savez(path, a=np.zeros(3))
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"hidden"
    with pytest.raises(ValueError, match="bytes lie after"):
        read_npz(path)


def test_a_disk_that_fails_is_told_with_the_file(path, monkeypatch):
    class Failing(io.FileIO):
        def read(self, *_):
            raise OSError(5, "Input/output error")

    np.savez(path, a=np.zeros(3))
    monkeypatch.setattr(npz, "open_file", Failing)
    with pytest.raises(OSError, match=r"Input/output error: '.*a\.npz'$"):
        read_npz(path)


def test_a_file_cut_anywhere_is_refused(path):
    np.savez(path, a=np.arange(3), b=np.array("word"))
    whole = path.read_bytes()
    for kept in range(len(whole)):
        path.write_bytes(whole[:kept])
        with pytest.raises(ValueError, match="it "):
            read_npz(path)
