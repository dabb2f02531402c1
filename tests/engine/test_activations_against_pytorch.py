"""Activations against PyTorch's: outputs, gradients by the input and by PReLU's slope."""

import numpy as np
import pytest

from course_lib.engine import (
    ELU,
    GELU,
    Identity,
    LeakyReLU,
    Network,
    PReLU,
    ReLU,
    RReLU,
    Sigmoid,
    SiLU,
    Tanh,
    softmax,
)

torch = pytest.importorskip("torch")
F = torch.nn.functional

PAIRS = {
    "identity": (Identity(), torch.nn.Identity()),
    "sigmoid": (Sigmoid(), torch.sigmoid),
    "tanh": (Tanh(), torch.tanh),
    "relu": (ReLU(), torch.relu),
    "leaky": (LeakyReLU(), F.leaky_relu),
    "leaky 0.3": (LeakyReLU(0.3), lambda x: F.leaky_relu(x, 0.3)),
    "rrelu": (RReLU(), F.rrelu),
    "elu": (ELU(), F.elu),
    "gelu": (GELU(), F.gelu),
    "silu": (SiLU(), F.silu),
    "elu 1.7": (ELU(1.7), lambda x: F.elu(x, 1.7)),
}


def batch():
    """Inputs with zeros and far numbers among them, and a gradient from above."""
    rng = np.random.default_rng(0)
    x = 3 * rng.standard_normal((50, 12))
    x[0], x[1, :6], x[1, 6:] = 0, 1e4, -1e4
    return x, rng.standard_normal(x.shape)


def close(ours, theirs):
    np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=0, atol=1e-10)


@pytest.mark.parametrize("name", PAIRS)
def test_output_and_input_gradient(name):
    layer, function = PAIRS[name]
    x, grad_y = batch()
    leaf = torch.tensor(x, requires_grad=True)
    y = function(leaf)
    y.backward(torch.tensor(grad_y))
    close(layer.forward(x), y)
    close(layer.backward(grad_y), leaf.grad)


def test_softmax():
    x, _ = batch()
    close(softmax(x), torch.softmax(torch.tensor(x), dim=-1))


class Draws:
    """A generator that gives the numbers it was told."""

    def __init__(self, numbers):
        self.numbers = numbers

    def random(self, shape, dtype):
        assert shape == self.numbers.shape
        return self.numbers


def test_rrelu_in_training_with_the_slopes_that_pytorch_drew():
    torch.manual_seed(0)
    x, grad_y = batch()
    x[0] = -1  # where a unit is zero its slope cannot be read off
    leaf = torch.tensor(x, requires_grad=True)
    y = F.rrelu(leaf, 0.1, 0.4, training=True)
    y.backward(torch.tensor(grad_y))
    slope = np.where(x > 0, 0.1, y.detach().numpy() / x)
    layer = RReLU(0.1, 0.4)
    draws = [Draws((slope - 0.1) / 0.3)]
    close(layer.forward(x, training=True, rng=draws)[0], y)
    close(layer.backward(grad_y)[0], leaf.grad)


@pytest.mark.parametrize("features", [12, None, (2, 2, 3)], ids=["each", "shared", "image"])
def test_prelu_and_the_gradient_of_its_slope(features):
    x, grad_y = batch()
    layer = PReLU(features)
    Network([layer], rng=np.random.default_rng(0))
    layer.slope[...] = np.random.default_rng(1).uniform(-0.5, 1.5, layer.slope.shape)

    def theirs(flat):
        """PyTorch keeps the channels in front of an image's rows and columns."""
        array = torch.tensor(flat)
        return array.reshape(-1, 2, 2, 3).permute(0, 3, 1, 2) if layer.channels == 3 else array

    def flat(array):
        return array.permute(0, 2, 3, 1).reshape(-1, 12) if layer.channels == 3 else array

    leaf = theirs(x).requires_grad_()
    slope = torch.tensor(layer.slope[0], requires_grad=True)
    y = F.prelu(leaf, slope)
    y.backward(theirs(grad_y))
    close(layer.forward(x), flat(y))
    close(layer.backward(grad_y), flat(leaf.grad))
    close(layer.gradients["slope"][0], slope.grad)
