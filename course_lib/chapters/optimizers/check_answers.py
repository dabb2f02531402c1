"""The course's own answers of notebook 05, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks

Floats = checks.Floats


def largest_rate(x: Floats) -> float:
    """The four means before w and b in the gradient, and their largest eigenvalue."""
    matrix = [[np.mean(x**2), np.mean(x)], [np.mean(x), 1.0]]
    return float(2 / np.linalg.eigvalsh(matrix)[-1])


def normalize(x_train: Floats, x_dev: Floats) -> tuple[Floats, Floats]:
    """Both by the statistics of the training set."""
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return (x_train - mean) / std, (x_dev - mean) / std


def average(values: Floats, beta: float) -> Floats:
    """Corrected beside the running one."""
    v, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        v = beta * v + (1 - beta) * value
        averages.append(v / (1 - beta**t))
    return np.array(averages)


def momentum_step(
    theta: Floats, velocity: Floats, grad: Floats, lr: float, beta: float
) -> tuple[Floats, Floats]:
    """The velocity gathers gradients, theta follows it."""
    velocity = beta * velocity + grad
    return theta - lr * velocity, velocity


def settings(low: float, high: float) -> tuple[float, float]:
    """Both directions shrink by the root of beta a step."""
    k = np.sqrt(high / low)
    root = float((k - 1) / (k + 1))
    return (1 + root) ** 2 / high, root**2


def adam_step(
    theta: Floats,
    m: Floats,
    v: Floats,
    grad: Floats,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> tuple[Floats, Floats, Floats]:
    """Two averages, both corrected."""
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


LARGEST_RATE = checks.drawn(largest_rate, {"x": np.array([3.0])}, x=checks.array(checks.size(2, 6)))
_features = checks.size(1, 3)
NORMALIZE = checks.drawn(
    normalize,
    {"x_train": np.array([[0.0], [0.0], [3.0]]), "x_dev": np.array([[1.0]])},  # lopsided
    x_train=checks.array(checks.size(3, 5), _features),
    x_dev=checks.array(checks.size(1, 4), _features),
)
AVERAGE = checks.drawn(
    average, values=checks.array(checks.size(1, 6)), beta=checks.number(0, 0.99, 0.0)
)
MOMENTUM_STEP = checks.drawn(momentum_step, **checks.one_step.VELOCITY_INPUTS)
ADAM_STEP = checks.drawn(adam_step, **checks.one_step.ADAM_INPUTS)
