"""The small digits, their stored table and the stored searches: live runs equal stored ones."""

import numpy as np
import pytest

from course_lib.chapters.hyperparameter_search import (
    designs,
    game,
    lecture,
    plane,
    ranges,
    table,
    tables,
    trained,
)
from course_lib.datasets import load_sweep
from course_lib.experiments import searched_digits as digits
from course_lib.experiments import searched_table as stored
from course_lib.search import GaussianProcess, Listed, processes, run, trial_seed


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


def test_bad_settings_are_refused_alike():
    """By the objective that trains and by the table, in words of their own."""
    for objective in (digits.train_once, stored.look_up, stored.look_up_mean):
        with pytest.raises(ValueError, match=r"knows .*; got \['learning_rate'\]"):
            objective({"learning_rate": 0.5}, 0)
        with pytest.raises(ValueError, match=r"hidden must be a whole number.*; got 8\.0"):
            objective({"hidden": 8.0}, 0)
    with pytest.raises(ValueError, match=r"needed a value from 0\.001 to 10; got 100"):
        stored.look_up({"lr": 100}, 0)
    with pytest.raises(ValueError, match=r"after \(1, 2, 4, 8, 16\) epochs; got 3"):
        stored.look_up({"epochs": 3}, 0)
    with pytest.raises(ValueError, match="must agree in"):
        digits.curves([{"hidden": 8}, {"hidden": 16}], seed=0)


def test_a_gaussian_process_takes_lists_or_says_what_it_needs():
    with pytest.raises(ValueError, match=r"needed x \(n, d\) and y \(n,\)"):
        GaussianProcess([0.1], [1])
    mean, _ = GaussianProcess([[0.1], [0.9]], [1, 3]).predict([[0.1]])
    assert mean == pytest.approx(1.0, abs=0.01)


def test_other_digits_are_other_digits():
    first, other = digits.small_sets(), digits.small_sets(10_000)
    assert not np.array_equal(first["train"][0], other["train"][0])
    assert np.array_equal(first["test"][0], other["test"][0])


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


def test_processes_can_import_the_objectives():
    settings = [{"lr": 0.1, "epochs": 2}, {"lr": 0.01, "epochs": 2}]
    there = run(digits.train_once, Listed(settings), executor=processes(2))
    scores = [trial.score for trial in sorted(there, key=lambda trial: trial.number)]
    alone = [digits.train_once(s, trial_seed(0, k))["score"] for k, s in enumerate(settings)]
    np.testing.assert_allclose(scores, alone, atol=0.006)


def test_the_plane_of_the_game_is_the_tables():
    point = {"lr": table.AXES["lr"][8].item(), "beta": table.AXES["beta"][3].item()}
    assert plane.worth((8, 3)) == pytest.approx(stored.look_up(stored.CENTRE | point, 0)["mean"])
    played = game.Game(log=False, noise=False, seed=0)
    even = [played.propose("random")[0] for _ in range(50)]
    assert np.mean(np.array(even) >= 12) > 0.8


def test_the_other_tables_hold_what_live_runs_give():
    for which in ("other", "third"):
        of = tables.trained(which)
        start, seed = table.STARTS[tables.DIGITS.index(which) - 1], table.OTHER_SEEDS[1]
        settings = {"lr": 0.1, "beta": 1 - 10 ** -(2 / 3), "strength": 1e-3, "hidden": 16}
        dev, _ = digits.curves([settings], seed, at=stored.EPOCHS, start=start)
        assert np.abs(of.dev[8, 2, 1, 1, 1] - dev[0]).max() < 0.021


def test_a_part_of_a_table_keeps_both_ends():
    part = tables.trained("first").part(lr=(0.01, 1.0))
    assert part.axes["lr"][[0, -1]] == pytest.approx([0.01, 1.0])
    assert part.dev.shape[0] == part.test.shape[0] == 9
    with pytest.raises(ValueError, match="needed values of beta"):
        part.part(beta=(0.3, 0.4))
    with pytest.raises(ValueError, match="got 'none'"):
        tables.trained("none")


def test_the_run_that_a_search_sees_comes_first_and_the_others_are_the_others():
    of, rng = tables.trained("first"), np.random.default_rng(0)
    runs = tables.runs_of(of, np.full((3, 50, 4), 0.5), rng)
    assert np.unique(np.sort(runs, axis=-1), axis=1).shape[1] == 1
    assert len(np.unique(runs[..., 0])) > 2


def test_shares_depend_on_the_range_of_another():
    """The lr alone from 13 to 46 %; beta alone 0.8 %, and 20.1 where the rates end at 0.1."""
    seen = {}
    for low, high in ((1e-3, 10.0), (1e-3, 0.1), (1e-2, 1.0)):
        shares = stored.shares_of_variance(ranges.part_of(low, high, 0.1).worth)
        seen[low, high] = [round(100 * shares[name][0], 1) for name in ("lr", "beta")]
    assert list(seen.values()) == [[46.2, 0.8], [29.6, 20.1], [13.1, 4.5]]
    bars = [ranges.bars(ranges.part_of(1e-3, high, 0.1))["beta"] for high in (0.1, 10.0)]
    assert bars[0] == bars[1]


def test_each_design_is_what_its_name_says():
    rng = np.random.default_rng(0)
    grid, strips = designs.grid_places(3, 3, rng=rng), designs.stratified_places(27, 3, rng=rng)
    assert [len(np.unique(column)) for column in grid.T] == [3, 3, 3]
    for column in strips.T:
        assert sorted((column * 27).astype(int)) == list(range(27))
    with pytest.raises(ValueError, match="got 'luck'"):
        designs.design("luck", stored.SPACE, 2, rng=rng)


def test_batches_of_400_read_as_many_with_as_many_updates():
    """48 % in 16 epochs, 79.5 % in 200: the mean of three seeds."""
    assert trained.reached({"batch_size": 400}, range(3)) == pytest.approx(47.8, abs=2.5)
    longer = {"batch_size": 400, "epochs": trained.epochs_for(400)}
    assert trained.reached(longer, range(3)) == pytest.approx(79.5, abs=1.5)


def test_the_leader_after_one_epoch_is_not_the_best_at_the_end():
    runs = np.array([[[0.9, 0.1], [0.5, 0.8]], [[0.2, 0.3], [0.6, 0.8]]])
    assert trained.chosen_after(runs, 0) == pytest.approx(50)
    assert trained.chosen_after(runs, 1) == pytest.approx(80)
