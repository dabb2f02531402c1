"""The dashboards of notebook 01: every control to both ends, and the answers to their tasks."""

import pytest

from course_lib.chapters.gradients_and_activations.activation_dashboard import (
    BENDS,
    activation_dashboard,
)
from course_lib.chapters.gradients_and_activations.functions import DEEPEST, FUNCTIONS, Signal
from course_lib.chapters.gradients_and_activations.gradient_check_dashboard import (
    gradient_check_dashboard,
)
from course_lib.chapters.gradients_and_activations.microscope import (
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


@pytest.fixture
def explorer():
    board = activation_dashboard()
    yield board
    board.close()


def error_in(text):
    return float(text.partition("relative error ")[2].split()[0])


def share_in(text):
    return float(text.partition("layer 1 gets ")[2].split()[0])


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


def test_the_explorer_to_all_ends(explorer):
    for name in FUNCTIONS:
        for bend in (BENDS[0], BENDS[-1]):
            for depth in (1, DEEPEST):
                explorer.set(function=name, bend=bend, depth=depth)
                assert f"{depth} hidden layers: layer 1 gets" in explorer.text
                assert (share_in(explorer.text) == 100) == (depth == 1)
    for bend in BENDS:
        explorer.set(bend=bend)
    explorer.set(function="Leaky ReLU", bend=0.25)
    assert explorer.text.startswith("Leaky ReLU, slope 0.25, 20 hidden layers")


def test_task_2a_four_layers_of_sigmoids(explorer):
    shares = {}
    for depth in range(1, DEEPEST + 1):
        explorer.set(function="sigmoid", depth=depth)
        shares[depth] = share_in(explorer.text)
    assert [depth for depth, share in shares.items() if share >= 1] == [1, 2, 3, 4]
    assert shares[4] > 1.2  # so that rounding cannot decide
    assert shares[5] < 0.5


def test_task_2b_and_c():
    signal = Signal()
    assert all(signal.by_layer("tanh", depth)[0] > 0.1 for depth in range(1, DEEPEST + 1))
    assert signal.by_layer("ReLU", 20)[0] > 0.5
    assert signal.by_layer("ELU", 20, 0.0)[0] < 0.01
