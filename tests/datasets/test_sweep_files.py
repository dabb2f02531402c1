"""A sweep survives its file."""

import json
import os

import numpy as np
import pytest

from course_lib.datasets import Sweep, files, load_sweep, save_sweep, sweep_files

ABOUT = {
    "settings": {"epochs": 20, "sizes": [784, 100, 10], "clip": float("inf"), "name": "λ-Reihe"},
    "seeds": [0, 1],
    "versions": {"python": "3.11.0", "numpy": "2.0.0"},
    "seconds": 12.5,
}


def sweep(about=ABOUT):
    draw = np.random.default_rng(0)
    return Sweep(
        axes={"lr": np.array([0.01, 0.1]), "rule": np.array(["adam", "momentum", "nesterov"])},
        values={
            "loss": draw.random((2, 3, 5)).astype(np.float32),
            "diverged": draw.random((2, 3)) < 0.5,
            "nothing": np.full((2, 3), np.nan),
        },
        fixed={"epochs": np.arange(5), "final": np.array(3.0)},
        about=about,
    )


def assert_same(one, other):
    assert one.about == other.about
    for group in ("axes", "values", "fixed"):
        ours, theirs = getattr(one, group), getattr(other, group)
        assert list(ours) == list(theirs)
        for name, array in ours.items():
            assert array.dtype == theirs[name].dtype
            np.testing.assert_array_equal(array, theirs[name], strict=True)


def test_a_sweep_comes_back_as_it_was(folder):
    path = save_sweep(folder / "rates.npz", sweep())
    assert path == folder / "rates.npz"
    assert_same(load_sweep("rates"), sweep())


def test_plain_numpy_reads_the_file_too(folder):
    with np.load(save_sweep(folder / "rates.npz", sweep()), allow_pickle=False) as stored:
        np.testing.assert_array_equal(stored["values.loss"], sweep().values["loss"])
        assert json.loads(str(stored["header"]))["about"] == ABOUT


def test_equal_sweeps_make_equal_bytes_and_leave_nothing_beside(folder):
    first = save_sweep(folder / "one.npz", sweep()).read_bytes()
    assert save_sweep(folder / "two.npz", sweep()).read_bytes() == first
    assert save_sweep(folder / "one.npz", sweep()).read_bytes() == first
    assert sorted(os.listdir(folder)) == ["one.npz", "two.npz"]


def test_a_stopped_run_leaves_the_old_file(folder, monkeypatch):
    old = save_sweep(folder / "rates.npz", sweep()).read_bytes()

    def stopped(stream, *_, **__):
        stream.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(sweep_files, "write_npz", stopped)
    with pytest.raises(KeyboardInterrupt):
        save_sweep(folder / "rates.npz", sweep(ABOUT | {"seconds": 1}))
    assert os.listdir(folder) == ["rates.npz"]
    assert (folder / "rates.npz").read_bytes() == old


@pytest.mark.parametrize("key", ["settings", "seeds", "versions", "seconds"])
def test_a_sweep_without_its_story_is_not_saved(folder, key):
    about = {name: entry for name, entry in ABOUT.items() if name != key}
    with pytest.raises(ValueError, match=rf"\['{key}'\] missing"):
        save_sweep(folder / "rates.npz", sweep(about))
    assert not folder.exists()


@pytest.mark.parametrize("versions", ["2.0", {"numpy": "2.0"}])
def test_versions_name_python_and_numpy(folder, versions):
    with pytest.raises(ValueError, match="needs 'python' and 'numpy'; got"):
        save_sweep(folder / "rates.npz", sweep(ABOUT | {"versions": versions}))


def test_settings_that_json_cannot_hold_are_refused(folder):
    with pytest.raises(TypeError, match=r"what JSON can: .*ndarray"):
        save_sweep(folder / "rates.npz", sweep(ABOUT | {"settings": np.ones(3)}))
    assert not folder.exists()


@pytest.mark.parametrize("name", ["rates", "rates.npy"])
def test_another_ending_is_refused(folder, name):
    with pytest.raises(ValueError, match=r"stored as \.npz; got"):
        save_sweep(folder / name, sweep())


@pytest.mark.parametrize("name", ["rate", "rates.npz", "../rates", ""])
def test_a_missing_sweep_is_named_beside_those_there_are(folder, name):
    save_sweep(folder / "rates.npz", sweep())
    save_sweep(folder / "decay.npz", sweep())
    with pytest.raises(FileNotFoundError, match=r"\['decay', 'rates'\].*make sweeps"):
        load_sweep(name)


def test_without_any_sweeps_the_list_is_empty(folder):
    with pytest.raises(FileNotFoundError, match=r"there are \[\].*make sweeps"):
        load_sweep("rates")


def test_another_format_is_refused(folder, monkeypatch):
    monkeypatch.setattr(sweep_files, "_FORMAT", 2)
    save_sweep(folder / "rates.npz", sweep())
    monkeypatch.undo()
    monkeypatch.setattr(files, "data_folder", lambda: folder.parent)
    with pytest.raises(ValueError, match=r"has format 2; .* reads format 1.*make sweeps"):
        load_sweep("rates")


def test_a_sweep_that_could_not_be_read_again_is_not_saved(folder):
    huge = np.broadcast_to(np.float64(0), (2, 3, 1_100_000))
    with pytest.raises(ValueError, match="at most 50000000 bytes; this one has 52801160"):
        save_sweep(folder / "rates.npz", Sweep(sweep().axes, {"loss": huge}, {}, ABOUT))
    assert not folder.exists()
