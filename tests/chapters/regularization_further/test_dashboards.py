"""The dashboard of notebook 03b: every control to both ends, and the answers to its task."""

import numpy as np
import pytest

from course_lib.chapters.regularization_further.contour_and_ball_dashboard import (
    BESTS,
    LIKENESSES,
    POWERS,
    contour_and_ball_dashboard,
)
from course_lib.chapters.regularization_further.plane import Plane, ball, nearest, radius

STEPS = np.arange(31) / 10


@pytest.fixture
def contour():
    board = contour_and_ball_dashboard()
    yield board
    board.close()


def second_in(text):
    return text.partition("second weight ")[2].partition(",")[0]


def test_every_control_of_the_contour_to_both_ends(contour):
    for best in BESTS:
        for features in LIKENESSES:
            for p in POWERS:
                for strength in (0, 3):
                    contour.set(p=p, strength=strength, best=best, features=features)
                    assert contour.text.startswith(f"p {p:g}, lambda {strength}: first weight ")
    contour.set(p=2, strength=0, best="(2, 0.9)")
    assert "first weight 2.000, second weight 0.900, radius 2.19, loss 0.000" in contour.text


def test_task_1a_under_p_1_at_1_7_and_under_p_2_never(contour):
    zeros = {}
    for p in (1, 2):
        contour.set(p=p)
        zeros[p] = []
        for strength in STEPS:
            contour.set(strength=float(strength))
            if second_in(contour.text) == "exactly 0":
                zeros[p].append(strength)
    assert min(zeros[1]) == 1.7
    assert zeros[2] == []
    assert (Plane((2.0, 0.9), 0.8).weights(2, list(np.geomspace(0.01, 1e6, 50)))[:, 1] > 0).all()


def test_task_1b_it_passes_through_zero_and_does_not_stay(contour):
    contour.set(p=2, best="(2, -0.4)", strength=0.1)
    assert float(second_in(contour.text)) < 0
    contour.set(strength=0.2)
    assert float(second_in(contour.text)) > 0


def distance_to_nearest(likeness, p, strength):
    plane = Plane((2.0, 0.9), likeness)
    weights = plane.weights(p, [strength])[0]
    curve = ball(radius(weights, p), p, 20001)
    return np.linalg.norm(nearest(curve, plane.best) - weights)


def test_task_1c_the_nearest_point():
    for strength in STEPS[1:]:
        assert distance_to_nearest(0.0, 2, strength) < 1e-3
    assert distance_to_nearest(0.8, 2, 1.0) > 0.3
    for likeness in (0.0, 0.8):  # under p = 1, as long as both weights are above zero
        assert distance_to_nearest(likeness, 1, 0.5) < 1e-3
