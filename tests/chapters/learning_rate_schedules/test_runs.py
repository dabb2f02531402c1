"""The runs of notebook 06: forms that end alike, runs that are paired, and what is stored."""

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules import composer, runs, starts
from course_lib.chapters.learning_rate_schedules.starts import dead_after
from course_lib.datasets import load_sweep
from course_lib.engine import cosine_decay
from course_lib.experiments.decay_forms import FORMS, composed


@pytest.fixture(scope="module")
def sweep():
    return load_sweep("learning_rate_schedules_composer")


@pytest.mark.parametrize("form", list(FORMS)[1:])
def test_every_form_goes_from_the_peak_to_its_share(form):
    schedule = composed(form, 0.8, 0.1, 0.01, steps=1000)
    assert schedule(99) == pytest.approx(0.8)
    assert schedule(100) == pytest.approx(0.8)
    assert schedule(1000) == pytest.approx(0.008)
    rates = schedule(np.arange(100, 1001))
    assert np.all(np.diff(rates) <= 1e-15)


def test_the_staircase_is_the_lectures():
    schedule = composed("staircase", 1.0, 0.1, 0.01, steps=1000)
    assert schedule(np.array([0, 499, 500, 749, 750])) == pytest.approx([0.01, 1, 0.1, 0.1, 0.01])


def test_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="no form is called 'sine'; there are constant, linear"):
        composed("sine", 0.1, 0, 0.1, steps=10)


def test_runs_of_one_seed_share_start_and_batches():
    loss, networks = runs.run([0.1, 0.1, 0.2], seeds=(0, 1), epochs=2)
    assert loss.shape == (3, 2, 3)
    np.testing.assert_array_equal(loss[0], loss[1])
    assert np.all(loss[0, :, 1] != loss[2, :, 1])
    np.testing.assert_array_equal(loss[0, :, 0], loss[2, :, 0])
    assert networks.models == (6,)


def test_a_schedule_runs_as_it_does_alone():
    schedule = cosine_decay(0.4, steps=100)
    together = runs.run([schedule, 0.1], seeds=(0, 1), epochs=2)[0]
    alone = runs.run([schedule], seeds=(1,), epochs=2)[0]
    np.testing.assert_allclose(together[0, 1], alone[0, 0], rtol=1e-9)


def test_a_run_that_leaves_the_numbers_is_recorded_as_infinite():
    loss = runs.run([1e200, 0.1], seeds=(0,), epochs=2)[0]
    assert np.isinf(loss[0, 0, 1:]).all()
    assert np.isfinite(loss[1]).all()


def test_gain_multiplies_the_weights_alone():
    usual, large = runs.first_network(3), runs.first_network(3, gain=3)
    np.testing.assert_allclose(large.weights, 3 * usual.weights)
    assert np.shares_memory(large.weights, large.theta)


def test_a_high_rate_kills_large_weights_and_a_step_of_0_kills_nothing():
    assert dead_after(0.0, seed=0, updates=1) == 0
    assert dead_after(0.1, seed=0, updates=20) < 5
    one_layer = 16
    assert dead_after(1.2, seed=4, updates=20, gain=3) > one_layer


def test_the_chosen_setting_is_the_lowest_of_those_allowed(sweep):
    setting = composer.chosen(sweep, "cosine", warm=0, final=0.01)
    assert setting["warm"] == 0
    assert setting["final"] == 0.01
    means = sweep.values["loss"][list(FORMS).index("cosine"), 0, :, 1, :5].mean(axis=-1)
    assert setting["peak"] == sweep.axes["peak"][means.argmin()]


def test_stored_runs_are_those_of_today(sweep):
    low = [composed("linear", peak, 0, 0.01, steps=runs.STEPS) for peak in (0.03, 0.1)]
    now = runs.run(low)[0][:, :, -1]
    for peak, losses in zip((0.03, 0.1), now, strict=True):
        then = sweep.at(form="linear", warm=0, peak=peak, final=0.01)["loss"][:5]
        np.testing.assert_allclose(losses, then, atol=1e-3)


def test_a_group_has_the_shapes_that_the_sweep_needs(monkeypatch):
    monkeypatch.setattr(composer, "PEAKS", (0.1,))
    monkeypatch.setattr(composer, "FINALS", (0.1, 0.3))
    group = composer.run_group("linear", 0.1)
    assert group["loss"].shape == group["dev_loss"].shape == (1, 2, 10)
    assert group["mean"].shape == (1, 2, 21)
    assert np.all(group["lowest"] <= group["highest"])


def test_the_stored_starts_are_of_the_settings_of_today():
    stored = load_sweep("learning_rate_schedules_starts")
    assert stored.axes["start"].tolist() == list(starts.STARTS)
    assert stored.axes["peak"].tolist() == list(starts.PEAKS)
    assert stored.values["loss"].shape == (3, 7, 2, 10)


def test_stored_starts_are_the_runs_of_today(monkeypatch):
    monkeypatch.setattr(starts, "PEAKS", (0.4,))
    stored = load_sweep("learning_rate_schedules_starts")
    for start in starts.STARTS:
        then = [stored.at(start=start, peak=0.4, warm=warm)["loss"] for warm in starts.WARM_UPS]
        np.testing.assert_allclose(starts.losses(start)[0], then, atol=1e-3)
