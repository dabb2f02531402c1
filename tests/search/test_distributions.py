"""Distributions and spaces: there and back, shares, ends, grids, boxes."""

import numpy as np
import pytest

from course_lib.search import Choice, Integer, LogUniform, OneMinusLog, Space, Uniform

EACH = [
    Uniform(-2.0, 3.0),
    LogUniform(1e-4, 1.0),
    OneMinusLog(0.5, 0.999),
    Integer(1, 6),
    Integer(4, 64, log=True),
    Choice(["a", "b", "c"]),
]
SPACE = Space(lr=LogUniform(1e-4, 1.0), beta=OneMinusLog(0.9, 0.999), layers=Integer(1, 3))


@pytest.mark.parametrize("each", EACH, ids=repr)
def test_there_and_back(each):
    for u in np.linspace(0, 1, 23):
        value = each.at(u)
        again = each.at(each.place(value))
        assert again == (value if not isinstance(value, float) else pytest.approx(value))


@pytest.mark.parametrize("each", EACH[:3], ids=repr)
def test_ends_and_order(each):
    assert (each.at(0.0), each.at(1.0)) == pytest.approx((each.low, each.high))
    values = [each.at(u) for u in np.linspace(0, 1, 9)]
    assert values == sorted(values)


def test_every_decade_gets_the_same_share():
    u = np.random.default_rng(0).random(4000)
    lr = np.array([LogUniform(1e-4, 1.0).at(each) for each in u])
    shares = np.histogram(lr, 10.0 ** np.arange(-4, 1))[0] / len(u)
    np.testing.assert_allclose(shares, 0.25, atol=0.03)
    beta = np.array([OneMinusLog(0.9, 0.999).at(each) for each in u])
    assert np.mean(beta > 0.99) == pytest.approx(0.5, abs=0.03)
    plain = np.array([Uniform(1e-4, 1.0).at(each) for each in u])
    assert np.mean(plain > 0.1) == pytest.approx(0.9, abs=0.03)


def test_every_whole_number_gets_its_share():
    u = np.random.default_rng(0).random(6000)
    counts = np.bincount([Integer(1, 6).at(each) for each in u])[1:]
    np.testing.assert_allclose(counts / len(u), 1 / 6, atol=0.02)
    small = [Integer(4, 64, log=True).at(each) for each in u]
    assert np.mean(np.array(small) <= 16) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Uniform(1, 1), r"Uniform needs low < high; got \(low=1, high=1\)"),
        (lambda: Uniform(0, np.inf), "low < high"),
        (lambda: LogUniform(0, 1), "LogUniform needs 0 < low"),
        (lambda: OneMinusLog(0.9, 1.0), "OneMinusLog needs high < 1"),
        (lambda: Integer(1.5, 3), "whole numbers"),
        (lambda: Integer(0, 3, log=True), "from 1 on with log"),
        (lambda: Choice([]), "at least one option"),
        (lambda: Space(), "at least one hyperparameter"),
        (lambda: SPACE.at([0.1, 0.2]), "needed 3 places"),
        (lambda: SPACE.at([0.1, 0.2, 1.2]), r"in \[0, 1\]"),
        (lambda: SPACE.places({"lr": 0.1}), "needed settings of"),
        (lambda: SPACE.grid(0), "at least one point"),
    ],
)
def test_bad_input_is_refused_in_words(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_settings_are_plain_python():
    settings = SPACE.sample(rng=np.random.default_rng(0))
    assert [type(value) for value in settings.values()] == [float, float, int]
    assert SPACE.places(settings).shape == (3,)
    assert "lr=LogUniform" in repr(SPACE)


def test_a_grid_has_all_combinations_and_the_ends():
    grid = list(SPACE.grid({"lr": 5, "beta": 3, "layers": 1}))
    assert len(grid) == 15
    assert sorted({each["lr"] for each in grid}) == pytest.approx([1e-4, 1e-3, 1e-2, 1e-1, 1])
    assert {each["layers"] for each in grid} == {2}


def test_the_box_around_some_settings_holds_them_and_little_more():
    best = [{"lr": 0.01, "beta": 0.99, "layers": 2}, {"lr": 0.1, "beta": 0.99, "layers": 2}]
    box = SPACE.around(best, margin=0.05)
    drawn = [box.sample(rng=rng) for rng in np.random.default_rng(0).spawn(50)]
    places = np.array([SPACE.places(each) for each in drawn])
    assert places[:, 0].min() >= 0.45 - 1e-9
    assert places[:, 0].max() <= 0.8 + 1e-9
    assert {each["layers"] for each in drawn} == {2}
    assert np.ptp(places[:, 1]) <= 0.1 + 1e-9
    choices = Space(kind=Choice(["a", "b", "c"])).around([{"kind": "b"}])
    assert choices.sample(rng=np.random.default_rng(1)) == {"kind": "b"}


@pytest.mark.parametrize("kind", [Uniform, LogUniform, OneMinusLog])
def test_rounding_leads_beyond_no_end(kind):
    rng = np.random.default_rng(0)
    for _ in range(2000):
        low, high = np.sort(rng.uniform(1e-4, 0.9999, 2)).tolist()
        each = kind(low, high)
        for u in (0.0, 1.0):
            assert low <= each.at(u) <= high
        for value in (each.at(0.0), each.at(1.0), low, high):
            assert 0 <= each.place(value) <= 1
        space = Space(value=each)
        assert space.at(space.places(space.at([1.0])))["value"] == pytest.approx(high)
    assert LogUniform(1e-4, 0.3).at(1.0) == 0.3
    assert max(settings["lr"] for settings in Space(lr=LogUniform(1e-4, 0.3)).grid(3)) == 0.3


@pytest.mark.parametrize("each", EACH, ids=repr)
@pytest.mark.parametrize("u", [1.5, -0.1, np.nan])
def test_a_place_outside_is_refused(each, u):
    with pytest.raises(ValueError, match=r"needed a place in \[0, 1\]; got"):
        each.at(u)


@pytest.mark.parametrize(
    ("each", "value", "message"),
    [
        (Uniform(0.0, 1.0), 1.1, "needed a value from 0 to 1; got 1.1"),
        (LogUniform(0.01, 1.0), 0.0, "needed a value from 0.01 to 1; got 0.0"),
        (LogUniform(0.01, 1.0), np.nan, "got nan"),
        (OneMinusLog(0.5, 0.99), 1.0, "needed a value from 0.5 to 0.99; got 1.0"),
        (Choice(["a", "b"]), "c", r"needed one of \['a', 'b'\]; got 'c'"),
    ],
)
def test_a_value_outside_is_refused(each, value, message):
    with pytest.raises(ValueError, match=message):
        each.place(value)


def test_the_part_of_a_choice_goes_by_place_not_by_equality():
    (only,) = Choice([1, True, 0]).between(0.5, 0.5).options
    assert only is True


def test_a_space_of_plain_values_is_refused():
    with pytest.raises(TypeError, match=r"needs distributions, such as .* got a=3"):
        Space(a=3)
