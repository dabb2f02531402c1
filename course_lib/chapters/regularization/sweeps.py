"""The remedies of notebook 03 over ranges of settings, stored by ``make sweeps``."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.regularization.knock_out import SHARES, knocked_out_accuracy
from course_lib.chapters.regularization.mnist300_sweeps import SEEDS, sweep, sweep_of
from course_lib.datasets import Sweep
from course_lib.engine import EarlyStopping, cross_entropy, evaluate
from course_lib.experiments.augmenting import AMOUNTS
from course_lib.experiments.mnist300 import Run, Setting

FORM_RATES = (0.1, 0.2, 0.5)
MASKS = ("fresh", "never redrawn", "one mask")
FEWER_SEEDS = (0, 1)
PATIENCE = 28
"""Epochs without a lower dev loss after which the early-stopped run of the closing table ends."""

REMEDIES: dict[str, dict[str, Any]] = {
    "L1 0.003": {"l1": 0.003},
    "L2 0.02": {"strength": 0.02},
    "early stopping": {},
    "shift 2": {"augment": "shift", "amount": 2},
    "shift and rotate": {"augment": "shift and rotate", "amount": 2},
    "all": {"strength": 0.02, "drop_rate": 0.02, "augment": "shift and rotate", "amount": 2},
}
"""The closing table; no remedy, and dropout, stand in the sweep of drop rates."""

AUGMENTATIONS = [(kind, amount) for kind, amounts in AMOUNTS.items() for amount in amounts]


def mask_sweep(**kwargs: Any) -> Sweep:
    """No dropout, then three kinds of mask at three drop rates; units are knocked out at the end.

    Two seeds, 301 epochs each: about a minute.
    """
    named = {"none": {"drop_rate": 0.0}} | {
        f"{mask}, {rate:g}": {"dropout": mask, "drop_rate": rate}
        for mask in MASKS
        for rate in FORM_RATES
    }
    base = Setting(epochs=301, every=43)
    return sweep_of(
        base, list(named.values()), names=list(named), seeds=FEWER_SEEDS,
        measure=_with_units_knocked_out, **kwargs,
    )  # fmt: skip


def classical_sweep(**kwargs: Any) -> Sweep:
    """Classical dropout at 0.2, five seeds, 301 epochs each: about fifteen seconds."""
    base = Setting(epochs=301, every=43, dropout="classical")
    return sweep(base, "drop_rate", [0.2], **kwargs)


def augmentation_sweep(**kwargs: Any) -> Sweep:
    """Every kind and amount of augmentation, two seeds, 301 epochs each: about a minute."""
    choices = [{"augment": kind, "amount": amount} for kind, amount in AUGMENTATIONS]
    names = [f"{kind} {amount:g}" for kind, amount in AUGMENTATIONS]
    base = Setting(epochs=301, every=43)
    return sweep_of(base, choices, names=names, seeds=FEWER_SEEDS, **kwargs)


def remedies_sweep(**kwargs: Any) -> Sweep:
    """The closing table: every remedy with every seed, 301 epochs each: about two minutes."""
    base = Setting(epochs=301, every=7)
    by_name = [_sweep_of_remedy(base, name, **kwargs) for name in REMEDIES]
    first = by_name[0]
    return Sweep(
        axes={"remedy": np.array(list(REMEDIES)), "seed": np.array(SEEDS)},
        values={
            name: np.concatenate([one.values[name] for one in by_name]) for name in first.values
        },
        fixed=first.fixed,
        about=first.about | {"seconds": round(sum(one.about["seconds"] for one in by_name), 1)},
    )


def _sweep_of_remedy(base: Setting, name: str, **kwargs: Any) -> Sweep:
    measure = _stopped_early if name == "early stopping" else _finished
    return sweep_of(base, [REMEDIES[name]], measure=measure, **kwargs)


def _finished(setting: Setting) -> dict[str, npt.NDArray[Any]]:
    return _with_last_scores(Run(setting).finish()) | {"kept_epoch": np.array(setting.epochs)}


def _stopped_early(setting: Setting) -> dict[str, npt.NDArray[Any]]:
    run, stopping = stopped_run(setting, PATIENCE)
    return _with_last_scores(run) | {"kept_epoch": stopping.best_epoch}


def stopped_run(setting: Setting, patience: int) -> tuple[Run, EarlyStopping]:
    """Train until the dev loss has not been lower for so many epochs; then go back to its lowest.

    Parameters
    ----------
    patience : int
        In epochs; a multiple of ``setting.every``, rounded down to one.

    Examples
    --------
    >>> run, stopping = stopped_run(Setting(epochs=6), 30)
    >>> float(stopping.best_epoch)
    6.0
    """
    run = Run(setting)
    stopping = EarlyStopping(
        lambda step: run.history["scores"][-1][3], patience=max(patience // setting.every, 1)
    )
    for step in run.steps():
        if step.ends_epoch and step.epoch % setting.every == 0 and stopping(step):
            break
    stopping.restore(run.network)
    return run, stopping


def _with_last_scores(run: Run) -> dict[str, npt.NDArray[Any]]:
    """Results, with the scores of the weights kept: with early stopping not the curves' ends."""
    results = run.results()
    for name, data in (("train", run.sets.train), ("dev", run.sets.dev)):
        loss, right = evaluate(run.network, cross_entropy, data)
        results |= {f"kept_{name}_loss": loss, f"kept_{name}_accuracy": right}
    return results


def _with_units_knocked_out(setting: Setting) -> dict[str, npt.NDArray[Any]]:
    run = Run(setting).finish()
    rng = np.random.default_rng(setting.seed)
    lost = knocked_out_accuracy(run.network, run.sets.dev, rng=rng, shares=SHARES)
    return run.results() | {"knocked_out": lost}
