"""The dashboard of notebook 02b: the answers to its task."""

import re

import numpy as np
import pytest

from course_lib.chapters.bias_and_variance_further import descents_dashboard
from course_lib.chapters.bias_and_variance_further.descents import EXAMPLES, PENALTIES, WIDTHS
from course_lib.datasets import load_sweep


@pytest.fixture(scope="module")
def sweep():
    return load_sweep("bias_and_variance_further_descents")


@pytest.fixture(scope="module")
def scene(sweep):
    scene = descents_dashboard.Scene(sweep)
    yield scene
    scene.picture.close()


def test_task_1a_with_200_units_most_errors_are_made_from_200_examples(sweep):
    errors = {
        n: sweep.at(examples=n, noise=0.0, penalty="none")["test"][WIDTHS.index(200)]
        for n in EXAMPLES
    }
    assert max(errors, key=errors.get) == 200
    assert errors[200] > 1.8 * max(errors[100], errors[400])


def test_task_1b_with_two_fifths_wrong_2000_units_are_still_best(sweep):
    test = sweep.at(examples=200, noise=0.4, penalty="none")["test"]
    assert test[-1] < test[: WIDTHS.index(200)].min()


def test_task_1c_one_penalty_leaves_no_peak(sweep):
    rows = {p: sweep.at(examples=200, noise=0.2, penalty=p)["test"] for p in PENALTIES[:-1]}
    falls = [p for p, row in rows.items() if (np.diff(row) < 0.015).all()]
    assert min(falls, key=lambda p: rows[p][-1]) == "0.0001"


def test_the_words_tell_of_the_peak_and_of_the_end(scene):
    words = scene.show(200, 0.0, "none")
    peak, wide = re.search(r"200 units (\d+) %.* with 2000 (\d+) %", words).groups()
    assert int(peak) > 80
    assert int(wide) < 25
    assert "penalty best for each" in scene.show(50, 0.4, "best for each")
