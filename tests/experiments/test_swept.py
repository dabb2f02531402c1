"""Every point of a grid, run once, in order, and gone on with after an interrupt."""

import numpy as np
import pytest

from course_lib.datasets import data_folder, load_sweep
from course_lib.experiments.swept import swept
from tools import sweeps
from tools.sweeps import SWEEPS, KeptRuns, find_sweep, store

TOLD = {"settings": {"epochs": 3}, "seeds": [0, 1]}


def run(lr, seed):
    return {"loss": np.array([lr, lr + seed], np.float32), "last": lr + seed}


def covering(lr):
    """Three seeds by two strengths at once, each with a curve of four records."""
    return {"curve": lr * np.arange(24.0).reshape(3, 2, 4)}


def interrupted_after(count):
    def progress(points):
        for number, point in enumerate(points):
            if number == count:
                raise KeyboardInterrupt
            yield point

    return progress


def test_the_points_stand_where_their_axes_say():
    sweep = swept(run, {"lr": [0.1, 0.2], "seed": (5, 7, 9)}, **TOLD)
    assert list(sweep.axes) == ["lr", "seed"]
    assert sweep.values["loss"].shape == (2, 3, 2)
    assert sweep.values["loss"].dtype == np.float32
    assert sweep.at(lr=0.2, seed=7)["last"] == pytest.approx(7.2)
    assert sweep.about["settings"] == {"epochs": 3}
    assert sweep.about["seeds"] == [0, 1]


def test_axes_that_one_run_covers_are_put_where_they_are_wanted():
    inner = {"seed": [0, 1, 2], "strength": [0.0, 1.0]}
    plain = swept(covering, {"lr": [1.0, 2.0]}, inner=inner, **TOLD)
    assert plain.values["curve"].shape == (2, 3, 2, 4)
    order = ("strength", "lr", "seed")
    turned = swept(covering, {"lr": [1.0, 2.0]}, inner=inner, order=order, **TOLD)
    assert list(turned.axes) == list(order)
    for sweep in (plain, turned):
        point = sweep.at(lr=2.0, seed=1, strength=1.0)["curve"]
        assert point.tolist() == [24.0, 26.0, 28.0, 30.0]


def test_an_interrupted_sweep_goes_on_where_it_stopped(tmp_path):
    calls = []

    def counted(lr, seed):
        calls.append((lr, seed))
        return run(lr, seed)

    axes = {"lr": [0.1, 0.2], "seed": [0, 1]}
    for into in ({}, KeptRuns(tmp_path / "kept")):
        calls.clear()
        with pytest.raises(KeyboardInterrupt):
            swept(counted, axes, progress=interrupted_after(3), into=into, **TOLD)
        assert len(into) == 3
        sweep = swept(counted, axes, into=into, **TOLD)
        assert len(calls) == 4
        whole = swept(run, axes, **TOLD)
        for name, values in whole.values.items():
            np.testing.assert_array_equal(sweep.values[name], values)
            assert sweep.values[name].dtype == values.dtype


def test_a_stored_sweep_is_gone_on_with_from_the_disk(tmp_path, monkeypatch):
    axes = {"lr": [0.1, 0.2], "seed": [0, 1]}
    stop = interrupted_after(2)
    monkeypatch.setattr(sweeps, "tqdm", lambda runs, desc: stop(runs))
    monkeypatch.setattr(
        sweeps, "find_sweep", lambda name: lambda **how: swept(run, axes, **TOLD, **how)
    )
    with pytest.raises(KeyboardInterrupt):
        store("rates", tmp_path)
    assert len(list((tmp_path / "rates.running").glob("*.npz"))) == 2
    monkeypatch.setattr(sweeps, "tqdm", lambda runs, desc: runs)
    store("rates", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["rates.npz"]


def test_every_stored_file_has_its_function_and_every_function_its_file():
    files = {path.stem for path in (data_folder() / "sweeps").glob("*.npz")}
    assert set(SWEEPS) == files
    for name in SWEEPS:
        assert callable(find_sweep(name)), name


@pytest.mark.parametrize("name", ["batch_normalization_laboratory", "hyperparameter_search_table"])
def test_turned_axes_are_stored_as_before(name):
    axes = list(load_sweep(name).axes)
    assert axes in (
        ["batch_size", "keep", "haze", "seed"],
        ["lr", "beta", "strength", "hidden", "seed"],
    )
