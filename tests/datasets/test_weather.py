"""Seattle's weather, as it was published."""

import numpy as np
import pytest

from course_lib.datasets import load_weather


def test_every_day_of_four_years_is_there_once():
    dates, highs = load_weather()
    assert len(dates) == len(highs) == 1461
    assert (np.diff(dates) == np.timedelta64(1, "D")).all()
    assert str(dates[-1]) == "2015-12-31"


@pytest.mark.parametrize(
    ("column", "first", "last"),
    [("high", 12.8, 5.6), ("low", 5.0, -2.1), ("rain", 0.0, 0.0), ("wind", 4.7, 3.5)],
)
def test_first_and_last_values(column, first, last):
    _, values = load_weather(column)
    assert (values[0], values[-1]) == (first, last)
    assert np.isfinite(values).all()


def test_no_night_is_warmer_than_its_day():
    assert (load_weather("low")[1] <= load_weather("high")[1]).all()


def test_an_unknown_column_is_named():
    with pytest.raises(ValueError, match=r"'wind'.*got 'snow'"):
        load_weather("snow")
