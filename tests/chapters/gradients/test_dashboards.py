"""The dashboards of notebook 01: every control to both ends, and the answers to their tasks."""

import pytest

from course_lib.chapters.gradients.gradient_check_dashboard import (
    gradient_check_dashboard,
)
from course_lib.chapters.gradients.microscope import (
    BUGS,
    DIRECTIONS,
    EPSILONS,
    Microscope,
)


@pytest.fixture
def check():
    board = gradient_check_dashboard()
    yield board
    board.close()


def error_in(text):
    return float(text.partition("relative error ")[2].split()[0])


def test_every_epsilon_shows_another_picture(check):
    pictures = set()
    for epsilon in EPSILONS:
        check.set(epsilon=epsilon)
        assert check.text.startswith(f"epsilon {epsilon:.0e}: ")
        pictures.add(check.picture.widget.value)
    assert len(pictures) == len(EPSILONS)


def test_menus_and_buttons_of_the_check_to_all_ends(check):
    for bug in BUGS:
        for direction in DIRECTIONS:
            check.set(bug=bug, direction=direction, activation="ReLU")
            check.set(activation="tanh", epsilon=1e-5)
            expected = Microscope("tanh").look(direction, 1e-5, bug).error
            assert error_in(check.text) == pytest.approx(expected, rel=0.6)


def test_task_1a_the_best_epsilon_is_in_the_middle():
    errors = dict(zip(EPSILONS, Microscope("tanh").errors(DIRECTIONS[0]), strict=True))
    best = min(errors, key=errors.get)
    assert 1e-7 < best < 1e-3
    assert errors[1e-15] > 1e-3
    assert errors[1.0] > 1e-2


def test_task_1b_a_bug_in_a_bias_is_not_seen_by_single_weights():
    scope, bug = Microscope("tanh"), "layer 1: b's gradient times 4"
    seen = {direction: scope.look(direction, 1e-5, bug).error > 1e-3 for direction in DIRECTIONS}
    assert seen == {
        "all parameters at random": True,
        "one weight of layer 1": False,
        "one bias of layer 1": True,
        "one weight of layer 2": False,
    }


def test_task_1c_on_a_kink_no_epsilon_passes(check):
    check.set(activation="ReLU")
    for epsilon in EPSILONS:
        check.set(epsilon=epsilon)
        assert error_in(check.text) > 1e-2
        assert "times a ReLU is on at one end and off at the other" in check.text
