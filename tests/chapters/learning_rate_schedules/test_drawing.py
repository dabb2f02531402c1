import numpy as np

from course_lib.chapters.learning_rate_schedules.drawing import (
    FORM_LOOKS,
    draw_schedule,
    epoch_axis,
    rate_axis,
)
from course_lib.engine import constant, piecewise
from course_lib.experiments.decay_forms import FORMS
from course_lib.plots import new_figure


def test_a_schedule_is_drawn_update_by_update():
    _, ax = new_figure()
    line = draw_schedule(ax, piecewise([2], [0.4, 0.1]), 4)
    assert line.get_ydata().tolist() == [0.4, 0.4, 0.1, 0.1]
    assert draw_schedule(ax, constant(0.2), 3).get_ydata().tolist() == [0.2, 0.2, 0.2]
    assert draw_schedule(ax, lambda step: 0.3, 3).get_ydata().tolist() == [0.3, 0.3, 0.3]
    assert ax.get_ylim()[0] == 0


def test_every_form_has_a_look_of_its_own():
    assert list(FORM_LOOKS) == list(FORMS)
    looks = {(look["color"], str(look["linestyle"])) for look in FORM_LOOKS.values()}
    assert len(looks) == len(FORM_LOOKS)


def test_axes_say_their_ticks_in_full():
    _, (left, right) = new_figure(panels=2)
    rate_axis(left, [0.01, 3.2], name="peak")
    assert [tick.get_text() for tick in left.get_xticklabels()] == ["0.01", "3.2"]
    epoch_axis(right, 20)
    assert np.array_equal(right.get_xticks(), [0, 5, 10, 15, 20])
