"""The experiments of notebook 03b: tangent points, contests, and the numbers of the text."""

import numpy as np
import pytest

from course_lib.chapters.regularization_further import elastic, sparse
from course_lib.chapters.regularization_further.plane import Plane, ball, nearest, radius
from course_lib.chapters.regularization_further.polynomial import powers, wave
from course_lib.engine import effective_degrees_of_freedom, lasso, per_model, ridge

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


def test_the_polynomial_of_the_text():
    x, t = wave(12, rng=np.random.default_rng(0))
    free = ridge(powers(x), t, strength=0.0).weights
    assert np.abs(free).max() == pytest.approx(90.8, abs=0.05)
    path = ridge(powers(x), t, strength=per_model(np.geomspace(1e-6, 10, 57))).weights[..., 0]
    assert (np.diff(np.abs(path), axis=0) > 0).any(axis=0).all()
    assert (np.diff(np.square(path).sum(axis=1)) < 0).all()
    assert float(effective_degrees_of_freedom(powers(x), 4e-4)) == pytest.approx(4.9, abs=0.1)


def test_x_to_the_fifth_comes_back():
    x, t = wave(12, rng=np.random.default_rng(0))
    strengths = per_model([0.006, 0.02])
    low, high = lasso(powers(x), t, strength=strengths, tolerance=1e-8).weights[..., 0]
    assert low[4] == 0 != high[4]
    assert low[2] != 0 == high[2]


def test_what_is_kept_of_sum_and_difference():
    plane = Plane((2.0, 0.9), 0.8)
    best, found = np.array(plane.best), plane.weights(2, [0.2])[0]
    for along, kept in (((1, 1), 0.9), ((1, -1), 0.5)):
        assert along @ found == pytest.approx(kept * (along @ best))


def test_a_corner_collects_624_of_1000():
    plane, rng = Plane((2.0, 0.9), 0.8), np.random.default_rng(0)
    worlds = plane.features @ rng.normal(0, 1.5, (1000, 2, 1))
    by_l1 = lasso(plane.features, worlds, strength=0.5).weights
    assert (by_l1 == 0).any(axis=(1, 2)).sum() == 624
    assert (ridge(plane.features, worlds, strength=0.5).weights != 0).all()


def test_data_sets_are_equally_strong():
    for k in (1, 8, 40):
        drawn = sparse.data_sets(sparse.equal_weights(k), 5, rng=np.random.default_rng(0))
        assert ((drawn.truth != 0).sum(axis=(1, 2)) == k).all()
        np.testing.assert_allclose((drawn.truth**2).sum(axis=(1, 2)), 4)


@pytest.mark.parametrize("likeness", [0.0, 0.5])
def test_the_excess_is_the_error_on_new_data(likeness):
    sizes = sparse.equal_weights(3)
    drawn = sparse.data_sets(sizes, 2, rng=np.random.default_rng(0), likeness=likeness)
    fit = ridge(drawn.features, drawn.targets, strength=0.2)
    many = sparse.data_sets(sizes, 1, rng=np.random.default_rng(1), n=40000, likeness=likeness)
    new = many.features[0]
    missed = np.square(fit.predict(new) - new @ drawn.truth).mean(axis=(1, 2))
    np.testing.assert_allclose(sparse.excess(fit, drawn.truth, likeness), missed, rtol=0.05)


def test_l1_wins_with_few_and_l2_with_many():
    change = {}
    for k in (2, 40):
        drawn = sparse.data_sets(sparse.equal_weights(k), 40, rng=np.random.default_rng(5))
        errors = sparse.both_penalties(drawn)
        change[k] = (errors["L1"] - errors["L2"]).mean()
    assert change[2] < -0.5
    assert change[40] > 0.3


def test_a_best_strength_is_no_end_of_the_grid_unless_no_penalty_is_best():
    assert sparse.best_strength(lambda each: abs(np.log(each / 0.0375))) == 0.0375
    assert sparse.best_strength(lambda each: abs(np.log(each / 9.6))) == 9.6
    assert sparse.best_strength(lambda each: 1 + each) < 0.002


def test_both_penalties_together_are_each_alone_at_the_ends():
    studies = elastic.thermometers(4, rng=np.random.default_rng(0))
    for l1, l2, engine_fit in ((0.1, 0.0, lasso), (0.0, 0.3, ridge)):
        ours = elastic.elastic_net(studies, l1, l2)
        theirs = engine_fit(studies.columns, studies.targets, strength=l1 + l2).weights[..., 0]
        np.testing.assert_allclose(ours, theirs, atol=2e-5)


def test_two_near_copies_are_kept_by_a_small_l2_part_and_five_rough_ones_gain_by_it():
    studies = elastic.thermometers(400, rng=np.random.default_rng(0))
    alone, shared = (elastic.best_of(studies, (0.1,), (l2,)) for l2 in (0.0, 0.03))
    assert (alone.keep_both, shared.keep_both) == (0.465, 0.995)
    assert shared.errors.mean() / alone.errors.mean() == pytest.approx(1.04, abs=0.01)
    rough = elastic.thermometers(400, rng=np.random.default_rng(0), copies=5, apart=0.5)
    by_l1, by_both = elastic.best_of(rough, (0.1,), (0.0,)), elastic.best_of(rough, (0.05,), (0.3,))
    assert by_l1.errors.mean() == pytest.approx(0.107, abs=0.001)
    assert by_both.errors.mean() == pytest.approx(0.092, abs=0.001)


def test_the_error_of_a_study_is_that_of_new_ones():
    weights = np.linspace(-0.5, 0.8, 10)
    rng = np.random.default_rng(1)
    heat = rng.standard_normal((200000, 1))
    columns = np.hstack([heat + 0.1 * rng.standard_normal((200000, 2)),
                         rng.standard_normal((200000, 8))])  # fmt: skip
    missed = np.square(columns @ weights - heat[:, 0]).mean()
    assert float(elastic.excess(weights[None])[0]) == pytest.approx(missed, rel=0.02)


def test_the_nearest_point_is_the_cheapest_by_luck_too():
    """Features alike, best weights on an axis of the ellipse: ridge stays on it."""
    first, second = Plane((2.0, 2.0), 0.8).weights(2, [1.0])[0]
    assert first == pytest.approx(second)


def test_what_is_left_under_p_1_25():
    left = Plane((2.0, 0.9), 0.8).weights(1.25, [3.0])[0, 1]
    assert left == pytest.approx(0.213, abs=0.001)
    near = Plane((2.0, -0.4), 0.8).weights(1.25, [0.12, 0.2, 0.5])[:, 1]
    assert near[0] < 0 < near[1] < 0.001 < near[2]


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
