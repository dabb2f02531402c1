"""What holds for every network that can be put together, tried on many drawn at random."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import (
    Dense,
    Momentum,
    Network,
    Optimizer,
    Residual,
    check_gradients,
    cross_entropy,
    fit,
    load,
    save,
    stack,
    unstack,
)
from tests.engine.every_layer import FEATURES, MAKERS

KEEPS_WIDTH = sorted(
    kind
    for kind, make in MAKERS.items()
    if Network([make()], rng=np.random.default_rng(0)).forward(np.zeros((1, FEATURES))).shape[-1]
    == FEATURES
)
KINDS = st.lists(st.sampled_from(KEEPS_WIDTH), min_size=1, max_size=4)
SLOW = settings(deadline=None, derandomize=True, max_examples=40)


def build(kinds, *, wrapped, seed):
    """Layers in a row, or as the branch of a residual block, between two dense ones."""
    middle = [MAKERS[kind]() for kind in kinds]
    block = [Residual(middle, drop_rate=0.2)] if wrapped else middle
    layers = [Dense(5, FEATURES), *block, Dense(FEATURES, 3)]
    return Network(layers, rng=np.random.default_rng(seed))


def data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((12, 5)), rng.integers(3, size=12)


def trained(network):
    optimizer = Optimizer(Momentum(0.9), lr=0.01)
    rng = np.random.default_rng(1)
    fit(network, cross_entropy, optimizer, data(), epochs=2, batch_size=6, rng=rng)
    return network


@SLOW
@given(kinds=KINDS, wrapped=st.booleans())
def test_backward_is_the_derivative_of_forward(kinds, wrapped):
    report = check_gradients(
        build(kinds, wrapped=wrapped, seed=0), cross_entropy, data(),
        rng=np.random.default_rng(2), coordinates=3,
    )  # fmt: skip
    assert report.error < 1e-6, report  # products of many layers have few digits left


@SLOW
@given(kinds=KINDS, wrapped=st.booleans(), models=st.integers(1, 3))
def test_a_stack_trains_as_its_members(kinds, wrapped, models):
    together = trained(stack([build(kinds, wrapped=wrapped, seed=k) for k in range(models)]))
    for k, member in enumerate(unstack(together)):
        alone = trained(build(kinds, wrapped=wrapped, seed=k))
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-10)
        np.testing.assert_allclose(member.buffers, alone.buffers, rtol=0, atol=1e-10)


@SLOW
@given(kinds=KINDS, wrapped=st.booleans(), models=st.integers(0, 2))
def test_saving_and_loading_changes_nothing(kinds, wrapped, models, tmp_path_factory):
    networks = [trained(build(kinds, wrapped=wrapped, seed=k)) for k in range(max(models, 1))]
    network = stack(networks) if models else networks[0]
    again = load(save(network, tmp_path_factory.mktemp("saved") / "net.npz"))
    assert repr(again) == repr(network)
    for training in (False, True):
        np.testing.assert_array_equal(
            again.forward(data()[0], training=training, rng=np.random.default_rng(3)),
            network.forward(data()[0], training=training, rng=np.random.default_rng(3)),
        )
