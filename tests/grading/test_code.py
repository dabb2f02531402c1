"""Which functions of a check go over as code, and which are called back."""

import json
import math

import numpy as np
import pytest

from course_lib.grading.code import as_code, from_code
from course_lib.grading.plain import NotPlainError

FACTOR = 3.0
COUNT = [0]


def leaky(slope):
    return lambda z: np.where(z > 0, z, slope * z) + sum(k * 0 for k in range(3)) + np.e * 0


def by_another(z, power=2):
    return leaky(0.5)(z) ** power * FACTOR


def counts(z):
    COUNT[0] += 1
    return z


def changes(z):
    global FACTOR
    FACTOR = z


def imports(z):
    import os

    return os.getcwd()


def closed_over():
    calls = 0

    def count(z):
        nonlocal calls
        calls += 1
        return z

    return count


class Ward:
    def ask(self, z):
        return z


@pytest.mark.parametrize("function", [leaky(0.1), by_another, np.abs, lambda z: math.e * z])
def test_what_keeps_nothing_goes_over(function):
    made = from_code(json.loads(json.dumps(as_code(function))))
    z = np.linspace(-1, 1, 5)
    np.testing.assert_array_equal(made(z), function(z))


@pytest.mark.parametrize(
    "function", [counts, changes, imports, closed_over(), Ward().ask, print, Ward, object()]
)
def test_what_counts_changes_or_holds_something_stays(function):
    with pytest.raises(NotPlainError):
        as_code(function)
