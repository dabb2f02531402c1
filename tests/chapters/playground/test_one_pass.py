"""The four frames of an update have the engine's numbers, to the last digit."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.playground.dashboard.frames import FRAMES, frame_in_words, numbers_of
from course_lib.chapters.playground.one_pass import watched_step
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.chapters.playground.units import Unit, columns
from course_lib.engine import trace

CASES = {
    "as it opens": {},
    "no hidden layer": {"layers": ()},
    "dropout": {"drop_rate": 0.4},
    "batch norm": {"batch_norm": True},
    "both, and a penalty": {"drop_rate": 0.2, "batch_norm": True, "strength": 0.1},
    "one example": {"batch_size": 1, "activation": "relu"},
    "plain gradient descent": {"rule": "gradient descent", "lr": 0.5},
    "inputs": {"inputs": ("x2", "x1*x2", "sin(3*x1)")},
    "digits": {"data": "mnist", "layers": (6,), "activation": "relu", "noise": 0.0},
}


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_a_watched_step_is_the_step_that_would_have_been_made(changes):
    chosen = replace(PlaygroundSettings(layers=(5, 4)), **changes)
    watched, plain = PlaygroundSession(chosen), PlaygroundSession(chosen)
    for _ in range(3):
        before = plain.network.copy()
        seen = watched_step(watched)
        plain.step()
        np.testing.assert_array_equal(watched.network.theta, plain.network.theta)
        np.testing.assert_array_equal(watched.network.buffers, plain.network.buffers)
        np.testing.assert_array_equal(seen.before.theta, before.theta)
        np.testing.assert_array_equal(seen.after.theta, plain.network.theta)
        assert seen.number == plain.steps
    assert "forward" not in vars(watched.network)


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_the_frames_equal_trace(changes):
    session = PlaygroundSession(replace(PlaygroundSettings(layers=(5, 4)), **changes))
    session.run_epoch()
    seen = watched_step(session)
    if not session.settings.drop_rate:  # whose noise the test below has
        rng = np.random.default_rng(0)
        inside = trace(seen.before, session.loss, (seen.x, seen.labels), rng=rng)
        for name in inside.outputs:
            np.testing.assert_array_equal(seen.inside.outputs[name], inside.outputs[name])
            np.testing.assert_array_equal(seen.inside.gradients[name], inside.gradients[name])
    assert [len(row) for row in seen.values()][1:] == columns(session.settings)[1:]
    logits, gradient = seen.inside.outputs["output"], seen.inside.gradients["output"]
    value, slope = session.loss(logits, seen.labels)
    assert float(value) == seen.loss
    np.testing.assert_array_equal(slope, gradient)
    np.testing.assert_array_equal(seen.x[0], session.told_train[0][seen.place])
    # The gradients by the weights are those that the gradients by the outputs make.
    below = seen.inside.outputs
    last = list(below)[-2] if len(below) > 1 else None
    inputs = seen.x if last is None else below[last]
    np.testing.assert_allclose(
        seen.before["output"].gradients["W"], inputs.mT @ gradient, rtol=1e-5
    )


@pytest.mark.parametrize("drop_rate", [0.0, 0.4])
def test_plain_gradient_descent_moves_against_the_gradient_that_is_shown(drop_rate):
    """With dropout only where the same units were dropped."""
    session = PlaygroundSession(
        PlaygroundSettings(rule="gradient descent", lr=0.5, drop_rate=drop_rate)
    )
    session.run_epoch()
    seen = watched_step(session)
    np.testing.assert_array_equal(seen.after.theta, seen.before.theta - 0.5 * seen.before.gradient)


def test_a_finished_run_has_no_pass():
    session = PlaygroundSession(PlaygroundSettings(stop_after=1))
    session.run_epoch()
    assert watched_step(session) is None


def test_the_numbers_beside_the_units_and_in_words_are_those_of_the_pass():
    session = PlaygroundSession(PlaygroundSettings(layers=(4,)))
    seen = watched_step(session)
    forward, loss, back, weights = (numbers_of(seen, frame, None) for frame in FRAMES)
    assert len(forward) == 2 + 4 + 1
    assert float(forward[Unit(1, 2)][0]) == pytest.approx(seen.values()[1][2], rel=0.05)
    assert f"{seen.own_loss:.2f}" in loss[Unit(2, 0)][0]
    assert float(back[Unit(2, 0)][0]) == pytest.approx(seen.gradients()[-1][0], rel=0.05)
    old, new = seen.before["output"].W[3, 0], seen.after["output"].W[3, 0]
    assert weights[Unit(1, 3)][0] == f"{old:.2f} → {new:.2f}"
    said = [frame_in_words(session, seen, frame, Unit(2, 0)) for frame in FRAMES]
    assert f"{seen.values()[-1][0]:.3g}" in said[0]
    assert f"{seen.loss:.6g}" in said[1]
    assert f"{seen.gradients()[0][1]:.3g}" in said[2]
    assert f"{old:.4g} → {new:.4g}" in said[3]
    assert [words.startswith(f"update 1, {k} of 4") for k, words in enumerate(said, start=1)]
