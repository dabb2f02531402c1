"""The dashboards of the overfitting experiment: every stored run, and the live one on it."""

import asyncio
import re

import pytest

from course_lib.chapters.regularization.remedy_dashboard import strength_dashboard
from course_lib.datasets import load_sweep

DASHBOARDS = [
    (strength_dashboard, "regularization_strength", "strength"),
]


@pytest.mark.parametrize(("make", "name", "axis"), DASHBOARDS)
def test_every_position_shows_its_stored_run(make, name, axis):
    sweep = load_sweep(name)
    dashboard = make(sweep)
    pictures = set()
    for value in sweep.axes[axis]:
        dashboard.set(**{axis: value})
        dev = 100 * sweep.at(seed=0, **{axis: value})["dev_accuracy"][-1]
        assert f"= {value:g} · after" in dashboard.text
        assert f"dev {dev:.1f} %" in dashboard.text
        pictures.add(dashboard.picture.widget.value)
    assert len(pictures) >= len(sweep.axes[axis]) - 1  # the two strongest lambdas may look alike
    dashboard.close()


@pytest.mark.parametrize(("make", "name", "axis"), DASHBOARDS)
def test_the_live_run_lands_on_the_stored_one(make, name, axis):
    async def scenario():
        dashboard = make(load_sweep(name))
        stored_picture = dashboard.picture.widget.value
        text = await dashboard.finished()
        assert "live: epoch" in text
        distance = float(re.search(r", (\d+\.\d) points off the stored run$", text).group(1))
        assert distance < 1
        assert dashboard.picture.widget.value != stored_picture
        dashboard.close()

    asyncio.run(scenario())
