"""What would refute the claims of notebook 09; what is stored is what a run gives."""

import numpy as np
import pytest

from course_lib.chapters.training_clinic import measured, measured_data
from course_lib.chapters.training_clinic.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "training_clinic"
BY_KEY = {claim.key: claim for claim in CLAIMS}


def numbers(key):
    return dict(load_results(CHAPTER).outcomes[key][0].numbers)


def test_each_holds_where_it_says_so():
    results = load_results(CHAPTER)
    for key, claim in BY_KEY.items():
        assert set(results.fails(key)) == set(claim.limits), key


@pytest.mark.parametrize("key", ["floor", "ratio"])
def test_what_is_stored_comes_out_again(key):
    claim = BY_KEY[key]
    now = claim.measure(**claim.base)
    for name, stored in numbers(key).items():
        assert now[name] == pytest.approx(stored, rel=0.02, abs=1e-6), name


def test_signs_that_the_well_show_too_refute():
    found = numbers("signs")
    assert measured.all_tell(found)
    assert not measured.all_tell(found | {"well": found["ill"]})
    assert not measured.all_tell(found | {"ill": [2] * len(found["ill"])})


def test_a_broken_run_that_learns_twenty_refutes():
    found = numbers("twenty")
    assert measured.broken_or_data(found)
    assert not measured.broken_or_data(found | {"dead, on 20": found["well, on 20"]})
    assert not measured.broken_or_data(found | {"labels shuffled, on 20": [0.9] * 5})


def test_ratios_that_do_not_tell_refute():
    found = numbers("ratio")
    assert measured.ratio_tells(found)
    assert not measured.ratio_tells(found | {"rate x 30, largest": found["well, largest"]})


def test_a_loss_below_the_floor_refutes():
    found = numbers("floor")
    assert measured.above_its_floor(found)
    below = [found["lowest"] - 0.01] * 5
    assert not measured.above_its_floor(found | {"sigmoid, loss": below})
    assert not measured.above_its_floor(found | {"sigmoid, right": [60.0] * 5})


def test_a_choice_that_promises_no_more_refutes():
    found = numbers("chosen")
    assert measured_data.choice_leaks(found)
    quiet = {"chosen, promised too much": found["nothing, promised too much"]}
    assert not measured_data.choice_leaks(found | quiet)
    loud = {"normalized, promised too much": found["chosen, promised too much"]}
    assert not measured_data.choice_leaks(found | loud)


def test_weights_that_win_accuracy_or_find_no_more_refute():
    found = numbers("lie")
    assert measured_data.accuracy_lies(found)
    more = {"class weights, accuracy": found["plain, accuracy"]}
    assert not measured_data.accuracy_lies(found | more)
    assert not measured_data.accuracy_lies(
        found | {"class weights, recall 1": found["plain, recall 1"]}
    )


def test_a_threshold_that_finds_less_refutes():
    found = numbers("threshold")
    assert measured_data.threshold_does_it(found)
    less = {"threshold, recall 1": list(np.array(found["threshold, recall 1"]) - 20)}
    assert not measured_data.threshold_does_it(found | less)


def test_a_prior_that_stays_refutes():
    found = numbers("prior")
    assert measured_data.prior_moves(found)
    assert not measured_data.prior_moves(found | {"65 to 35, says": found["plain, says"]})
