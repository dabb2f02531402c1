"""The dashboards of notebook 07b: the answers to their tasks."""

import re

import pytest

from course_lib.chapters.batch_normalization_further.neighbours import CHANGES, KINDS
from course_lib.chapters.batch_normalization_further.neighbours_dashboard import (
    neighbours_dashboard,
)
from course_lib.chapters.batch_normalization_further.small_batches import EPSILONS
from course_lib.chapters.batch_normalization_further.small_batches_dashboard import (
    small_batches_dashboard,
)
from course_lib.datasets import load_sweep


@pytest.fixture(scope="module")
def small():
    dashboard = small_batches_dashboard(load_sweep("batch_normalization_further_small_batches"))
    yield dashboard
    dashboard.close()


@pytest.fixture(scope="module")
def neighbours():
    dashboard = neighbours_dashboard()
    yield dashboard
    dashboard.close()


def scores(dashboard, **values):
    dashboard.set(**values)
    found = re.findall(r"([a-z ]+) ([\d.]+) % \(at", dashboard.text)
    return {name.strip(): float(score) for name, score in found}


def test_the_answers_of_the_small_batches(small):
    two = {eps: scores(small, batch_size=2, eps=eps) for eps in EPSILONS}
    behind = two[1e-5]["none"] - two[1e-5]["batch norm"]
    assert round(behind) == 42 or 41 < behind < 42  # a)
    gained = {eps: each["batch norm"] - two[1e-5]["batch norm"] for eps, each in two.items()}
    assert max(gained, key=gained.get) == 1.0  # b)
    assert (round(gained[1.0]), round(gained[0.1])) == (33, 32)
    many = {eps: scores(small, batch_size=32, eps=eps) for eps in EPSILONS}
    assert 0 < many[1.0]["batch norm"] - many[1e-5]["batch norm"] < 0.7
    found = many[1e-5]  # c)
    assert max(found.values()) - min(found.values()) == pytest.approx(1.2, abs=0.051)
    others = [score for name, score in found.items() if name != "batch norm"]
    assert max(others) - min(others) < 0.35
    assert min(found, key=found.get) == "batch norm"
    renorm = two[1e-5]["renorm"] - two[1e-5]["batch norm"]
    assert round(renorm) == 12


def told(dashboard, **values):
    dashboard.set(**values)
    means, each = map(int, re.search(r": (\d+) \D*of (\d+) values", dashboard.text).groups())
    felt, examples = map(int, re.search(r"(\d+) of \d+ x_hat change, in (\d+) of", dashboard.text)
                         .groups())  # fmt: skip
    return means, each, felt, examples


def test_the_answers_of_the_neighbours(neighbours):
    one = next(iter(CHANGES))
    reach = {kind: told(neighbours, norm=kind, change=one, examples=4)[3] for kind in KINDS}
    assert [kind for kind, examples in reach.items() if examples > 1] == ["batch norm"]  # a)
    raised, stretched = (
        {kind: told(neighbours, norm=kind, change=change, examples=4)[2] for kind in KINDS}
        for change in list(CHANGES)[1:3]
    )
    blind = [kind for kind in KINDS if raised[kind] == stretched[kind] == 0]
    assert blind == [
        "layer norm, whole image", "layer norm, each position", "group norm, 2 groups",
        "instance norm",
    ]  # fmt: skip
    rms = "RMSNorm, each position"
    assert raised[rms] > 0
    assert stretched[rms] == 0  # b)
    alone = {kind: told(neighbours, norm=kind, change=one, examples=1)[:2] for kind in KINDS}
    same = [kind for kind in KINDS if alone[kind] == alone["batch norm"]]
    assert same == ["batch norm", "instance norm"]  # c)
    assert alone["batch norm"] == (6, 4)


@pytest.mark.parametrize(
    ("control", "ends"),
    [("norm", list(KINDS)[1:]), ("change", list(CHANGES)[1:]), ("examples", (1, 2, 3))],
)
def test_each_control_of_the_neighbours_changes_the_words(neighbours, control, ends):
    default = {"norm": "batch norm", "change": "raise one value", "examples": 4}
    neighbours.set(**default)
    first = neighbours.text
    for end in ends:
        neighbours.set(**default | {control: end})
        assert neighbours.text != first


@pytest.mark.parametrize(("control", "end"), [("batch_size", 2), ("eps", 1.0)])
def test_each_control_of_the_small_batches_changes_picture_and_words(small, control, end):
    small.set(batch_size=32, eps=1e-5)
    before = small.text, lines(small)
    small.set(**{control: end})
    assert small.text != before[0]
    assert lines(small) != before[1]


def lines(dashboard):
    return [
        tuple(line.get_ydata()) for ax in dashboard.picture.figure.axes for line in ax.get_lines()
    ]
