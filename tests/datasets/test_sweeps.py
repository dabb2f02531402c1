"""A sweep checks its shapes and gives back the point that was meant."""

import numpy as np
import pytest

from course_lib.datasets import Sweep

RATES = np.array([0.0, 0.001, 0.01, 0.1])
RULES = np.array(["momentum", "adam"])
LOSS = np.arange(4 * 2 * 3, dtype=float).reshape(4, 2, 3)


def sweep(**changed):
    fields = {
        "axes": {"lr": RATES, "rule": RULES},
        "values": {"loss": LOSS, "accuracy": LOSS[..., 0]},
        "fixed": {"epochs": np.array([0, 10, 20])},
        "about": {},
    }
    return Sweep(**(fields | changed))


def test_a_point_has_every_value_without_the_axes():
    point = sweep().at(rule="adam", lr=0.01)
    assert list(point) == ["loss", "accuracy"]
    np.testing.assert_array_equal(point["loss"], LOSS[2, 1])
    assert point["accuracy"].shape == ()
    assert point["accuracy"] == LOSS[2, 1, 0]


@pytest.mark.parametrize(
    ("asked", "index"), [(0.1, 3), (0.30000000000000004 - 0.2, 3), (10**-3, 1), (1e-17, 0), (0, 0)]
)
def test_a_number_with_rounding_is_the_stored_one(asked, index):
    np.testing.assert_array_equal(sweep().at(lr=asked, rule="adam")["loss"], LOSS[index, 1])


@pytest.mark.parametrize("asked", [0.0101, 0.05, -0.1, 1e-6, np.nan, np.inf, "adam", None])
def test_nothing_is_interpolated(asked):
    with pytest.raises(ValueError, match=r"axis 'lr' has no value .*\[0.0, 0.001, 0.01, 0.1\]"):
        sweep().at(lr=asked, rule="adam")


def test_an_unknown_word_is_refused_with_the_words_there_are():
    with pytest.raises(ValueError, match=r"'rule' has no value 'sgd'.*\['momentum', 'adam'\]"):
        sweep().at(lr=0.1, rule="sgd")


@pytest.mark.parametrize("point", [{}, {"lr": 0.1}, {"lr": 0.1, "rule": "adam", "seed": 1}])
def test_a_point_needs_every_axis_and_no_other(point):
    with pytest.raises(ValueError, match=r"each of \['lr', 'rule'\]; got"):
        sweep().at(**point)


def test_an_infinite_setting_is_a_value_like_others():
    limits = np.array([1.0, np.inf, 1.0 + 1e-8])
    clipped = sweep(axes={"clip": limits}, values={"loss": np.arange(3)})
    assert [int(clipped.at(clip=limit)["loss"]) for limit in limits] == [0, 1, 2]


def test_a_picked_value_cannot_spoil_the_sweep():
    point = sweep().at(lr=0.1, rule="adam")
    with pytest.raises(ValueError, match="read-only"):
        point["loss"][0] = 7
    assert sweep().values["loss"].flags.writeable


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"values": {"loss": LOSS.swapaxes(0, 1)}},
            r"'loss' must begin .*\(4, 2\); got .*\(2, 4, 3",
        ),
        ({"values": {"loss": LOSS[:, 0, 0]}}, r"got shape \(4,\)"),
        ({"values": {"epochs": np.arange(3)}}, "belongs into fixed"),
        ({"axes": {"lr": RATES[:, None]}}, r"axis 'lr' must have shape .*got shape \(4, 1\)"),
        ({"axes": {"lr": RATES[:0]}}, r"got shape \(0,\)"),
        ({"axes": {"lr": np.array([0.1, 0.1])}}, "must not repeat a value"),
        ({"axes": {"lr": np.array([0.1, np.nan])}}, "must not hold NaN"),
        ({"axes": {"day": np.array(["2012-01-01", "NaT"], "M8[D]")}}, "must not hold NaN"),
        ({"axes": {"drop rate": RATES}}, "identifiers, such as drop_rate; got 'drop rate'"),
        ({"fixed": {"a/b": RATES}}, "got 'a/b'"),
    ],
)
def test_shapes_and_names_that_do_not_fit_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        sweep(**changed)


@pytest.mark.parametrize(
    ("entry", "message"),
    [([1, 2], "must be an array; got list"), (np.array([{}, None]), "array of Python objects")],
)
def test_what_is_no_plain_array_is_refused(entry, message):
    with pytest.raises(TypeError, match=message):
        sweep(fixed={"epochs": entry})
