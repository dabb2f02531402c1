"""The dashboard of notebook 10: the answers to its task, and that every control shows."""

import re
import time

import pytest

from course_lib.chapters.transfer_learning.cases import SIZES
from course_lib.chapters.transfer_learning.strategies import STRATEGIES
from course_lib.chapters.transfer_learning.unfreezing_dashboard import unfreezing_dashboard
from course_lib.datasets import load_sweep


@pytest.fixture(scope="module")
def dashboard():
    board = unfreezing_dashboard(load_sweep("transfer_learning_cases"))
    yield board
    board.close()


def right(board, strategy, **values):
    board.set(strategy=strategy, **values)
    return float(re.match(rf"{strategy}: ([\d.]+) % right", board.text).group(1))


def test_the_answers_of_the_task(dashboard):
    def best(size):
        place = {"source": "digits", "target": "digits", "per_class": size}
        found = {name: right(dashboard, name, **place) for name in STRATEGIES}
        return max(found, key=found.get), found

    name, found = best(5)
    assert (name, round(found[name])) == ("head only", 44)
    _, found = best(100)
    assert round(found["from the middle"]) == round(found["everything"]) == 74
    name, found = best(250)
    assert (name, round(found[name])) == ("everything", 83)
    place = {"source": "clothes", "target": "digits", "per_class": 250}
    assert right(dashboard, "head only", **place) == 54.1
    assert right(dashboard, "from scratch", **place) == 81.1
    behind = []
    for size in SIZES:
        place = {"source": "clothes", "target": "clothes", "per_class": size}
        scratch = right(dashboard, "from scratch", **place)
        behind.append(scratch - right(dashboard, "head only", **place))
        digits = place | {"source": "digits"}
        assert right(dashboard, "head only", **digits) > scratch - behind[-1]
    assert 4 < min(behind) < max(behind) < 8.5


def picture(board):
    lines = tuple(
        (line.get_linewidth(), *line.get_xdata(), *line.get_ydata())
        for ax in board.picture.figure.axes
        for line in ax.get_lines()
    )
    boxes = tuple(patch.get_facecolor() for ax in board.picture.figure.axes for patch in ax.patches)
    return board.text, lines, boxes


@pytest.mark.parametrize(
    ("control", "other"),
    [("source", "clothes"), ("source", "none"), ("target", "clothes"),
     ("strategy", "everything"), ("per_class", 250)],
)  # fmt: skip
def test_each_control_changes_picture_and_words(dashboard, control, other):
    default = {"source": "digits", "target": "digits", "strategy": "head only", "per_class": 5}
    dashboard.set(**default)
    before = picture(dashboard)
    dashboard.set(**{control: other})
    after = picture(dashboard)
    assert before[0] != after[0]
    assert before[1:] != after[1:]


def test_a_move_is_quick(dashboard):
    dashboard.set(source="clothes")
    begun = time.process_time()
    for size in SIZES:
        dashboard.set(per_class=size)
    assert (time.process_time() - begun) / len(SIZES) < 0.5  # here with its picture
