"""The loop in one call, what it records, and how good the result is."""

import numpy as np
import pytest

from course_lib.engine import (
    Adam,
    EarlyStopping,
    History,
    Optimizer,
    accuracy,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    predict,
    squared_error,
    stack,
    train,
)
from tests.engine.runs import data, make, steps

__all__ = ["data"]  # a fixture


def test_fit_samples_as_train_does(data):
    one, other = make(), make()
    for _ in steps(data, one, sampling="replacement"):
        pass
    fit(
        other, cross_entropy, Optimizer(lr=0.1), data,
        epochs=2, batch_size=16, rng=np.random.default_rng(5), sampling="replacement",
    )  # fmt: skip
    np.testing.assert_array_equal(one.theta, other.theta)


def test_the_same_generator_gives_the_same_run(data):
    one, other = make(), make()
    for net in (one, other):
        fit(
            net, cross_entropy, Optimizer(Adam()), data,
            epochs=3, batch_size=16, rng=np.random.default_rng(1),
        )  # fmt: skip
    np.testing.assert_array_equal(one.theta, other.theta)


def test_it_learns(data):
    net = make()
    fit(
        net, cross_entropy, Optimizer(Adam(), lr=0.01), data,
        epochs=200, batch_size=10, rng=np.random.default_rng(1),
    )  # fmt: skip
    loss, right = evaluate(net, cross_entropy, data)
    assert right == 1
    assert loss < 0.05


def test_evaluate_in_parts_is_inference_at_once(data):
    net = make(drop_rate=0.5)
    loss, right = evaluate(net, cross_entropy, data, rows=7)
    logits = net.forward(data[0])
    assert float(loss) == pytest.approx(float(cross_entropy(logits, data[1])[0]))
    assert float(right) == pytest.approx(float(accuracy(logits, data[1])))


def test_evaluate_gives_each_model_its_own_data(data):
    members = [make(0), make(1)]
    x, labels = np.stack([data[0], -data[0]]), np.stack([data[1], 2 - data[1][::-1]])
    loss, right = evaluate(stack(members), cross_entropy, (x, labels), rows=7)
    for k, member in enumerate(members):
        alone = evaluate(member, cross_entropy, (x[k], labels[k]))
        np.testing.assert_allclose([loss[k], right[k]], alone)
    assert right[0] != right[1]


def test_history_and_every(data):
    history = History(
        loss=lambda step: step.loss,
        train=lambda step: evaluate(step.network, cross_entropy, data)[1],
    )
    net = make()
    same = fit(
        net, cross_entropy, Optimizer(lr=0.1), data,
        epochs=10, batch_size=16, rng=np.random.default_rng(1), history=history, every=5,
    )  # fmt: skip
    assert same is history
    assert list(history.epochs) == [5, 10]
    assert history["train"].shape == (2,)
    assert history["train"][-1] == evaluate(net, cross_entropy, data)[1]
    with pytest.raises(KeyError, match="'dev' is not recorded; recorded are"):
        history["dev"]


def test_history_keeps_copies_of_live_arrays(data):
    history = History(theta=lambda step: step.theta)
    fit(
        make(), cross_entropy, Optimizer(lr=0.1), data,
        epochs=2, batch_size=16, rng=np.random.default_rng(1), history=history,
    )  # fmt: skip
    first, second = history["theta"]
    assert (first != second).any()


def test_an_interrupt_keeps_what_was_learnt(data):
    def interrupting(step):
        if step.epoch == 3:
            raise KeyboardInterrupt
        return step.loss

    net, history = make(), History(first=lambda step: step.number, loss=interrupting)
    with pytest.raises(KeyboardInterrupt):
        fit(
            net, cross_entropy, Optimizer(lr=0.1), data,
            epochs=10, batch_size=16, rng=np.random.default_rng(1), history=history,
        )  # fmt: skip
    assert len(history["first"]) == len(history["loss"]) == len(history) == 2
    reference = make()
    for step in train(
        reference, cross_entropy, Optimizer(lr=0.1), data,
        epochs=3, batch_size=16, rng=np.random.default_rng(1),
    ):  # fmt: skip
        assert step.epoch <= 3
    np.testing.assert_array_equal(net.theta, reference.theta)


def test_early_stopping_ends_the_run_and_gives_back_the_best(data):
    fitted, dev = (data[0][:25], data[1][:25]), (data[0][25:], data[1][25:])
    network, history = make(), History(dev=lambda step: evaluate(network, cross_entropy, dev)[0])
    stopping = EarlyStopping(lambda step: history["dev"][-1], patience=4)
    fit(
        network, cross_entropy, Optimizer(Adam(), lr=0.05), fitted,
        epochs=400, batch_size=5, rng=np.random.default_rng(1), history=history,
        stopping=stopping, every=2,
    )  # fmt: skip
    assert history.epochs[-1] == stopping.stopped_epoch < 400
    assert len(history) == history["dev"].argmin() + 1 + 4
    assert evaluate(network, cross_entropy, dev)[0] == history["dev"].min()


def test_the_last_epoch_is_always_recorded(data):
    history = fit(
        make(), cross_entropy, Optimizer(), data,
        epochs=7, batch_size=10, rng=np.random.default_rng(1), every=5,
    )  # fmt: skip
    assert history.epochs.tolist() == [5, 7]


@pytest.mark.parametrize("models", [1, 2])
def test_a_divergence_is_recorded_where_it_happens(data, models):
    network = make() if models == 1 else stack([make(), make(1)])
    with pytest.warns(RuntimeWarning, match="diverged at step"):
        history = fit(
            network, cross_entropy, Optimizer(lr=1e300), data,
            epochs=5, batch_size=10, rng=np.random.default_rng(1),
        )  # fmt: skip
    assert history.epochs.size == 1
    assert history.epochs < 1  # no epoch came to its end
    assert np.isinf(history["loss"]).all()


def test_fit_augments_as_train_does(data):
    def jitter(x, *, rng):
        return x + rng.standard_normal(x.shape)

    one, other, plain = make(), make(), make()
    for _ in steps(data, one, augment=jitter):
        pass
    for net, augment in ((other, jitter), (plain, None)):
        fit(
            net, cross_entropy, Optimizer(lr=0.1), data,
            epochs=2, batch_size=16, rng=np.random.default_rng(5), augment=augment,
        )  # fmt: skip
    np.testing.assert_array_equal(one.theta, other.theta)
    assert not np.array_equal(one.theta, plain.theta)


def test_every_counts_epochs_from_one(data):
    with pytest.raises(ValueError, match="every must be a whole number, at least 1; got 0"):
        fit(
            make(), cross_entropy, Optimizer(), data,
            epochs=3, batch_size=10, rng=np.random.default_rng(1), every=0,
        )  # fmt: skip


def test_predict_is_the_output_in_inference(data):
    net = make(drop_rate=0.5)
    np.testing.assert_allclose(predict(net, data[0], rows=7), net.forward(data[0]), rtol=1e-12)
    with pytest.raises(ValueError, match=r"at least one example; got x of shape \(0, 4\)"):
        predict(net, data[0][:0])


def test_the_loss_of_weighted_examples_is_one_mean_over_all(data):
    """Not a mean of the means of the parts."""
    weights = np.linspace(0, 1, 50) ** 3
    net = make()
    value, right = evaluate(net, cross_entropy, (*data, weights), rows=7)
    assert value == pytest.approx(cross_entropy(net.forward(data[0]), data[1], weights)[0])
    assert right == evaluate(net, cross_entropy, data)[1]


def test_regression_has_no_accuracy(data):
    net = mlp([4, 1], rng=np.random.default_rng(0))
    targets = np.linspace(-3, 3, 50)
    loss, right = evaluate(net, squared_error, (data[0], targets))
    assert loss == squared_error(predict(net, data[0]), targets)[0] > 0
    assert np.isnan(right)
    with pytest.raises(ValueError, match="outputs by themselves takes labels 0 and 1; got -3 to 3"):
        accuracy(predict(net, data[0]), targets)
