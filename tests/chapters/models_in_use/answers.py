"""Answers of notebook 10b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.models_in_use.test_check import (
    CHECKPOINT_MISTAKES,
    DIAGNOSE_MISTAKES,
    PREPARE_MISTAKES,
    SOLUTIONS,
    SOUND_MISTAKES,
    all_copied,
    prepared,
    sorted_by_checks,
)

RIGHT = {name: dict(enumerate(known)) for name, _, _, known in SOLUTIONS}
SEEN = {
    "prepare": PREPARE_MISTAKES,
    "diagnose": DIAGNOSE_MISTAKES,
    "checkpoint": CHECKPOINT_MISTAKES,
    "is_sound": SOUND_MISTAKES,
}
WRONG = {
    "prepare": {
        "a pixel off": lambda ink: np.roll(prepared(ink), 1, axis=0),
        "box of 19": lambda ink: prepared(ink, 19),
        "upside down": lambda ink: prepared(ink[::-1]),
    },
    "diagnose": {"nothing": lambda: {}},
    "checkpoint": {
        "one step late": lambda run: (run.step(), all_copied(run))[1],
        "zeros": lambda run: all_copied(run) | {"v": np.zeros_like(run.v)},
    },
    "is_sound": {
        "of b alone": lambda entries: bool(np.all(entries["b"] == entries["b"])),
        "any std": lambda entries: sorted_by_checks(entries | {"std": np.array(1.0)}),
    },
}
