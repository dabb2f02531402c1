"""The clothes are the first of those published, in the form of the digits."""

import gzip

import numpy as np
import pytest

from course_lib.datasets import CLOTHES, clothes, data_folder, digits

# How many of each class are among the first 3000 and the first 2000.
TRAIN = [282, 321, 290, 312, 303, 300, 298, 312, 287, 295]
TEST = [200, 203, 214, 190, 219, 195, 197, 200, 194, 188]


@pytest.mark.parametrize(
    ("part", "first", "count"),
    [
        ("train", [9, 0, 0, 3, 0, 2, 7, 2, 5, 5], 3000),
        ("test", [9, 2, 1, 1, 6, 1, 4, 6, 5, 7], 2000),
    ],
)
def test_the_first_labels_are_the_published_ones(part, first, count):
    images, labels = clothes(part=part)
    assert labels[:10].tolist() == first
    assert images.shape == (count, 784)
    assert (images.min(), images.max()) == (0.0, 1.0)
    assert len(CLOTHES) == len(np.unique(labels)) == 10


def test_every_class_is_about_as_frequent_as_the_others():
    assert np.bincount(clothes()[1]).tolist() == TRAIN
    assert np.bincount(clothes(part="test")[1]).tolist() == TEST


def test_the_grey_values_are_those_of_the_file_divided_by_255():
    stored = (data_folder() / "fashion" / "train-first-3000-images.gz").read_bytes()
    pixels = np.frombuffer(gzip.decompress(stored)[16:], np.uint8).reshape(-1, 784)
    np.testing.assert_array_equal(clothes(7, 100)[0], pixels[100:107] / 255)


def test_they_are_made_smaller_and_shared_as_the_digits_are():
    small, _ = clothes(5, side=14, dtype=np.float32)
    assert small.shape == digits(5, side=14, dtype=np.float32)[0].shape == (5, 196)
    assert clothes(5, side=14, dtype="float32")[0] is small
    assert not small.flags.writeable
    whole = clothes(5)[0].reshape(5, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(5, 196)
    np.testing.assert_allclose(small, whole, atol=1e-6)


def test_more_than_is_stored_is_refused():
    with pytest.raises(ValueError, match=r"in 1 \.\.\. 3000; got 3001"):
        clothes(3001)
