"""A small network on a small task, for the tests of training."""

import numpy as np
import pytest

from course_lib.engine import Optimizer, cross_entropy, mlp, train


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((50, 4))
    return x, (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)


def make(seed=0, drop_rate=None, dtype=np.float64):
    return mlp([4, 8, 3], rng=np.random.default_rng(seed), drop_rate=drop_rate, dtype=dtype)


def steps(data, network=None, *, lr=0.1, epochs=2, batch_size=16, **kwargs):
    rng = np.random.default_rng(5)
    network = network or make()
    return train(
        network, cross_entropy, Optimizer(lr=lr), data,
        epochs=epochs, batch_size=batch_size, rng=rng, **kwargs,
    )  # fmt: skip
