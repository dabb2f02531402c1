"""What the engine refuses, and that it says what was needed and what it got, by kind of mistake."""

import re
from functools import partial

import numpy as np
import pytest

from course_lib.datasets import InOrder, Noise, Sometimes
from course_lib.engine import (
    ELU,
    L1,
    L2,
    Adam,
    BatchNorm,
    BatchRenorm,
    ClipByNorm,
    ClipByValue,
    Conv2D,
    Dense,
    DropConnect,
    Dropout,
    EarlyStopping,
    GradientDescent,
    GroupNorm,
    History,
    LeakyReLU,
    MaxNorm,
    Momentum,
    Network,
    Optimizer,
    PReLU,
    ReLU,
    Residual,
    RReLU,
    Sequential,
    binary_cross_entropy,
    cosine_decay,
    cross_entropy,
    estimate_population,
    filled,
    lasso,
    load,
    mlp,
    normal,
    per_model,
    piecewise,
    save,
    squared_error,
    stack,
    step_decay,
    train,
)

X, LABELS = np.ones((4, 3)), np.array([0, 1, 0, 1])
THREE = per_model([0.1, 0.2, 0.3])


def net(*layers, seed=0):
    return Network([Dense(3, 3), *layers, Dense(3, 2)], rng=np.random.default_rng(seed))


def pair(*layers):
    """A stack of two, whose members have layers of their own."""
    return stack([net(*(layer() for layer in layers), seed=seed) for seed in (0, 1)])


def forward(network, x=X, *, training=True):
    return network.forward(x, training=training, rng=np.random.default_rng(0))


def run(network=None, data=(X, LABELS), **arguments):
    settings = {"epochs": 1, "batch_size": 2, "rng": np.random.default_rng(0)} | arguments
    return train(network or net(), cross_entropy, Optimizer(), data, **settings)


def refused(call, *words):
    """Call, and compare the message with all words."""
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    for word in words:
        assert word in str(caught.value)


# Values per model.

MAKERS = {
    "Dropout 'dropout 1': drop_rate": partial(Dropout, 0.5),
    "LeakyReLU 'leakyrelu 1': slope": partial(LeakyReLU, 0.1),
    "ELU 'elu 1': alpha": ELU,
    "RReLU 'rrelu 1': low": partial(RReLU, 0.1, 0.5),
    "RReLU 'rrelu 1': high": partial(RReLU, 0.0, 0.5),
    "DropConnect 'dropconnect 1': drop_rate": partial(DropConnect, 3, 3, 0.5, name="dropconnect 1"),
    "BatchNorm 'batchnorm 1': keep": partial(BatchNorm, 3),
    "BatchRenorm 'batchrenorm 1': r_max": partial(BatchRenorm, 3),
    "BatchRenorm 'batchrenorm 1': d_max": partial(BatchRenorm, 3),
}


def spoilt(network, who):
    """Give the layer that ``who`` names values for three models."""
    name, hyperparameter = re.fullmatch(r"\w+ '(.*)': (\w+)", who).groups()
    setattr(network[name], hyperparameter, THREE + (1 if hyperparameter == "r_max" else 0))
    return network


@pytest.mark.parametrize("who", MAKERS)
def test_a_stack_of_two_refuses_values_for_three_models(who):
    network = spoilt(pair(MAKERS[who]), who)
    # The input of the layer has the stack's model axis: the dense layer before gave it one.
    refused(lambda: forward(network), f"{who} has values for 3 models; ", "holds 2")
    refused(lambda: run(network), f"{who} has values for 3 models; the network holds 2")


@pytest.mark.parametrize("who", MAKERS)
def test_a_single_network_refuses_values_for_three_models(who, tmp_path):
    network = spoilt(net(MAKERS[who]()), who)
    refused(lambda: run(network), f"{who} has values for 3 models; the network holds one")
    refused(lambda: stack([network]), f"{who} has values for 3 models; the network holds one")
    refused(lambda: load(save(network, tmp_path / "net.npz")), "for 3 models; the file holds one")
    refused(lambda: forward(network))  # by the layer itself, or by the next that has weights


@pytest.mark.parametrize("models", ["one", 2])
def test_a_block_knows_the_models_from_the_layers_inside(models):
    block = Residual([Dense(3, 3)])
    network = Network([block], rng=np.random.default_rng(0))
    if models == 2:
        network = stack([network, network])
    network["residual 1"].drop_rate = THREE
    words = f"Residual 'residual 1': drop_rate has values for 3 models; the network holds {models}"
    refused(lambda: forward(network), words)


def test_an_input_that_a_stack_shares_meets_values_per_model():
    members = [Network([Dropout(rate), Dense(3, 2)], rng=np.random.default_rng(0))
               for rate in (0.1, 0.5)]  # fmt: skip
    assert forward(stack(members)).shape == (2, 4, 2)
    assert LeakyReLU(THREE).forward(X).shape == (3, 4, 3)


THETA, TWO = np.zeros((2, 1, 5)), np.zeros((2, 1, 5))
RULES = [GradientDescent(), Momentum(THREE), Adam(beta1=THREE)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_a_rule_refuses_values_for_other_models(rule):
    lr = THREE if isinstance(rule, GradientDescent) else 0.1
    words = "a setting of the rule has values for 3 models; theta holds 2"
    refused(lambda: rule.update(TWO, rule.init(THETA), lr, THETA), words)


def test_clips_and_constraints_refuse_values_for_other_models():
    for clip in (ClipByValue(THREE), ClipByNorm(THREE)):
        refused(lambda clip=clip: clip(TWO), "limit has values for 3 models; the gradient holds 2")
    refused(lambda: MaxNorm(THREE).apply(net()), "limit has values for 3 models; the network holds")


def test_limits_are_above_zero_in_the_same_words():
    for kind in (ClipByValue, ClipByNorm, MaxNorm):
        refused(lambda kind=kind: kind(0), "limit must lie in (0, inf); got 0")


# Everything else, in one table: what is called, and what the message says.


def after_training():
    network = net()
    list(run(network))
    return network


BAD = {
    "a list for a network": (lambda: forward(net(), [[1.0] * 3]), "the input of forward", "a list"),
    "None for a network": (lambda: forward(net(), None), "must be an array", "got None"),
    "one axis": (lambda: forward(net(), np.ones(3)), "forward takes x of shape", "got shape (3,)"),
    "one axis for activations": (lambda: Sequential([ReLU()]).forward(np.ones(3)), "shape (3,)"),
    "a list for a layer": (lambda: Conv2D((4, 4, 1), 1, name="c").forward([1]), "Conv2D 'c'"),
    "labels in a list": (lambda: cross_entropy(X, [0, 1, 0, 1]), "cross_entropy: labels", "list"),
    "targets in a list": (lambda: squared_error(X, [[1.0]]), "squared_error: labels", "a list"),
    "answers in a list": (lambda: binary_cross_entropy(X, [1]), "binary_cross_entropy: labels"),
    "outputs in a list": (lambda: cross_entropy([[1.0]], LABELS), "the network's output", "a list"),
    "logits without rows": (lambda: cross_entropy(np.ones(3), LABELS), "(..., n, outputs)", "(3,)"),
    "labels in a list for a run": (lambda: run(data=(X, [0, 1, 0, 1])), "data: labels", "a list"),
    "weights in a list": (lambda: run(data=(X, LABELS, [1, 1, 1, 1])), "data: weights", "a list"),
    "no pair": (lambda: run(data=X), "data is (x, labels)", "got ndarray"),
    "data for x": (lambda: estimate_population(net(BatchNorm(3)), (X, LABELS), batch_size=2),
                   "estimate_population: x must be an array", "a tuple"),
    "an array to start from": (lambda: lasso(X, X[:, :1], strength=0.1, start=np.ones((3, 1))),
                               "start must be a LinearFit"),
    "one class": (lambda: cross_entropy(X[:, :1], np.zeros(4, int)), "at least 2; got 1",
                  "binary_cross_entropy"),
    "half a unit": (lambda: Dense(2, 8.0), "Dense: n_out must be a whole number, at least 1",
                    "got 8.0"),
    "no unit": (lambda: DropConnect(0, 2, 0.1), "DropConnect: n_in", "got 0"),
    "true units": (lambda: Dense(True, 2), "n_in must be a whole number", "got True"),
    "half a channel": (lambda: Conv2D((4, 4, 1), 2.5), "Conv2D: n_out", "got 2.5"),
    "half an image": (lambda: Conv2D((4.5, 4, 1), 2), "Conv2D takes an image shape", "(4.5, 4, 1)"),
    "half a feature": (lambda: BatchNorm(4.0), "BatchNorm takes a number of features", "got 4.0"),
    "half a slope": (lambda: PReLU(2.5), "PReLU takes a number of features", "got 2.5"),
    "half a group": (lambda: GroupNorm((2, 2, 4), 2.0), "GroupNorm: groups must be a whole"),
    "half an epoch": (lambda: run(epochs=1.5), "epochs must be a whole number", "got 1.5"),
    "half an example": (lambda: run(batch_size=2.0), "batch_size must be a whole number"),
    "half a hidden unit": (lambda: mlp([2, 2.5, 1], rng=np.random.default_rng(0)), "got 2.5"),
    "a layer as an activation": (
        lambda: mlp([2, 2], rng=np.random.default_rng(0), activation=ReLU()),
        "mlp: activation must be a function", "got ReLU()"),
    "the name of an activation": (
        lambda: mlp([2, 2], rng=np.random.default_rng(0), activation="relu"), "got 'relu'"),
    "a layer as a normalization": (
        lambda: mlp([2, 2], rng=np.random.default_rng(0), normalization=BatchNorm(4)),
        "mlp: normalization must be a function", "got BatchNorm(features=4"),
    "normal": (lambda: Dense(2, 2, initializer=normal), "as in normal(0.1)", "itself"),
    "filled": (lambda: Conv2D((4, 4, 1), 2, initializer=filled), "Conv2D", "as in filled(0.1)"),
    "the name of an initializer": (lambda: Dense(2, 2, initializer="he"), "Dense: initializer must",
                                   "got 'he'"),
    "a layer for layers": (lambda: Network(Dense(2, 2), rng=np.random.default_rng(0)),
                           "layers must be a list", "got Dense(n_in=2, n_out=2)"),
    "a layer for a block": (lambda: Residual(ReLU()), "layers must be a list", "got ReLU()"),
    "a class for a layer": (lambda: net(ReLU), "layers must hold layers, such as ReLU()", "class"),
    "a name for a layer": (lambda: net("relu"), "layers must hold layers", "got 'relu'"),
    "an augmentation for a list": (lambda: InOrder(Noise(0.1)), "takes a list", "Noise(std=0.1)"),
    "a class for an augmentation": (lambda: Sometimes(Noise, 0.5), "Sometimes takes augmentations"),
    "a likelihood above one": (lambda: Sometimes(Noise(0.1), 1.5), "probability", "got 1.5"),
    "a name for a quantity": (lambda: EarlyStopping("loss", patience=1), "EarlyStopping: quantity",
                              "must be a function", "got 'loss'"),
    "a number for a quantity": (lambda: History(loss=3), "History: loss must be a function"),
    "seeds for generators": (lambda: run(pair(), rng=[0, 1]), "rng must be", "got [0, 1]"),
    "a network to stack": (lambda: stack(net()), "stack takes a list of networks", "got Network("),
    "a layer to stack": (lambda: stack([net(), ReLU()]), "takes a list of networks", "got ReLU()"),
    "other layers to stack": (
        lambda: stack([net(), net(), Network([Dense(3, 3), Dense(3, 4)],
                                             rng=np.random.default_rng(0))]),
        "layer 1 is Dense(n_in=3, n_out=2, name='output') and Dense(n_in=3, n_out=4, name=",
        "in the networks 0 and 2"),
    "more layers to stack": (lambda: stack([net(), net(ReLU())]), "layer 1 is Dense(", "and ReLU("),
    "no forward": (lambda: ReLU().backward(X), "ReLU needs a forward first"),
    "no forward for weights": (lambda: net()["output"].backward(X), "Dense 'output' needs a forw"),
    "no forward of a copy": (lambda: after_training().copy()["output"].backward(X), "a forward"),
    "a text for a rate": (lambda: Dropout("half"), "drop_rate must be a number", "got 'half'"),
    "None for a rate": (lambda: L2(None), "strength must be a number", "got None"),
    "True for a rate": (lambda: Optimizer(lr=True), "lr must be a number", "got True"),
    "a list for a rate": (lambda: L1([[[0.1]], [[0.2]]]), "per_model([...])", "the list [[["),
    "one bad rate of many": (lambda: L2(per_model([0, -1, *[0.0] * 98])), "[0, inf); got -1.0"),
    "a negative factor": (lambda: step_decay(0.1, factor=-0.5, every=2), "factor must lie in"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_refused(bad):
    call, *words = BAD[bad]
    refused(call, *words)


def test_numpys_whole_numbers_become_pythons(tmp_path):
    two = np.int64(2)
    layers = [
        Dense(two, np.int64(8)),
        PReLU(np.int64(8)),
        Conv2D(np.array([2, 2, 2]), two, kernel=two, stride=np.uint8(1), padding=two),
        GroupNorm((np.int64(5), 5, 2), two),
        BatchNorm((5, 5, two)),
        DropConnect(np.int64(50), two, 0.1),
    ]
    network = Network(layers, rng=np.random.default_rng(0))
    again = load(save(network, tmp_path / "net.npz"))
    np.testing.assert_array_equal(forward(again, X[:, :2]), forward(network, X[:, :2]))


def test_settings_with_values_per_model_compare_and_hash():
    def two():
        return per_model([0.1, 0.2])

    for make in (
        lambda: L2(two()),
        lambda: Adam(beta1=two()),
        lambda: ClipByNorm(0.1),
        lambda: MaxNorm(two()),
        lambda: piecewise([2], [0.1, cosine_decay(two(), steps=3)]),
    ):
        assert make() == make()
        assert len({make(), make()}) == 1
    different = [L2(0.1), L1(0.1), L2(0.2), L2(per_model([0.1])), L2(per_model([0.1, 0.1]))]
    assert len(set(different)) == len(different)
    assert L2(0.1) != 0.1


def test_many_values_are_told_by_number_and_range():
    assert repr(L2(per_model(np.linspace(0, 1, 64)))) == "L2(strength=<64 values from 0 to 1>)"
    assert repr(L2(per_model([0.0, 0.5]))) == "L2(strength=per_model([0.0, 0.5]))"
    assert "<64 values from 0 to 0.9>" in repr(Dropout(per_model(np.linspace(0, 0.9, 64))))


def test_a_layer_prints_as_the_code_that_makes_it():
    assert repr(BatchNorm(3)) == "BatchNorm(features=3, eps=1e-05, keep=0.9)"
    assert repr(ReLU()) == "ReLU()"
    network = Network([Residual([Dense(2, 2)], name="r")], rng=np.random.default_rng(0))
    inside = "Dense(n_in=2, n_out=2, name='output')"
    assert repr(network["r"]) == f"Residual(layers=[{inside}], drop_rate=0.0, name='r')"
    names = {kind.__name__: kind for kind in (Dense, Residual)}
    assert repr(eval(repr(network["r"]), names)) == repr(network["r"])
