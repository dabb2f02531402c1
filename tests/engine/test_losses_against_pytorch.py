"""The losses give PyTorch's values and gradients, up to the divisors that the docstrings name."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from course_lib.engine import binary_cross_entropy, cross_entropy, squared_error  # noqa: E402

functional = torch.nn.functional
N = 9


def compare(ours, theirs, logits):
    """``theirs`` is a function of the logits as a tensor that gives the loss."""
    tensor = torch.tensor(logits, requires_grad=True)
    value = theirs(tensor)
    value.backward()
    np.testing.assert_allclose(ours[0], value.item(), rtol=0, atol=1e-10)
    np.testing.assert_allclose(ours[1], tensor.grad.numpy(), rtol=0, atol=1e-10)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize("size", [1, 30])
def test_cross_entropy(rng, size):
    logits, labels = size * rng.standard_normal((N, 4)), rng.integers(4, size=N)
    goal = torch.tensor(labels)
    compare(cross_entropy(logits, labels), lambda z: functional.cross_entropy(z, goal), logits)


def test_cross_entropy_with_class_weights(rng):
    logits, labels, weights = rng.standard_normal((N, 4)), rng.integers(4, size=N), rng.random(4)
    goal, theirs = torch.tensor(labels), torch.tensor(weights)
    compare(
        cross_entropy(logits, labels, class_weights=weights),
        lambda z: functional.cross_entropy(z, goal, weight=theirs, reduction="mean"),
        logits,
    )


def test_cross_entropy_with_sample_weights(rng):
    logits, labels, weights = rng.standard_normal((N, 4)), rng.integers(4, size=N), rng.random(N)
    goal, theirs = torch.tensor(labels), torch.tensor(weights)
    compare(
        cross_entropy(logits, labels, weights),
        lambda z: (
            (functional.cross_entropy(z, goal, reduction="none") * theirs).sum() / theirs.sum()
        ),
        logits,
    )


@pytest.mark.parametrize("size", [1, 30])
def test_binary_cross_entropy_is_summed_over_the_outputs(rng, size):
    logits, targets = size * rng.standard_normal((N, 3)), rng.random((N, 3))
    goal = torch.tensor(targets)
    compare(
        binary_cross_entropy(logits, targets),
        lambda z: 3 * functional.binary_cross_entropy_with_logits(z, goal),
        logits,
    )


def test_binary_cross_entropy_with_weights_is_divided_by_their_sum(rng):
    logits, targets, weights = rng.standard_normal((N, 1)), rng.random((N, 1)), rng.random(N)
    goal, theirs = torch.tensor(targets), torch.tensor(weights[:, None])
    compare(
        binary_cross_entropy(logits, targets, weights),
        lambda z: (
            functional.binary_cross_entropy_with_logits(z, goal, weight=theirs) * (N / theirs.sum())
        ),
        logits,
    )


def test_binary_cross_entropy_with_class_weights_for_hard_targets(rng):
    logits, targets = rng.standard_normal((N, 1)), np.array([0, 1, 1, 0, 0, 0, 1, 0, 0.0])
    goal, weight_of_1 = torch.tensor(targets[:, None]), torch.tensor(4.0)
    divisor = 6 + 3 * 4
    compare(
        binary_cross_entropy(logits, targets, class_weights=(1, 4)),
        lambda z: (
            functional.binary_cross_entropy_with_logits(z, goal, pos_weight=weight_of_1)
            * (N / divisor)
        ),
        logits,
    )


@pytest.mark.parametrize("outputs", [1, 3])
def test_squared_error_is_half_and_summed_over_the_outputs(rng, outputs):
    output, targets = rng.standard_normal((N, outputs)), rng.standard_normal((N, outputs))
    goal = torch.tensor(targets)
    compare(
        squared_error(output, targets),
        lambda z: functional.mse_loss(z, goal) * outputs / 2,
        output,
    )


def test_squared_error_with_sample_weights(rng):
    output, targets, weights = (rng.random(shape) for shape in ((N, 3), (N, 3), (N,)))
    goal, theirs = torch.tensor(targets), torch.tensor(weights[:, None])
    compare(
        squared_error(output, targets, weights),
        lambda z: (
            (functional.mse_loss(z, goal, reduction="none") * theirs).sum() / theirs.sum() / 2
        ),
        output,
    )
