"""Convolution and pooling against PyTorch: outputs and all gradients."""

import numpy as np
import pytest

from course_lib.engine import AveragePool2D, Conv2D, MaxPool2D, Network

torch = pytest.importorskip("torch")

SHAPE = 9, 8, 3
ATOL = 1e-10


def as_theirs(flat, shape):
    """Flat images, channels last, as PyTorch has them: (n, channels, height, width)."""
    images = np.ascontiguousarray(flat.reshape(-1, *shape).transpose(0, 3, 1, 2))
    return torch.from_numpy(images).requires_grad_()


def as_ours(images):
    return images.detach().numpy().transpose(0, 2, 3, 1).reshape(len(images), -1)


def agree(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=ATOL)


@pytest.mark.parametrize("kernel", [1, 2, 3, 5])
@pytest.mark.parametrize("padding", [0, 1])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_convolution(stride, padding, kernel):
    rng = np.random.default_rng(0)
    layer = Conv2D(SHAPE, 4, kernel=kernel, stride=stride, padding=padding)
    Network([layer], rng=rng)
    layer.b[...] = rng.standard_normal((1, 4))
    x = rng.standard_normal((5, np.prod(SHAPE)))
    y = layer.forward(x)
    grad_y = rng.standard_normal(y.shape)
    grad_x = layer.backward(grad_y)

    def theirs(matrix):
        return matrix.reshape(kernel, kernel, SHAPE[2], 4).transpose(3, 2, 0, 1)

    images = as_theirs(x, SHAPE)
    weight = torch.from_numpy(theirs(layer.W).copy()).requires_grad_()
    bias = torch.from_numpy(layer.b[0].copy()).requires_grad_()
    output = torch.nn.functional.conv2d(images, weight, bias, stride=stride, padding=padding)
    output.backward(as_theirs(grad_y, layer.out_shape).detach())
    assert (*output.shape[2:], output.shape[1]) == layer.out_shape
    agree(y, as_ours(output))
    agree(grad_x, as_ours(images.grad))
    agree(theirs(layer.gradients["W"]), weight.grad.numpy())
    agree(layer.gradients["b"][0], bias.grad.numpy())


@pytest.mark.parametrize(("size", "stride"), [(2, None), (3, None), (3, 1), (3, 2), (2, 3)])
@pytest.mark.parametrize("kind", [MaxPool2D, AveragePool2D])
def test_pooling(kind, size, stride):
    rng = np.random.default_rng(0)
    layer = kind(SHAPE, size=size, stride=stride)
    x = rng.standard_normal((5, np.prod(SHAPE)))
    y = layer.forward(x)
    grad_y = rng.standard_normal(y.shape)
    pool = "max_pool2d" if kind is MaxPool2D else "avg_pool2d"
    images = as_theirs(x, SHAPE)
    output = getattr(torch.nn.functional, pool)(images, size, stride)
    output.backward(as_theirs(grad_y, layer.out_shape).detach())
    assert (*output.shape[2:], output.shape[1]) == layer.out_shape
    agree(y, as_ours(output))
    agree(layer.backward(grad_y), as_ours(images.grad))
