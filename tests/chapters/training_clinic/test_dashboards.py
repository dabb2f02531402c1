"""The clinic: looks cost, a diagnosis is argued from the patient's numbers; the task's answers."""

import io

import numpy as np
import pytest
from PIL import Image

from course_lib.chapters.training_clinic.cases.every import (
    CHANCE_OF_NOTHING,
    DIAGNOSES,
    FAULTS,
    HEALTHY,
    drawn,
)
from course_lib.chapters.training_clinic.clinic import Clinic, argued
from course_lib.chapters.training_clinic.clinic_dashboard import clinic_dashboard
from course_lib.chapters.training_clinic.clinic_dashboard_gauges import (
    ROWS,
    SCALES,
    SHARE,
    SIGNED,
    SIZE,
)
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.nearest import said_by_the_nearest, share_named
from course_lib.chapters.training_clinic.policies import WORTH


@pytest.fixture
def board():
    made = clinic_dashboard()
    yield made
    made.close()


def press(board, name):
    next(each for each in board.buttons if each.description.startswith(name)).click()


def test_the_answers_of_task_1(board):
    board.look("loss", "outputs")
    assert "true 2.05" in board.text
    assert "says 1," in board.text
    assert board.clinic.truth == "softmax where several can be true"
    board.set(series=2)
    board.look("accuracy", "outputs", "twenty examples")
    assert board.clinic.truth == "sigmoid before a loss that takes logits"
    assert "loss on 20 0.696" in board.text
    assert board.clinic.looks["accuracy"]["training right"] == pytest.approx(0.86, abs=0.005)
    board.set(diagnosis=board.clinic.truth)
    press(board, "that is it")
    assert board.clinic.points == [WORTH - 3]


def test_a_look_costs_once_and_nothing_after_the_diagnosis(board):
    press(board, "look")
    press(board, "look")
    assert len(board.clinic.looks) == 1
    board.set(diagnosis=board.clinic.truth)
    press(board, "that is it")
    assert board.clinic.points == [WORTH - 1]
    board.look("units")
    press(board, "that is it")
    assert board.clinic.points == [WORTH - 1]


def test_a_wrong_diagnosis_is_answered_with_this_patients_numbers(board):
    board.set(diagnosis="rate too high")
    press(board, "that is it")
    assert "By rate too high there would be an early update of more than half" in board.text
    assert "here it is 0." in board.text
    assert "It is softmax where several can be true" in board.text
    assert board.clinic.points == [0]


def test_the_next_patient_is_another_and_the_points_stay(board):
    board.set(diagnosis=board.clinic.truth)
    press(board, "that is it")
    press(board, "next patient")
    assert board.clinic.number == 2
    assert board.clinic.looks == {}
    assert board.clinic.points == [WORTH]
    assert "patient 2" in board.text
    board.reset.click()
    assert (board.clinic.number, board.clinic.points) == (1, [])


def test_no_instrument_has_more_numbers_than_gauges():
    clinic = Clinic(1)
    assert max(len(clinic.look(name)) for name in INSTRUMENTS) <= ROWS


def test_every_diagnosis_of_a_patient_is_answered():
    clinic = Clinic(3)
    for said in DIAGNOSES:
        words = argued(said, clinic.truth, clinic.patient)
        assert words.startswith("Right" if said == clinic.truth else "No.")
        assert "{" not in words
    assert argued(HEALTHY, HEALTHY, clinic.patient).startswith("Right: nothing is wrong.")
    assert "Nothing is wrong here: no sign" in argued("rate too low", HEALTHY, clinic.patient)


def test_the_live_picture_has_the_axes_of_its_look(board):
    def drawn_after(*looks):
        board.look(*looks)
        return np.asarray(Image.open(io.BytesIO(board.picture.widget.value)).convert("L"), int)

    for name in ("loss", "units", "outputs", "first loss", "accuracy"):
        live = drawn_after(name)
        board.picture.redraw_still()
        assert np.array_equal(live, drawn_after(name)), name


def test_looks_that_are_shares_or_signed_have_such_an_axis():
    assert SHARE.place(0.82) - SHARE.place(0.62) == pytest.approx(0.2)
    assert SIGNED.place(-9.0) == -9.0
    assert SIZE.place(float("nan")) == SIZE.high
    assert set(SCALES) <= set(INSTRUMENTS)


def test_the_chart_alone_does_not_tell():
    seen = [drawn(seed) for seed in range(300)]
    of = [truth for truth, patient in seen if patient.recipe.drop_rate]
    assert 0.25 < of.count(HEALTHY) / len(of) < 0.75
    assert pytest.approx(7 / 32) == CHANCE_OF_NOTHING
    assert np.mean([truth == HEALTHY for truth, _ in seen]) == pytest.approx(7 / 32, abs=0.07)


def test_a_refutation_refutes():
    ill = FAULTS["log of 0 in the loss"].patient(3)
    assert "all numbers finite" in argued("rate too high", "log of 0 in the loss", ill)
    ill = FAULTS["dead units"].patient(3)
    assert "but above 0" in argued("rate too low", "dead units", ill)


def test_the_nearest_of_the_others():
    by_curves = said_by_the_nearest("loss", "accuracy")
    assert 0.6 < share_named(by_curves) < 0.7
    assert share_named(by_curves, "inputs not normalized") < 0.2
    assert share_named(said_by_the_nearest(*INSTRUMENTS)) > 0.95
