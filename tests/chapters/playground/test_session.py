"""The run of the playground: what it starts from, records, shows, and takes over on the way."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.playground import parts
from course_lib.chapters.playground import settings as playground_settings
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import LIVE, PlaygroundSettings
from course_lib.engine import (
    AdaGrad,
    Adam,
    AdamW,
    Dropout,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
    binary_cross_entropy,
    cross_entropy,
    evaluate,
    train,
)

DEFAULTS = PlaygroundSettings()
MNIST = PlaygroundSettings(data="mnist", layers=(6,), train_share=0.2, batch_size=50)
NOISY = replace(DEFAULTS, layers=(5, 4), batch_norm=True, drop_rate=0.3, train_share=0.6)
EXPLODING = PlaygroundSettings(activation="identity", rule="gradient descent", lr=10.0)

# A value of each setting that differs from the defaults and shows within a few steps.
OTHERS = {
    "data": "xor", "noise": 0.1, "train_share": 0.6, "layers": (8, 8, 8), "activation": "relu",
    "initializer": "he", "batch_norm": True, "rule": "RMSProp", "lr": 0.02, "beta1": 0.5,
    "beta2": 0.9, "penalty": "L1", "strength": 0.1, "drop_rate": 0.4, "batch_size": 16, "seed": 1,
    "stop_after": 2,
}  # fmt: skip


def ran(settings, steps):
    """A session that made so many steps."""
    session = PlaygroundSession(settings)
    for _ in range(steps):
        session.step()
    return session


def assert_same(one, other):
    """Two sessions stand at the same point of the same run."""
    assert one.settings == other.settings
    assert (one.steps, one.epoch, one.diverged) == (other.steps, other.epoch, other.diverged)
    np.testing.assert_array_equal(one.network.theta, other.network.theta)
    np.testing.assert_array_equal(one.network.buffers, other.network.buffers)
    for name, values in one.history.items():
        np.testing.assert_array_equal(values, other.history[name])


# --- the start ---


@pytest.mark.parametrize("data", ["moons", "circles", "spiral", "xor", "blobs"])
def test_points_are_drawn_and_cut_in_two(data):
    session = PlaygroundSession(replace(DEFAULTS, data=data, train_share=0.4))
    (x, labels), (dev_x, dev_labels) = session.train, session.dev
    assert x.dtype == dev_x.dtype == np.float64
    assert (x.shape, dev_x.shape) == ((120, 2), (180, 2))
    assert np.bincount(labels).tolist() == [60, 60]
    assert np.bincount(dev_labels).tolist() == [90, 90]
    drawn, _ = parts.draw(session.settings, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(
        np.sort(np.concatenate([x, dev_x]), axis=0), np.sort(drawn, axis=0)
    )


def test_digits_are_the_first_thousand_with_noise():
    clean = PlaygroundSession(replace(MNIST, noise=0.0))
    noisy = PlaygroundSession(replace(MNIST, noise=0.3))
    assert [part[0].shape for part in (clean.train, clean.dev)] == [(200, 784), (800, 784)]
    assert clean.train[0].dtype == noisy.train[0].dtype == clean.network.dtype == np.float32
    assert clean.network.forward(clean.dev[0]).shape == (800, 10)
    assert np.bincount(np.concatenate([clean.train[1], clean.dev[1]]))[0] == 97
    np.testing.assert_array_equal(clean.train[1], noisy.train[1])
    assert (noisy.train[0] - clean.train[0]).std() == pytest.approx(0.3, rel=0.01)
    again = PlaygroundSession(replace(MNIST, noise=0.0))  # the noise did not reach the images
    np.testing.assert_array_equal(again.train[0], clean.train[0])


def test_the_tables_hold_all_that_settings_allow():
    tables = {
        "DATA": (*parts.SETS, "own points", "mnist"),
        "ACTIVATIONS": parts.ACTIVATION_LAYERS,
        "INITIALIZERS": parts.INITIALIZERS_BY_NAME,
    }
    for name, table in tables.items():
        assert tuple(table) == getattr(playground_settings, name)


def test_each_rule_gets_its_betas():
    settings = replace(DEFAULTS, beta1=0.8, beta2=0.95, strength=0.1)
    rules = [parts.make_rule(replace(settings, rule=name)) for name in playground_settings.RULES]
    assert rules == [
        GradientDescent(), Momentum(0.8), Nesterov(0.8), AdaGrad(), RMSProp(0.95), Adam(0.8, 0.95),
        AdamW(0.8, 0.95, decay=0.1),
    ]  # fmt: skip


@pytest.mark.parametrize(("share", "counts"), [(0.339, [102, 198]), (0.05, [15, 285])])
def test_the_share_is_rounded_to_whole_examples(share, counts):
    session = PlaygroundSession(replace(DEFAULTS, train_share=share))
    assert [len(labels) for _, labels in (session.train, session.dev)] == counts


@pytest.mark.parametrize(
    ("name", "variance"),
    [("zeros", 0), ("small normal", 1e-4), ("large normal", 1), ("lecun", 1 / 8),
     ("glorot", 2 / 136), ("he", 2 / 8)],
)  # fmt: skip
def test_the_initializer_draws_the_weights(name, variance):
    session = PlaygroundSession(replace(DEFAULTS, initializer=name, layers=(8, 128)))
    assert session.network["hidden 2"].W.var() == pytest.approx(variance, rel=0.15)


def test_another_network_sees_the_same_examples_in_the_same_order():
    seen = []
    for layers in ((8, 8), (3,)):
        session = PlaygroundSession(replace(DEFAULTS, layers=layers))
        forward = session.network.forward

        def spied(x, forward=forward, **kwargs):
            seen.append(x)
            return forward(x, **kwargs)

        session.network.forward = spied
        session.step()
    np.testing.assert_array_equal(seen[0], seen[1])


def test_without_hidden_layers_it_is_logistic_regression():
    session = ran(replace(DEFAULTS, layers=(), data="blobs", drop_rate=0.5, lr=0.1), 50)
    assert session.network.theta.shape == (1, 3)
    assert [name for name, *_ in session.spread()] == ["output"]
    assert session.history["dev_accuracy"][-1] == 1


# --- steps and records ---


def test_an_epoch_is_all_batches():
    session = PlaygroundSession(DEFAULTS)  # 150 examples in batches of 32
    session.run_epoch()
    assert (session.steps, session.epoch) == (5, 1.0)
    session.step()
    assert session.epoch == 1.2
    session.run_epoch()
    assert (session.steps, session.epoch) == (10, 2.0)


@pytest.mark.parametrize(("settings", "loss"), [(NOISY, binary_cross_entropy),
                                                (MNIST, cross_entropy)])  # fmt: skip
def test_records_are_what_the_network_scores(settings, loss):
    session = PlaygroundSession(settings)
    for epoch in range(3):
        history = session.history
        assert history["epochs"][-1] == epoch
        for name, data in (("train", session.train), ("dev", session.dev)):
            value, right = evaluate(session.network, loss, data)
            assert history[f"{name}_loss"][-1] == pytest.approx(float(value), rel=1e-6)
            assert history[f"{name}_accuracy"][-1] == pytest.approx(float(right))
        session.run_epoch()


def test_records_become_rarer_but_the_end_is_one():
    session = PlaygroundSession(replace(DEFAULTS, stop_after=1003))
    while not session.finished:
        session.step()
    epochs = session.history["epochs"]
    np.testing.assert_array_equal(epochs[:100], np.arange(100))
    assert epochs[-1] == session.epoch == 1003
    gaps = np.diff(epochs)[:-1]
    assert (gaps <= np.maximum(1, epochs[1:-1] / 100 + 1)).all()
    assert (gaps >= epochs[1:-1] / 100).all()
    assert {len(values) for values in session.history.values()} == {len(epochs)}


def test_long_epochs_have_records_in_between():
    epochs = ran(replace(DEFAULTS, batch_size=1), 300).history["epochs"]
    np.testing.assert_allclose(epochs, np.arange(13) / 6)
    assert len(ran(MNIST, 8).history["epochs"]) == 3  # four steps an epoch


def test_it_stops_after_its_epochs_and_may_be_told_to_go_on():
    session = PlaygroundSession(replace(DEFAULTS, stop_after=2))
    while not session.finished:
        session.run_epoch()
    session.step()
    session.run_epoch()
    assert session.steps == 10
    assert session.apply(replace(DEFAULTS, stop_after=3)) is False
    session.run_epoch()
    assert session.finished
    assert_same(session, ran(session.settings, 15))


def test_a_nearer_end_is_recorded():
    session = ran(DEFAULTS, 13)
    session.apply(replace(DEFAULTS, stop_after=1))
    assert session.finished
    assert session.history["epochs"].tolist() == [0, 1, 2, 2.6]
    session.apply(replace(DEFAULTS, stop_after=2))
    assert len(session.history["epochs"]) == 4


def test_a_history_that_was_taken_does_not_change():
    session = ran(DEFAULTS, 5)
    history = session.history
    history["dev_loss"][:] = 7
    session.run_epoch()
    assert len(history["epochs"]) == 2
    assert 7 not in session.history["dev_loss"]


# --- rewind ---


@pytest.mark.parametrize("settings", [DEFAULTS, NOISY, replace(MNIST, drop_rate=0.2)])
def test_rewinding_gives_the_same_run_bit_for_bit(settings):
    session = ran(settings, 12)
    theta, history = session.network.theta.copy(), session.history
    points = session.train[0].copy()
    session.rewind()
    assert (session.steps, session.epoch) == (0, 0.0)
    assert session.history["epochs"].tolist() == [0]
    np.testing.assert_array_equal(session.train[0], points)
    for _ in range(12):
        session.step()
    np.testing.assert_array_equal(session.network.theta, theta)
    for name, values in history.items():
        np.testing.assert_array_equal(session.history[name], values)


def test_rewinding_keeps_what_was_changed_on_the_way():
    session = ran(DEFAULTS, 7)
    changed = replace(DEFAULTS, lr=0.1, rule="momentum", drop_rate=0.2)
    session.apply(changed)
    session.step()
    session.rewind()
    assert_same(session, PlaygroundSession(changed))


def test_the_seed_decides_everything():
    one, other = (PlaygroundSession(replace(DEFAULTS, seed=seed)) for seed in (0, 1))
    assert not np.array_equal(one.train[0], other.train[0])
    assert not np.array_equal(one.weights(), other.weights())


# --- apply ---


@pytest.mark.parametrize("name", OTHERS)
def test_live_settings_go_on_and_all_others_begin_anew(name):
    base = replace(DEFAULTS, strength=0.01)
    changed = replace(base, **{name: OTHERS[name]})
    session, unchanged = ran(base, 6), ran(base, 6)
    assert session.apply(changed) is (name not in LIVE)
    assert session.settings == changed
    if name in LIVE:
        assert_same(session, replace_settings(unchanged, changed))
    else:
        assert_same(session, PlaygroundSession(changed))
    for _ in range(3):
        session.step()
        unchanged.step()
    same = np.array_equal(session.network.theta, unchanged.network.theta)
    assert same is (name == "stop_after")


def replace_settings(session, settings):
    """The session as it stands, under the name of other settings."""
    session.settings = settings
    return session


def test_the_same_settings_change_nothing():
    session = ran(NOISY, 6)
    assert session.apply(replace(NOISY)) is False
    session.step()
    assert_same(session, ran(NOISY, 7))


def test_a_beta_moved_in_mid_run_keeps_adam_s_state():
    session = ran(DEFAULTS, 9)
    state = {name: values.copy() for name, values in session.optimizer.state.items()}
    session.apply(replace(DEFAULTS, beta1=0.5, beta2=0.99))
    assert session.optimizer.rule == Adam(0.5, 0.99)
    session.step()
    gradient, now = session.network.gradient, session.optimizer.state
    np.testing.assert_allclose(now["m"], 0.5 * state["m"] + 0.5 * gradient)
    np.testing.assert_allclose(now["v"], 0.99 * state["v"] + 0.01 * gradient**2)
    np.testing.assert_allclose(now["beta1_product"], 0.9**9 * 0.5)


def test_a_run_changed_on_the_way_is_the_one_that_the_engine_trains():
    session = ran(DEFAULTS, 4)
    session.apply(replace(DEFAULTS, lr=0.05, penalty="L1", strength=0.02, drop_rate=0.3))
    session.step()
    rng = np.random.default_rng(0)
    x, labels = parts.draw(DEFAULTS, rng=rng)
    rows, _ = parts.split(DEFAULTS, labels, rng=rng)
    network, optimizer = parts.make_network(DEFAULTS, rng=rng), Optimizer(Adam(), lr=0.01)
    run = train(network, binary_cross_entropy, optimizer, (x[rows], labels[rows]),
                epochs=1, batch_size=32, rng=rng)  # fmt: skip
    for step in run:
        if step.number == 4:
            optimizer.lr, optimizer.regularizer = 0.05, parts.L1(0.02)
            for name in ("dropout 1", "dropout 2"):
                network[name].drop_rate = 0.3
    np.testing.assert_array_equal(session.network.theta, network.theta)


def test_it_tells_whether_the_settings_in_force_are_those_of_the_whole_run():
    session = PlaygroundSession(PlaygroundSettings())
    session.apply(PlaygroundSettings(lr=0.1))
    session.step()
    session.apply(PlaygroundSettings(lr=0.1, stop_after=300))
    assert not session.changed
    session.apply(PlaygroundSettings(lr=0.2))
    assert session.changed
    session.rewind()
    assert not session.changed
    session.step()
    session.apply(PlaygroundSettings(lr=0.1))
    session.apply(PlaygroundSettings(lr=0.1, seed=1))
    assert not session.changed


def test_another_kind_of_rule_begins_with_a_fresh_state():
    session = ran(DEFAULTS, 9)
    session.apply(replace(DEFAULTS, rule="RMSProp"))
    session.step()
    assert session.optimizer.rule == RMSProp(0.999)
    np.testing.assert_allclose(session.optimizer.state["s"], 0.001 * session.network.gradient**2)


def test_the_drop_rate_reaches_every_dropout_layer():
    session = ran(NOISY, 2)
    session.apply(replace(NOISY, drop_rate=0.7))
    layers = [layer for layer in session.network.layers if isinstance(layer, Dropout)]
    assert [layer.drop_rate for layer in layers] == [0.7, 0.7]


def test_adamw_decays_by_lambda_instead_of_penalizing():
    settings = replace(DEFAULTS, rule="AdamW", strength=0.3)
    optimizer = PlaygroundSession(settings).optimizer
    assert optimizer.rule == AdamW(0.9, 0.999, decay=0.3)
    assert optimizer.regularizer is None
    optimizer = PlaygroundSession(replace(settings, penalty="L1")).optimizer
    assert optimizer.rule == AdamW(0.9, 0.999, decay=0)
    assert optimizer.regularizer == parts.L1(0.3)


def test_a_start_that_fails_leaves_the_run_as_it_was(monkeypatch):
    session = ran(DEFAULTS, 6)
    with monkeypatch.context() as patch:
        patch.setattr(parts, "draw", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            session.apply(replace(DEFAULTS, data="xor"))
    session.step()
    assert_same(session, ran(DEFAULTS, 7))


# --- looking at it ---


@pytest.mark.parametrize("settings", [NOISY, replace(MNIST, drop_rate=0.2, batch_norm=True)])
def test_looking_leaves_the_run_as_it_would_have_gone(settings):
    session = PlaygroundSession(settings)
    for _ in range(8):
        session.step()
        gradient = session.network.gradient.copy()
        state = session.network.buffers.copy()
        session.spread()
        session.weights()[:] = 0
        if settings.data == "mnist":
            session.predictions(5)
        else:
            session.map(np.zeros((4, 2)))
        np.testing.assert_array_equal(session.network.gradient, gradient)
        np.testing.assert_array_equal(session.network.buffers, state)
    assert_same(session, ran(settings, 8))


def test_the_spread_is_that_of_outputs_and_gradients():
    session = ran(replace(DEFAULTS, layers=(3,)), 4)
    x, labels = (part[:100] for part in session.train)
    hidden, output = session.network["hidden 1"], session.network["output"]
    a = np.tanh(x @ hidden.W + hidden.b)
    logits = a @ output.W + output.b
    grad = (1 / (1 + np.exp(-logits)) - labels[:, None]) / 100
    expected = [("hidden 1", a.std(), (grad @ output.W.T).std()),
                ("output", logits.std(), grad.std())]  # fmt: skip
    for (name, *stds), (same_name, *same_stds) in zip(session.spread(), expected, strict=True):
        assert name == same_name
        np.testing.assert_allclose(stds, same_stds)


def test_the_spread_has_a_line_for_each_dense_layer_before_its_dropout():
    settings = replace(NOISY, layers=(5, 4, 3), drop_rate=0.0)
    session = PlaygroundSession(settings)
    clean = session.spread()
    assert [name for name, *_ in clean] == ["hidden 1", "hidden 2", "hidden 3", "output"]
    session.apply(replace(settings, drop_rate=0.5))
    dropped = session.spread()
    assert dropped == session.spread()  # the same noise each time
    assert dropped[0][1] == clean[0][1]
    assert dropped[1][1] != clean[1][1]


def test_the_map_is_the_probability_of_class_1():
    session = ran(replace(DEFAULTS, data="blobs"), 300)
    low, middle, high = session.map(np.array([[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]]))
    assert 0 < low < 0.02 < 0.2 < middle < 0.8 < 0.98 < high < 1
    x, labels = session.dev
    assert ((session.map(x) > 0.5) == labels).mean() == session.history["dev_accuracy"][-1]
    assert session.map(np.zeros((5, 2), int)).shape == (5,)


def test_predictions_are_those_on_the_first_dev_images():
    session = ran(MNIST, 40)
    images, read, right = session.predictions(800)
    np.testing.assert_array_equal(images, session.dev[0])
    np.testing.assert_array_equal(right, session.dev[1])
    assert (read == right).mean() == pytest.approx(session.history["dev_accuracy"][-1])
    for few, all_of_them in zip(session.predictions(3), (images, read, right), strict=True):
        np.testing.assert_array_equal(few, all_of_them[:3])


def test_points_have_no_predictions_and_images_no_map():
    with pytest.raises(ValueError, match="takes data of images; the data are moons"):
        PlaygroundSession(DEFAULTS).predictions(3)
    session = PlaygroundSession(MNIST)
    with pytest.raises(ValueError, match="takes data of points; the data are mnist"):
        session.map(np.zeros((1, 2)))
    for count in (0, 801):
        with pytest.raises(ValueError, match=rf"count must lie in \[1, 800\].*got {count}"):
            session.predictions(count)


def test_weights_are_all_weights_without_the_biases():
    session = ran(NOISY, 3)
    own = [session.network[name].W.ravel() for name in ("hidden 1", "hidden 2", "output")]
    np.testing.assert_array_equal(session.weights(), np.concatenate(own))


# --- what goes wrong ---


@pytest.mark.parametrize(
    "settings", [EXPLODING, replace(MNIST, rule="gradient descent", lr=10.0, strength=1.0)]
)
def test_divergence_is_told_and_rewinding_recovers(settings):
    session = PlaygroundSession(settings)
    while not session.finished:  # a warning would be an error
        session.step()
    assert session.diverged
    assert session.epoch < 20
    assert np.isfinite(session.network.theta).all()
    assert session.history["epochs"][-1] == session.epoch
    assert not any(np.isnan(values).any() for values in session.history.values())
    assert all("diverged" in message for message in session.said)
    steps, theta = session.steps, session.network.theta.copy()
    session.step()
    session.run_epoch()
    session.spread()
    assert session.steps == steps
    np.testing.assert_array_equal(session.network.theta, theta)
    assert session.apply(replace(settings, lr=0.001)) is False
    assert session.finished
    session.rewind()
    assert not session.diverged
    assert session.said == []
    session.run_epoch()
    assert_same(session, ran(session.settings, session.steps))


def test_a_batch_of_one_under_batch_norm_is_told_and_warns_nobody():
    session = ran(replace(DEFAULTS, batch_norm=True, batch_size=149), 2)
    (message,) = session.said  # once for all layers
    assert "needs a larger batch" in message
    assert "the last batch of each pass has 1 of 150 examples" in message


class Interrupted(GradientDescent):
    def update(self, grad, state, lr, theta):
        raise KeyboardInterrupt


def test_after_an_interrupt_the_run_goes_on_from_its_weights():
    session = ran(DEFAULTS, 7)
    theta, history = session.network.theta.copy(), session.history
    rule, session.optimizer.rule = session.optimizer.rule, Interrupted()
    with pytest.raises(KeyboardInterrupt):
        session.step()
    session.optimizer.rule = rule
    assert session.steps == 7
    np.testing.assert_array_equal(session.network.theta, theta)
    session.run_epoch()
    assert session.steps == 10
    assert not np.array_equal(session.network.theta, theta)
    assert session.history["epochs"].tolist() == [*history["epochs"], 2]
