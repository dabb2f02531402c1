"""The largest curvature of a loss: on a problem where it is known, and at the edge of stability."""

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules import runs
from course_lib.engine import Optimizer, binary_cross_entropy, mlp, train
from course_lib.experiments.curvature import largest_curvature


def test_of_a_logistic_regression_it_is_the_largest_eigenvalue_of_its_hessian():
    rng = np.random.default_rng(0)
    x, labels = rng.standard_normal((50, 3)), rng.integers(2, size=50)
    network = mlp((3, 1), rng=rng)
    share = 1 / (1 + np.exp(-network.forward(x)[:, 0]))
    ones = np.column_stack([x, np.ones(len(x))])
    hessian = ones.T @ (ones * (share * (1 - share))[:, None]) / len(x)
    before = network.theta.copy()
    assert largest_curvature(network, (x, labels)) == pytest.approx(
        np.linalg.eigvalsh(hessian)[-1], rel=1e-3
    )
    np.testing.assert_array_equal(network.theta, before)


def test_at_a_rate_of_2_the_run_comes_to_the_edge_and_at_04_it_stays_below():
    training, _ = runs.load_points()
    for rate, low, high in ((2.0, 0.7, 1.3), (0.4, 0.0, 4.9)):
        network, rng = runs.first_network(), np.random.default_rng([0, 1])
        recipe = {"epochs": 400, "batch_size": 500, "rng": rng}
        for _ in train(network, binary_cross_entropy, Optimizer(lr=rate), training, **recipe):
            pass
        assert low < largest_curvature(network, training) < high
