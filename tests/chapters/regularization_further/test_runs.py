"""The experiments of notebook 03b: tangent points, translations, and what the text claims."""

import numpy as np
import pytest

from course_lib.chapters.regularization_further import networks, sparse
from course_lib.chapters.regularization_further.conventions import CONVENTIONS, translate
from course_lib.chapters.regularization_further.plane import Plane, ball, nearest, radius
from course_lib.chapters.regularization_further.polynomial import powers, wave
from course_lib.engine import L2, BatchNorm, ReLU, Tanh, lasso, mlp, per_model, ridge

STRENGTHS = np.arange(31) / 10


@pytest.mark.parametrize("p", [1, 1.1, 1.25, 1.5, 2, 3, 4])
@pytest.mark.parametrize("best", [(2.0, 0.9), (2.0, -0.4), (-1.0, 0.0)])
@pytest.mark.parametrize("likeness", [0.0, 0.8, -0.5])
def test_the_tangent_point_meets_its_condition(p, best, likeness):
    plane = Plane(best, likeness)
    found = plane.weights(p, STRENGTHS)
    for weights, strength in zip(found, STRENGTHS, strict=True):
        assert plane.miss(weights, strength, p) < 1e-8


@pytest.mark.parametrize("p", [1, 1.25, 2, 4])
def test_no_point_of_the_ball_has_a_smaller_loss(p):
    plane = Plane((2.0, 0.9), 0.8)
    weights = plane.weights(p, [1.0])[0]
    assert plane.loss(ball(radius(weights, p), p, 4001)).min() >= plane.loss(weights) - 1e-12


def test_a_plane_is_what_it_says():
    plane = Plane((2.0, 0.9), 0.8)
    np.testing.assert_allclose(plane.features.T @ plane.features / 4, plane.gram)
    np.testing.assert_allclose(plane.loss(plane.contour(0.3)), 0.3)
    step = 1e-6 * np.eye(2)
    point = np.array([0.3, -0.7])
    numeric = (plane.loss(point + step) - plane.loss(point - step)) / 2e-6
    np.testing.assert_allclose(plane.slope(point), numeric, rtol=1e-6)
    np.testing.assert_allclose((np.abs(ball(1.5, 3)) ** 3).sum(axis=1), 1.5**3)


def test_the_numbers_of_the_text():
    plane = Plane((2.0, 0.9), 0.8)
    grown = plane.weights(2, [0.2])[0]
    np.testing.assert_allclose(grown, [1.58, 1.03])
    first_zero = 1.8 * 0.9  # (1 + likeness) times the second weight
    assert plane.weights(1, [first_zero - 1e-6])[0, 1] > 0
    assert plane.weights(1, [first_zero + 1e-6])[0, 1] == 0
    crossing = 0.4 * (1 - 0.8**2) / (0.8 * 2 - 0.4)
    assert crossing == pytest.approx(0.12)
    near = Plane((2.0, -0.4), 0.8).weights(2, [0.1, crossing, 0.2])[:, 1]
    assert near[0] < 0 < near[2]
    assert near[1] == pytest.approx(0, abs=1e-12)


def test_conventions_translate_there_and_back():
    assert translate(0.1, "lambda/2", "lambda/2m", 300) == pytest.approx(30)
    assert translate(0.1, "lambda/2", "summed", 300) == pytest.approx(30)
    assert translate(0.1, "lambda/2", "no half", 300) == pytest.approx(0.05)
    for written in CONVENTIONS:
        for wanted in CONVENTIONS:
            there = translate(0.7, written, wanted, 45)
            assert translate(there, wanted, written, 45) == pytest.approx(0.7)


@pytest.mark.parametrize("name", CONVENTIONS)
def test_each_convention_has_the_gradient_of_its_formula(name):
    x, t = wave(15, rng=np.random.default_rng(0))
    features, n = powers(x), 15
    ours = 0.02
    fit = ridge(features, t, strength=ours)
    error = fit.predict(features) - t
    number = CONVENTIONS[name].from_ours(ours, n)
    by_loss = features.T @ error / (1 if name == "summed" else n)
    times = {"lambda/2": 1, "lambda/2m": 1 / n, "summed": 1, "no half": 2}[name]
    np.testing.assert_allclose(by_loss + number * times * fit.weights, 0, atol=1e-11)


def test_ours_is_the_regularizer_of_the_course():
    weights = np.array([[3.0, -4.0]])
    assert float(L2(0.1).penalty(weights)) == pytest.approx(0.1 / 2 * 25)


def test_data_sets_are_equally_strong():
    for k in (1, 8, 40):
        drawn = sparse.data_sets(k, 5, rng=np.random.default_rng(0))
        assert ((drawn.truth != 0).sum(axis=(1, 2)) == k).all()
        np.testing.assert_allclose((drawn.truth**2).sum(axis=(1, 2)), 4)


def test_the_excess_is_the_error_on_new_data():
    drawn = sparse.data_sets(3, 2, rng=np.random.default_rng(0))
    fit = ridge(drawn.features, drawn.targets, strength=0.2)
    new = np.random.default_rng(1).standard_normal((40000, sparse.D))
    missed = np.square(fit.predict(new) - new @ drawn.truth).mean(axis=(1, 2))
    np.testing.assert_allclose(sparse.excess(fit, drawn.truth), missed, rtol=0.05)


def test_l1_wins_with_few_and_l2_with_many():
    change = {}
    for k in (2, 40):
        drawn = sparse.data_sets(k, 20, rng=np.random.default_rng(5))
        ridge_error = sparse.chosen_and_measured(sparse.ridge_path, drawn)[1]
        change[k] = (sparse.chosen_and_measured(sparse.lasso_path, drawn)[1] - ridge_error).mean()
    assert change[2] < -0.5
    assert change[40] > 0.3


def test_bend():
    x = np.linspace(-1, 1, 21)[:, None]
    both = np.stack([2 * x - 5, np.abs(x)])
    np.testing.assert_allclose(networks.bend(x, both), [0, 1], atol=1e-12)


def test_tanh_flattens_where_relu_keeps_its_kink():
    x = np.linspace(-1, 1, 41)[:, None]
    heights = {
        name: np.ptp(networks.curves(name, x, np.abs(x) - 0.5, [0.03]).forward(x)[0])
        for name in ("tanh", "ReLU")
    }
    assert heights["tanh"] < 0.02
    assert heights["ReLU"] > 0.2


def test_scaling_the_weights_straightens_tanh_alone():
    x = np.linspace(-1, 1, 41)[:, None]
    bends = {}
    for activation in (Tanh, ReLU):
        model = mlp([1, 30, 1], rng=np.random.default_rng(0), activation=activation)
        model["hidden 1"].b[...] = np.random.default_rng(1).normal(0, 0.5, (1, 30))
        before = networks.bend(x, model.forward(x))
        model["hidden 1"].W[...] *= 0.1
        model["hidden 1"].b[...] *= 0.1
        bends[activation] = before, networks.bend(x, model.forward(x))
    before, after = bends[ReLU]
    assert before > 0.01
    np.testing.assert_allclose(after, before)
    before, after = bends[Tanh]
    assert before > 0.01
    assert after < before / 20


def test_lambda_shortens_weights_and_gap_and_batch_norm_has_a_line_of_its_own():
    plain = networks.sizes_and_gaps([0, 0.003, 0.03])
    normed = networks.sizes_and_gaps([0, 0.003, 0.03], BatchNorm)
    for sizes in (plain, normed):
        assert (np.diff(sizes.length) < 0).all()
        assert (np.diff(sizes.new_loss - sizes.train_loss) < 0).all()
    assert normed.length[2] < plain.length[2]
    gaps = [(sizes.new_loss - sizes.train_loss)[2] for sizes in (plain, normed)]
    assert gaps[1] > 0.2 + gaps[0]


def test_nearest():
    circle = ball(1.0, 2, 3601)
    np.testing.assert_allclose(nearest(circle, (3.0, 4.0)), [0.6, 0.8], atol=2e-3)


def data(n=40, d=6):
    rng = np.random.default_rng(3)
    features = rng.standard_normal((n, d)) @ rng.standard_normal((d, d)) + 1
    return features, rng.standard_normal((n, 1)) + features[:, :1]


@pytest.mark.parametrize("strength", [0.01, 0.3, 2.0])
def test_ridge_agrees_with_scikit_learn(strength):
    linear = pytest.importorskip("sklearn.linear_model")
    features, targets = data()
    theirs = linear.Ridge(alpha=len(features) * strength).fit(features, targets[:, 0])
    ours = ridge(features, targets, strength=strength)
    np.testing.assert_allclose(ours.weights[:, 0], theirs.coef_, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(ours.intercept.item(), theirs.intercept_, rtol=1e-8)


@pytest.mark.parametrize("strength", [0.01, 0.3, 2.0])
def test_lasso_agrees_with_scikit_learn(strength):
    linear = pytest.importorskip("sklearn.linear_model")
    features, targets = data()
    model = linear.Lasso(alpha=strength, tol=1e-12, max_iter=100_000)
    theirs = model.fit(features, targets[:, 0])
    ours = lasso(features, targets, strength=per_model([strength])).weights[0, :, 0]
    np.testing.assert_allclose(ours, theirs.coef_, atol=1e-7)
    np.testing.assert_array_equal(ours == 0, theirs.coef_ == 0)
