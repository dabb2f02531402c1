"""The same schedules as PyTorch's, to rounding, over a whole run."""

import math

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch.optim import lr_scheduler as peer  # noqa: E402 - only where torch is installed

from course_lib.engine import (  # noqa: E402
    cosine_decay,
    exponential_decay,
    inverse_square_root_decay,
    inverse_time_decay,
    linear_decay,
    per_epoch,
    piecewise,
    step_decay,
    warm_up,
)

LR, STEPS = 0.3, 200


def theirs(make, *, every=1):
    """The rates of a run in which the scheduler moves on after every so many updates."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LR)
    scheduler, rates = make(optimizer), []
    for step in range(1, STEPS + 1):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step % every == 0:
            scheduler.step()
    return np.array(rates)


def assert_same(schedule, make, **kwargs):
    np.testing.assert_allclose(
        schedule(np.arange(STEPS)), theirs(make, **kwargs), rtol=0, atol=1e-12
    )


def test_step_decay_is_step_lr():
    assert_same(
        step_decay(LR, factor=0.5, every=30), lambda o: peer.StepLR(o, step_size=30, gamma=0.5)
    )


def test_exponential_decay_is_exponential_lr():
    assert_same(exponential_decay(LR, decay=0.97), lambda o: peer.ExponentialLR(o, gamma=0.97))


def test_exponential_decay_per_epoch_is_exponential_lr_moved_on_per_epoch():
    schedule = per_epoch(exponential_decay(LR, decay=0.9), steps_per_epoch=16)
    assert_same(schedule, lambda o: peer.ExponentialLR(o, gamma=0.9), every=16)


def test_cosine_decay_is_cosine_annealing_lr_until_its_end():
    # Theirs climbs up again after T_max.
    assert_same(
        cosine_decay(LR, steps=STEPS, end=0.01),
        lambda o: peer.CosineAnnealingLR(o, T_max=STEPS, eta_min=0.01),
    )


@pytest.mark.parametrize(("first", "last"), [(1.0, 0.1), (0.2, 1.0)])
def test_linear_decay_is_linear_lr(first, last):
    assert_same(
        linear_decay(LR * first, steps=60, end=LR * last),
        lambda o: peer.LinearLR(o, start_factor=first, end_factor=last, total_iters=60),
    )


def test_inverse_decays_are_lambda_lr():
    assert_same(
        inverse_time_decay(LR, decay=0.04),
        lambda o: peer.LambdaLR(o, lambda epoch: 1 / (1 + 0.04 * epoch)),
    )
    assert_same(
        inverse_square_root_decay(LR, scale=25),
        lambda o: peer.LambdaLR(o, lambda epoch: math.sqrt(25 / (25 + epoch))),
    )


def test_pieces_are_multi_step_lr():
    assert_same(
        piecewise([50, 120], [LR, LR / 10, LR / 100]),
        lambda o: peer.MultiStepLR(o, milestones=[50, 120], gamma=0.1),
    )


def test_a_warm_up_is_linear_lr_up_to_its_last_step():
    assert_same(
        warm_up(LR, steps=40),
        lambda o: peer.LinearLR(o, start_factor=1 / 40, total_iters=39),
    )


def test_a_warmed_cosine_is_sequential_lr():
    def one_after_the_other(optimizer):
        rise = peer.LinearLR(optimizer, start_factor=1 / 40, total_iters=39)
        fall = peer.CosineAnnealingLR(optimizer, T_max=STEPS - 40)
        return peer.SequentialLR(optimizer, [rise, fall], milestones=[40])

    assert_same(warm_up(cosine_decay(LR, steps=STEPS - 40), steps=40), one_after_the_other)
