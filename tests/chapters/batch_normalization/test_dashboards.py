"""The dashboards of notebook 07: the answers to their tasks."""

import re

import numpy as np
import pytest

from course_lib.chapters.batch_normalization.laboratory_dashboard import laboratory_dashboard
from course_lib.chapters.batch_normalization.line_by_line import BATCH, EPS, steps
from course_lib.chapters.batch_normalization.rates_dashboard import rates_dashboard
from course_lib.chapters.batch_normalization.stepper_dashboard import stepper_dashboard
from course_lib.datasets import load_sweep


@pytest.fixture(scope="module")
def lab():
    return load_sweep("batch_normalization_laboratory")


@pytest.fixture(scope="module")
def cells():
    return load_sweep("batch_normalization_rates")


def test_the_stepper_computes_batch_norm():
    now = steps(5, 2, 1)
    x = BATCH + np.array([5, 0])
    x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + EPS)
    np.testing.assert_allclose(now.x_hat, x_hat)
    np.testing.assert_allclose(now.y, np.array([2, 1]) * x_hat + np.array([1, 0]))


def test_task_1():
    """Line 3 makes the features alike; scale 5 and shift 10 give x back; b changes x_hat never."""
    board = stepper_dashboard()
    for line in range(5):
        board.set(line=line)
        spreads = re.findall(r"std (\d+\.\d)", board.text)
        assert (spreads[0] == spreads[1]) == (line >= 3)
    found = []
    for scale in [value for _, value in board.controls["scale"].options]:
        for shift in [value for _, value in board.controls["shift"].options]:
            if np.abs(steps(0, scale, shift).y - steps(0, 1, 0).x)[:, 0].max() < 0.005:
                found.append((scale, shift))
    assert found == [(5, 10)]
    board.set(line=4, scale=5, shift=10)
    assert "at most 0.00 from x" in board.text
    np.testing.assert_allclose(steps(0, 1, 0).x_hat, steps(10, 1, 0).x_hat)
    np.testing.assert_allclose(steps(0, 1, 0).variance, steps(10, 1, 0).variance)
    board.close()


def test_task_2(lab):
    """64 is the smallest batch within a point; long memory fails; batch statistics see no haze."""
    keep = list(lab.axes["keep"]).index(0.9)
    running, own, anew = (
        100 * lab.values[mode].mean(axis=-1) for mode in ("running", "own", "estimated")
    )
    apart = running[:, keep, 0] - own[:, keep, 0]
    sizes = lab.axes["batch_size"]
    assert (apart[sizes < 64] > 1.5).all()
    assert (np.abs(apart[sizes >= 64]) < 0.9).all()
    large = list(sizes).index(128)
    lost = own[large, :, 0] - running[large, :, 0]
    assert (lost[:3] < 1).all()
    assert (lost[3:] > 8).all()
    assert (lab.values["std_ratio"][large, 3:, 0].mean(axis=-1) > 2).all()
    middle = list(sizes).index(32)
    for mode in (own, anew):
        assert np.ptp(mode[middle, keep]) < 0.05
    assert running[middle, keep, 0] - running[middle, keep, 4] > 10
    board = laboratory_dashboard(lab)
    board.set(batch_size=64, keep=0.9, haze=0)
    words = f"running averages {running[5, keep, 0]:.1f} %, own {own[5, keep, 0]:.1f} %"
    assert words in board.text
    board.close()


def test_task_3(cells):
    """It loses at large weights and small rates; at std 0.2 two rates and four; dev says else."""
    training, dev = (
        100 * cells.values[name].mean(axis=-1) for name in ("train_accuracy", "dev_accuracy")
    )
    stds, rates = list(cells.axes["std"]), list(cells.axes["lr"])
    lost = np.argwhere(training[..., 0] - training[..., 1] > 10)
    assert len(lost) > 4
    assert all(stds[i] >= 0.3 and rates[j] <= 0.03 for i, j in lost)
    assert [stds.index(0.5), rates.index(0.003)] in lost.tolist()
    assert [stds.index(0.3), rates.index(0.001)] in lost.tolist()
    assert training[stds.index(0.5), rates.index(0.3), 1] > 95
    good = training[stds.index(0.2)] >= 90
    assert [rates[j] for j in np.flatnonzero(good[:, 0])] == [0.1, 0.3]
    assert [rates[j] for j in np.flatnonzero(good[:, 1])] == [0.1, 0.3, 1, 3]
    without, with_norm = dev[stds.index(0.2), rates.index(0.1)]
    assert 1 < without - with_norm < 3
    board = rates_dashboard(cells)
    board.set(std=0.2, lr=0.1)
    assert f"dev {without:.1f} % without, {with_norm:.1f} % with" in board.text
    board.close()
