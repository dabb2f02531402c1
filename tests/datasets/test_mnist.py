"""MNIST arrives as published, and costs no more than what was asked for."""

import gzip
import hashlib
import shutil
import struct
import time
import tracemalloc

import numpy as np
import pytest

from course_lib.datasets import DamagedFileError, data_folder, files, load_mnist

# How many of 0, 1, ... 9 the two parts have, as published.
TRAIN_COUNTS = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
TEST_COUNTS = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def _raw(prefix):
    """Pixels and labels by another way: everything at once."""
    folder = data_folder() / "mnist"
    pixels = gzip.decompress((folder / f"{prefix}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((folder / f"{prefix}-labels-idx1-ubyte.gz").read_bytes())
    return np.frombuffer(pixels[16:], np.uint8).reshape(-1, 784), np.frombuffer(
        labels[8:], np.uint8
    )


@pytest.fixture(scope="module")
def raw_train():
    return _raw("train")


def test_the_first_labels_are_the_known_ones():
    assert load_mnist(count=10)[1].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert load_mnist("test", count=10)[1].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]


def test_shapes_types_and_range():
    images, labels = load_mnist(count=300)
    assert images.shape == (300, 784)
    assert images.dtype == np.float64
    assert (images.min(), images.max()) == (0.0, 1.0)
    assert labels.shape == (300,)
    assert labels.dtype == np.int64
    assert images.flags.writeable
    assert labels.flags.writeable


@pytest.mark.parametrize(
    ("start", "count"), [(0, 1), (0, 256), (0, 257), (255, 600), (12_345, 3), (59_999, 1)]
)
def test_any_stretch_is_the_same_stretch_of_the_whole(raw_train, start, count):
    pixels, digits = raw_train
    images, labels = load_mnist(start=start, count=count)
    np.testing.assert_array_equal(images, pixels[start : start + count] / 255)
    np.testing.assert_array_equal(labels, digits[start : start + count])


def test_a_whole_part_has_the_published_numbers_of_digits():
    images, labels = load_mnist("test", dtype=np.float32)
    assert images.shape == (10_000, 784)
    assert np.bincount(labels).tolist() == TEST_COUNTS
    np.testing.assert_array_equal(images, _raw("t10k")[0] / np.float32(255))


def test_without_a_count_everything_from_start_on_comes(raw_train):
    images, labels = load_mnist(start=59_990)
    assert images.shape == (10, 784)
    np.testing.assert_array_equal(labels, raw_train[1][-10:])
    assert np.bincount(raw_train[1]).tolist() == TRAIN_COUNTS


@pytest.mark.parametrize("dtype", [np.float16, np.float32, "float64"])
def test_images_have_the_type_asked_for(dtype):
    assert load_mnist(count=2, dtype=dtype)[0].dtype == np.dtype(dtype)


@pytest.mark.parametrize("start", [0, 59_000])
def test_300_images_take_the_memory_of_300_images(start):
    load_mnist(count=1)
    files._sha256.cache_clear()
    tracemalloc.start()
    try:
        images, _ = load_mnist(start=start, count=300)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert images.nbytes == 300 * 784 * 8
    assert peak < images.nbytes + 600_000  # the bytes read, the hash's and gzip's buffers


def test_a_whole_part_takes_little_more_than_its_images():
    tracemalloc.start()
    try:
        images, _ = load_mnist("test", dtype=np.float32)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < images.nbytes + 1_500_000  # all its bytes at once would be 7 840 000


def test_300_images_with_their_checksum_come_at_once():
    files._sha256.cache_clear()
    begin = time.perf_counter()
    load_mnist(count=300)
    assert time.perf_counter() - begin < 0.5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"part": "dev"}, r"'train' or 'test'; got 'dev'"),
        ({"start": -1}, r"start must lie in 0 \.\.\. 59999.*got -1"),
        ({"start": 60_000}, r"start must lie in .*got 60000"),
        ({"count": 60_001}, r"has 60000 examples.*got 60001"),
        ({"start": 59_000, "count": 1001}, r"in 1 \.\.\. 1000; got 1001"),
        ({"part": "test", "count": 10_001}, r"'test' has 10000 examples.*got 10001"),
        ({"count": 0}, "got 0"),
        ({"count": -5}, "got -5"),
    ],
)
def test_what_is_not_there_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        load_mnist(**arguments)


@pytest.mark.parametrize("dtype", [np.uint8, int, bool, complex, object])
def test_a_dtype_that_cannot_hold_grey_values_is_refused(dtype):
    with pytest.raises(TypeError, match=r"dtype must be a floating type.*got"):
        load_mnist(count=1, dtype=dtype)


def test_a_count_that_is_not_whole_is_refused():
    with pytest.raises(TypeError, match="integer"):
        load_mnist(count=2.5)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The test part in a data folder of one's own."""
    (tmp_path / "mnist").mkdir()
    shutil.copy(data_folder() / "SHA256SUMS", tmp_path)
    for path in (data_folder() / "mnist").glob("t10k-*"):
        shutil.copy(path, tmp_path / "mnist")
    monkeypatch.setattr(files, "data_folder", lambda: tmp_path)
    return tmp_path


def _store(folder, name, content):
    """Put a file in, with the checksum to match, so that only its content is wrong."""
    compressed = gzip.compress(content)
    (folder / name).write_bytes(compressed)
    sums = (folder / "SHA256SUMS").read_text().splitlines()
    kept = [line for line in sums if not line.endswith(name)]
    kept.append(f"{hashlib.sha256(compressed).hexdigest()}  {name}")
    (folder / "SHA256SUMS").write_text("\n".join(kept))


def test_a_damaged_file_is_not_read(copied):
    path = copied / "mnist" / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(DamagedFileError, match="cut short"):
        load_mnist("test", count=1)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ((2049, 10_000, 28, 28), "magic number 2051 .*got magic number 2049"),
        ((0x0D03, 10_000, 28, 28), "got magic number 3331"),
        ((2051, 10_000, 32, 32), r"items of shape \(28, 28\).*of shape \(32, 32\)"),
    ],
)
def test_another_kind_of_file_is_refused(copied, header, message):
    content = struct.pack(">4I", *header) + bytes(784)
    _store(copied, "mnist/t10k-images-idx3-ubyte.gz", content)
    with pytest.raises(DamagedFileError, match=message):
        load_mnist("test", count=1)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x00\x08", struct.pack(">4I", 2051, 10_000, 28, 28)]
)
def test_a_file_with_too_little_inside_is_refused(copied, content):
    _store(copied, "mnist/t10k-images-idx3-ubyte.gz", content)
    with pytest.raises(DamagedFileError, match="ends too early"):
        load_mnist("test", start=5, count=1)
