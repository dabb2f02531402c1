"""A digit of one's own comes to lie as MNIST's do: theirs, enlarged and moved, come back."""

import numpy as np
import pytest

from course_lib.datasets import digits, like_mnist


def test_what_it_does_is_what_was_done_to_mnist():
    """Published: a box of 20 x 20, the centre of mass in the middle. So theirs stay as they are."""
    rng = np.random.default_rng(0)
    for image in digits(300)[0]:
        page = np.zeros((150, 170))
        down, right = rng.integers(0, 60, size=2)
        page[down : down + 84, right : right + 84] = np.kron(image.reshape(28, 28), np.ones((3, 3)))
        # The darkest pixel becomes 1; in a few of theirs it is 254 of 255.
        np.testing.assert_allclose(like_mnist(page, least=0), image / image.max(), atol=1e-12)


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (700, 3), (28, 28), (5, 4)])
def test_any_drawing_fits(shape):
    image = like_mnist(np.ones(shape)).reshape(28, 28)
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    assert image.max() == 1
    for lines in (rows, columns):
        assert abs(lines.mean() - 14) <= 0.5


def test_grey_of_a_photograph_s_paper_is_paper():
    page = np.full((60, 60), 0.05)
    page[20:40, 25:35] = 1
    image = like_mnist(page).reshape(28, 28)
    assert np.count_nonzero(image) == 20 * 10
    assert np.count_nonzero(like_mnist(page, least=0)) == 20 * 20


def test_the_drawing_stays_as_it_was():
    page = np.eye(30)
    like_mnist(page)
    np.testing.assert_array_equal(page, np.eye(30))


@pytest.mark.parametrize(
    ("ink", "message"),
    [
        (np.zeros((5, 5)), "nothing is drawn"),
        (np.ones(784), r"shape \(rows, columns\).*got \(784,\)"),
        (np.ones((0, 5)), "rows, columns"),
        (np.ones((5000, 2)), "at most 4096"),
        (np.full((3, 3), np.nan), "finite"),
        (-np.eye(3), "less than 0"),
    ],
)
def test_what_is_no_drawing_is_refused(ink, message):
    with pytest.raises(ValueError, match=message):
        like_mnist(ink)
