"""The settings of each rule: their defaults, and what is refused."""

import dataclasses

import numpy as np
import pytest

from course_lib.engine import (
    AdaGrad,
    AdamEpsilonFolded,
    AdamEpsilonInRoot,
    AdamUncorrected,
    AdamW,
    DampedMomentum,
    MomentumOfSteps,
    Nesterov,
    Newton,
    RAdam,
    RMSProp,
)


def test_defaults():
    betas = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    expected = {
        Nesterov: {"beta": 0.9},
        DampedMomentum: {"beta": 0.9},
        MomentumOfSteps: {"beta": 0.9},
        AdaGrad: {"eps": 1e-8},
        RMSProp: {"beta": 0.9, "eps": 1e-8},
        AdamW: betas | {"decay": 0.01},
        RAdam: betas,
        AdamEpsilonInRoot: betas,
        AdamEpsilonFolded: betas,
        AdamUncorrected: betas,
    }
    for rule, settings in expected.items():
        assert dataclasses.asdict(rule()) == settings
    assert Newton(np.eye).damping == 0


@pytest.mark.parametrize(
    ("rule", "settings", "words"),
    [
        (Nesterov, {"beta": 1.0}, r"beta must lie in \[0, 1\); got 1"),
        (DampedMomentum, {"beta": -0.1}, r"beta must lie in \[0, 1\); got -0.1"),
        (MomentumOfSteps, {"beta": float("nan")}, "beta must lie in .* got nan"),
        (AdaGrad, {"eps": -1e-8}, r"eps must lie in \[0, inf\); got -1e-08"),
        (RMSProp, {"beta": 1.5}, r"beta must lie in \[0, 1\); got 1.5"),
        (RMSProp, {"eps": float("inf")}, "eps must lie in .* got inf"),
        (RMSProp, {"beta": np.array([0.5, 0.9])}, r"shape \(K, 1, 1\).*got shape \(2,\)"),
        (AdamW, {"decay": -0.01}, r"decay must lie in \[0, inf\); got -0.01"),
        (AdamW, {"beta1": 1.0}, r"beta1 must lie in \[0, 1\); got 1"),
        (AdamUncorrected, {"beta2": 2.0}, r"beta2 must lie in \[0, 1\); got 2"),
    ],
)
def test_hyperparameters_out_of_range(rule, settings, words):
    with pytest.raises(ValueError, match=words):
        rule(**settings)


@pytest.mark.parametrize("rule", [Nesterov(), RMSProp(), AdamW(), AdamUncorrected()])
def test_a_rule_cannot_be_edited(rule):
    for field in dataclasses.fields(rule):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(rule, field.name, 0.5)
