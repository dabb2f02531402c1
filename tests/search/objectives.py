"""Objectives that other processes import; some do what real ones should not."""

import os
import signal
import time
from pathlib import Path

import numpy as np


def bowl(settings, seed):
    """The nearer to (0.3, 0.7) the better, with a little noise from the seed."""
    noise = np.random.default_rng(seed).normal(0, 0.01)
    return -((settings["a"] - 0.3) ** 2) - (settings["b"] - 0.7) ** 2 + noise


def slow_bowl(settings, seed):
    time.sleep(0.01 * (seed % 5))  # so that trials end out of order
    return {"score": bowl(settings, seed), "curve": np.arange(3) * settings["a"]}


def kills_its_worker_once(settings, seed):
    """The first to draw ``a`` above 0.5 leaves a mark in ``folder`` and dies."""
    mark = Path(settings["folder"]) / "killed"
    if settings["a"] > 0.5 and not mark.exists():
        mark.touch()
        time.sleep(0.2)  # others end meanwhile
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return bowl(settings, seed)


def kills_its_worker_always(settings, seed):
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def fails_above_half(settings, seed):
    if settings["a"] > 0.5:
        raise ArithmeticError(f"a is {settings['a']:.3f}")
    return bowl(settings, seed)


def hangs_from(settings, seed):
    """Trials up to ``last`` end at once; the others never do, and leave a sign of life."""
    if settings["a"] <= settings["last"]:
        return float(settings["a"])
    sign = Path(settings["folder"]) / f"alive-{settings['a']}"
    while True:
        sign.write_text(str(time.monotonic()))
        time.sleep(0.02)


def takes_a_while(settings, seed):
    """Leaves a mark where it began, in ``folder``, so that one can see what ran, and how often."""
    with (Path(settings["folder"]) / "began").open("a") as file:
        file.write(f"{settings['a']}\n")
    time.sleep(0.3)
    return float(settings["a"])


def dies_above_half(settings, seed):
    if settings["a"] > 0.5:
        os._exit(1)
    return 1.0


def shifted_bowl(settings, seed, *, shift):
    return bowl(settings, seed) + shift


def forgets_two(settings, seed):
    return None if settings["a"] == 2 else bowl(settings, seed)
