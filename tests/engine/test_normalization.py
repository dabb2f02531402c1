"""What all normalization layers must do, and layer, group and instance norm by hand."""

import copy
import gc
import pickle
import weakref

import numpy as np
import pytest

from course_lib.engine import (
    BatchNorm,
    BatchRenorm,
    Dense,
    GroupNorm,
    InstanceNorm,
    LayerNorm,
    Network,
    Tanh,
    check_gradients,
    cross_entropy,
    per_model,
    stack,
    unstack,
)

IMAGE = (2, 3, 4)  # 24 features
LAYERS = {
    "batch norm": lambda: BatchNorm(24),
    "batch norm of images": lambda: BatchNorm(IMAGE),
    "batch renorm": lambda: BatchRenorm(24, r_max=1.2, d_max=0.1),
    "batch renorm of images": lambda: BatchRenorm(IMAGE, r_max=1.2, d_max=0.1),
    "layer norm": lambda: LayerNorm(24),
    "group norm": lambda: GroupNorm(IMAGE, groups=2),
    "instance norm": lambda: InstanceNorm(IMAGE),
}
PER_EXAMPLE = ["layer norm", "group norm", "instance norm"]
WITH_BUFFERS = [name for name in LAYERS if name not in PER_EXAMPLE]


def alone(layer, dtype=np.float64):
    Network([layer], rng=np.random.default_rng(0), dtype=dtype)
    return layer


def shaken(network, seed):
    """The same network with parameters and running averages that nothing starts from."""
    rng = np.random.default_rng(seed)
    network.theta += 0.5 * rng.standard_normal(network.theta.shape)
    network.buffers = rng.uniform(0.5, 2, network.buffers.shape)
    return network


def between_dense(layer, seed=0):
    layers = [Dense(3, 24), layer, Tanh(), Dense(24, 4)]
    return shaken(Network(layers, rng=np.random.default_rng(seed)), seed)


def data(seed=7):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((7, 3)), rng.integers(4, size=7)


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("models", [1, 4])
@pytest.mark.parametrize("name", LAYERS)
def test_gradients(name, models, training):
    members = [between_dense(LAYERS[name](), seed) for seed in range(models)]
    network = members[0] if models == 1 else stack(members)
    report = check_gradients(
        network, cross_entropy, data(), rng=np.random.default_rng(1), training=training
    )
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("name", LAYERS)
def test_gradients_as_the_first_layer_of_a_stack_with_shared_data(name):
    members = [
        shaken(Network([LAYERS[name](), Dense(24, 3)], rng=np.random.default_rng(k)), k)
        for k in range(3)
    ]
    rng = np.random.default_rng(5)
    shared = rng.standard_normal((6, 24)), rng.integers(3, size=6)
    report = check_gradients(stack(members), cross_entropy, shared, rng=rng)
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("name", LAYERS)
def test_a_stack_computes_what_its_members_do(name):
    members = [between_dense(LAYERS[name](), seed) for seed in range(3)]
    together, (x, _) = stack(members), data()
    upstream = np.random.default_rng(2).standard_normal((3, 7, 4))
    y = together.forward(x, training=True)
    together.backward(upstream)
    for k, member in enumerate(members):
        np.testing.assert_allclose(member.forward(x, training=True), y[k], atol=1e-13)
        member.backward(upstream[k])
        np.testing.assert_allclose(member.gradient, together.gradient[k], atol=1e-13)
        np.testing.assert_allclose(member.buffers, together.buffers[k], atol=1e-13)
        np.testing.assert_allclose(member.forward(x), unstack(together)[k].forward(x), atol=1e-13)


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", LAYERS)
def test_the_dtype_stays(name, dtype, training):
    layer = LAYERS[name]()
    network = stack([Network([layer], rng=np.random.default_rng(0), dtype=dtype)] * 2)
    for hyperparameter in layer.hyperparameters:  # one float64 number for each model
        value = getattr(layer, hyperparameter)
        setattr(network.layers[0], hyperparameter, per_model([value, value]))
    x = np.random.default_rng(1).standard_normal((5, 24)).astype(dtype)
    y = network.forward(x, training=training)
    grad_x = network.backward(np.ones_like(y), input_gradient=True)
    arrays = y, grad_x, network.gradient, network.buffers, network.layers[0]._saved.x_hat
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


def test_an_eps_of_numpy_does_not_promote():
    layer = alone(LayerNorm(4, eps=np.float64(1e-5)), np.float32)
    assert layer.forward(np.eye(4, dtype=np.float32)).dtype == np.float32


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("name", LAYERS)
def test_inputs_and_gradients_are_left_as_they_came(name, training):
    layer = alone(LAYERS[name]())
    rng = np.random.default_rng(1)
    x, grad = rng.standard_normal((2, 5, 24))
    x_before, grad_before = x.copy(), grad.copy()
    layer.forward(x, training=training)
    layer.backward(grad)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(grad, grad_before)


@pytest.mark.parametrize("name", LAYERS)
def test_the_input_gradient_can_be_spared(name):
    layer = alone(LAYERS[name]())
    x, grad = np.random.default_rng(1).standard_normal((2, 5, 24))
    layer.forward(x, training=True)
    layer.backward(grad)
    expected = {key: value.copy() for key, value in layer.gradients.items()}
    for value in layer.gradients.values():
        value[...] = 0
    assert layer.backward(grad, input_gradient=False) is None
    for key, value in expected.items():
        np.testing.assert_array_equal(layer.gradients[key], value)


@pytest.mark.parametrize("name", LAYERS)
def test_scale_and_shift_do_not_decay(name):
    network = between_dense(LAYERS[name]())
    network.weights[...] = 0
    norm = network.layers[1]
    assert norm.gamma.all()
    assert norm.beta.all()
    assert norm.gamma.shape == norm.beta.shape == (1, norm.channels)


@pytest.mark.parametrize("name", LAYERS)
def test_settings_build_the_layer_again(name):
    layer = LAYERS[name]()
    values = {key: getattr(layer, key) for key in layer.hyperparameters}
    again = type(layer)(**layer.settings(), **values, name="again")
    assert again.settings() == layer.settings()
    assert again.parameter_shapes() == layer.parameter_shapes()
    assert again.buffer_shapes() == layer.buffer_shapes()


@pytest.mark.parametrize(
    "transfer",
    [
        Network.copy,
        copy.deepcopy,
        lambda network: pickle.loads(pickle.dumps(network)),
        lambda network: unstack(stack([between_dense(BatchNorm(24), 9), network]))[1],
    ],
    ids=["copy", "deepcopy", "pickle", "stack and unstack"],
)
def test_running_averages_travel_with_the_network(transfer):
    network, (x, _) = between_dense(BatchNorm(24)), data()
    network.forward(x, training=True)
    other = transfer(network)
    np.testing.assert_array_equal(other.buffers, network.buffers)
    np.testing.assert_array_equal(other.forward(x), network.forward(x))
    kept = network.buffers.copy()
    other.forward(x, training=True)
    assert np.shares_memory(other.layers[1].mean, other.buffers)
    assert (other.buffers != kept).any()
    np.testing.assert_array_equal(network.buffers, kept)


@pytest.mark.parametrize("name", PER_EXAMPLE)
def test_examples_are_normalized_by_themselves(name):
    layer = alone(LAYERS[name]())
    x = np.random.default_rng(1).standard_normal((5, 24))
    everything = layer.forward(x, training=True)
    np.testing.assert_array_equal(layer.forward(x), everything)
    np.testing.assert_allclose(layer.forward(x[2:3]), everything[2:3], atol=1e-14)
    assert not layer.buffers


def test_layer_norm_by_hand():
    layer = alone(LayerNorm(4, eps=4.0))
    layer.gamma[...] = [[1, 2, 3, 6]]
    layer.beta[...] = [[0, 0, 0, 10]]
    # mean 4, variance 5, std 3; and mean 20, variance 32, std 6
    x = np.array([[1.0, 3, 5, 7], [28.0, 12, 20, 20]])
    expected = [[-1, -2 / 3, 1, 16], [4 / 3, -8 / 3, 0, 10]]
    np.testing.assert_allclose(layer.forward(x), expected, atol=1e-14)


def one_by_one(x, gamma, beta, shape, groups, eps):
    """Group norm with loops, written from the paper's set S_i."""
    height, width, channels = shape
    size = channels // groups
    y = np.empty_like(x)
    for i, image in enumerate(x.reshape(-1, height, width, channels)):
        out = np.empty_like(image)
        for c in range(channels):
            first = c // size * size
            values = [
                image[row, column, k]
                for row in range(height)
                for column in range(width)
                for k in range(first, first + size)
            ]
            mean = sum(values) / len(values)
            variance = sum((v - mean) ** 2 for v in values) / len(values)
            x_hat = (image[:, :, c] - mean) / (variance + eps) ** 0.5
            out[:, :, c] = gamma[c] * x_hat + beta[c]
        y[i] = out.ravel()
    return y


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_group_norm_against_loops(groups):
    network = shaken(Network([GroupNorm(IMAGE, groups, eps=0.1)], rng=np.random.default_rng(0)), 3)
    layer, x = network.layers[0], np.random.default_rng(1).standard_normal((3, 24))
    expected = one_by_one(x, layer.gamma[0], layer.beta[0], IMAGE, groups, 0.1)
    np.testing.assert_allclose(network.forward(x), expected, atol=1e-13)


def test_instance_norm_is_one_group_for_each_channel():
    network = shaken(Network([InstanceNorm(IMAGE)], rng=np.random.default_rng(0)), 3)
    layer, x = network.layers[0], np.random.default_rng(1).standard_normal((3, 24))
    expected = one_by_one(x, layer.gamma[0], layer.beta[0], IMAGE, 4, 1e-5)
    np.testing.assert_allclose(network.forward(x), expected, atol=1e-13)


def test_one_group_of_a_flat_image_is_layer_norm():
    x = np.random.default_rng(1).standard_normal((3, 24))
    np.testing.assert_allclose(
        alone(GroupNorm(IMAGE, 1)).forward(x), alone(LayerNorm(24)).forward(x), atol=1e-13
    )


NEEDS_IMAGE = r"takes an image shape \(height, width, channels\), in whole .*; got"


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: BatchNorm(0), r"BatchNorm takes a number of features or an image shape .*; got 0"),
        (lambda: BatchNorm((2, 3)), r"BatchNorm takes a number of .*; got \(2, 3\)"),
        (lambda: BatchNorm((2, -3, 4)), r"BatchNorm takes a number of .*; got \(2, -3, 4\)"),
        (lambda: LayerNorm(IMAGE), r"LayerNorm takes a number of features, .*; got \(2, 3, 4\)"),
        (lambda: LayerNorm(1), r"LayerNorm needs at least 2 values to take a variance of; got 1"),
        (lambda: GroupNorm(24, 2), f"GroupNorm {NEEDS_IMAGE} 24"),
        (lambda: GroupNorm(IMAGE, 3), "needs groups that divide the 4 channels; got 3"),
        (lambda: GroupNorm(IMAGE, 0), "groups must be a whole number, at least 1; got 0"),
        (lambda: GroupNorm((1, 1, 4), 4), "GroupNorm needs at least 2 values"),
        (lambda: InstanceNorm(24), f"InstanceNorm {NEEDS_IMAGE} 24"),
        (lambda: InstanceNorm((1, 1, 4)), "InstanceNorm needs at least 2 values"),
        (lambda: BatchNorm(2, eps=0), r"eps must lie in \(0, inf\); got 0"),
        (lambda: BatchNorm(2, eps=float("nan")), r"eps must lie in \(0, inf\); got nan"),
    ],
)
def test_what_cannot_be_built(build, message):
    with pytest.raises(ValueError, match=message):
        build()


def test_half_a_feature_is_refused():
    with pytest.raises(ValueError, match=r"in whole numbers from 1 on; got 2\.5"):
        BatchNorm(2.5)


@pytest.mark.parametrize("name", LAYERS)
def test_inputs_that_do_not_fit_are_named(name):
    layer = LAYERS[name]()
    layer.name = "norm"
    with pytest.raises(ValueError, match="'norm' has no weights yet"):
        layer.forward(np.zeros((2, 24)))
    alone(layer)
    with pytest.raises(ValueError, match=r"'norm' takes 24 features; got .* \(2, 4\)"):
        layer.forward(np.zeros((2, 4)))
    with pytest.raises(TypeError, match="'norm' computes in float64; got an input of float32"):
        layer.forward(np.zeros((2, 24), np.float32))


@pytest.mark.parametrize("name", LAYERS)
def test_a_network_let_go_of_leaves_memory_at_once(name):
    """What a layer saves for backward must not hold the layer itself in a circle."""
    network = between_dense(LAYERS[name]())
    network.forward(data()[0], training=True)
    layer = weakref.ref(network.layers[1])
    gc.disable()
    try:
        del network
        assert layer() is None
    finally:
        gc.enable()
