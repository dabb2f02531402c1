"""The small digits, their stored table and the stored searches: live runs equal stored ones."""

import numpy as np
import pytest

from course_lib.chapters.hyperparameter_search import game, lecture, race, table
from course_lib.datasets import load_sweep
from course_lib.experiments import searched_digits as digits
from course_lib.experiments import searched_table as stored
from course_lib.search import Listed, processes, run, trial_seed


def test_side_by_side_is_as_alone():
    settings = [
        {"lr": 0.1, "beta": 0.5, "strength": 1e-3, "drop_rate": 0.0, "epochs": 4},
        {"lr": 0.03, "beta": 0.9, "strength": 1e-2, "drop_rate": 0.2, "lr_decay": 0.5, "epochs": 4},
    ]
    dev, test = digits.curves(settings, seed=3, at=[2, 4])
    assert dev.shape == (2, 2)
    for k, each in enumerate(settings):
        alone = digits.train_once(each, seed=3)
        assert alone["score"] == pytest.approx(dev[k, -1], abs=0.011)
        assert alone["test"] == pytest.approx(test[k], abs=0.011)


def test_a_run_that_diverges_counts_as_guessing():
    dev, test = digits.curves([{"lr": 1e4}, {"lr": 0.1}], seed=0, at=[8, 16])
    assert dev[0].tolist() == [digits.GUESSING] * 2
    assert test[0] == digits.GUESSING
    assert dev[1, -1] > 0.6
    assert digits.train_once({"lr": 1e9}, seed=0) == {"score": 0.1, "test": 0.1}


def test_bad_settings_are_refused():
    with pytest.raises(ValueError, match=r"the objective knows .*; got \['rate'\]"):
        digits.train_once({"rate": 0.1}, seed=0)
    with pytest.raises(ValueError, match="must agree in"):
        digits.curves([{"hidden": 8}, {"hidden": 16}], seed=0)


@pytest.mark.parametrize("seed", [0, 4])
@pytest.mark.parametrize("place", [(8, 3, 2, 3), (6, 0, 0, 4), (10, 1, 3, 1)])
def test_the_table_holds_what_a_live_run_gives(place, seed):
    values = (axis[k] for axis, k in zip(table.AXES.values(), place, strict=True))
    settings = {name: value.item() for name, value in zip(table.AXES, values, strict=True)}
    assert stored.nearest(settings) == place
    live, told = digits.train_once(settings, seed), stored.look_up(settings, seed)
    assert live["score"] == pytest.approx(told["score"], abs=0.021)
    sweep = load_sweep("hyperparameter_search_table").at(**settings, seed=seed)
    assert live["test"] == pytest.approx(sweep["test_right"] / digits.COUNTS["test"], abs=0.021)


def test_a_small_table_sweep(monkeypatch):
    monkeypatch.setattr(table, "AXES", {name: axis[:2] for name, axis in table.AXES.items()})
    monkeypatch.setattr(table, "SEEDS", (0,))
    sweep = table.table_sweep()
    assert sweep.values["dev_right"].shape == (2, 2, 2, 2, 1, len(table.EPOCHS))
    whole = load_sweep("hyperparameter_search_table").values["dev_right"][:2, :2, :2, :2, :1]
    apart = np.abs(whole.astype(int) - sweep.values["dev_right"].astype(int))
    assert apart.max() <= 4


def test_short_runs_look_at_early_epochs_of_the_table():
    one = stored.look_up({"lr": 0.1, "epochs": 1}, seed=0)
    whole = stored.look_up({"lr": 0.1}, seed=0)
    assert one["score"] < whole["score"]
    assert one["mean"] == whole["mean"]


def test_the_stored_searches_asked_what_random_search_asks():
    sweep = load_sweep("hyperparameter_search_lecture")
    for space in lecture.SPACES:
        rates = [settings["lr"] for settings in lecture.asked(space, 1)]
        np.testing.assert_allclose(sweep.at(space=space, search=1, trial=5)["lr"], rates[5])
        k = list(lecture.SPACES).index(space)
        np.testing.assert_allclose(sweep.values["lr"][k, 1], rates)


def test_a_live_trial_of_the_lecture_lands_on_the_stored_one():
    number = 7
    live = lecture.train_lecture(lecture.asked("lecture", 0)[number], trial_seed(0, number))
    there = load_sweep("hyperparameter_search_lecture").at(space="lecture", search=0, trial=number)
    assert live["test"] == pytest.approx(float(there["test"]), abs=0.02)
    np.testing.assert_allclose(live["train"], there["train"], atol=0.02)


def test_every_way_of_the_race_spends_the_same_budget():
    for name in race.METHODS:
        found = race.found(name, seed=0)
        assert found.shape == (race.BUDGET,)
    with pytest.raises(ValueError, match="got 'luck'"):
        race.method("luck", 0)


def test_processes_can_import_the_objectives():
    settings = [{"lr": 0.1, "epochs": 2}, {"lr": 0.01, "epochs": 2}]
    there = run(digits.train_once, Listed(settings), executor=processes(2))
    scores = [trial.score for trial in sorted(there, key=lambda trial: trial.number)]
    alone = [digits.train_once(s, trial_seed(0, k))["score"] for k, s in enumerate(settings)]
    np.testing.assert_allclose(scores, alone, atol=0.006)


def test_the_plane_of_the_game_is_the_tables():
    point = {"lr": table.AXES["lr"][8].item(), "beta": table.AXES["beta"][3].item()}
    assert game.worth((8, 3)) == pytest.approx(stored.look_up(stored.CENTRE | point, 0)["mean"])
    played = game.Game(log=False, noise=False, seed=0)
    even = [played.propose("random")[0] for _ in range(50)]
    assert np.mean(np.array(even) >= 12) > 0.8


def test_a_race_is_run_on_the_objective_that_it_is_given():
    with_noise = race.found("random", 5, stored.look_up)
    without = race.found("random", 5, stored.look_up_mean)
    assert not np.array_equal(with_noise, without)
    assert (np.diff(without) >= 0).all()  # what is believed best is best, where nothing is noise
