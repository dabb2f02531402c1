"""The runs of notebook 02b: neighbours, useless features, random units, small weights."""

import numpy as np
import pytest

from course_lib.chapters.bias_and_variance_further import (
    descents,
    double_descent,
    features,
    measured,
    neighbours,
    small_weights,
    trained,
)
from course_lib.chapters.bias_and_variance_further.by_cross_entropy import cross_entropy_errors
from course_lib.chapters.bias_and_variance_further.double_descent import Problem, curve
from course_lib.claims import load_results
from course_lib.datasets import load_sweep
from course_lib.engine import ridge
from course_lib.experiments.contests import compared
from course_lib.experiments.schedule_problem import Problem as OfSteps


@pytest.mark.parametrize("strength", [0.0, 1e-3])
@pytest.mark.parametrize("d", [5, 30])
def test_one_decomposition_gives_what_ridge_gives(d, strength):
    rng = np.random.default_rng(0)
    h, t = rng.standard_normal((20, d)), rng.standard_normal((20, 3))
    ((weights, intercept),) = double_descent.fits(h, t, [strength])
    theirs = ridge(h, t, strength=strength)
    np.testing.assert_allclose(weights, theirs.weights, atol=1e-10)
    np.testing.assert_allclose(h @ weights + intercept, theirs.predict(h), atol=1e-10)


def test_double_descent_peaks_where_units_equal_examples():
    found = curve(Problem(), [0, 1], [60, 200, 1000])
    few, peak, many = found.test[:, 0].mean(axis=1)
    assert peak > 1.5 * few > 1.5 * many
    assert found.length[1].mean() > 10 * found.length[[0, 2]].mean()
    assert found.train[1:].max() == 0


def test_a_penalty_takes_the_peak_away():
    found = curve(Problem(noise=0.2), [0, 1], [60, 200, 1000], (0.0, 1e-4))
    assert found.tuned()[1].mean() < 0.6 * found.test[1, 0].mean()
    assert (np.diff(found.tuned().mean(axis=1)) < 0).all()


def test_copies_and_one_output_move_the_peak_to_the_different_examples():
    tried = [50, 100, 200]
    twice = curve(Problem(copies=2), [0, 1], tried).test[:, 0].mean(axis=1)
    one = curve(Problem(question="odd or even"), range(4), tried).test[:, 0].mean(axis=1)
    assert tried[int(twice.argmax())] == 100
    assert tried[int(one.argmax())] == 200


def test_labels_are_wrong_for_the_share_that_is_asked():
    right, wrong = (Problem(noise=noise).draw(np.random.default_rng(0)) for noise in (0.0, 0.4))
    np.testing.assert_array_equal(right[0], wrong[0])
    assert np.mean(right[1].argmax(axis=1) != wrong[1].argmax(axis=1)) == pytest.approx(
        0.4, abs=0.1
    )


def test_a_chosen_penalty_is_that_of_the_curve():
    found = curve(Problem(50), [0, 1], [30], (0.0, 1e-3))
    ours = double_descent.chosen(Problem(50), [0, 1], [30], (0.0, 1e-3), lambda h, t, s: s[1])
    np.testing.assert_array_equal(ours, found.test[:, 1])


def test_nearest_neighbours_in_the_middle_follow_the_volume():
    for d in (1, 2, 3):
        n = round(neighbours.points_needed(d, 0.1))
        points = np.random.default_rng(0).random((500, n, d))
        measured_there = np.linalg.norm(points - 0.5, axis=-1).min(axis=-1).mean()
        assert measured_there == pytest.approx(0.1, rel=0.2)


def test_distances_of_all_three_kinds():
    points = np.array([[0.0, 0.0], [3.0, 4.0]])
    lengths = [neighbours.distances(points, power=power)[0, 1] for power in (1, 2, np.inf)]
    assert lengths == pytest.approx([7, 5, 4])


def test_useless_features_cost_what_the_formula_says():
    counts = (2, 22)
    _, on_new = features.studies(counts, range(400))
    for d, errors in zip(counts, on_new, strict=True):
        assert errors.mean() == pytest.approx(features.expected(d), rel=0.06)


@pytest.mark.parametrize("kind", ["normal", "signs", "heavy tails", "alike"])
def test_features_have_mean_0_and_variance_1(kind):
    x = features.drawn(kind, (20_000, 3), np.random.default_rng(0))
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=0.05)
    np.testing.assert_allclose(x.var(axis=0), 1, atol=0.1)


@pytest.mark.parametrize("changed", [{}, {"curve": "jump"}, {"basis": "Legendre"}])
def test_a_penalty_brings_the_curve_nearer(changed):
    found = small_weights.contest(0, draws=40, **changed)
    assert compared(found["error, a penalty"], found["error, no penalty"]).lower


def test_trained_layers_learn_and_are_judged_by_others():
    problem = OfSteps(data="digits", points=50, hidden=(30,), batch_size=50, updates=300,
                      rule="Adam", draw=None)  # fmt: skip
    known, new = trained.trained(problem, 0.01, (0, 1))
    assert known.max() < 0.05
    assert new.min() > 0.2


def test_squared_error_brings_the_peak_back_in_a_trained_layer():
    stored = load_results("bias_and_variance_further").outcomes["trained"]
    numbers = {each.words: each.numbers for each in stored}
    squares, entropy = (
        {width: rows[f"{width} units"] for width in trained.WIDTHS}
        for rows in (numbers["squared error, to the end"], numbers["standardized, to the end"])
    )
    assert compared(squares[40], squares[28]).higher
    assert compared(squares[100], squares[40]).lower
    assert not any(compared(entropy[40], entropy[width]).higher for width in (4, 8, 16, 28))


def test_squared_error_trains_a_layer():
    problem = OfSteps(data="digits", points=50, hidden=(60,), batch_size=50, updates=400,
                      rule="Adam", draw=None)  # fmt: skip
    known, new = trained.trained(problem, 0.01, (0, 1), loss="squared error", to_zero=True)
    assert known.max() < 0.05
    assert new.min() > 0.2


def test_cross_entropy_has_no_peak_where_units_equal_examples():
    rows = [[cross_entropy_errors(Problem(100), n, seed) for seed in (0, 1)] for n in (50, 100)]
    assert np.mean(rows[1]) < np.mean(rows[0])


@pytest.mark.parametrize(
    "kind", ["in a cube", "normal", "exponential", "on a sphere", "in fifty heaps"]
)
def test_clouds_have_the_shape_that_was_asked(kind):
    assert measured.cloud(kind, 60, 7, np.random.default_rng(0)).shape == (60, 7)


def test_stored_descents_are_those_of_today(monkeypatch):
    stored = load_sweep("bias_and_variance_further_descents")
    monkeypatch.setattr(descents, "WIDTHS", (10, 100))
    now = descents.run_one(100, 0.2)
    places = [list(stored.fixed["width"]).index(width) for width in (10, 100)]
    for k, penalty in enumerate(descents.PENALTIES):
        then = stored.at(examples=100, noise=0.2, penalty=penalty)
        np.testing.assert_allclose(now["test"][k], then["test"][places], atol=0.01)
