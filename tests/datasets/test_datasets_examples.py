"""The examples in the docstrings give what they say."""

import doctest
import importlib

import numpy as np
import pytest

import course_lib.datasets as datasets


@pytest.mark.parametrize(
    "module", ["files", "mnist", "splits", "sweep_files", "sweeps", "synthetic"]
)
def test_examples_give_what_they_say(module):
    found = importlib.import_module(f"course_lib.datasets.{module}")
    result = doctest.testmod(found, extraglobs={"np": np}, raise_on_error=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_every_public_name_is_there_and_documented():
    assert datasets.__all__ == sorted(datasets.__all__)
    for name in datasets.__all__:
        assert getattr(datasets, name).__doc__
