"""The worked matrices of the lecture on backpropagation, to every printed decimal.

Its network is 2-5-2-1 on the moons, with weights from RandomState(3) and examples in columns;
transposed, they are ours.
"""

import numpy as np
import pytest

from course_lib.datasets import PUBLISHED_THIRTY, published_moons
from course_lib.engine import GradientDescent, Optimizer, binary_cross_entropy
from course_lib.experiments.worked_matrices import LR, lecture_batches, lecture_network

THIRTY = list(PUBLISHED_THIRTY)


@pytest.fixture
def points():
    return published_moons()


@pytest.fixture
def network():
    return lecture_network()


def gradients(net, x, labels):
    net.backward(binary_cross_entropy(net.forward(x, training=True), labels)[1])
    return net["hidden 1"].gradients


def descend(net, x, labels):
    gradients(net, x, labels)
    Optimizer(GradientDescent(), lr=LR).step(net)


def printed(array, *expected):
    np.testing.assert_array_equal(np.round(np.ravel(array), 8), expected)


def test_r1_forward(points, network):
    x = points[0][THIRTY]
    printed(x[0], -0.54036985, 0.60092263)
    printed(network["hidden 1"].W[:, 0], 1.78862847, 0.43650985)
    z = network["hidden 1"].forward(x)
    printed(z[0, 0], -0.70421226)


def test_r1_gradients(points, network):
    x, labels = points[0][THIRTY], points[1][THIRTY]
    first = gradients(network, x, labels)
    printed(
        first["W"].T,
        -0.015049, 0.01433494, 0.01013246, -0.00965168, 0.02630837,
        -0.01634069, 0.01958144, -0.01865232, 0.00057308, -0.00054589,
    )  # fmt: skip
    printed(first["b"], -0.03675993, 0.02475038, 0.00336266, 0.04783124, 0.00139986)


@pytest.mark.parametrize(
    ("updates", "row"), [(18, (-0.0150322, 0.01431915)), (29, (-0.01502195, 0.01430952))]
)
def test_r1_after_gradient_descent(points, network, updates, row):
    x, labels = points[0][THIRTY], points[1][THIRTY]
    for _ in range(updates):
        descend(network, x, labels)
    printed(gradients(network, x, labels)["W"][:, 0], *row)


def test_r2_mini_batches(points, network):
    x, labels = points
    seen = {}
    for epoch in range(40):
        for number, batch in enumerate(lecture_batches(epoch)):
            if number == 0:
                seen[epoch] = gradients(network, x[batch], labels[batch])["W"][:, 0].copy()
            descend(network, x[batch], labels[batch])
    printed(seen[0], -0.02258159, 0.0232553)
    printed(seen[15], -0.0217046, 0.02061243)
    printed(seen[39], -0.01099443, 0.01261449)
