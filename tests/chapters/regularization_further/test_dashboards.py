"""The dashboards of notebook 03b: every control to both ends, and the answers to their tasks."""

import numpy as np
import pytest

from course_lib.chapters.regularization_further.contour_and_ball_dashboard import (
    BESTS,
    LIKENESSES,
    POWERS,
    contour_and_ball_dashboard,
)
from course_lib.chapters.regularization_further.lambda_translator_dashboard import (
    CONVENTIONS,
    EXAMPLES,
    lambda_translator_dashboard,
)
from course_lib.chapters.regularization_further.plane import Plane, ball, nearest, radius

STEPS = np.arange(31) / 10


@pytest.fixture
def contour():
    board = contour_and_ball_dashboard()
    yield board
    board.close()


@pytest.fixture
def translator():
    board = lambda_translator_dashboard()
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


def test_every_control_of_the_translator_to_both_ends(translator):
    for m in EXAMPLES:
        for written in CONVENTIONS:
            for number in (1e-4, 100):
                translator.set(number=number, written=written, m=m)
                assert translator.text.startswith(f"{number:g} beside ")
                assert f", m = {m} · " in translator.text


def numbers_in(text):
    return [float(part.partition(": ")[2].split()[0]) for part in text.split(" · ")[1:]]


def test_task_2a_is_30(translator):
    translator.set(number=0.1, written="lambda/2", m=300)
    assert numbers_in(translator.text) == [0.1, 30, 30, 0.05]


def test_task_2b_two_forms_keep_their_meaning(translator):
    seen = []
    for m in (100, 3000):
        translator.set(number=0.1, written="lambda/2", m=m)
        seen.append(numbers_in(translator.text))
    assert [a == b for a, b in zip(*seen, strict=True)] == [True, False, False, True]


def test_the_numbers_shown_lie_within_the_axis(translator):
    for number, written in ((1e-4, "lambda/2m"), (100, "no half")):
        translator.set(number=number, written=written, m=3000)
        low, high = translator.picture.figure.axes[0].get_xlim()
        assert all(low < each < high for each in numbers_in(translator.text))


def test_task_2c_two_curves_end_on_the_wave(translator):
    translator.set(number=0.1, m=3000)
    lines = translator.picture.figure.axes[1].get_lines()[1:]
    away = [np.abs(line.get_ydata() - np.sin(np.pi * line.get_xdata())).max() for line in lines]
    assert away[0] > 0.3
    assert max(away[1:3]) < 0.1
    assert away[3] > 0.3
