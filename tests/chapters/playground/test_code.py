"""The printed program trains the very network of the session."""

import ast
import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

from course_lib.chapters.playground.code import playground_code
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import (
    ACTIVATIONS,
    DATA,
    INITIALIZERS,
    INPUTS,
    RULES,
    PlaygroundSettings,
)
from tests.chapters.playground.drawn_settings import drawn_settings

SMALL = PlaygroundSettings(layers=(4, 3))

CASES = [
    *({"data": data} for data in DATA if data != "own points"),
    {"data": "own points", "points": ((-1, -1, 0), (1, 1, 0), (-1, 1, 1), (1, -1, 1), (2, 0.3, 1))},
    *({"rule": rule, "beta1": 0.8, "beta2": 0.95} for rule in RULES),
    *({"activation": activation} for activation in ACTIVATIONS),
    *({"initializer": initializer} for initializer in INITIALIZERS),
    {"inputs": ("x1^2", "sin(3*x2)")},
    {"inputs": INPUTS},
    {"batch_norm": True},
    {"penalty": "L1", "strength": 0.01},
    {"penalty": "L2", "strength": 0.01},
    {"rule": "AdamW", "strength": 0.1},
    {"rule": "AdamW", "strength": 0.1, "penalty": "L1"},
    {"drop_rate": 0.25},
    {"layers": ()},
    {"layers": (), "batch_norm": True, "drop_rate": 0.5, "data": "mnist"},
    {"layers": (7, 6, 5, 4, 3, 2), "batch_norm": True, "drop_rate": 0.1, "data": "mnist",
     "rule": "AdamW", "strength": 0.3, "activation": "leaky relu"},
    {"batch_size": 1},
    {"batch_size": 500},
    {"train_share": 0.05},
    {"train_share": 0.95, "noise": 0.0, "seed": 12},
]  # fmt: skip


def executed(code):
    """What the program leaves behind."""
    names = {}
    exec(compile(code, "playground", "exec"), names)
    return names


@pytest.mark.parametrize("changes", CASES, ids=lambda changes: " ".join(map(str, changes.items())))
def test_the_program_ends_with_the_weights_of_the_session(changes, capsys):
    chosen = replace(SMALL, **changes)
    session = PlaygroundSession(chosen)
    for _ in range(3):
        session.run_epoch()
    names = executed(playground_code(chosen, 3))
    np.testing.assert_array_equal(names["net"].theta, session.network.theta)
    np.testing.assert_array_equal(names["net"].buffers, session.network.buffers)
    accuracy = 100 * session.history["dev_accuracy"][-1]
    assert capsys.readouterr().out == f"dev accuracy {accuracy:.1f} %\n"
    for part, own in (
        (names["train_set"], session.told_train),
        (names["dev_set"], session.told_dev),
    ):
        np.testing.assert_array_equal(part[0], own[0])
        np.testing.assert_array_equal(part[1], own[1])


@settings(deadline=None, derandomize=True, max_examples=40)
@given(drawn_settings(widest=12, smallest_batch=20, highest_lr=10))
def test_so_it_does_for_any_settings(drawn):
    session = PlaygroundSession(replace(drawn, stop_after=2))
    while not session.finished:
        session.step()
    assume(not session.diverged)  # the session stops at a loss of a million, and fit does not
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # should it diverge
        names = executed(playground_code(drawn, 2))
    np.testing.assert_array_equal(names["net"].theta, session.network.theta)
    np.testing.assert_array_equal(names["net"].buffers, session.network.buffers)


def test_a_run_that_diverges_does_so_in_the_program_too():
    exploding = replace(SMALL, activation="identity", rule="gradient descent", lr=10.0)
    session = PlaygroundSession(exploding)
    while not session.finished:
        session.step()
    assert session.diverged
    with pytest.warns(RuntimeWarning, match="diverged") as told:
        names = executed(playground_code(exploding, 20))
    assert len(told) == 1
    assert np.isfinite(names["net"].theta).all()


@settings(deadline=None, derandomize=True, max_examples=200)
@given(drawn_settings())
def test_it_is_short_and_imports_what_it_uses(drawn):
    code = playground_code(drawn, 100)
    lines = code.splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) <= 26 + len(drawn.points) // 5
    assert not [line for line in lines if line != line.rstrip()]
    tree = ast.parse(code)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = [alias.asname or alias.name for node in imports for alias in node.names]
    read = {node.id for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}  # fmt: skip
    assert set(imported) <= read
    assert len(set(imported)) == len(imported)
    modules = {getattr(node, "module", "numpy") for node in imports}
    assert modules == {"numpy", "course_lib.datasets", "course_lib.engine"}


def test_what_plays_no_part_is_not_written():
    plain = playground_code(replace(SMALL, penalty="L1", beta1=0.5, rule="AdaGrad"), 7)
    for word in ("drop", "norm=", "regularizer", "L1", "beta", "dtype", "factor", "eps"):
        assert word not in plain
    assert "epochs=7" in plain
    assert "AdaGrad()" in plain


@pytest.mark.parametrize("epochs", [0, -1])
def test_a_program_trains_for_an_epoch_at_least(epochs):
    with pytest.raises(ValueError, match=f"epochs must be at least 1; got {epochs}"):
        playground_code(SMALL, epochs)
