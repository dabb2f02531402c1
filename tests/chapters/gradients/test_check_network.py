"""The check of a network of one's own: right ones pass, ten mistakes meet their message."""

import numpy as np
import pytest

from course_lib.chapters.gradients import check_network
from course_lib.chapters.gradients.check_answers import network_gradients, numeric_gradient
from course_lib.chapters.gradients.own_network import (
    accuracy,
    errors_by_block,
    first_parameters,
    planted,
    short_steps,
    trained,
    trained_by_the_engine,
)
from course_lib.chapters.gradients.wrong_passes import BLOCKS, WRONG, forward
from course_lib.datasets import published_moons
from tests.checks.saying import said_of

NETWORK_MISTAKES = {
    name: (planted(factors), check_network.HINTS[name]) for name, factors in WRONG.items()
} | {words: (planted(factors), words) for words, factors in check_network.MORE.items()}
NETWORK_MISTAKES |= {
    "two alone": (
        lambda x, y, W1, b1, W2, b2: planted()(x, y, W1, b1, W2, b2)[:2],
        "it must return (grad_W1, grad_b1, grad_W2, grad_b2)",
    ),
    "biases without their row": (
        lambda x, y, W1, b1, W2, b2: [g.sum(0) if len(g) == 1 else g
                                      for g in planted()(x, y, W1, b1, W2, b2)],
        "grad_b1 must be an array of shape (1, 3)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NETWORK_MISTAKES)
def test_a_mistake_meets_its_message(name, capsys):
    attempt, message = NETWORK_MISTAKES[name]
    assert message in said_of(check_network.network_gradients, attempt, capsys)


def test_a_right_one_passes(capsys):
    assert "passed. 7 rules" in said_of(check_network.network_gradients, network_gradients, capsys)


def moons():
    points, labels = published_moons()
    return points, labels[:, None].astype(float)


@pytest.mark.parametrize("name", WRONG)
def test_each_of_ten_mistakes_is_found_by_a_readers_own_check(name):
    x, y = moons()
    data = x[:30], y[:30]
    found = errors_by_block(planted(WRONG[name]), numeric_gradient, data, first_parameters())
    assert list(found) == list(BLOCKS)
    assert max(found.values()) > 0.1
    right = errors_by_block(planted(), numeric_gradient, data, first_parameters())
    assert max(right.values()) < 1e-7


@pytest.mark.parametrize("seed", range(3))
def test_it_reaches_the_border_of_the_engine(seed):
    x, y = moons()
    first = first_parameters(seed)
    ended, losses = trained(network_gradients, (x, y), first)
    ours = accuracy(forward(x, y, ended).score, y)
    theirs = accuracy(trained_by_the_engine((x, y), first).forward(x), y)
    assert abs(ours - theirs) <= 0.01
    assert ours > 0.93
    assert losses[-1] < losses[0] / 4


def test_starts_are_what_they_are_said_to_be():
    W1, b1, W2, b2 = first_parameters(1, inputs=400, units=50, gain=2.0)
    assert W1.var() * 400 == pytest.approx(2, rel=0.05)
    assert not np.any(b1)
    assert not np.any(b2)
    assert W2.shape == (50, 1)


def test_no_random_step_goes_down_as_far_as_the_one_against_the_gradient():
    x, y = moons()
    start = {"x": x[:30], "y": y[:30], "parameters": first_parameters()}
    others, against = short_steps(network_gradients, **start)
    assert others.shape == (1000,)
    assert against < others.min() < 0 < others.max()
    wrong = short_steps(planted(WRONG["hidden slope forgotten"]), **start)[1]
    assert against < wrong
    assert short_steps(planted(WRONG["the sign: y - p"]), **start)[1] > 0
