"""The dashboard of notebook 01b: every control to both ends, and the answers to its task."""

import pytest

from course_lib.chapters.activations_and_outputs.activation_dashboard import (
    BENDS,
    activation_dashboard,
)
from course_lib.chapters.activations_and_outputs.functions import DEEPEST, FUNCTIONS, Signal


@pytest.fixture
def explorer():
    board = activation_dashboard()
    yield board
    board.close()


def share_in(text):
    return float(text.partition("layer 1 gets ")[2].split()[0])


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
