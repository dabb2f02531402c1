import numpy as np
import pytest

from course_lib.chapters.regularization import nielsen, sweeps
from course_lib.chapters.regularization.knock_out import knocked_out_accuracy
from course_lib.chapters.regularization.signal import SCALINGS, passed_signal
from course_lib.chapters.regularization.stopping import stopping_points
from course_lib.chapters.regularization.sweeps import closing_table
from course_lib.datasets import load_sweep
from course_lib.engine import EarlyStopping, mlp
from course_lib.experiments.augmenting import AMOUNTS, augmentation
from course_lib.experiments.dropout_forms import FORMS, mlp_with_dropout
from course_lib.experiments.mnist300 import Run, Setting, varied

SHORT = Setting(epochs=6)


def test_fresh_dropout_built_by_hand_is_the_engines():
    ours = mlp_with_dropout([4, 9, 3], "fresh", 0.5, rng=np.random.default_rng(0))
    theirs = mlp([4, 9, 3], drop_rate=0.5, rng=np.random.default_rng(0))
    x = np.random.default_rng(1).standard_normal((5, 4))
    np.testing.assert_array_equal(
        *(net.forward(x, training=True, rng=np.random.default_rng(2)) for net in (ours, theirs))
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_gradient_passes_where_the_signal_passed(form):
    layer = FORMS[form](0.5)
    x = np.ones((6, 8))
    y = layer.forward(x, training=True, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(layer.backward(x), y)  # linear in x, which is 1
    assert set(np.unique(y)) == {0.0, 1.0 if form == "classical" else 2.0}
    expected = 0.5 if form == "classical" else 1.0
    np.testing.assert_array_equal(layer.forward(x), np.full_like(x, expected))


def test_what_is_redrawn_and_what_is_shared():
    x, rng = np.ones((6, 40)), np.random.default_rng(0)
    passes = {
        form: [layer.forward(x, training=True, rng=rng) for _ in range(2)]
        for form, layer in ((form, kind(0.5)) for form, kind in FORMS.items())
    }
    redrawn = {form: not np.array_equal(*two) for form, two in passes.items()}
    assert redrawn == {"fresh": True, "classical": True, "never redrawn": False, "one mask": False}
    shared = {form: bool((two[0] == two[0][:1]).all()) for form, two in passes.items()}
    assert [form for form, same in shared.items() if same] == ["one mask"]


@pytest.mark.parametrize(
    "fields",
    [
        {"l1": 0.003},
        {"drop_rate": 0.2, "dropout": "classical"},
        {"drop_rate": 0.2, "dropout": "never redrawn"},
        {"drop_rate": 0.2, "dropout": "one mask"},
        {"augment": "shift", "amount": 2},
    ],
)
def test_settings_make_a_difference(fields):
    plain, changed = Run(SHORT).finish(), Run(varied(SHORT, **fields)).finish()
    assert not np.allclose(plain.network.theta, changed.network.theta)


def test_every_augmentation_keeps_the_shape():
    x, rng = np.random.default_rng(0).random((3, 784)), np.random.default_rng(1)
    for kind, amounts in AMOUNTS.items():
        for amount in amounts:
            assert augmentation(kind, amount)(x, rng=rng).shape == x.shape
    assert augmentation("none", 0) is None


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("smoothing", [0, 0.8])
@pytest.mark.parametrize("patience", [1, 3, 30])
def test_stopping_points_are_those_of_the_engine(larger, smoothing, patience):
    values = np.random.default_rng(4).random(20).cumsum() % 1.7
    network = mlp([1, 1], rng=np.random.default_rng(0))

    class Look:
        def __init__(self, epoch):
            self.epoch, self.network = epoch, network

    stopping = EarlyStopping(
        lambda step: values[step.epoch], patience=patience, smoothing=smoothing,
        larger_is_better=larger,
    )  # fmt: skip
    stopping._epoch = -1  # so that the first record may be number 0
    last = next((k for k in range(20) if stopping(Look(k))), 19)
    kept, stopped = stopping_points(
        values, patience=patience, smoothing=smoothing, larger_is_better=larger
    )
    assert (kept, stopped) == (stopping.best_epoch, last)


def test_a_stopped_run_has_the_weights_of_its_best_look():
    run, stopping = sweeps.stopped_run(Setting(epochs=9), 30)
    assert stopping.best_epoch == 9
    assert run.curves()["dev_loss"][-1] == stopping.best


def test_nobody_knocked_out_and_everybody():
    rng = np.random.default_rng(0)
    network, x = mlp([5, 30, 30, 3], rng=rng), rng.standard_normal((200, 5))
    labels = network.forward(x).argmax(axis=1)
    right = knocked_out_accuracy(network, (x, labels), rng=rng, shares=[0, 0.3, 1])
    assert right[0] == 1
    assert right[0] > right[1] > right[2]


@pytest.mark.parametrize("scaling", SCALINGS)
def test_the_signal_of_the_first_layer_is_as_expected(scaling):
    network = mlp([5, 400, 400, 3], rng=np.random.default_rng(0), drop_rate=0.5)
    x = np.random.default_rng(1).random((200, 5))
    training, inference = passed_signal(network, x, rng=np.random.default_rng(2), scaling=scaling)
    expected = {"inverted": (1, 1), "classical": (0.5, 0.5), "forgotten": (0.5, 1)}[scaling]
    assert training[0] == pytest.approx(expected[0], rel=0.05)
    assert inference[0] == pytest.approx(expected[1])
    assert training[1] > 1.2 * training[0] ** 2  # noise that a ReLU lets through


def test_the_published_run_begins_as_stored():
    now = nielsen.run(0, epochs=2)["scores"]
    stored = load_sweep("regularization_in_practice_nielsen").at(seed=0)
    np.testing.assert_allclose(now[:, 1], stored["dev_accuracy"][:2], atol=0.005)
    np.testing.assert_allclose(now[:, 2], stored["dev_loss"][:2], rtol=0.01)


def test_a_stored_remedy_is_what_this_machine_computes():
    setting = Setting(epochs=301, every=7, seed=1)
    now = sweeps._stopped_early(setting)
    stored = load_sweep("regularization_remedies").at(remedy="early stopping", seed=1)
    assert abs(now["kept_epoch"] - stored["kept_epoch"]) <= 7
    assert abs(now["test_accuracy"] - stored["test_accuracy"]) < 0.005


def test_the_table_has_every_remedy_for_every_seed():
    remedies = load_sweep("regularization_remedies")
    assert remedies.axes["remedy"].tolist() == list(sweeps.REMEDIES)
    table = closing_table(load_sweep("regularization_drop_rate"), remedies)
    assert list(table) == ["none", "dropout 0.02", *sweeps.REMEDIES]
    for row in table.values():
        assert {value.shape for value in row.values()} == {(5,)}
