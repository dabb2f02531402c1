"""Every public function with good arguments, of which one at a time is replaced.

More than 200 lines: one table of calls.
"""

import tempfile
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np

from course_lib import engine
from tests.hostile import Case


def x() -> Any:
    return np.random.default_rng(0).standard_normal((6, 3))


def labels() -> Any:
    return np.array([0, 1, 0, 1, 1, 0])


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def net() -> engine.Network:
    return engine.mlp([3, 4, 2], rng=rng(), normalization=engine.BatchNorm)


def norm() -> engine.Network:
    return engine.Network([engine.Dense(3, 3), engine.BatchNorm(3)], rng=rng())


def run(**more: Any) -> dict[str, Any]:
    learn = {"network": net(), "loss": engine.cross_entropy, "optimizer": engine.Optimizer(),
             "data": (x(), labels())}  # fmt: skip
    return learn | {"epochs": 2, "batch_size": 3, "rng": rng()} | more


def fitted() -> Any:
    return engine.LinearFit(np.ones((3, 1)), np.ones((1, 1)))


def step() -> Any:
    return next(iter(engine.train(**run())))


def folder() -> str:
    return tempfile.gettempdir()


def train(**arguments: Any) -> Any:
    """The first steps: somebody may ask for a billion epochs, and end the loop earlier."""
    return list(islice(engine.train(**arguments), 4))


def data_of(call: Callable[..., Any]) -> Callable[..., Any]:
    """The same call, with the parts of ``data`` by themselves."""

    def parts(*, x: Any, labels: Any, weights: Any, **arguments: Any) -> Any:
        return call(data=(x, labels, weights), **arguments)

    return parts


def _without(arguments: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if name not in names}


def data_run() -> dict[str, Any]:
    return _without(run(), "data") | {"x": x(), "labels": labels(), "weights": np.ones(6)}


def _layer(make: Callable[[], Any]) -> tuple[Callable[..., Any], Callable[[], dict[str, Any]]]:
    """Forward of a layer alone."""

    def forward(*, x: Any, training: Any, rng: Any) -> Any:
        return engine.Network([make()], rng=np.random.default_rng(0)).forward(
            x, training=training, rng=rng
        )

    return forward, lambda: {"x": x(), "training": True, "rng": rng()}


def _rule(make: Callable[[], Any]) -> tuple[Callable[..., Any], Callable[[], dict[str, Any]]]:
    def update(*, grad: Any, lr: Any, theta: Any) -> Any:
        rule = make()
        return rule.update(grad, rule.init(theta), lr, theta)[0]

    return update, lambda: {"grad": np.ones((1, 4)), "lr": 0.1, "theta": np.ones((1, 4))}


LEARNING = ("epochs", "batch_size")

e = engine
RATES = {"lr": 0.1}
CASES: dict[str, Case] = {
    # training
    "train": (train, run),
    "train, parts of data": (data_of(train), data_run),
    "train, settings": (train, lambda: run(sampling="shuffle", augment=None)),
    "fit": (e.fit, lambda: run(history=None, stopping=None, every=1)),
    "evaluate": (e.evaluate, lambda: {"network": net(), "loss": e.cross_entropy,
                                      "data": (x(), labels()), "rows": 4}),
    "evaluate, parts of data": (data_of(e.evaluate),
                                lambda: _without(data_run(), "optimizer", *LEARNING, "rng")),
    "predict": (e.predict, lambda: {"network": net(), "x": x(), "rows": 4}),
    "range_test": (e.range_test, lambda: _without(run(), "epochs") | {
        "low": 1e-3, "high": 1.0, "steps": 4, "smoothing": 0.5}),
    "Optimizer": (e.Optimizer, lambda: {"rule": e.Adam(), "lr": 0.1, "regularizer": e.L2(0.1),
                                        "clip": e.ClipByNorm(1.0), "mask": None,
                                        "constraint": e.MaxNorm(1.0)}),
    "train, Optimizer": (lambda **o: train(**run(optimizer=e.Optimizer(**o))),
                         lambda: {"rule": e.Adam(), "lr": 0.1, "regularizer": None,
                                  "clip": None, "mask": None, "constraint": None}),
    "Optimizer.step": (lambda network: e.Optimizer().step(network), lambda: {"network": net()}),
    "History": (e.History, lambda: {"loss": lambda step: step.loss}),
    "History.record": (lambda step: e.History(loss=lambda s: s.loss).record(step),
                       lambda: {"step": step()}),
    "History[]": (lambda name: e.History(loss=lambda s: s.loss)[name], lambda: {"name": "loss"}),
    "EarlyStopping": (lambda **o: e.fit(**run(stopping=e.EarlyStopping(**o))),
                      lambda: {"quantity": lambda step: step.loss, "patience": 1,
                               "larger_is_better": False, "smoothing": 0.1}),
    "EarlyStopping()": (lambda step: e.EarlyStopping(lambda s: s.loss, patience=1)(step),
                        lambda: {"step": step()}),
    "check_gradients": (e.check_gradients, lambda: _without(run(), "optimizer", *LEARNING) | {
        "training": True, "regularizer": e.L2(0.1), "coordinates": 2, "epsilon": 6e-6}),
    "trace": (e.trace, lambda: _without(run(), "optimizer", *LEARNING) | {
        "training": True}),
    # networks
    "Network": (e.Network, lambda: {"layers": [e.Dense(3, 2)], "rng": rng(), "dtype": float}),
    "Network.forward": (lambda **o: net().forward(**o),
                        lambda: {"x": x(), "training": True, "rng": rng()}),
    "Network.backward": (lambda **o: _went(net()).backward(**o),
                         lambda: {"grad_y": np.ones((6, 2)), "input_gradient": False}),
    "Network.mask": (lambda name: net().mask(name), lambda: {"name": "output"}),
    "Network[]": (lambda name: net()[name], lambda: {"name": "output"}),
    "Network.with_theta": (lambda **o: net().with_theta(**o),
                           lambda: {"theta": net().theta, "buffers": net().buffers}),
    "Network.theta": (lambda theta: setattr(net(), "theta", theta), lambda: {"theta": net().theta}),
    "mlp": (e.mlp, lambda: {"sizes": [3, 4, 2], "rng": rng(), "activation": e.ReLU,
                            "initializer": e.he_normal, "normalization": None,
                            "drop_rate": None, "dtype": float}),
    "stack": (e.stack, lambda: {"networks": [net(), net()]}),
    "unstack": (e.unstack, lambda: {"network": e.stack([net(), net()])}),
    "copy_layers": (lambda source, target, name: e.copy_layers(source, target, name),
                    lambda: {"source": net(), "target": net(), "name": "output"}),
    "fold": (e.fold, lambda: {"network": norm()}),
    "estimate_population": (e.estimate_population, lambda: {"network": norm(), "x": x(),
                                                            "batch_size": 3, "rng": rng()}),
    "save": (e.save, lambda: {"network": net(), "path": f"{folder()}/hostile.npz"}),
    "load": (e.load, lambda: {"path": str(e.save(net(), f"{folder()}/hostile.npz"))}),
    "save_run": (e.save_run, lambda: {"step": step(), "path": f"{folder()}/hostile.npz"}),
    "load_run": (e.load_run, lambda: {"path": str(e.save_run(step(), f"{folder()}/hostile.npz")),
                                      "optimizer": e.Optimizer()}),
    # layers
    "Dense": (e.Dense, lambda: {"n_in": 3, "n_out": 2, "initializer": e.he_normal, "name": "a"}),
    "Dropout": (e.Dropout, lambda: {"drop_rate": 0.5, "name": "a"}),
    "DropConnect": (e.DropConnect, lambda: {"n_in": 3, "n_out": 2, "drop_rate": 0.5}),
    "Residual": (e.Residual, lambda: {"layers": [e.Dense(3, 3)], "drop_rate": 0.5}),
    "Sequential": (e.Sequential, lambda: {"layers": [e.Dense(3, 3)]}),
    "BatchNorm": (e.BatchNorm, lambda: {"features": 3, "keep": 0.5, "eps": 0.1}),
    "BatchRenorm": (e.BatchRenorm, lambda: {"features": 3, "keep": 0.5, "eps": 0.1,
                                            "r_max": 2.0, "d_max": 1.0}),
    "LayerNorm": (e.LayerNorm, lambda: {"features": 3, "eps": 0.1}),
    "GroupNorm": (e.GroupNorm, lambda: {"shape": (2, 2, 4), "groups": 2, "eps": 0.1}),
    "InstanceNorm": (e.InstanceNorm, lambda: {"shape": (2, 2, 4), "eps": 0.1}),
    "Conv2D": (e.Conv2D, lambda: {"shape": (4, 4, 1), "n_out": 2, "kernel": 3, "stride": 1,
                                  "padding": 1, "initializer": e.he_normal}),
    "MaxPool2D": (e.MaxPool2D, lambda: {"shape": (4, 4, 1), "size": 2, "stride": 2}),
    "AveragePool2D": (e.AveragePool2D, lambda: {"shape": (4, 4, 1), "size": 2, "stride": 2}),
    "LeakyReLU": (e.LeakyReLU, lambda: {"slope": 0.1}),
    "ELU": (e.ELU, lambda: {"alpha": 0.1}),
    "RReLU": (e.RReLU, lambda: {"low": 0.1, "high": 0.2}),
    "PReLU": (e.PReLU, lambda: {"features": 3, "start": 0.2}),
    "forward of Dense": _layer(lambda: e.Dense(3, 2)),
    "forward of ReLU": _layer(e.ReLU),
    "forward of Sigmoid": _layer(e.Sigmoid),
    "forward of ELU": _layer(e.ELU),
    "forward of RReLU": _layer(lambda: e.RReLU(0.1, 0.2)),
    "forward of PReLU": _layer(lambda: e.PReLU(3)),
    "forward of Dropout": _layer(lambda: e.Dropout(0.5)),
    "forward of DropConnect": _layer(lambda: e.DropConnect(3, 2, 0.5)),
    "forward of Residual": _layer(lambda: e.Residual([e.ReLU()], drop_rate=0.5)),
    "forward of BatchNorm": _layer(lambda: e.BatchNorm(3)),
    "forward of LayerNorm": _layer(lambda: e.LayerNorm(3)),
    "forward of Conv2D": _layer(lambda: e.Conv2D((3, 1, 1), 1, kernel=1)),
    # losses
    "cross_entropy": (e.cross_entropy, lambda: {"logits": x(), "labels": labels(),
                      "sample_weights": np.ones(6), "class_weights": np.ones(3)}),
    "binary_cross_entropy": (e.binary_cross_entropy, lambda: {
        "logits": x()[:, :1], "targets": labels(), "sample_weights": np.ones(6),
        "class_weights": np.ones(2)}),
    "squared_error": (e.squared_error, lambda: {"output": x(), "targets": x(),
                                                "sample_weights": np.ones(6)}),
    "accuracy": (e.accuracy, lambda: {"logits": x(), "labels": labels()}),
    # rules, schedules and what shapes a step
    **{kind.__name__: (kind, lambda given=given: dict(given)) for kind, given in (
        (e.Adam, {"beta1": 0.9, "beta2": 0.99, "eps": 0.1}),
        (e.AdamW, {"beta1": 0.9, "beta2": 0.99, "eps": 0.1, "decay": 0.1}),
        (e.RAdam, {"beta1": 0.9, "beta2": 0.99, "eps": 0.1}),
        (e.RMSProp, {"beta": 0.9, "eps": 0.1}), (e.AdaGrad, {"eps": 0.1}),
        (e.Momentum, {"beta": 0.9}), (e.Nesterov, {"beta": 0.9}),
        (e.DampedMomentum, {"beta": 0.9}), (e.MomentumOfSteps, {"beta": 0.9}),
        (e.Newton, {"hessian": np.diag, "damping": 0.1}),
        (e.L1, {"strength": 0.1}), (e.L2, {"strength": 0.1}),
        (e.ElasticNet, {"l1": 0.1, "l2": 0.1}),
        (e.ClipByNorm, {"limit": 1.0}), (e.ClipByValue, {"limit": 1.0}),
        (e.MaxNorm, {"limit": 1.0}),
        (e.constant, {"lr": 0.1}), (e.step_decay, {"lr": 0.1, "factor": 0.5, "every": 2}),
        (e.exponential_decay, {"lr": 0.1, "decay": 0.5}),
        (e.inverse_time_decay, {"lr": 0.1, "decay": 0.5}),
        (e.inverse_square_root_decay, {"lr": 0.1, "scale": 2}),
        (e.linear_decay, {"lr": 0.1, "steps": 2, "end": 0.0}),
        (e.cosine_decay, {"lr": 0.1, "steps": 2, "end": 0.0}),
        (e.warm_up, {"schedule": 0.1, "steps": 2}),
        (e.piecewise, {"boundaries": [2], "rates": [0.1, 0.2]}),
        (e.per_epoch, {"schedule": e.constant(0.1), "steps_per_epoch": 2}),
        (e.VarianceScaling, {"scale": 1.0, "fan": "in", "distribution": "normal", "mean": 0.0}),
        (e.normal, {"std": 0.1}), (e.filled, {"value": 0.1}),
    )},
    "GradientDescent.update": _rule(e.GradientDescent),
    "Momentum.update": _rule(e.Momentum),
    "Adam.update": _rule(e.Adam),
    "AdamW.update": _rule(e.AdamW),
    "RAdam.update": _rule(e.RAdam),
    "rectification": (e.rectification, lambda: {"t": 7, "beta2": 0.9}),
    "RMSProp.update": _rule(e.RMSProp),
    "Newton.update": _rule(lambda: e.Newton(lambda theta: np.eye(4))),
    "L2.penalty": (lambda weights: e.L2(0.1).penalty(weights),
        lambda: {"weights": np.ones((1, 4))}),
    "L1.gradient": (lambda weights: e.L1(0.1).gradient(weights),
        lambda: {"weights": np.ones((1, 4))}),
    "ClipByNorm()": (lambda gradient: e.ClipByNorm(1.0)(gradient),
        lambda: {"gradient": np.ones((1, 4))}),
    "MaxNorm.apply": (lambda network: e.MaxNorm(1.0).apply(network), lambda: {"network": net()}),
    "linear_decay()": (lambda step: e.linear_decay(0.1, steps=2)(step), lambda: {"step": 1}),
    "step_decay()": (lambda step: e.step_decay(0.1, factor=0.5, every=2)(step),
        lambda: {"step": 1}),
    "warm_up()": (lambda step: e.warm_up(0.1, steps=2)(step), lambda: {"step": 1}),
    "piecewise()": (lambda step: e.piecewise([2], [0.1, 0.2])(step), lambda: {"step": 1}),
    "per_epoch()": (lambda step: e.per_epoch(e.constant(0.1), steps_per_epoch=2)(step),
        lambda: {"step": 1}),
    "he_normal()": (lambda shape, rng: e.he_normal(shape, rng=rng),
        lambda: {"shape": (3, 2), "rng": rng()}),
    # numbers
    "sigmoid": (e.sigmoid, lambda: {"x": x()}),
    "softmax": (e.softmax, lambda: {"x": x()}),
    "per_model": (e.per_model, lambda: {"values": [0.1, 0.2]}),
    "exponential_average": (e.exponential_average,
        lambda: {"values": [1.0, 2.0], "beta": 0.5, "corrected": True}),
    "window_weights": (e.window_weights, lambda: {"beta": 0.5, "length": 3}),
    "polynomial_features": (e.polynomial_features, lambda: {"x": x()[:, :1], "degree": 3}),
    "ridge": (e.ridge, lambda: {"features": x(), "targets": x()[:, :1], "strength": 0.1}),
    "lasso": (e.lasso, lambda: {"features": x(), "targets": x()[:, :1], "strength": 0.1,
                                "tolerance": 1e-6, "max_sweeps": 100, "start": None}),
    "effective_degrees_of_freedom": (e.effective_degrees_of_freedom,
                                     lambda: {"features": x(), "strength": 0.1}),
    "soft_threshold": (e.soft_threshold, lambda: {"z": x(), "amount": 0.1}),
    "LinearFit": (e.LinearFit, lambda: {"weights": np.ones((3, 1)), "intercept": np.ones((1, 1))}),
    "LinearFit.predict": (lambda features: fitted().predict(features), lambda: {"features": x()}),
}  # fmt: skip


def _went(network: engine.Network) -> engine.Network:
    network.forward(x(), training=True, rng=rng())
    return network
