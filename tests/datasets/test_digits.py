"""The digits that several share are those of the files, smaller where asked, and nobody's own."""

import numpy as np
import pytest

from course_lib.datasets import digits, load_mnist


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("part", "start", "count"), [("train", 0, 50), ("test", 9_990, None)])
def test_in_full_size_they_are_those_of_the_files(part, start, count, dtype):
    found = digits(count, start, part=part, dtype=dtype)
    for ours, theirs in zip(
        found, load_mnist(part, start=start, count=count, dtype=dtype), strict=True
    ):
        np.testing.assert_array_equal(ours, theirs, strict=True)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", [14, 7, 4, 2, 1])
def test_each_pixel_of_a_smaller_one_is_the_mean_of_a_square(side, dtype):
    images, labels = digits(5, 20, side=side, dtype=dtype)
    assert images.dtype == dtype
    assert images.shape == (5, side**2)
    full, same = load_mnist(start=20, count=5)
    np.testing.assert_array_equal(labels, same)
    rows = np.array_split(full.reshape(5, 28, 28), side, axis=1)
    for i, row in enumerate(rows):
        for j, square in enumerate(np.array_split(row, side, axis=2)):
            np.testing.assert_allclose(
                images[:, i * side + j], square.mean(axis=(1, 2)), rtol=0, atol=1e-6
            )


@pytest.mark.parametrize("side", [28, 14])
def test_they_are_read_once_and_cannot_be_written_to(side):
    one = digits(7, side=side, dtype=np.float32)
    other = digits(np.int64(7), 0, part="train", side=np.int64(side), dtype="float32")
    for array, same in zip(one, other, strict=True):
        assert array is same
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    assert digits(7, side=side)[0].dtype == np.float64


@pytest.mark.parametrize("side", [0, -7, 3, 56])
def test_a_side_that_does_not_divide_28_is_refused(side):
    with pytest.raises(ValueError, match=f"must divide 28: 28, 14, 7, 4, 2 or 1; got {side}"):
        digits(5, side=side)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"side": 7.0}, TypeError, "integer"),
        ({"count": 2.5}, TypeError, "integer"),
        ({"count": 0}, ValueError, "got 0"),
        ({"part": "dev"}, ValueError, "'train' or 'test'"),
        ({"dtype": int}, TypeError, "floating type"),
    ],
)
def test_what_load_mnist_refuses_is_refused_here(arguments, error, message):
    with pytest.raises(error, match=message):
        digits(**arguments)
