"""The checks of notebook 07b: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib import engine
from course_lib.chapters.batch_normalization_further import check
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def unseen_of_squares(x_hat):
    g = x_hat**2
    g = g - g.mean()
    return g - x_hat * (g @ x_hat) / (x_hat @ x_hat)


def unseen_by_lstsq(x_hat):
    known = np.column_stack([np.ones(len(x_hat)), x_hat])
    g = np.arange(len(x_hat)) ** 3.0
    return g - known @ np.linalg.lstsq(known, g, rcond=None)[0]


def unseen_by_svd(x_hat):
    _, _, directions = np.linalg.svd(np.stack([np.ones(len(x_hat)), x_hat]))
    return directions[-1]


def unseen_by_chance(x_hat):
    g = np.random.default_rng(3).standard_normal(len(x_hat))
    g = g - g.mean()
    return g - x_hat * np.mean(g * x_hat)


def group_norm(x, groups, eps):
    grouped = x.reshape(*x.shape[:2], groups, -1)
    mean = grouped.mean(axis=(1, 3), keepdims=True)
    variance = grouped.var(axis=(1, 3), keepdims=True)
    return ((grouped - mean) / np.sqrt(variance + eps)).reshape(x.shape)


def group_by_loops(x, groups, eps):
    y, width = np.zeros(x.shape), x.shape[2] // groups
    for n in range(len(x)):
        for k in range(groups):
            part = x[n, :, k * width : (k + 1) * width]
            y[n, :, k * width : (k + 1) * width] = (part - part.mean()) / (part.var() + eps) ** 0.5
    return y


def group_by_split(x, groups, eps):
    parts = np.split(x, groups, axis=2)
    return np.concatenate(
        [
            (part - part.mean((1, 2), keepdims=True))
            / np.sqrt(part.var((1, 2), keepdims=True) + eps)
            for part in parts
        ],
        axis=2,
    )


def fair_in_a_line(dev, test):
    return test[dev.mean(axis=1).argmax()]


def fair_by_sum(dev, test):
    return test[np.argsort(dev.sum(axis=1))[-1]]


def fair_by_loop(dev, test):
    best, place = -np.inf, 0
    for k, row in enumerate(dev):
        if np.mean(row) > best:
            best, place = np.mean(row), k
    return test[place].copy()


def both_at(lr, norm="batch norm"):
    return lambda: {"lr": lr, "norm": norm, "skip": True}


SOLUTIONS = {
    "unseen": [unseen_of_squares, unseen_by_lstsq, unseen_by_svd, unseen_by_chance],
    "group_norm": [group_norm, group_by_loops, group_by_split],
    "fair_scores": [fair_in_a_line, fair_by_sum, fair_by_loop],
    "thirty_four": [both_at(0.1), both_at(0.3), both_at(np.float32(0.1), "layer norm")],
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_pass(name, capsys):
    for solution in SOLUTIONS[name]:
        assert ": passed. " in said_of(getattr(check, name), solution, capsys)


def test_group_norm_is_the_engines():
    images = np.random.default_rng(0).standard_normal((2, 12))
    layer = engine.Network([engine.GroupNorm((3, 1, 4), groups=2)], rng=np.random.default_rng(0))
    ours = group_norm(images.reshape(2, 3, 4), 2, 1e-5).reshape(2, 12)
    assert np.allclose(layer.forward(images), ours)


# Mistakes, and what the checks say of them.


def over(axes):
    def mistaken(x, groups, eps):
        mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
        return (x - mean) / np.sqrt(variance + eps)

    return mistaken


def every_other_channel(x, groups, eps):
    grouped = x.reshape(*x.shape[:2], -1, groups)
    mean = grouped.mean(axis=(1, 2), keepdims=True)
    variance = grouped.var(axis=(1, 2), keepdims=True)
    return ((grouped - mean) / np.sqrt(variance + eps)).reshape(x.shape)


def cut_through_the_positions(x, groups, eps):
    y = x.reshape(len(x), groups, -1)
    mean, variance = y.mean(axis=2, keepdims=True), y.var(axis=2, keepdims=True)
    return ((y - mean) / np.sqrt(variance + eps)).reshape(x.shape)


def nothing_left(x_hat):
    g = np.arange(len(x_hat)) * 1.0
    return g - g.mean() - x_hat * np.mean(g * x_hat)


def with_eps_at(put):
    def mistaken(x, groups, eps):
        grouped = x.reshape(*x.shape[:2], groups, -1)
        mean = grouped.mean(axis=(1, 3), keepdims=True)
        variance = grouped.var(axis=(1, 3), keepdims=True)
        return ((grouped - mean) / put(variance, eps)).reshape(x.shape)

    return mistaken


def in_place(x, groups, eps):
    x[...] = group_norm(x, groups, eps)
    return x


UNSEEN_MISTAKES = [
    (lambda x_hat: np.ones(len(x_hat)), "That is the same for all"),
    (lambda x_hat: x_hat, "That is x_hat itself"),
    (lambda x_hat: -3 * x_hat, "That is x_hat itself"),
    (lambda x_hat: np.zeros(len(x_hat)), "g must not be 0"),
    (nothing_left, "you began with a straight line in x_hat"),
    (lambda x_hat: x_hat - x_hat * np.mean(x_hat**2), "Begin with something bent."),
    (lambda x_hat: 1e-9 * unseen_by_svd(x_hat), "g must not be 0"),
    (lambda x_hat: x_hat**2 - 1, "Take x_hat * mean(g * x_hat) out of g."),
    (lambda x_hat: x_hat**2, "the mean of g must be 0"),
    (lambda x_hat: np.random.default_rng(0).standard_normal(len(x_hat)), "Take it out of g, and"),
    (lambda x_hat: x_hat**2 - x_hat * np.mean(x_hat**3), "take the mean out, too"),
    (lambda x_hat: np.arange(len(x_hat)) - np.mean(np.arange(len(x_hat))), "mean of g * x_hat"),
    (lambda x_hat: np.array([1.0, -1.0, -1.0, 1.0]), "shape"),
    (lambda x_hat: unseen_by_svd(x_hat)[:-1], "shape"),
    (lambda x_hat: unseen_of_squares(x_hat)[:, None], "shape"),
    (lambda x_hat: np.full(len(x_hat), np.nan), "finite"),
]
GROUP_MISTAKES = [
    (over((1,)), "That is instance norm: each channel for itself."),
    (over((0, 1)), "That is batch norm: the examples must not be mixed."),
    (over((0, 1, 2)), "Here all examples share one mean: each needs its own."),
    (over((2,)), "The positions of a group belong together, too."),
    (over((1, 2)), "groups is not used."),
    (with_eps_at(lambda v, eps: np.sqrt(v) + eps), "eps belongs under the root."),
    (with_eps_at(lambda v, eps: np.sqrt(v)), "eps is missing."),
    (with_eps_at(lambda v, eps: v + eps), "That divides by the variance: take its root."),
    (cut_through_the_positions, "cuts through the positions"),
    (every_other_channel, "Every other channel is grouped: neighbours belong together."),
    (lambda x, groups, eps: group_norm(x, x.shape[2] // groups, eps), "one group: all values"),
    (lambda x, groups, eps: group_norm(x, groups, eps).reshape(*x.shape[:2], groups, -1), "shape"),
    (in_place, "x was edited in place"),
]
FAIR_MISTAKES = [
    (lambda dev, test: test[test.mean(axis=1).argmax()], "That has looked at test to choose."),
    (lambda dev, test: dev[dev.mean(axis=1).argmax()], "Those are the scores on dev"),
    (
        lambda dev, test: test[dev.argmax(axis=0), np.arange(dev.shape[1])],
        "One rate for all seeds",
    ),
    (lambda dev, test: test[np.unravel_index(dev.argmax(), dev.shape)[0]], "best single seed"),
    (lambda dev, test: test[dev.mean(axis=1).argmin()], "That is the worst on dev."),
    (lambda dev, test: test[np.median(dev, axis=1).argmax()], "the best median on dev"),
    (lambda dev, test: test[dev.mean(axis=0).argmax()], "average over the seeds, axis=1."),
    (lambda dev, test: test[-1], "That is the last rate."),
    (lambda dev, test: test.mean(axis=0), "That is the mean over the rates."),
    (lambda dev, test: test.max(axis=0), "That is the best of each seed on test."),
    (lambda dev, test: np.median(test, axis=0), "That is the median over the rates."),
    (lambda dev, test: test[dev.mean(axis=1).argmax()].mean(), "shape"),
    (lambda dev, test: dev.mean(axis=1).argmax(), "shape"),
    (lambda dev, test: test[:, dev.mean(axis=0).argmax()], "shape"),
    (lambda dev, test: test[1], "best on dev"),
]
DEEP_MISTAKES = [
    (lambda: {"norm": "batch norm", "skip": False, "lr": 0.1}, "A norm alone does not keep"),
    (lambda: {"norm": "none", "skip": False, "lr": 0.03}, "He's start alone is slow"),
    (lambda: {"norm": "none", "skip": True, "lr": 0.03}, "nothing keeps its size"),
    (lambda: {"norm": "layer norm", "skip": False, "lr": 0.01}, "A norm alone does not keep"),
    (lambda: {"norm": "batch norm", "skip": True, "lr": 0.001}, "Try another rate."),
    (lambda: {"norm": "layer norm", "skip": True, "lr": 10.0}, "Try a smaller rate."),
    (lambda: {"norm": "batchnorm", "skip": True, "lr": 0.1}, "norm must be one of"),
    (lambda: {"norm": "batch norm", "skip": "yes", "lr": 0.1}, "skip must be True or False"),
    (lambda: {"norm": "batch norm", "skip": True}, "a dict with norm, skip and lr"),
    (lambda: {"norm": "batch norm", "skip": True, "lr": 0.1, "depth": 5}, "no more"),
    (lambda: {"norm": "batch norm", "skip": True, "lr": -0.1}, "above 0"),
    (lambda: ("batch norm", True, 0.1), "a dict with norm, skip and lr"),
]


@pytest.mark.parametrize(
    ("name", "mistakes"),
    [
        ("unseen", UNSEEN_MISTAKES), ("group_norm", GROUP_MISTAKES),
        ("fair_scores", FAIR_MISTAKES[:-1]), ("thirty_four", DEEP_MISTAKES),
    ],
)  # fmt: skip
def test_mistakes_meet_their_message(name, mistakes, capsys):
    for function, message in mistakes:
        out = said_of(getattr(check, name), function, capsys)
        assert "not yet right" in out
        assert message in out
