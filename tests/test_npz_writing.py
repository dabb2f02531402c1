"""Archives go to NumPy and come from it, equal arrays as equal bytes; an interrupt stays one."""

import io
import zipfile

import numpy as np
import pytest

from course_lib.npz import read_npz, write_npz

ARRAYS = {
    "number": np.array(3.5),
    "word": np.array("λ-Reihe"),
    "none": np.zeros((0, 3), np.float32),
    "columns": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "dates": np.array(["2012-01-01", "NaT"], "M8[D]"),
}


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_what_numpy_saved_comes_back(tmp_path, save):
    path = tmp_path / "a.npz"
    save(path, **ARRAYS)
    found = read_npz(path, most=10_000)
    assert found.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(found[name], array, strict=True)
        assert found[name].flags.writeable
    np.savez(path)
    assert read_npz(path) == {}


@pytest.mark.parametrize("compressed", [False, True])
def test_what_is_written_is_what_numpy_reads_and_always_the_same(tmp_path, compressed):
    path = tmp_path / "a.npz"
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        write_npz(stream, ARRAYS, compressed=compressed)
    assert streams[0].getvalue() == streams[1].getvalue()
    path.write_bytes(streams[0].getvalue())
    ours = read_npz(path, most=10_000)
    with np.load(path, allow_pickle=False) as theirs:
        for name, array in ARRAYS.items():
            np.testing.assert_array_equal(theirs[name], array, strict=True)
            np.testing.assert_array_equal(ours[name], array, strict=True)


def test_objects_are_not_written():
    with pytest.raises(ValueError, match="allow_pickle=False"):
        write_npz(io.BytesIO(), {"a": np.array([{}])})


@pytest.mark.parametrize("where", ["_get_compressor", "_ZipWriteFile", "crc32"])
def test_an_interrupt_while_writing_comes_out_as_one(monkeypatch, where):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(zipfile, where, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_npz(io.BytesIO(), {"a": np.zeros(3)})
