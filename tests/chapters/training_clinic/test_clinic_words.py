"""What the clinic says of a patient: chance, the grey, what it is worth, the end of a series."""

import numpy as np
import pytest

from course_lib.chapters.training_clinic.cases.every import FAULTS, HEALTHY
from course_lib.chapters.training_clinic.clinic import (
    PATIENTS,
    SERIES,
    Clinic,
    argued,
    drawn_of,
    error_of_gap,
    explained,
    kept_in_words,
)
from course_lib.chapters.training_clinic.clinic_dashboard import OPEN, clinic_dashboard
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.policies import SEEDS, patient_of, stored_patients
from course_lib.chapters.training_clinic.who_shows import healthy_of, range_of_task


@pytest.fixture
def board():
    made = clinic_dashboard()
    yield made
    made.close()


def press(board, name):
    next(each for each in board.buttons if each.description.startswith(name)).click()


def test_a_gap_that_can_be_chance_is_called_so():
    truth, patient = drawn_of(11, 8)  # a table that has nothing
    words = argued(truth, truth, patient)
    assert "0.69 right on dev, 0.581 on new data: 0.109 apart, 2.1 of its standard errors" in words
    assert "(0.0516, by 100 and 1000 examples): it can be chance" in words
    assert "promised" not in words
    assert kept_in_words(1.0, 1.0, 200, 1000).endswith("no gap")
    assert kept_in_words(0.9, 0.6, 100, 1000).endswith("rare luck, and no fault")
    drawn_gaps = np.random.default_rng(0).binomial([[100], [1000]], 0.6, (2, 4000))
    spread = (drawn_gaps[0] / 100 - drawn_gaps[1] / 1000).std()
    assert error_of_gap(0.6, 0.6, 100, 1000) == pytest.approx(spread, rel=0.05)


def test_the_grey_is_of_the_same_task_and_missing_where_few_are_stored():
    assert range_of_task("table", "new data") == range_of_task("clouds", "per class") == {}
    low, high = range_of_task("tags", "outputs")["says"]
    assert 1.8 < low < high < 2.2
    assert range_of_task("digits", "per class")["rarest share"][1] < 0.2
    assert range_of_task("moons", "per class")["rarest share"][0] > 0.4
    of_digits = [seed for seed in SEEDS if patient_of(HEALTHY, seed).problem.name == "digits"]
    read = INSTRUMENTS["first loss"].read(patient_of(HEALTHY, of_digits[0]))
    assert read == pytest.approx(healthy_of("digits")[0]["first loss"])


def test_the_grey_is_explained_in_words(board):
    board.look("units")
    assert "(grey: 10 healthy runs of this task)" in board.text
    board.set(series=8)  # a table
    board.look("new data")
    assert "no grey: only 2 healthy runs of this task are stored" in board.text


def test_what_it_is_worth_is_said_before_and_costs_the_looks(board):
    board.look("loss", "units", "accuracy")
    assert f"Your diagnosis: {OPEN}. If right: 12 minus 3 looks = 9; if wrong: -3." in board.text
    assert "share of right answers of each tag, four an example; a guess has 0.5" in board.text
    press(board, "that is it")
    assert board.clinic.points == []
    assert "Choose a diagnosis first." in board.words.value


def test_the_menu_forgets_the_last_patients_diagnosis(board):
    board.set(diagnosis="dead units")
    press(board, "that is it")
    press(board, "next patient")
    assert board.controls["diagnosis"].value == OPEN
    board.set(diagnosis="dead units")
    board.set(series=3)
    assert board.controls["diagnosis"].value == OPEN


def test_after_twelve_patients_the_next_series_begins(board):
    board.set(series=SERIES)
    for number in range(1, PATIENTS + 1):
        assert board.clinic.number == number
        board.set(diagnosis=board.clinic.truth)
        press(board, "that is it")
        assert ("That was the last of series 20: 144 points" in board.text) == (number == PATIENTS)
        press(board, "next patient")
    assert (board.clinic.series, board.clinic.number, board.controls["series"].value) == (1, 1, 1)
    assert board.text.startswith("Series 20 ended with 144 points. Series 1, patient 1 of 12:")
    board.set(series=2)
    assert board.text.startswith("Series 2, patient 1 of 12:")


def test_the_axis_of_points_is_as_low_as_it_has_to_be(board):
    points = board.picture.figure.axes[1]
    assert points.get_ylim()[0] == -4
    board.look(*list(INSTRUMENTS)[:6])
    board.set(diagnosis="dead units")
    press(board, "that is it")
    assert board.clinic.points == [-6]
    assert points.get_ylim()[0] == -8
    board.reset.click()
    assert points.get_ylim()[0] == -4


def test_the_numbers_of_the_axis_stand_beside_the_curves(board):
    for name in ("loss", "accuracy"):
        board.look(name)
        (ax,) = [a for a in board.picture.figure.axes[:1] + board.picture.figure.axes[2:]
                 if a.get_visible()]  # fmt: skip
        board.picture.png()
        left = ax.get_window_extent().x0
        for tick in ax.yaxis.get_ticklabels():
            assert 0 <= tick.get_window_extent().x0 < tick.get_window_extent().x1 < left


def test_dead_units_are_no_low_rate():
    largest = {
        name: [s["update ratio"]["largest update"] for truth, s in stored_patients()
               if truth == name]
        for name in ("dead units", "rate too low")
    }  # fmt: skip
    assert set(largest["dead units"]) == {0.0}
    assert 5e-6 < min(largest["rate too low"]) < max(largest["rate too low"]) < 2e-4


def test_the_accuracy_hides_a_nan():
    right = [right for _, right in FAULTS["division by 0 in the inputs"].patient(5).record.train]
    assert len(set(right)) == 1
    assert right[0] > 0.4


def test_one_giant_step_is_explained():
    clinic = Clinic(1)
    clinic.truth, clinic.patient = "rate too high", FAULTS["rate too high"].patient(1003)
    reading = clinic.look("update ratio")
    assert explained(clinic.patient, "update ratio", reading).startswith("one giant step, and then")
