"""What the controls stop at, how they write it, and what they refuse."""

import itertools
import math

import pytest

from course_lib.dashboards import buttons, check, linear_slider, log_slider, menu, stored_slider
from course_lib.dashboards.readable import readable


def values(control):
    return [value for _, value in control.options]


def labels(control):
    return [label for label, _ in control.options]


@pytest.mark.parametrize("per_decade", [1, 2, 3, 4, 10])
def test_a_log_slider_is_even_on_a_log_scale(per_decade):
    slider = log_slider("learning rate", 1e-4, 10, 0.1, per_decade=per_decade)
    positions = values(slider)
    assert (positions[0], positions[-1]) == (1e-4, 10)
    assert len(positions) == 5 * per_decade + 1
    gaps = [math.log10(b / a) for a, b in itertools.pairwise(positions)]
    assert max(gaps) - min(gaps) < 0.06  # two significant digits
    assert all(float(f"{v:.2g}") == v for v in positions)


def test_a_log_slider_takes_in_its_start_and_its_ends():
    slider = log_slider("lambda", 0.002, 0.7, 0.0123, zero=True)
    assert slider.value == 0.0123
    assert slider.label == "0.0123"
    assert values(slider)[:2] == [0, 0.002]
    assert values(slider)[-1] == 0.7
    assert values(slider) == sorted(set(values(slider)))
    assert log_slider("lambda", 0.01, 1, 0, zero=True).value == 0


def test_a_linear_slider_is_exact():
    assert values(linear_slider("drop rate", 0, 0.8, 0.1, 0.3)) == [
        0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8,
    ]  # fmt: skip
    assert labels(linear_slider("share", 0.5, 1, 0.25, 1, form=".0%")) == ["50%", "75%", "100%"]
    assert linear_slider("noise", 0, 0.5, 0.05, 0.1 + 0.2).value == 0.3
    assert values(linear_slider("odd", 0, 1, 0.4, 0.8)) == [0, 0.4, 0.8]


def test_whole_numbers_are_whole():
    slider = linear_slider("layers", 0, 6, 2, 4, form="d")
    assert [(type(v), v) for v in values(slider)] == [(int, 0), (int, 2), (int, 4), (int, 6)]
    assert labels(slider) == ["0", "2", "4", "6"]
    with pytest.raises(ValueError, match=r"layers goes from 0 to 2 in steps of 0.5 \(whole"):
        linear_slider("layers", 0, 2, 0.5, 1, form="d")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: stored_slider("height", range(3), 77), "height has no stored value 77; stored"),
        (lambda: log_slider("lr", 0.001, 1, 2), "lr goes from 0.001 to 1; got 2"),
        (lambda: log_slider("lr", 0.001, 1, 0), "lr goes from 0.001 to 1; got 0"),
        (lambda: log_slider("lr", 0.001, 1, math.nan), "got nan"),
        (lambda: log_slider("lambda", 0.1, 1, -1, zero=True), "0.1 to 1, or is 0; got -1"),
        (lambda: log_slider("lr", 0, 1, 1), "ends 0 < low < high on a log scale; got 0 and 1"),
        (lambda: log_slider("lr", 1, 0.1, 1), "ends 0 < low < high"),
        (lambda: log_slider("lr", 0.1, 1, 1, per_decade=0), "at least one position"),
        (lambda: linear_slider("rate", 0, 1, 0.1, 0.15), "0 to 1 in steps of 0.1; got 0.15"),
        (lambda: linear_slider("rate", 0, 1, 0.1, 1.1), "got 1.1"),
        (lambda: linear_slider("rate", 0, 1, 0, 0), "step > 0; got 0, 1 and 0"),
        (lambda: menu("rule", ["Adam", "SGD"], "adam"), "rule has no option 'adam'; there are"),
        (lambda: buttons("penalty", ["L1", "L2"], None), "penalty has no option None"),
    ],
)
def test_an_unknown_start_is_refused_in_words(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_menus_and_buttons_show_values_or_what_stands_for_them():
    assert labels(menu("stop after", [20, 0.0001, None], None)) == ["20", "0.0001", "None"]
    pair = buttons("penalty", [("none", 0), ("L2", 2)], 2)
    assert (pair.label, pair.value) == ("L2", 2)
    assert check("batch norm", False).value is False


def test_every_control_has_its_name_in_sight_and_tells_each_step():
    made = [
        stored_slider("name", [1, 2], 1),
        log_slider("name", 1, 2, 1),
        linear_slider("name", 1, 2, 1, 1),
        menu("name", "ab", "a"),
        buttons("name", "ab", "a"),
        check("name", True),
    ]
    assert {control.description for control in made} == {"name"}
    assert all(control.continuous_update and control.readout for control in made[:3])


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.003, "0.003"), (1e-5, "0.00001"), (1e-12, "1e-12"), (1e6, "1000000"), (3, "3"),
     (2.5e9, "2500000000"), (True, "True"), (1 / 3, "0.333333")],
)  # fmt: skip
def test_numbers_are_written_without_exponents_where_that_is_short(value, written):
    assert readable(value) == written
