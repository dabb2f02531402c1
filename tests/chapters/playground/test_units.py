"""Each unit's answer is the engine's own; what a unit is made of, and whether it is dead."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import INPUTS, PlaygroundSettings
from course_lib.chapters.playground.units import (
    HIGHEST,
    MOST,
    Unit,
    answers,
    columns,
    dead,
    drawn_singly,
    equation,
    incoming,
    name_of,
    shades,
)
from course_lib.engine import predict, sigmoid, trace
from tests.chapters.playground.drawn_settings import drawn_settings

SMALL = PlaygroundSettings(layers=(4, 3), inputs=("x1", "x2^2"), seed=3)


def trained(chosen, epochs=3):
    session = PlaygroundSession(chosen)
    for _ in range(epochs):
        session.run_epoch()
    return session


@settings(deadline=None, derandomize=True, max_examples=30)
@given(drawn_settings(widest=8, smallest_batch=20, highest_lr=10))
def test_the_answers_are_those_of_the_engine(drawn):
    session = trained(replace(drawn, train_share=0.5, data="moons", points=()), 1)
    x, labels = session.told_train
    found = answers(session.network, x)
    assert [values.shape[1] for values in found] == columns(session.settings)
    np.testing.assert_array_equal(found[0], x)
    np.testing.assert_array_equal(found[-1], predict(session.network, x))
    inside = trace(session.network, session.loss, (x, labels), training=False)
    outputs = list(inside.outputs.values())
    for values in found[1:]:
        assert any(np.array_equal(values, output, equal_nan=True) for output in outputs)


def test_an_equation_has_the_numbers_that_make_the_answer():
    session = trained(SMALL)
    x = session.told_train[0]
    found = answers(session.network, x)
    for column in (1, 2):
        for place in range(columns(SMALL)[column]):
            *weights, bias = incoming(session, Unit(column, place)).values()
            made = np.tanh(found[column - 1] @ weights + bias)
            np.testing.assert_allclose(made, found[column][:, place], rtol=1e-12)
    *weights, bias = incoming(session, Unit(3, 0)).values()
    np.testing.assert_allclose(found[2] @ weights + bias, found[3][:, 0], rtol=1e-12)
    said = equation(session, Unit(1, 2))
    first = incoming(session, Unit(1, 2))["x1"]
    assert said.startswith("h1.3 = tanh(")
    assert f"{abs(first):.3g} x1" in said
    assert "x2^2" in said


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu", "elu", "leaky relu", "identity"])
def test_shades_lie_between_0_and_1_and_keep_the_order(activation):
    session = trained(replace(SMALL, activation=activation))
    x = session.told_train[0]
    for column, values in enumerate(answers(session.network, x)):
        shade = shades(session.settings, column, values)
        assert (shade >= 0).all()
        assert (shade <= 1).all()
        order = np.argsort(values[:, 0], kind="stable")
        assert (np.diff(shade[order, 0]) >= 0).all()
        if column and activation == "tanh" and column < 3:
            np.testing.assert_allclose(2 * shade - 1, values, atol=1e-12)
    np.testing.assert_array_equal(shade, sigmoid(values))


def test_dead_units_get_no_gradient():
    session = PlaygroundSession(
        PlaygroundSettings(activation="relu", layers=(8,), initializer="glorot")
    )
    session.network["hidden 1"].b[0, 2] = -100.0
    (found,) = dead(session)
    assert found.tolist() == [False, False, True, *[False] * 5]
    x, labels = session.told_train
    inside = trace(session.network, session.loss, (x, labels), rng=np.random.default_rng(0))
    assert (inside.gradients["hidden 1"][:, 2] == 0).all()
    assert dead(PlaygroundSession(PlaygroundSettings())) == []


@pytest.mark.parametrize(
    ("layers", "singly"),
    [((), True), ((HIGHEST,), True), ((HIGHEST + 1,), False), ((8,) * 6, True),
     ((16,) * 4, True), ((16,) * 5, False), ((128,), False)],
)  # fmt: skip
def test_small_networks_are_drawn_unit_by_unit(layers, singly):
    assert drawn_singly(PlaygroundSettings(layers=layers)) == singly
    assert MOST == 64


def test_inputs_are_what_they_are_called():
    session = PlaygroundSession(replace(SMALL, inputs=INPUTS))
    (x1, x2), told = session.train[0].T, session.told_train[0].T
    wanted = [x1, x2, x1**2, x2**2, x1 * x2, np.sin(3 * x1), np.sin(3 * x2)]
    np.testing.assert_allclose(told, wanted)
    names = [name_of(session.settings, Unit(0, place)) for place in range(7)]
    assert names == list(INPUTS)
    answer = sigmoid(predict(session.network, session.told_train[0]))[:, 0]
    np.testing.assert_array_equal(session.map(session.train[0]), answer)


def test_xor_needs_no_hidden_layer_where_the_product_is_told():
    alone = trained(PlaygroundSettings(data="xor", layers=(), lr=0.1), 60)
    told = trained(PlaygroundSettings(data="xor", layers=(), lr=0.1, inputs=("x1*x2",)), 60)
    assert alone.history["dev_accuracy"][-1] < 0.7
    assert told.history["dev_accuracy"][-1] > 0.85


def test_a_weight_set_by_hand_is_what_the_engine_computes_with():
    session = trained(SMALL)
    copy, x = session.network.copy(), session.told_dev[0]
    copy["hidden 2"].W[1, 2] = -1.5
    copy["output"].b[0, 0] = 0.75
    session.set_weight("hidden 2", 1, 2, -1.5)
    session.set_weight("output", None, 0, 0.75)
    assert incoming(session, Unit(2, 2))["h1.2"] == -1.5
    np.testing.assert_array_equal(predict(session.network, x), predict(copy, x))
    value = float(session.loss(predict(copy, x), session.told_dev[1])[0])
    assert session.history["dev_loss"][-1] == value
    assert len(session.history["epochs"]) == 4  # the last record is made anew, none is added
    for wrong in (np.nan, np.inf):
        with pytest.raises(ValueError, match="must be a finite number"):
            session.set_weight("output", 0, 0, wrong)
