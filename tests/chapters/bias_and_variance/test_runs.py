"""The experiments of notebook 02: what they claim holds, on more than one draw."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.bias_and_variance import (
    capacity,
    learning_curves,
    patients,
    remedies,
)
from course_lib.chapters.bias_and_variance.decomposition import decompose, diagnose
from course_lib.chapters.bias_and_variance.pairs import paired_difference
from course_lib.chapters.bias_and_variance.validation import held_out
from course_lib.datasets import load_sweep, spiral
from course_lib.engine import Adam, Optimizer, Tanh, fit, mlp, squared_error, stack
from course_lib.experiments import paired_change
from course_lib.experiments.curves import (
    draw_sample,
    fit_polynomial,
    mean_squared,
    predict_curve,
    truth,
)

GRID = np.linspace(-1, 1, 100)[:, None]
SIGMA = 0.3


def z_score(predictions, seed):
    """How many standard errors the measured test error lies from bias² + variance + noise."""
    rng = np.random.default_rng(seed)
    targets = truth(GRID) + SIGMA * rng.standard_normal((len(predictions), *GRID.shape))
    measured = mean_squared(predictions, targets)
    # What the noise alone adds: the spread of the networks is in the parts themselves.
    apart = measured - mean_squared(predictions, truth(GRID)) - SIGMA**2
    parts = decompose(predictions, truth(GRID))
    assert measured.mean() - sum(parts) - SIGMA**2 == pytest.approx(apart.mean(), abs=1e-12)
    return apart.mean() / (apart.std(ddof=1) / np.sqrt(len(apart)))


def test_the_parts_add_up_to_the_measured_error_of_polynomials():
    x, y = draw_sample(12, SIGMA, sets=200, rng=np.random.default_rng(0))
    scores = [
        z_score(predict_curve(fit_polynomial(x, y, degree), GRID), seed)
        for degree in range(10)
        for seed in range(8)
    ]
    # As normal numbers do: centred on 0, two thirds of them within one standard error.
    assert abs(np.mean(scores)) < 0.5
    assert 0.5 < np.mean(np.abs(scores) < 1) < 0.85
    assert np.abs(scores).max() < 4.5


def test_the_parts_add_up_for_a_stack_of_networks():
    rng = np.random.default_rng(0)
    x, y = draw_sample(20, SIGMA, sets=50, rng=rng)
    networks = stack([mlp([1, 5, 1], rng=rng, activation=Tanh) for _ in range(50)])
    optimizer = Optimizer(Adam(), lr=0.03)
    fit(networks, squared_error, optimizer, (x, y), epochs=100, batch_size=20, rng=rng)
    assert abs(z_score(networks.forward(GRID), 1)) < 3


def test_decompose_by_hand_and_its_refusals():
    predictions = np.array([[[1.0], [2.0]], [[3.0], [2.0]]])
    bias, variance = decompose(predictions, np.array([[1.0], [2.0]]))
    assert (bias, variance) == (0.5, 0.5)
    assert bias + variance == ((predictions - np.array([[1.0], [2.0]])) ** 2).mean()
    for wrong in (predictions[:1], predictions[0]):
        with pytest.raises(ValueError, match="needs predictions of shape"):
            decompose(wrong, np.array([[1.0], [2.0]]))


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ((0.15, 0.16, 0.14), "fine"),
        ((0.15, 0.16, 0.01), "high bias"),
        ((0.01, 0.11, 0.0), "high variance"),
        ((0.15, 0.30, 0.01), "high bias and high variance"),
        ((0.10, 0.02, 0.09), "fine"),
        ((0.02, 0.10, 0.09), "high variance"),
    ],
)
def test_the_four_verdicts(errors, expected):
    assert diagnose(*errors, tolerance=0.02) == expected


@pytest.mark.parametrize("wrong", [-0.1, float("nan"), float("inf")])
def test_diagnose_names_the_error_that_is_none(wrong):
    with pytest.raises(ValueError, match=r"dev_error must be a finite number .* got"):
        diagnose(0.1, wrong, tolerance=0.1)


def test_samples_share_their_x_and_differ_in_their_noise():
    x, y = draw_sample(7, 0.5, sets=3, rng=np.random.default_rng(0))
    assert x.shape == y.shape == (3, 7, 1)
    assert (x == x[:1]).all()
    assert (x[0, 0], x[0, -1]) == (-1, 1)
    assert not np.allclose(y[0], y[1])
    exact = draw_sample(7, 0.0, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(exact[1], truth(exact[0]))


def test_degree_0_is_the_mean_and_degree_9_passes_through_ten_points():
    x, y = draw_sample(10, 0.3, rng=np.random.default_rng(0))
    np.testing.assert_allclose(predict_curve(fit_polynomial(x, y, 0), GRID), y.mean())
    np.testing.assert_allclose(predict_curve(fit_polynomial(x, y, 9), x), y, atol=1e-8)


def test_an_outcome_holds_what_a_fit_by_hand_gives():
    result = capacity.outcome(capacity.Sampling(degree=3, examples=20, noise=0.2, sample=2))
    by_hand = np.polynomial.Polynomial.fit(result.x[:, 0], result.y[:, 0], 3)
    np.testing.assert_allclose(result.curve, by_hand(capacity.GRID), atol=1e-8)
    assert result.train_error == pytest.approx(((by_hand(result.x) - result.y) ** 2).mean())
    assert result.train_errors[3] == result.train_error
    assert (np.diff(result.train_errors) < 1e-12).all()
    assert result.bayes_error == pytest.approx(0.04)


def test_a_and_b_look_alike_and_training_on_tells_them_apart():
    for patient, stays in (("A", True), ("B", False)):
        case = replace(remedies.PATIENTS[patient], steps=3000)
        early, late = remedies.along(case, (300, 3000))
        assert early.dev_error.mean() == pytest.approx(0.37, abs=0.02)
        assert early.train_error.mean() == pytest.approx(0.36, abs=0.02)
        assert (late.dev_error.mean() > 0.35) == stays


def test_what_is_stored_of_a_patient_is_what_this_machine_computes():
    for remedy in ("bigger network", "more data"):
        now = remedies.with_remedy(remedies.PATIENTS["A"], remedy)
        stored = patients.by_seed("A", remedy)
        assert np.abs(now.dev_error - stored).max() < 0.02


def test_a_remedy_is_paid_for_once():
    ward = patients.Ward("B")
    assert ward.try_remedy("train on") == ward.try_remedy("train on")
    assert ward.hours == 1
    with pytest.raises(ValueError, match="no remedy is called 'more'"):
        ward.try_remedy("more")


def test_turned_labels_make_the_bayes_error():
    clean, labels = remedies.draw_points(remedies.STRAIGHT, 20_000, rng=np.random.default_rng(0))
    # The nearest arm is nearly the best guess there is; it is wrong where the label was turned.
    arms, names = spiral(400, noise=0, rng=np.random.default_rng(1))
    nearest = ((clean[:2000, None] - arms) ** 2).sum(axis=-1).argmin(axis=1)
    assert np.mean(names[nearest] != labels[:2000]) == pytest.approx(0.1, abs=0.02)


def test_each_fold_is_judged_by_a_fit_to_the_others():
    x, y = draw_sample(12, 0.3, rng=np.random.default_rng(0))
    folds = np.array_split(np.random.default_rng(1).permutation(12), 4)
    for fold, error in zip(folds, held_out(x, y, folds, 2), strict=True):
        rest = np.setdiff1d(np.arange(12), fold)
        by_hand = np.polynomial.Polynomial.fit(x[rest, 0], y[rest, 0], 2)
        assert error == pytest.approx(((by_hand(x[fold, 0]) - y[fold, 0]) ** 2).mean())


def test_the_standard_error_of_a_pair_is_that_of_its_two_counts():
    rng = np.random.default_rng(0)
    a, b = rng.random((2, 500)) < 0.3
    only_a, only_b = np.mean(a & ~b), np.mean(b & ~a)
    difference, error = paired_difference(a, b)
    assert difference == pytest.approx(only_a - only_b)
    assert error == pytest.approx(np.sqrt((only_a + only_b - difference**2) / 500))
    with pytest.raises(ValueError, match="two flat arrays of one length"):
        paired_difference(a, b[:3])


def test_the_images_of_a_seed_are_its_own_and_the_larger_set_holds_the_smaller():
    few, labels = learning_curves.own_images(30, [0, 1])
    more, _ = learning_curves.own_images(60, [0, 1])
    assert few.shape == (2, 30, 784)
    assert labels.shape == (2, 30)
    assert not np.array_equal(few[0], few[1])
    np.testing.assert_array_equal(more[:, :30], few)


def test_the_stored_learning_curves_are_what_this_machine_computes():
    sweep = load_sweep("bias_and_variance_learning_curves")
    now = learning_curves.error_rates(100, 3, [2])
    stored = sweep.at(hidden=3, size=100, seed=2)
    # Another processor rounds float32 differently, and 60 000 steps make some of it.
    assert abs(now["dev_error"][0] - stored["dev_error"]) < 0.02
    assert abs(now["train_error"][0] - stored["train_error"]) <= 0.03


def test_the_stored_learning_curves_say_what_the_notebook_says():
    sweep = load_sweep("bias_and_variance_learning_curves")
    sizes = list(sweep.axes["size"])
    owned, offered = sizes.index(5000), sizes.index(50_000)
    changes = [
        paired_change(dev[offered], dev[owned])  # of the errors of 3 and of 30 units, seed by seed
        for dev in sweep.values["dev_error"]
    ]
    assert abs(changes[0][0]) < 3 * changes[0][1]
    assert changes[1][0] < -3 * changes[1][1]
    later = sweep.values["long_dev_error"][1, offered]
    assert (later < sweep.values["dev_error"][1, offered]).mean() > 0.5
    assert sweep.values["dev_error"][1, 0].std() > 0.01  # other images, other errors
