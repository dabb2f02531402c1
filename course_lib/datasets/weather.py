"""Four years of daily weather in Seattle."""

import csv
import gzip
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.arguments import is_one_of, told
from course_lib.datasets import files

_FILE = "weather/seattle-weather.csv.gz"
_COLUMNS = {"high": "temp_max", "low": "temp_min", "rain": "precipitation", "wind": "wind"}


def load_weather(column: str = "high") -> tuple[NDArray[np.datetime64], NDArray[np.float64]]:
    """Read one quantity of the weather in Seattle, day by day from 2012 to 2015, without a gap.

    Parameters
    ----------
    column : {"high", "low", "rain", "wind"}
        The day's highest and lowest temperature (degrees Celsius), precipitation (mm), and mean
        wind speed (m/s).

    Returns
    -------
    dates : ndarray of datetime64[D], shape (1461,)
    values : ndarray of float64, shape (1461,)

    References
    ----------
    National Oceanic and Atmospheric Administration (NOAA); ``data/README.md`` tells the way here.

    Examples
    --------
    >>> dates, highs = load_weather()
    >>> str(dates[0]), highs[:3].tolist()
    ('2012-01-01', [12.8, 10.6, 11.7])
    """
    if not is_one_of(column, _COLUMNS):
        raise ValueError(f"column must be one of {list(_COLUMNS)}; got {told(column)}")
    with gzip.open(files.verified_file(_FILE), "rt", encoding="ascii", newline="") as stream:
        rows: list[dict[str, Any]] = list(csv.DictReader(stream))
    dates = np.array([row["date"].replace("/", "-") for row in rows], dtype="datetime64[D]")
    return dates, np.array([row[_COLUMNS[column]] for row in rows], dtype=np.float64)
