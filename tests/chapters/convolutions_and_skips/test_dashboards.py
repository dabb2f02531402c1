"""The dashboard of notebook 11b: the answers to its task."""

import re

import pytest

from course_lib.chapters.convolutions_and_skips.stacks_dashboard import stacks_dashboard
from course_lib.datasets import load_sweep


@pytest.fixture(scope="module")
def depths():
    dashboard = stacks_dashboard(load_sweep("convolutions_and_skips_stacks"))
    yield dashboard
    dashboard.close()


def scores(dashboard, **values):
    dashboard.set(**values)
    found = re.findall(r"([a-z, ]+) (\d+) % \(at", dashboard.text)
    return {name.strip(): int(score) for name, score in found}


def test_the_answers_to_the_task(depths):
    three = scores(depths, depth=3, judged="new digits")
    assert len(three) == 4
    assert max(three.values()) - min(three.values()) == 2  # a)
    seventeen = scores(depths, depth=17, judged="new digits")
    assert (seventeen["plain"], scores(depths, depth=33)["plain"]) == (70, 30)  # b)
    assert seventeen["batch norm"] < seventeen["plain"]
    deep = scores(depths, depth=33, judged="training digits")
    assert (deep["batch norm"], deep["skips, batch norm"]) == (30, 97)  # c)
    assert deep["skips, small start"] == 93


def test_each_control_changes_picture_and_words(depths):
    seen = set()
    for values in (
        {"depth": 3, "judged": "new digits"},
        {"depth": 33, "judged": "new digits"},
        {"depth": 3, "judged": "training digits"},
    ):
        depths.set(**values)
        lines = [
            tuple(line.get_ydata()) for ax in depths.picture.figure.axes for line in ax.get_lines()
        ]
        seen.add((depths.text, tuple(lines)))
    assert len(seen) == 3
