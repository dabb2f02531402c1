"""Settings are checked in words, and a line of text restores them exactly."""

import time
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings

from course_lib.chapters.playground.settings import LIVE, PlaygroundSettings
from tests.chapters.playground.drawn_settings import drawn_settings

DEFAULTS = PlaygroundSettings()
NAMES = [field.name for field in fields(PlaygroundSettings)]


@settings(deadline=None, derandomize=True, max_examples=300)
@given(drawn_settings())
def test_a_text_restores_the_very_settings(drawn):
    text = drawn.text()
    assert PlaygroundSettings.from_text(text) == drawn
    assert PlaygroundSettings.from_text(text).text() == text
    names = [part.partition("=")[0] for part in text.split()]
    names = ["strength" if name == "lambda" else name for name in names]
    assert names == [name for name in NAMES if getattr(drawn, name) != getattr(DEFAULTS, name)]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "defaults"),
        ({"lr": 0.01, "layers": (8, 8)}, "defaults"),
        ({"layers": ()}, "layers=none"),
        ({"inputs": ("x2", "x1*x2", "x1")}, "inputs=x1-x2-x1*x2"),
        ({"inputs": ("sin(3*x1)",)}, "inputs=sin(3*x1)"),
        ({"layers": (16, 4, 1)}, "layers=16-4-1"),
        ({"rule": "gradient descent", "lr": 1e-5}, "rule=gradient-descent lr=1e-05"),
        ({"batch_norm": True, "data": "mnist"}, "data=mnist batch_norm=True"),
        ({"noise": 0, "seed": 7}, "noise=0.0 seed=7"),
    ],
)
def test_texts_are_short(changes, text):
    assert PlaygroundSettings(**changes).text() == text
    assert PlaygroundSettings.from_text(text) == PlaygroundSettings(**changes)


def test_a_text_may_be_written_by_hand():
    given_by_hand = "  lr=1e-3   data=spiral\tnoise=.1 beta1=0 "
    assert PlaygroundSettings.from_text(given_by_hand) == PlaygroundSettings(
        lr=0.001, data="spiral", noise=0.1, beta1=0.0
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "need a text"),
        ("lr", 'name=value.*got "lr"'),
        ("defaults lr=1", 'name=value.*got "defaults"'),
        ("rule=gradient descent", 'words with hyphens; got "descent"'),
        ("speed=3", "no setting is called 'speed'; there are data, noise"),
        ("LIVE=3", "no setting is called 'LIVE'"),
        ("text=3", "no setting is called 'text'"),
        ("lr=1 seed=3 lr=1", "lr is given twice"),
        ("lr=", "lr takes a number; got ''"),
        ("lr=fast", "lr takes a number; got 'fast'"),
        ("lr=1_0", "lr takes a number; got '1_0'"),
        ("lr=nan", "lr takes a number; got 'nan'"),
        ("lr=1=2", "lr takes a number; got '1=2'"),
        ("lr=1e999", r"lr must lie in \[0, inf\); got inf"),
        ("lr=-1", r"lr must lie in \[0, inf\); got -1"),
        ("seed=1.5", "seed takes a whole number, 0 or more; got '1.5'"),
        ("seed=-1", "seed takes a whole number, 0 or more; got '-1'"),
        ("seed=" + 5000 * "9", "a setting takes at most 60 letters"),
        ("seed=٣", "seed takes a whole number"),
        ("batch_norm=yes", "batch_norm takes True or False; got 'yes'"),
        ("layers=8,8", "layers takes widths such as 8-8, or none; got '8,8'"),
        ("layers=8-", "layers takes widths"),
        ("layers=8-0", "each width in layers must lie in .*got 0"),
        ("layers=1-1-1-1-1-1-1", "at most 6 widths; got 7"),
        ("data=moon", "data must be one of moons, circles, .*got 'moon'"),
        ("beta1=1", r"beta1 must lie in \[0, 1\); got 1"),
        ("__class__=1", "no setting is called '__class__'"),
        ("seed=__import__('os')", "seed takes a whole number"),
    ],
)
def test_a_text_that_restores_nothing_is_refused_in_words(text, message):
    with pytest.raises(ValueError, match=message):
        PlaygroundSettings.from_text(text)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "data",
            "iris",
            "must be one of moons, circles, spiral, xor, blobs, own points, mnist; got 'iris'",
        ),
        ("activation", "Tanh", "must be one of identity, .*got 'Tanh'"),
        ("initializer", None, "must be one of zeros, .*got None"),
        ("rule", "SGD", "must be one of gradient descent, .*got 'SGD'"),
        ("penalty", "l2", "must be one of L1, L2; got 'l2'"),
        ("noise", -0.1, r"must lie in \[0, 10\]; got -0.1"),
        ("noise", np.nan, r"must lie in \[0, 10\]; got nan"),
        ("train_share", 0.0, r"must lie in \[0.05, 0.95\]; got 0"),
        ("train_share", 1.0, r"must lie in \[0.05, 0.95\]; got 1"),
        ("lr", np.inf, r"must lie in \[0, inf\); got inf"),
        ("beta2", 1.0, r"must lie in \[0, 1\); got 1"),
        ("drop_rate", 1.0, r"must lie in \[0, 1\); got 1"),
        ("strength", -1e-9, r"must lie in \[0, inf\); got -1e-09"),
        ("batch_size", 0, r"must lie in \[1, 1000000000\]; got 0"),
        ("stop_after", 0, r"must lie in \[1, .*got 0"),
        ("seed", -1, r"must lie in \[0, .*got -1"),
        ("layers", (8, 129), r"each width in layers must lie in \[1, 128\]; got 129"),
        ("layers", (1,) * 7, "may be at most 6 widths; got 7"),
    ],
)
def test_a_value_out_of_range_is_refused(name, value, message):
    with pytest.raises(ValueError, match=message) as refusal:
        PlaygroundSettings(**{name: value})
    assert name in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("lr", "0.1", "lr must be a number; got '0.1'"),
        ("lr", True, "lr must be a number; got True"),
        ("lr", None, "lr must be a number; got None"),
        ("seed", 1.0, "seed must be a whole number; got 1.0"),
        ("batch_size", True, "batch_size must be a whole number; got True"),
        ("layers", [8, 8], r"layers must be a tuple of widths, such as \(8, 8\); got \[8, 8\]"),
        ("layers", (8, 8.0), "each width in layers must be a whole number; got 8.0"),
        ("layers", 8, "layers must be a tuple of widths"),
        ("batch_norm", 1, "batch_norm must be True or False; got 1"),
    ],
)
def test_a_value_of_another_kind_is_refused(name, value, message):
    with pytest.raises(TypeError, match=message):
        PlaygroundSettings(**{name: value})


def test_numbers_are_kept_as_plain_ones_without_the_last_binary_digits():
    drawn = PlaygroundSettings(
        train_share=0.1 + 0.2, lr=np.float32(0.5), noise=1, strength=-0.0, seed=np.int64(3),
        layers=(np.int64(4),),
    )  # fmt: skip
    assert drawn.text() == "noise=1.0 train_share=0.3 layers=4 lr=0.5 seed=3"
    kinds = [type(value) for value in (drawn.lr, drawn.noise, drawn.seed, drawn.layers[0])]
    assert kinds == [float, float, int, int]
    with pytest.raises(ValueError, match="beta1"):
        PlaygroundSettings(beta1=1 - 1e-15)  # would be kept as 1


def test_settings_do_not_change_and_can_be_looked_up():
    with pytest.raises(AttributeError):
        DEFAULTS.lr = 1.0
    assert len({DEFAULTS, PlaygroundSettings(), replace(DEFAULTS, seed=1)}) == 2


def test_what_may_change_live_are_settings():
    assert set(NAMES) > LIVE
    assert {"lr", "rule", "drop_rate", "stop_after"} < LIVE
    assert not LIVE & {"data", "seed", "layers", "batch_size", "batch_norm"}


@pytest.mark.parametrize(
    "text",
    ["lr=" + "1" * 100_000 + "x", "x" * 100_000, "lr=0.1 " * 20_000, "layers=" + "8-" * 50_000],
)
def test_a_text_that_is_too_long_is_refused_at_once_and_in_few_words(text):
    began = time.perf_counter()
    with pytest.raises(ValueError, match="at most") as refused:
        PlaygroundSettings.from_text(text)
    assert time.perf_counter() - began < 5  # the pattern alone once took minutes
    assert len(str(refused.value)) < 200


def test_the_longest_text_that_settings_write_is_read():
    longest = PlaygroundSettings(
        data="circles", noise=1.23456789012e-10, train_share=0.123456789012,
        layers=(128,) * 6, activation="leaky relu", initializer="small normal", batch_norm=True,
        rule="gradient descent", lr=1.23456789012e-10, beta1=0.123456789012,
        beta2=0.123456789012, penalty="L1", strength=1.23456789012e-10,
        drop_rate=0.123456789012, batch_size=10**9, seed=10**9, stop_after=10**9,
    )  # fmt: skip
    assert PlaygroundSettings.from_text(longest.text()) == longest
