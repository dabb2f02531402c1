"""The dashboard of notebook 01b: every control to both ends, and the answers to its task."""

import pytest

from course_lib.chapters.activations_and_outputs.activation_dashboard import (
    BENDS,
    SCALES,
    activation_dashboard,
)
from course_lib.chapters.activations_and_outputs.functions import DEEPEST, FUNCTIONS, Signal


@pytest.fixture
def explorer():
    board = activation_dashboard()
    yield board
    board.close()


def test_the_explorer_to_all_ends(explorer):
    for name in FUNCTIONS:
        for bend in (BENDS[0], BENDS[-1]):
            for depth in (1, DEEPEST):
                for scale in (SCALES[0], SCALES[-1]):
                    explorer.set(function=name, bend=bend, depth=depth, scale=scale)
                    assert f"{depth} hidden layer{'s' if depth > 1 else ''}, " in explorer.text
                    assert ("gets 100 % of the last" in explorer.text) or depth > 1
                    assert "e+" not in explorer.text
    explorer.set(function="Leaky ReLU", bend=0.25, depth=20, scale=2)
    assert explorer.text.startswith("Leaky ReLU, slope 0.25, 20 hidden layers, weights of variance")


def test_a_value_between_two_settings_is_refused_in_words(explorer):
    with pytest.raises(ValueError, match="scale"):
        explorer.set(scale=3)


def test_task_1a_four_layers_of_sigmoids():
    shares = {depth: Signal().by_layer("sigmoid", depth)[0] for depth in range(1, 8)}
    assert [depth for depth, share in shares.items() if share >= 0.01] == [1, 2, 3, 4]
    assert shares[4] > 0.012  # so that rounding cannot decide
    assert shares[5] < 0.005


def test_task_1b_between_64_and_128():
    signal = Signal()
    assert signal.by_layer("sigmoid", 10, scale=64)[0] == pytest.approx(0.44, abs=0.005)
    assert signal.by_layer("sigmoid", 10, scale=128)[0] == pytest.approx(1.70, abs=0.005)


def test_task_1c_the_sigmoid_forgives_more():
    signal = Signal()
    relu = [signal.by_layer("ReLU", 20, scale=scale)[0] for scale in (1, 2, 4)]
    sigmoid = [signal.by_layer("sigmoid", 20, scale=scale)[0] for scale in (64, 128, 256)]
    assert relu == pytest.approx([0.00101, 0.72, 505], rel=0.02)
    assert sigmoid == pytest.approx([0.068, 2.33, 34], rel=0.02)
    assert relu[2] / relu[0] > 100 * sigmoid[2] / sigmoid[0]
