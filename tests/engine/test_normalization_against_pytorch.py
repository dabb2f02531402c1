"""Every normalization layer against PyTorch: outputs, all gradients, running statistics."""

import numpy as np
import pytest

from course_lib.engine import BatchNorm, GroupNorm, InstanceNorm, LayerNorm, Network

torch = pytest.importorskip("torch")

IMAGE = (3, 2, 6)
TOLERANCE = {"rtol": 0, "atol": 1e-10}


def to_torch(x, shape):
    """Flat images, channels last -> (n, channels, height, width); vectors as they are."""
    if len(shape) == 1:
        return torch.tensor(x)
    return torch.tensor(x.reshape(-1, *shape).transpose(0, 3, 1, 2).copy())


def from_torch(tensor, shape):
    array = tensor.detach().numpy()
    if len(shape) == 1:
        return array
    return array.transpose(0, 2, 3, 1).reshape(len(array), -1)


def pair(layer, peer, seed=0):
    """Both with the same parameters."""
    rng = np.random.default_rng(seed)
    network = Network([layer], rng=rng)
    network.theta += rng.standard_normal(network.theta.shape)
    with torch.no_grad():
        peer.weight.copy_(torch.tensor(layer.gamma[0].copy()))
        peer.bias.copy_(torch.tensor(layer.beta[0].copy()))
    return network, peer


def compare(network, peer, seed, *, training):
    """One forward and backward of both."""
    layer, rng = network.layers[0], np.random.default_rng(seed)
    x, grad = rng.normal(3, 2, (2, 7, layer.features))
    y = network.forward(x, training=training)
    grad_x = network.backward(grad, input_gradient=True)
    peer.train(training)
    peer.zero_grad()
    x_torch = to_torch(x, layer.shape).requires_grad_()
    y_torch = peer(x_torch)
    y_torch.backward(to_torch(grad, layer.shape))
    np.testing.assert_allclose(y, from_torch(y_torch, layer.shape), **TOLERANCE)
    np.testing.assert_allclose(grad_x, from_torch(x_torch.grad, layer.shape), **TOLERANCE)
    np.testing.assert_allclose(layer.gradients["gamma"][0], peer.weight.grad, **TOLERANCE)
    np.testing.assert_allclose(layer.gradients["beta"][0], peer.bias.grad, **TOLERANCE)


@pytest.mark.parametrize("keep", [0.9, 0.3])
@pytest.mark.parametrize("features", [5, IMAGE], ids=["vectors", "images"])
def test_batch_norm_in_both_modes(features, keep):
    settings = {"eps": 1e-3, "momentum": 1 - keep, "dtype": torch.float64}
    if features == 5:
        peer = torch.nn.BatchNorm1d(5, **settings)
    else:
        peer = torch.nn.BatchNorm2d(6, **settings)
    network, peer = pair(BatchNorm(features, keep=keep, eps=1e-3), peer)
    layer = network.layers[0]
    for seed in range(3):
        compare(network, peer, seed, training=True)
        np.testing.assert_allclose(layer.mean[0], peer.running_mean, **TOLERANCE)
        np.testing.assert_allclose(layer.variance[0], peer.running_var, **TOLERANCE)
    compare(network, peer, 4, training=False)
    np.testing.assert_allclose(layer.variance[0], peer.running_var, **TOLERANCE)


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
def test_layer_norm(training):
    peer = torch.nn.LayerNorm(5, eps=1e-3, dtype=torch.float64)
    compare(*pair(LayerNorm(5, eps=1e-3), peer), 1, training=training)


@pytest.mark.parametrize("groups", [1, 2, 3, 6])
def test_group_norm(groups):
    peer = torch.nn.GroupNorm(groups, 6, eps=1e-3, dtype=torch.float64)
    compare(*pair(GroupNorm(IMAGE, groups, eps=1e-3), peer), 1, training=True)


def test_instance_norm():
    peer = torch.nn.InstanceNorm2d(6, eps=1e-3, affine=True, dtype=torch.float64)
    compare(*pair(InstanceNorm(IMAGE, eps=1e-3), peer), 1, training=True)
