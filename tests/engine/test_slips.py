"""The most natural slips get the sentence that helps."""

import re
import warnings

import numpy as np
import pytest

from course_lib.engine import (
    L2,
    Adam,
    BatchNorm,
    EarlyStopping,
    GradientDescent,
    History,
    Network,
    Optimizer,
    ReLU,
    RMSProp,
    cross_entropy,
    fit,
    he_normal,
    lasso,
    mlp,
    predict,
    range_test,
    squared_error,
    train,
    warm_up,
)  # fmt: skip

X = np.random.default_rng(0).standard_normal((65, 4))
LABELS = (X[:, 0] > 0) * 1


def net(**more):
    return mlp([4, 8, 2], rng=np.random.default_rng(0), **more)


def run(network=None, loss=cross_entropy, optimizer=None, data=(X, LABELS), **more):
    settings = {"epochs": 2, "batch_size": 13, "rng": np.random.default_rng(1)} | more
    return fit(network or net(), loss, optimizer or Optimizer(), data, **settings)


def try_rates(optimizer):
    return range_test(net(), cross_entropy, optimizer, (X, LABELS), batch_size=13,
                      rng=np.random.default_rng(0))  # fmt: skip


def last_value_missing(step):
    return 0.1 if step < 3 else None


IMAGES = np.ones((5, 28, 28))
SLIPS = {
    "a rule for an optimizer": (lambda: run(optimizer=Adam()), "pass Optimizer(Adam(), lr=...)"),
    "its class": (lambda: run(optimizer=RMSProp), "pass Optimizer(RMSProp(), lr=...)"),
    "a rule for a range test": (lambda: try_rates(Adam()), "pass Optimizer(Adam(), lr=...)"),
    "a name for an optimizer": (lambda: run(optimizer="adam"), "such as Optimizer(Adam(), lr=0.01)",
                                "got 'adam'"),
    "a list of layers for a network": (lambda: run([ReLU()]), "network must be a Network"),
    "one example": (lambda: predict(net(), X[0]), "One example is a batch of one: x[0:1]"),
    "one example, forward": (lambda: net().forward(X[0]), "x[0:1]"),
    "images": (lambda: run(data=(IMAGES, LABELS[:5])), "784 features each: x.reshape(len(x), -1)"),
    "images with a channel": (lambda: run(data=(IMAGES[..., None], LABELS[:5])), "x.reshape(len("),
    "images, predict": (
        lambda: predict(mlp([784, 2], rng=np.random.default_rng(0)), IMAGES), "x.reshape(len(x)"),
    "bytes": (lambda: predict(net(), X.astype(np.uint8)), "float64 or float32; got uint8"),
    "half floats": (lambda: run(data=(X.astype(np.float16), LABELS)), "x.astype('float64')"),
    "masked inputs": (lambda: run(data=(np.ma.masked_less(X, 0), LABELS)), "mask would be ignored"),
    "masked labels": (lambda: run(data=(X, np.ma.masked_less(LABELS, 1))), "mask would be ignored"),
    "a matrix": (lambda: predict(net(), X.view(np.matrix)), "got a matrix", "np.asarray(x)"),
    "a seed": (lambda: run(rng=0), "np.random.default_rng(0)", "got 0"),
    "a seed for noise": (lambda: net(drop_rate=0.5).forward(X, training=True, rng=0),
                         "np.random.default_rng(0)"),
    "a seed for weights": (lambda: mlp([4, 2], rng=0), "np.random.default_rng(0)", "got 0"),
    "a dict for a history": (lambda: run(history={}), "history must be a History", "got {}"),
    "a number for stopping": (lambda: run(stopping=5), "EarlyStopping(quantity, patience=...)"),
    "a number for an augmentation": (lambda: run(augment=0.1), "augment must be a function"),
    "an augmentation without return": (lambda: run(augment=lambda x, rng: None), "it gave None"),
    "an augmentation of another shape": (lambda: run(augment=lambda x, rng: x[1:]),
                                         "augment keeps the shape (13, 4)"),
    "class weights by name": (
        lambda: cross_entropy(np.ones((2, 2)), np.array([0, 1]), class_weights={0: 1, 1: 5}),
        "in the order of the classes", "such as [1.0, 5.0]"),
    "class weights of texts": (
        lambda: cross_entropy(np.ones((2, 2)), np.array([0, 1]), class_weights=["a", "b"]),
        "class_weights must be numbers"),
    "an initializer called": (lambda: he_normal(100), "is passed as it is", "=he_normal"),
    "an initializer without return": (
        lambda: mlp([2, 3], rng=np.random.default_rng(0), initializer=lambda shape, rng: None),
        "Dense 'output': initializer must give shape (2, 3)", "(no return?)"),
    "a text for every": (lambda: run(every="2"), "every must be a whole number", "got '2'"),
    "half an epoch": (lambda: run(every=1.5), "every must be a whole number", "got 1.5"),
    "half a row": (lambda: predict(net(), X, rows=2.5), "rows must be a whole number", "got 2.5"),
    "a list for a mask": (lambda: Optimizer(mask=[[1.0]]), "mask must be an array", "a list"),
    "NaN in a mask": (lambda: Optimizer(mask=np.array([[np.nan]])), "mask needs finite numbers"),
    "whole numbers as logits": (
        lambda: cross_entropy(np.ones((2, 2), np.uint8), np.array([0, 1])), "got uint8"),
    "weights of whole numbers": (lambda: L2(0.1).gradient(np.array([[3, -4]])), "got int64"),
    "for ever": (lambda: run(epochs=10**400), "epochs must be a whole number", "beyond 64 bits"),
    "a beta that float32 does not know": (
        lambda: run(net(dtype=np.float32), data=(X.astype(np.float32), LABELS),
                    optimizer=Optimizer(Adam(0.9, 1 - 2e-8))), "beta2 must lie in [0, 1)",
        "1 in float32"),
    # What is asked for along the run, at its first value.
    "a schedule without return": (lambda: run(optimizer=Optimizer(lr=lambda t: None)),
                                  "the schedule gave None at step 0 (no return?)"),
    "a schedule that forgets it later": (lambda: run(optimizer=Optimizer(lr=last_value_missing)),
                                         "the schedule gave None at step 3 (no return?)"),
    "a schedule uphill": (lambda: run(optimizer=Optimizer(lr=lambda t: -1.0)),
                          "the rate that the schedule gave at step 0", "got -1.0"),
    "a schedule of NaN": (lambda: run(optimizer=Optimizer(lr=lambda t: np.nan)), "got nan"),
    "a schedule of two": (lambda: run(optimizer=Optimizer(lr=lambda t: np.ones(2))),
                          "gave at step 0: one value per model", "shape (2,)"),
    "a schedule inside": (lambda: warm_up(lambda t: None, steps=2)(0), "gave None (no return?)"),
    "stopping without return": (lambda: run(stopping=EarlyStopping(lambda s: None, patience=2)),
                                "EarlyStopping: the quantity gave None (no return?)"),
    "stopping at NaN": (lambda: run(stopping=EarlyStopping(lambda s: np.nan, patience=2)),
                        "NaN at its first record"),
    "a record without return": (lambda: run(history=History(a=lambda s: None)),
                                "History: a gave None (no return?)"),
    "a loss without return": (lambda: run(loss=lambda y, t: None), "its value and its gradient",
                              "(no return?)"),
    "a loss of the value alone": (lambda: run(loss=lambda y, t: cross_entropy(y, t)[0]),
                                  "gives two things"),
    "a loss per example": (lambda: run(loss=lambda y, t: (y.sum(axis=1), y)),
                           "one number per model, shape ()", "shape (13,)"),
    "a loss with another gradient": (lambda: run(loss=lambda y, t: (0.0, y[:1])),
                                     "an array like the output, of shape (13, 2)"),
    "a loss that is NaN": (lambda: run(loss=lambda y, t: (np.nan, y)), "NaN for finite outputs"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_its_remedy(slip):
    call, *words = SLIPS[slip]
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    for part in words:
        assert part in str(caught.value)


@pytest.mark.parametrize("dtype", ["float16", "int64", ">f8", "uint8"])
@pytest.mark.parametrize("call", [lambda x: run(data=(x, LABELS)), lambda x: predict(net(), x)])
def test_no_dtype_is_advised_that_a_network_refuses(dtype, call):
    with pytest.raises(TypeError) as caught:
        call(np.abs(X).astype(dtype))
    for advised in re.findall(r"dtype=(\S+)", str(caught.value)):
        net(dtype=advised)
    with pytest.raises(TypeError, match=r"or build the network with dtype=float32"):
        run(data=(X.astype(np.float32), LABELS))


def test_whole_numbers_at_a_norm_get_no_advice_that_cannot_be_followed():
    """Notebook 07's four examples without their decimals: no network computes in int64."""
    network = Network([BatchNorm(2)], rng=np.random.default_rng(0))
    with pytest.raises(TypeError, match=r"must be of float64 or float32; got int64$"):
        network.forward(np.array([[3, 2], [9, 1]]), training=True)


def test_a_parameter_that_never_had_a_gradient_stays():
    """With an eps of 0 its step would be 0 / 0."""
    for rule in (Adam(eps=0), RMSProp(eps=0)):
        theta, grad = np.ones((1, 2)), np.array([[0.0, 2.0]])
        change, _ = rule.update(grad, rule.init(theta), 0.1, theta)
        assert change[0, 0] == 0
        assert np.isfinite(change).all()


def test_a_normed_batch_of_one_is_told_of_once_with_its_size():
    normed = mlp([4, 8, 8, 2], rng=np.random.default_rng(0), normalization=BatchNorm)
    with pytest.warns(RuntimeWarning, match="the last batch of each pass has 1 of 65 ex") as seen:
        run(normed, batch_size=32)
    run(normed, batch_size=32)
    assert [warning.filename for warning in seen] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(mlp([4, 8, 2], rng=np.random.default_rng(0), normalization=BatchNorm), batch_size=33)


# Records.


def test_by_default_the_mean_of_the_epoch_is_recorded():
    losses, sizes = [], [32, 32, 1]
    network = net()
    for step in train(network, cross_entropy, Optimizer(lr=0.5), (X, LABELS), epochs=3,
                      batch_size=32, rng=np.random.default_rng(1)):  # fmt: skip
        losses.append(float(step.loss))
    means = np.average(np.reshape(losses, (3, 3)), axis=1, weights=sizes)
    recorded = run(optimizer=Optimizer(lr=0.5), epochs=3, batch_size=32)["loss"]
    np.testing.assert_allclose(recorded, means, rtol=1e-12)
    of_the_batch = run(optimizer=Optimizer(lr=0.5), epochs=3, batch_size=32,
                       history=History(loss=lambda step: step.loss))["loss"]  # fmt: skip
    np.testing.assert_array_equal(of_the_batch, losses[2::3])


def test_another_run_counts_on():
    network, history = net(), History(loss=lambda step: step.loss)
    run(network, history=history, epochs=3)
    run(network, history=history, epochs=4, every=4)
    for step in train(network, cross_entropy, Optimizer(), (X, LABELS), epochs=2, batch_size=65,
                      rng=np.random.default_rng(0)):  # fmt: skip
        history.record(step)
    assert history.epochs.tolist() == [1, 2, 3, 7, 8, 9]


# Numbers whose squares no float holds.


@pytest.mark.parametrize(("size", "of_targets"), [(1e200, 1.0), (1e-170, 1.0), (1.0, 1e200)])
def test_the_lasso_of_very_large_and_small_numbers_is_that_of_ordinary_ones(size, of_targets):
    targets = 0.7 * X[:, :1] - 0.3 * X[:, 1:2]
    ordinary = lasso(X, targets, strength=0.05)
    found = lasso(X * size, targets * of_targets, strength=0.05 * size * of_targets)
    np.testing.assert_allclose(found.weights * size / of_targets, ordinary.weights, rtol=1e-9)


def test_weights_that_no_float_holds_are_refused():
    with pytest.raises(ValueError, match="LinearFit needs finite numbers; got"):
        lasso(X * 1e-200, X[:, :1] * 1e200, strength=0.0)


def test_a_rule_tells_a_gradient_of_another_shape():
    theta = np.ones((1, 4))
    with pytest.raises(ValueError, match=r"a gradient like theta, numbers of shape \(1, 4\)"):
        GradientDescent().update(np.ones((4, 1)), {}, 0.1, theta)


def test_squared_error_takes_yes_and_no():
    assert squared_error(np.zeros((2, 1)), np.array([True, False]))[0] == 0.25
