"""The shared experiments with good arguments, of which one at a time is replaced."""

from typing import Any

import numpy as np

from course_lib.engine import Adam, GradientDescent, ReLU, mlp
from course_lib.experiments import (
    augmenting,
    descents,
    dropout_forms,
    dying,
    mnist300,
    paired_change,
    surfaces,
    swept,
    worked_matrices,
)
from tests.hostile import Case

BOWL = surfaces.BOWL


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def walk() -> Any:
    return np.array([[1.0, 0.0], [0.04, 0.0], [0.0, 0.0]])


def run(lr: Any, seed: Any) -> Any:
    return {"loss": float(lr) * np.arange(3) + float(seed)}


def kept(**more: Any) -> Any:
    good = {"run": run, "axes": {"lr": [0.1, 0.2], "seed": [0, 1]}, "settings": {}, "seeds": [0, 1]}
    return swept.swept(**(good | more))


def short_training(**arguments: Any) -> Any:
    """One epoch of it."""
    before, dying.EPOCHS = dying.EPOCHS, 1
    try:
        return dying.train_with_bias(**arguments).accuracy
    finally:
        dying.EPOCHS = before


CASES: dict[str, Case] = {
    "paired_change": (paired_change, lambda: {"scores": [3.0, 5.0], "reference": [1.0, 1.0]}),
    "augmentation": (augmenting.augmentation, lambda: {"kind": "shift", "amount": 2}),
    "augmentation, rotate": (lambda amount: augmenting.augmentation("rotate", amount),
                             lambda: {"amount": 2}),
    "augmentation, none": (lambda amount: augmenting.augmentation("none", amount),
                           lambda: {"amount": 0}),
    # walks
    "descend": (descents.descend, lambda: {
        "surface": BOWL, "rule": GradientDescent(), "lr": 0.5, "steps": 2, "start": (4.0, 0.0),
        "noise": 0.1, "rng": rng()}),
    "race": (descents.race, lambda: {"surface": BOWL, "rules": {"Adam": Adam()}, "lr": 0.5,
                                     "steps": 2, "start": (4.0, 0.0)}),
    "race, one": (lambda rule: descents.race(BOWL, {"": rule}, 0.5, steps=2),
                  lambda: {"rule": Adam()}),
    "race_steps": (lambda **o: next(descents.race_steps(**o)),
                   lambda: {"surface": BOWL, "rules": {"Adam": Adam()}, "lr": 0.5, "steps": 2,
                            "start": (4.0, 0.0)}),
    "given_up": (descents.given_up, lambda: {"path": walk()}),
    "arrival": (descents.arrival, lambda: {"path": walk(), "surface": BOWL, "within": 0.05}),
    "Surface.grid": (lambda points: BOWL.grid(points), lambda: {"points": 3}),
    "quadratic": (lambda curvature, **o: surfaces.quadratic(curvature, 4.0, **o),
                  lambda: {"curvature": 1.0, "angle": 0.1, "name": "bowl", "start": (1.0, 1.0)}),
    "rosenbrock": (surfaces.rosenbrock, lambda: {"steepness": 10.0}),
    "two_valleys": (surfaces.two_valleys, lambda: {"tilt": 0.2}),
    # networks
    "mlp_with_dropout": (dropout_forms.mlp_with_dropout, lambda: {
        "sizes": [2, 5, 1], "form": "classical", "drop_rate": 0.2, "rng": rng()}),
    "ClassicalDropout": (dropout_forms.ClassicalDropout, lambda: {"drop_rate": 0.2}),
    "NeverRedrawnDropout": (dropout_forms.NeverRedrawnDropout,
                            lambda: {"drop_rate": 0.2, "seed": 0}),
    "dead_units": (dying.dead_units, lambda: {"network": mlp([2, 3, 1], rng=rng()),
                                              "x": np.ones((4, 2))}),
    "train_with_bias": (short_training, lambda: {"bias": 0.1, "lr": 0.1, "seed": 0}),
    "lecture_network": (worked_matrices.lecture_network, lambda: {"activation": ReLU}),
    "lecture_batches": (worked_matrices.lecture_batches,
                        lambda: {"epoch": 0, "n": 30, "size": 7}),
    # runs on digits, and grids of them
    "Setting": (mnist300.Setting, lambda: {
        "strength": 0.1, "drop_rate": 0.1, "seed": 0, "epochs": 3, "every": 3, "l1": 0.1,
        "dropout": "fresh", "augment": "none", "amount": 0.0}),
    "histogram": (mnist300.histogram, lambda: {"weights": np.zeros(9)}),
    "swept": (kept, lambda: {"run": run, "axes": {"lr": [0.1, 0.2], "seed": [0, 1]},
                             "inner": None, "order": ["seed", "lr"], "fixed": {"a": np.arange(3)},
                             "settings": {}, "seeds": [0], "into": None}),
    "swept, one axis": (lambda values: kept(axes={"lr": values, "seed": [0, 1]}),
                        lambda: {"values": [0.1, 0.2]}),
    "swept, what a run gives": (lambda given: kept(run=lambda lr, seed: given),
                                lambda: {"given": {"loss": np.arange(3)}}),
}  # fmt: skip
