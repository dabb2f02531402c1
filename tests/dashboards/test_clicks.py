"""Clicks on a picture: places in shares of it; what is no place is not heard."""

import pytest

from course_lib.dashboards.clicks import Clicks


@pytest.mark.parametrize(
    ("text", "place"),
    [("0.25 0.9 1", (0.25, 0.1)), ("0 0 2", (0, 1)), ("1 1 3", (1, 0)), ("0.5 0.5", (0.5, 0.5))],
)
def test_a_place_is_counted_from_below(text, place):
    heard = []
    Clicks(lambda *at: heard.append(at)).field.value = text
    assert heard == [pytest.approx(place)]


@pytest.mark.parametrize("text", ["", "a b", "0.5", "-0.1 0.5 1", "0.5 1.1 1", "nan 0.5 1"])
def test_what_is_no_place_is_not_heard(text):
    heard = []
    Clicks(lambda *at: heard.append(at)).field.value = text
    assert heard == []


def test_two_clicks_at_one_place_are_two():
    heard = []
    clicks = Clicks(lambda *at: heard.append(at))
    clicks.field.value = "0.5 0.5 1"
    clicks.field.value = "0.5 0.5 2"
    assert len(heard) == 2
