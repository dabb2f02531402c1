"""What a room exports exists, is sorted, and says what it is."""

import importlib
import inspect

import pytest

ROOMS = ["dashboards", "datasets", "engine", "experiments", "grading", "guide", "plots", "search"]


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_there_and_documented(room):
    package = importlib.import_module(f"course_lib.{room}")
    assert package.__doc__
    assert len(set(package.__all__)) == len(package.__all__) > 0
    for name in package.__all__:
        thing = getattr(package, name)
        if inspect.isroutine(thing) or inspect.isclass(thing):
            assert thing.__doc__, name
