"""A split keeps the classes' shares, uses no example twice, and depends on rng only."""

import numpy as np
import pytest

from course_lib.datasets import stratified_split


def rng(seed=0):
    return np.random.default_rng(seed)


LABELS = np.repeat([7, -2, 3], [500, 300, 200])


@pytest.mark.parametrize("sizes", [[600, 200, 200], [0.6, 0.2, 0.2], [700, 100], [0.35]])
def test_whole_shares_are_met_exactly(sizes):
    parts = stratified_split(LABELS, sizes, rng=rng())
    for part, size in zip(parts, sizes, strict=True):
        n = size if size > 1 else round(size * 1000)
        assert part.dtype == np.int64
        assert len(part) == n
        values, counts = np.unique(LABELS[part], return_counts=True)
        assert dict(zip(values.tolist(), counts.tolist(), strict=True)) == {
            -2: n * 3 // 10,
            3: n * 2 // 10,
            7: n // 2,
        }


def test_the_largest_remainder_gets_the_example_left():
    labels = np.repeat([0, 1, 2], [6, 9, 5])  # ten of them: ideally 3, 4.5, 2.5
    for seed in range(20):
        (part,) = stratified_split(labels, [10], rng=rng(seed))
        assert np.bincount(labels[part]).tolist() in ([3, 5, 2], [3, 4, 3])
    labels = np.repeat([0, 1, 2], [52, 30, 18])  # ideally 5.2, 3, 1.8
    (part,) = stratified_split(labels, [10], rng=rng())
    assert np.bincount(labels[part]).tolist() == [5, 3, 2]


def test_ties_are_broken_both_ways():
    labels = np.repeat([0, 1], 50)
    majorities = {
        int(np.bincount(labels[stratified_split(labels, [5], rng=rng(seed))[0]]).argmax())
        for seed in range(20)
    }
    assert majorities == {0, 1}


@pytest.mark.parametrize("seed", range(30))
def test_parts_of_random_sets_are_disjoint_and_in_proportion(seed):
    draw = rng(seed)
    classes = int(draw.integers(1, 12))
    labels = draw.integers(0, classes, size=int(draw.integers(40, 400)))
    k = int(draw.integers(1, 8))
    parts = stratified_split(labels, [1 / k] * k, rng=draw)
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(labels)))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    for part in parts:
        ideal = np.bincount(labels, minlength=classes) * len(part) / len(labels)
        assert np.abs(np.bincount(labels[part], minlength=classes) - ideal).max() < 2
    first = parts[0]
    ideal = np.bincount(labels, minlength=classes) * len(first) / len(labels)
    assert np.abs(np.bincount(labels[first], minlength=classes) - ideal).max() < 1


def test_counts_leave_the_rest_unused():
    parts = stratified_split(LABELS, [10, 20], rng=rng())
    assert [len(part) for part in parts] == [10, 20]
    assert len(np.unique(np.concatenate(parts))) == 30


@pytest.mark.parametrize(
    ("fractions", "n", "sizes"),
    [
        ([1 / 3, 1 / 3, 1 / 3], 100, [34, 33, 33]),
        ([0.7, 0.2, 0.1], 101, [71, 20, 10]),
        ([0.29], 100, [29]),
        ([0.1] * 10, 1000, [100] * 10),
        ([1.0], 7, [7]),
        ([0.25, 0.25], 10, [3, 2]),
    ],
)
def test_fractions_become_whole_numbers(fractions, n, sizes):
    parts = stratified_split(np.zeros(n, dtype=int), fractions, rng=rng())
    assert [len(part) for part in parts] == sizes


def test_the_same_generator_gives_the_same_split_and_another_another():
    first, again, other = (
        stratified_split(LABELS, [0.5, 0.5], rng=rng(seed)) for seed in (1, 1, 2)
    )
    for one, same, different in zip(first, again, other, strict=True):
        np.testing.assert_array_equal(one, same)
        assert not np.array_equal(one, different)


def test_numpys_global_generator_is_left_alone():
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    stratified_split(LABELS, [100], rng=rng())
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def test_parts_are_shuffled_and_every_example_has_its_chance():
    (part,) = stratified_split(LABELS, [1000], rng=rng())
    assert (np.diff(LABELS[part]) != 0).sum() > 500  # in order it would be 2
    drawn = [stratified_split(LABELS, [500], rng=rng(seed))[0] for seed in range(200)]
    share = np.bincount(np.concatenate(drawn), minlength=1000) / 200
    assert abs(share.mean() - 0.5) < 1e-12
    assert np.abs(share - 0.5).max() < 0.18  # five standard deviations


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([], "at least one part"),
        ([1001], "ask for 1001 examples; there are 1000"),
        ([600, 600], "ask for 1200 examples"),
        ([10, -1], "above 0; got -1"),
        ([10, 0], "above 0; got 0"),
        ([0.5, float("nan")], "finite and above 0; got nan"),
        ([float("inf")], "finite and above 0; got inf"),
        ([-0.5, 0.5], "above 0; got -0.5"),
        ([0.5, 100], "all whole numbers or all fractions"),
        ([0.6, 0.6], "at most 1; got .* sum 1.2"),
        ([100.0], "For numbers of examples give integers"),
        ([0.9, 0.0001], "leave a part without any"),
    ],
)
def test_sizes_that_make_no_split_are_refused(sizes, message):
    with pytest.raises(ValueError, match=message):
        stratified_split(LABELS, sizes, rng=rng())


@pytest.mark.parametrize("size", ["10", True, None, 1j])
def test_a_size_that_is_no_number_is_refused(size):
    with pytest.raises(TypeError, match="must be a number; got"):
        stratified_split(LABELS, [size], rng=rng())


def test_numpy_numbers_are_numbers():
    (part,) = stratified_split(LABELS, np.array([100]), rng=rng())
    assert len(part) == 100
    (part,) = stratified_split(LABELS, [np.float32(0.5)], rng=rng())
    assert len(part) == 500


@pytest.mark.parametrize(
    ("labels", "error", "message"),
    [
        (np.zeros((10, 2), dtype=int), ValueError, r"got shape \(10, 2\)"),
        (np.array([], dtype=int), ValueError, r"n > 0; got shape \(0,\)"),
        (3, ValueError, r"got shape \(\)"),
        (np.array([0.0, 1.0]), TypeError, "integers; got dtype float64"),
        (["cat", "dog"], TypeError, "integers; got dtype <U3"),
    ],
)
def test_labels_that_are_none_are_refused(labels, error, message):
    with pytest.raises(error, match=message):
        stratified_split(labels, [1], rng=rng())
