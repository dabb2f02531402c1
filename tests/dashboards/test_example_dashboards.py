"""The kit is short to use and quick: one swept and one recomputed dashboard, driven to all ends."""

import inspect
import itertools
import statistics
import time

import pytest

from course_lib.dashboards import present
from tests.dashboards.example_dashboards import BETAS, Recomputed, Swept, curves, recomputed, swept

# Of processor time, which a busy machine does not stretch; the goal, 50, is for `make bench`.
RECOMPUTED_WITHIN = 150  # milliseconds for what a change costs, median


@pytest.mark.parametrize("parts", [(curves, Swept, swept), (Recomputed, recomputed)])
def test_it_is_short(parts):
    assert sum(len(inspect.getsource(part).splitlines()) for part in parts) < 45


def test_the_sweep_holds_what_one_run_by_hand_gives():
    board = swept()
    board.set(lr=0.05, beta=0.5)
    theta, velocity = [4.0, 1.0], [0.0, 0.0]
    for _ in range(100):
        for i, curvature in enumerate((1.0, 20.0)):
            velocity[i] = 0.5 * velocity[i] + curvature * theta[i]
            theta[i] -= 0.05 * velocity[i]
    loss = 0.5 * (theta[0] ** 2 + 20 * theta[1] ** 2)
    assert board.text == f"loss after 100 steps: {loss:.1e}"
    board.close()


@pytest.mark.parametrize("make", [swept, recomputed])
def test_every_position_has_a_picture_of_its_own(make):
    board = make()
    pictures = set()
    positions = [[v for _, v in c.options] for c in board.controls.values()]
    for lr, beta in itertools.product(*positions):
        board.set(lr=lr, beta=beta)
        pictures.add(board.picture.widget.value)
    # The fastest rates leave the picture: there several look alike.
    assert len(pictures) > 0.7 * len(positions[0]) * len(positions[1])
    board.close()


def test_a_change_of_the_recomputed_one_is_quick():
    board = recomputed()
    took = []
    for lr, beta in itertools.product([0.001, 0.01, 0.1], BETAS):
        start = time.process_time()
        board.set(lr=lr, beta=beta)
        took.append(1000 * (time.process_time() - start))
    assert statistics.median(took) < RECOMPUTED_WITHIN
    board.close()


def test_it_follows_the_presenter():
    board = swept()
    present(1.5)
    assert board.picture.widget.layout.width == "1140px"
    present(1)
    assert board.picture.widget.layout.width == "760px"
    board.close()
