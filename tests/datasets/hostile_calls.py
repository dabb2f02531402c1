"""Every public function of the data with good arguments, of which one at a time is replaced."""

import tempfile
from collections.abc import Hashable
from typing import Any

import numpy as np

from course_lib import datasets as d
from tests.hostile import Case

FULL = {"python": "3.11", "numpy": "2.0"}


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def x() -> Any:
    return np.random.default_rng(0).random((6, 16))


def whole() -> Any:
    return np.arange(6) % 3


def changed(make: Any, **good: Any) -> Case:
    """Forward of an augmentation."""
    return (lambda x, rng: make()(x, rng=rng)), lambda: {"x": x(), "rng": rng()} | good


def sweep_parts() -> dict[str, Any]:
    return {"axes": {"lr": np.array([0.01, 0.1])}, "values": {"loss": np.array([1.8, 0.4])},
            "fixed": {"epochs": np.arange(3)}, "about": about()}  # fmt: skip


def about() -> dict[str, Any]:
    return {"settings": {"epochs": 20}, "seeds": [0], "seconds": 1.5, "versions": FULL}


def sweep(**more: Any) -> d.Sweep:
    return d.Sweep(**(sweep_parts() | more))


def hashable(name: Any) -> Any:
    return name if isinstance(name, Hashable) else object()


def target() -> str:
    return f"{tempfile.gettempdir()}/hostile_sweep.npz"


SHAPE = (4, 4)
CASES: dict[str, Case] = {
    # points in the plane
    **{name: (getattr(d, name), lambda more=more: {"n": 8, "noise": 0.1, "rng": rng()} | more)
       for name, more in (("moons", {}), ("blobs", {}), ("xor", {}), ("circles", {"factor": 0.5}),
                          ("spiral", {"turns": 1.0}))},
    # augmentation
    "Cutout": (d.Cutout, lambda: {"shape": SHAPE, "size": 2, "fill": 0.0}),
    "Flip": (d.Flip, lambda: {"shape": SHAPE, "probability": 0.5}),
    "Rotate": (d.Rotate, lambda: {"shape": SHAPE, "degrees": 5.0, "fill": 0.0}),
    "Shift": (d.Shift, lambda: {"shape": SHAPE, "pixels": 1, "fill": 0.0}),
    "Noise": (d.Noise, lambda: {"std": 0.1}),
    "InOrder": (d.InOrder, lambda: {"steps": [d.Noise(0.1)]}),
    "Sometimes": (d.Sometimes, lambda: {"augmentation": d.Noise(0.1), "probability": 0.5}),
    "Cutout()": changed(lambda: d.Cutout(SHAPE, 2)),
    "Flip()": changed(lambda: d.Flip(SHAPE)),
    "Rotate()": changed(lambda: d.Rotate(SHAPE, 5.0)),
    "Shift()": changed(lambda: d.Shift(SHAPE, 1)),
    "Noise()": changed(lambda: d.Noise(0.1)),
    "InOrder()": changed(lambda: d.InOrder([d.Noise(0.1), d.Flip(SHAPE)])),
    "Sometimes()": changed(lambda: d.Sometimes(d.Noise(0.1), 0.5)),
    "Sometimes, then called": (
        lambda augmentation: d.Sometimes(augmentation, 0.5)(x(), rng=rng()),
        lambda: {"augmentation": d.Noise(0.1)}),
    "InOrder, then called": (
        lambda step: d.InOrder([step])(x(), rng=rng()), lambda: {"step": d.Noise(0.1)}),
    "Shift, then called": (lambda **o: d.Shift(SHAPE, **o)(x(), rng=rng()),
                           lambda: {"pixels": 1, "fill": 0.0}),
    "Rotate, then called": (lambda **o: d.Rotate(SHAPE, **o)(x(), rng=rng()),
                            lambda: {"degrees": 5.0, "fill": 0.0}),
    "Cutout, then called": (lambda **o: d.Cutout(SHAPE, **o)(x(), rng=rng()),
                            lambda: {"size": 2, "fill": 0.0}),
    "cover": (d.cover, lambda: {"x": x(), "shape": SHAPE, "rows": whole(), "columns": whole(),
                                "size": 2, "fill": 0.0}),
    "flip": (d.flip, lambda: {"x": x(), "shape": SHAPE, "chosen": whole() > 0}),
    "rotate": (d.rotate, lambda: {"x": x(), "shape": SHAPE, "degrees": whole() * 1.0,
                                  "fill": 0.0}),
    "shift": (d.shift, lambda: {"x": x(), "shape": SHAPE, "down": whole(), "right": whole(),
                                "fill": 0.0}),
    # what lies in files
    "digits": (d.digits, lambda: {"count": 5, "start": 1, "part": "test", "side": 7,
                                  "dtype": np.float32}),
    "clothes": (d.clothes, lambda: {"count": 5, "start": 1, "part": "test", "side": 7,
                                    "dtype": np.float32}),
    "like_mnist": (d.like_mnist, lambda: {"ink": np.eye(9), "least": 0.1}),
    "load_mnist": (d.load_mnist, lambda: {"part": "test", "start": 1, "count": 5,
                                          "dtype": np.float32}),
    "load_weather": (d.load_weather, lambda: {"column": "high"}),
    "load_sweep": (d.load_sweep, lambda: {"name": "regularization_strength"}),
    "verified_file": (d.verified_file, lambda: {"name": "weather/seattle-weather.csv.gz"}),
    # parts
    "stratified_split": (d.stratified_split, lambda: {"labels": whole(), "sizes": [3, 3],
                                                      "rng": rng()}),
    "stratified_split, fractions": (
        lambda first, second: d.stratified_split(whole(), [first, second], rng=rng()),
        lambda: {"first": 0.5, "second": 0.5}),
    # sweeps
    "Sweep": (d.Sweep, sweep_parts),
    "Sweep, one of each": (
        lambda axis, value, fixed: sweep(axes={"lr": axis}, values={"loss": value},
                                         fixed={"epochs": fixed}),
        lambda: {"axis": np.array([0.01, 0.1]), "value": np.array([1.8, 0.4]),
                 "fixed": np.arange(3)}),
    "Sweep, names": (lambda name: sweep(fixed={hashable(name): np.arange(3)}),
                     lambda: {"name": "epochs"}),
    "Sweep.at": (lambda lr: sweep().at(lr=lr), lambda: {"lr": 0.1}),
    "Sweep.at, texts": (lambda lr: sweep(axes={"lr": np.array(["a", "b"])}).at(lr=lr),
                        lambda: {"lr": "a"}),
    "save_sweep": (d.save_sweep, lambda: {"path": target(), "sweep": sweep()}),
    "save_sweep, about": (
        lambda **more: d.save_sweep(target(), sweep(about=about() | more)), about),
}  # fmt: skip
