"""The checks of notebook 05: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.optimizers import check as optimizers
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def normalize_plain(x_train, x_dev):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return (x_train - mean) / std, (x_dev - mean) / std


def normalize_keepdims(x_train, x_dev):
    centred = x_train - x_train.mean(axis=0, keepdims=True)
    std = np.sqrt((centred**2).mean(axis=0, keepdims=True))
    return [centred / std, (x_dev - x_train.mean(axis=0, keepdims=True)) / std]


def average_loop(values, beta):
    v, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        v = beta * v + (1 - beta) * value
        averages.append(v / (1 - beta**t))
    return np.array(averages)


def average_filled(values, beta):
    averages, v = np.zeros_like(values), 0
    for t in range(len(values)):
        v = v + (1 - beta) * (values[t] - v)
        averages[t] = v / (1 - beta ** (t + 1))
    return averages


def average_by_weights(values, beta):
    return np.array(
        [
            np.average(values[: t + 1], weights=beta ** np.arange(t, -1, -1)) if beta else values[t]
            for t in range(len(values))
        ]
    )


def momentum_plain(theta, velocity, grad, lr, beta):
    velocity = beta * velocity + grad
    return theta - lr * velocity, velocity


def momentum_on_copies(theta, velocity, grad, lr, beta):
    theta, velocity = theta.copy(), velocity.copy()
    velocity *= beta
    velocity += grad
    theta -= lr * velocity
    return [theta, velocity]


def adam_plain(theta, m, v, grad, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def adam_in_one_line(theta, m, v, grad, t, lr, beta1, beta2, eps):
    m, v = m + (1 - beta1) * (grad - m), v + (1 - beta2) * (grad * grad - v)
    step = m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + eps)
    return [theta - lr * step, m, v]


CHECKS = {
    "normalize": (2, 6, [normalize_plain, normalize_keepdims]),
    "average": (3, 7, [average_loop, average_filled, average_by_weights]),
    "momentum_step": (4, 7, [momentum_plain, momentum_on_copies]),
    "adam_step": (5, 8, [adam_plain, adam_in_one_line]),
}


@pytest.mark.parametrize("name", CHECKS)
def test_solutions_pass(name, capsys):
    number, rules, solutions = CHECKS[name]
    for solution in solutions:
        out = said_of(getattr(optimizers, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. {rules} rules checked:\n")


def fails_with(check, function, message, capsys):
    out = said_of(check, function, capsys)
    assert ": not yet right: " in out or "it stopped with" in out
    assert message in out


# Mistakes in normalizing


def normalized(centre, spread):
    def normalize(x_train, x_dev):
        return tuple((x - centre(x, x_train)) / spread(x, x_train) for x in (x_train, x_dev))

    return normalize


def train_mean(x, x_train):
    return x_train.mean(axis=0)


def train_std(x, x_train):
    return x_train.std(axis=0)


def normalize_in_place(x_train, x_dev):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    x_train -= mean
    x_train /= std
    return x_train, (x_dev - mean) / std


def normalize_edited_first(x_train, x_dev):
    x_train = x_train - x_train.mean(axis=0)
    return x_train / x_train.std(axis=0), (x_dev - x_train.mean(axis=0)) / x_train.std(axis=0)


def normalize_dev_first(x_train, x_dev):
    return normalize_plain(x_train, x_dev)[::-1]


NORMALIZE_MISTAKES = [
    (
        normalized(train_mean, lambda x, x_train: x_train.var(axis=0)),
        "That divides by the variance, sigma**2",
    ),
    (
        normalized(lambda x, x_train: x.mean(axis=0), lambda x, x_train: x.std(axis=0)),
        "z_dev needs the mean and std of x_train:\n"
        "  x_dev 4: expected 0, got -1.336. That uses the dev set's own",
    ),
    (normalized(lambda x, x_train: 0, train_std), "The mean was not subtracted."),
    (
        normalized(lambda x, x_train: x_train.min(axis=0), lambda x, x_train: np.ptp(x_train, 0)),
        "That maps smallest and largest to 0 and 1",
    ),
    (normalize_edited_first, "The dev set was divided, but not moved"),
    (normalized(train_mean, lambda x, x_train: 1), "Nothing was divided"),
    (
        normalized(lambda x, x_train: x_train.mean(), lambda x, x_train: x_train.std()),
        "That is one mean for all: take it feature by feature, with axis=0.",
    ),
    (
        normalized(train_mean, lambda x, x_train: x_train.std()),
        "That is one spread for all",
    ),
    (
        normalized(train_mean, lambda x, x_train: x_train.std(axis=0, ddof=1)),
        "That is the spread with ddof=1",
    ),
    (normalized(train_mean, lambda x, x_train: 1 / x_train.std(axis=0)), "That multiplies"),
    (
        normalized(
            lambda x, x_train: x.mean(axis=1, keepdims=True),
            lambda x, x_train: x.std(axis=1, keepdims=True),
        ),
        "each feature of z_train must have mean 0",
    ),
    (lambda x_train, x_dev: (normalize_plain(x_train, x_dev)[0], x_dev), "was left as it was"),
    (
        lambda x_train, x_dev: normalize_plain(x_train, x_dev)[0],
        "it must return the pair (z_train, z_dev); got an array of shape (4, 2).",
    ),
    (normalize_dev_first, "z_train must be an array of shape (4, 2); got an array of shape (3, 2)"),
    (normalize_in_place, "x_train was edited in place"),
    (
        lambda x_train, x_dev: normalize_plain(np.vstack([x_train, x_dev]), x_dev),
        "z_train must be an array of shape (4, 2); got an array of shape (7, 2)",
    ),
]


@pytest.mark.parametrize(("function", "message"), NORMALIZE_MISTAKES)
def test_mistakes_in_normalizing(function, message, capsys):
    fails_with(optimizers.normalize, function, message, capsys)


# Mistakes in the average


def averaging(old, new, correction, start=1):
    """An average with these factors of beta, divided by a function of beta and t."""

    def average(values, beta):
        v, averages = 0.0, []
        for t, value in enumerate(values, start=start):
            v = old(beta) * v + new(beta) * value
            averages.append(v / correction(beta, t))
        return np.array(averages)

    return average


def keep(beta):
    return beta


def rest(beta):
    return 1 - beta


def proper(beta, t):
    return 1 - beta**t


def average_written_back(values, beta):
    v, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        v = (beta * v + (1 - beta) * value) / (1 - beta**t)
        averages.append(v)
    return np.array(averages)


def average_from_the_first(values, beta):
    v, averages = values[0], []
    for value in values:
        v = beta * v + (1 - beta) * value
        averages.append(v)
    return np.array(averages)


def average_in_place(values, beta):
    values[...] = average_loop(values, beta)
    return values


AVERAGE_MISTAKES = [
    (averaging(keep, rest, lambda beta, t: 1), "expected 8, got 1.6. The correction is missing."),
    (averaging(keep, rest, proper, start=0), "t counts from 1"),
    (
        averaging(keep, rest, lambda beta, t: 1 - beta ** (t + 1)),
        "t counts from 1: after the first",
    ),
    (averaging(keep, lambda beta: 1, proper), "The factor (1 - beta) is missing"),
    (averaging(rest, keep, proper), "The factors beta and 1 - beta are exchanged."),
    (averaging(rest, keep, lambda beta, t: 1 - (1 - beta) ** t), "beta and 1 - beta are exchanged"),
    (averaging(keep, rest, lambda beta, t: 1 - beta), "Divide by 1 - beta**t, which"),
    (averaging(keep, rest, lambda beta, t: 1 / (1 - beta**t)), "That multiplies by the correction"),
    (average_written_back, "The corrected value was written back into the running one."),
    (average_from_the_first, "It starts from the first value instead of from 0."),
    (lambda values, beta: np.cumsum(values) / np.arange(1, 6), "That is the plain mean so far."),
    (lambda values, beta: values.copy(), "that is the newest value"),
    (lambda values, beta: average_loop(values, beta)[-1], "shape (5,): one after each value"),
    (lambda values, beta: list(average_loop(values, beta)), "np.array(...) makes one of it."),
    (average_in_place, "values was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), AVERAGE_MISTAKES)
def test_mistakes_in_the_average(function, message, capsys):
    fails_with(optimizers.average, function, message, capsys)


# Mistakes in momentum


def momentum_in_place(theta, velocity, grad, lr, beta):
    velocity *= beta
    velocity += grad
    return theta - lr * velocity, velocity


def momentum_theta_in_place(theta, velocity, grad, lr, beta):
    velocity = beta * velocity + grad
    theta -= lr * velocity
    return theta, velocity


def stepping(velocity_of, step_of):
    def momentum_step(theta, velocity, grad, lr, beta):
        new = velocity_of(velocity, grad, lr, beta)
        return theta + step_of(velocity, new, grad, lr, beta), new

    return momentum_step


def right_velocity(velocity, grad, lr, beta):
    return beta * velocity + grad


def right_step(velocity, new, grad, lr, beta):
    return -lr * new


MOMENTUM_MISTAKES = [
    (
        stepping(lambda v, g, lr, b: b * v + (1 - b) * g, right_step),
        "velocity 0, grad 2, beta 0.9: expected 2, got 0.2. The factor (1 - beta)",
    ),
    (
        stepping(lambda v, g, lr, b: b * v - lr * g, lambda v, new, g, lr, b: new),
        "Here lr is in the step of theta, not in the velocity.",
    ),
    (
        stepping(lambda v, g, lr, b: b * v + lr * g, lambda v, new, g, lr, b: -new),
        "lr is missing here: it belongs to the step of theta, not into the velocity.",
    ),
    (
        stepping(lambda v, g, lr, b: b * v + lr * g, right_step),
        "The learning rate belongs into the step of theta.",
    ),
    (stepping(lambda v, g, lr, b: v + g, right_step), "The velocity came back as it was"),
    (
        lambda theta, velocity, grad, lr, beta: (theta - lr * (beta * velocity + grad), velocity),
        "multiply it by beta, and return the new one.",
    ),
    (stepping(lambda v, g, lr, b: (1 - b) * v + b * g, right_step), "are exchanged."),
    (stepping(lambda v, g, lr, b: g, right_step), "The old velocity was forgotten."),
    (stepping(lambda v, g, lr, b: b * v - g, right_step), "The sign: add the gradient here"),
    (stepping(lambda v, g, lr, b: b * (v + g), right_step), "beta multiplies the old velocity"),
    (stepping(right_velocity, lambda v, new, g, lr, b: -lr * v), "That uses the old velocity"),
    (stepping(right_velocity, lambda v, new, g, lr, b: lr * new), "goes against the velocity."),
    (stepping(right_velocity, lambda v, new, g, lr, b: -new), "lr is missing here: it belongs to"),
    (stepping(right_velocity, lambda v, new, g, lr, b: -lr * g), "theta stands still"),
    (stepping(right_velocity, lambda v, new, g, lr, b: -lr * (g + b * new)), "theta must"),
    (lambda *given: momentum_plain(*given)[::-1], "The new theta comes first"),
    (lambda *given: momentum_plain(*given)[0], "the pair (theta, velocity); got an array"),
    (momentum_in_place, "velocity was edited in place"),
    (momentum_theta_in_place, "theta was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), MOMENTUM_MISTAKES)
def test_mistakes_in_momentum(function, message, capsys):
    fails_with(optimizers.momentum_step, function, message, capsys)


# Mistakes in Adam: each replaces one line of the solution

LINES = {
    "m": "beta1 * m + (1 - beta1) * grad",
    "v": "beta2 * v + (1 - beta2) * grad**2",
    "m_hat": "m / (1 - beta1**t)",
    "v_hat": "v / (1 - beta2**t)",
    "theta": "theta - lr * m_hat / (np.sqrt(v_hat) + eps)",
    "answer": "(theta, m, v)",
}


def adam(**changed):
    """Adam with other lines in some places."""
    lines = [f"    {name} = {code}" for name, code in (LINES | changed).items()]
    head = "def adam_step(theta, m, v, grad, t, lr, beta1, beta2, eps):"
    scope = {"np": np}
    exec("\n".join([head, *lines, "    return answer"]), scope)
    return scope["adam_step"]


ADAM_MISTAKES = [
    ({"m_hat": "m", "v_hat": "v"}, "The correction of both averages is missing."),
    ({"m_hat": "m"}, "The correction of m is missing."),
    ({"v_hat": "v"}, "The correction of v is missing."),
    ({"answer": "(theta, m_hat, v_hat)"}, "That is m_hat: it is read off beside m"),
    ({"answer": "(theta, m, v_hat)"}, "That is v_hat: it is read off beside v"),
    ({"m": "beta1 * m + grad"}, "The factor (1 - beta1) is missing."),
    ({"m": "(1 - beta1) * m + beta1 * grad"}, "beta1 and 1 - beta1 are exchanged."),
    ({"m": "beta2 * m + (1 - beta2) * grad"}, "m takes beta1."),
    ({"v": "beta2 * v + (1 - beta2) * grad"}, "The square of the gradient is missing."),
    ({"v": "beta2 * v + ((1 - beta2) * grad)**2"}, "Square the gradient alone"),
    ({"v": "beta2 * v + grad**2"}, "The factor (1 - beta2) is missing."),
    ({"v": "beta1 * v + (1 - beta1) * grad**2"}, "v takes beta2."),
    ({"v": "beta2 * v + (1 - beta2) * m**2"}, "It takes the square of m"),
    ({"theta": "theta - lr * m_hat / (v_hat + eps)"}, "The root is missing"),
    (
        {"theta": "theta - lr * m_hat / (np.sqrt(v) / (1 - beta2**t) + eps)"},
        "The correction of v belongs under the root.",
    ),
    ({"theta": "theta + lr * m_hat / (np.sqrt(v_hat) + eps)"}, "A step goes against m_hat."),
    ({"theta": "theta - m_hat / (np.sqrt(v_hat) + eps)"}, "The learning rate is missing."),
    ({"theta": "-lr * m_hat / (np.sqrt(v_hat) + eps)"}, "That is the change alone."),
    ({"theta": "theta - lr * m_hat / np.sqrt(v_hat + eps)"}, "That has eps inside the root."),
    ({"theta": "theta - lr * m_hat / np.sqrt(v_hat)"}, "eps has no effect."),
    ({"theta": "theta - lr * grad / (np.sqrt(v_hat) + eps)"}, "The numerator is the gradient"),
    (
        {"m_hat": "m / (1 - beta1)", "v_hat": "v / (1 - beta2)"},
        "The correction takes beta**t, not beta: it fades with t.",
    ),
    (
        {"m_hat": "m / (1 - beta1**(t + 1))", "v_hat": "v / (1 - beta2**(t + 1))"},
        "t counts from 1 already",
    ),
    ({"m_hat": "m / (1 - beta1**(t - 1))"}, "it is not finite."),
    ({"answer": "(m, v, theta)"}, "m must become beta1 * m + (1 - beta1) * grad"),
    ({"answer": "theta"}, "it must return the three arrays (theta, m, v)."),
    ({"answer": "(theta[:, None], m, v)"}, "theta must be an array of shape (2,); got an array of"),
]


@pytest.mark.parametrize(("changed", "message"), ADAM_MISTAKES)
def test_mistakes_in_adam(changed, message, capsys):
    fails_with(optimizers.adam_step, adam(**changed), message, capsys)


def test_adam_in_place_is_noticed(capsys):
    def in_place(theta, m, v, grad, t, lr, beta1, beta2, eps):
        m *= beta1
        m += (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad**2
        return theta - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v

    fails_with(optimizers.adam_step, in_place, "m was edited in place", capsys)
