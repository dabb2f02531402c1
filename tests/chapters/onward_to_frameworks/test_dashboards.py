"""The dashboard of notebook 11: the answers to its task, and that every control is seen."""

import re

import pytest

from course_lib.chapters.onward_to_frameworks.forms import DECAYS, TIMES, Form, curves
from course_lib.chapters.onward_to_frameworks.forms_dashboard import forms_dashboard

START = {
    "momentum": "βv + g", "decay": DECAYS[0], "reduction": "mean", "variance": "unbiased",
    "times": 1.0,
}  # fmt: skip
LECTURES = "βv + (1 - β)g"


@pytest.fixture(scope="module")
def board():
    dashboard = forms_dashboard()
    yield dashboard
    dashboard.close()


def distances(board, **values):
    """How far losses of the batches, and of new digits, lie apart; 0 for equal to rounding."""
    board.set(**START | values)
    found = re.findall(r"(?:batches|digits) (equal to rounding|up to (\S+) apart)", board.text)
    return tuple(float(number or 0) for _, number in found)


def test_the_start_is_pytorchs(board):
    assert distances(board) == (0, 0)


def test_task_1a_only_the_variance_leaves_the_batches_losses_alone(board):
    batches, new = distances(board, variance="biased")
    assert batches == 0
    assert new > 0.005
    assert curves(Form(variance="biased")).dev[-1] < curves(Form()).dev[-1]
    for switch in ({"momentum": LECTURES}, {"decay": DECAYS[1]}, {"reduction": "sum"}):
        assert min(distances(board, **switch)) > 0.01


def test_task_1b_the_lectures_momentum_wants_ten_times_the_rate(board):
    equal = [times for times in TIMES if distances(board, momentum=LECTURES, times=times)[0] == 0]
    assert equal == [10.0]


def test_task_1c_a_tenth_of_the_rate_does_not_mend_the_sum(board):
    batches, _ = distances(board, reduction="sum", times=0.1)
    assert batches == 0.17
    assert batches < distances(board, reduction="sum")[0]
