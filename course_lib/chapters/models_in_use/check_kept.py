"""Checks of what a file holds: a run that goes on bit for bit, and a file that is believed."""

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.models_in_use import check_answers as answers
from course_lib.chapters.models_in_use import sound
from course_lib.chapters.models_in_use.own_run import HELD, OwnRun, resume

# Exercise 3: all that a run needs to go on.

PLAIN = (np.ndarray, int, float, str, bool, dict, np.integer, np.floating)
MISSING = {
    "w": "its weights are not there",
    "v": "momentum began anew, with a velocity of 0",
    "t": "the rate began anew: it hangs on t",
    "rng": "its generator began elsewhere",
}


def checkpoint(function: object) -> None:
    """Check ``checkpoint(run)``: a dict from which a new run goes on bit for bit.

    Examples
    --------
    >>> checkpoint(lambda run: {"w": run.w.copy(), "v": run.v.copy(), "t": run.t})
    Exercise 3 (checkpoint): not yet right: a run that goes on must make the same steps:
      stopped after 6 steps, the next loss differs; its generator began elsewhere.
    """
    rules = [
        checks.rule("plain values", _plain),
        checks.rule("bit for bit", _same_steps, 6, 0),
        checks.rule("the run itself undisturbed", _undisturbed),
        checks.rule("as it was then", _copied),
        checks.rule("from the first step on", _same_steps, 0, 1),
        _any_run,
    ]
    checks.report("models_in_use", 3, "checkpoint", function, rules)


def _run(steps: int, seed: int) -> OwnRun:
    run = OwnRun(seed)
    for _ in range(steps):
        run.step()
    return run


def _kept(attempt: checks.Attempt, run: OwnRun) -> Mapping[str, Any]:
    kept = attempt(run=run)
    checks.require(isinstance(kept, dict), f"it must return a dict; got {checks.describe(kept)}.")
    strange = [name for name in kept if name not in HELD]
    checks.require(
        not strange, f"a run has {', '.join(HELD)}; the dict has {strange[0]!r} as well."
        if strange else "",
    )  # fmt: skip
    for name, value in kept.items():
        hint = " Of a generator keep rng.bit_generator.state." if name == "rng" else ""
        fit = isinstance(value, dict if name == "rng" else PLAIN)
        checks.require(
            fit, f"{name}: a file holds arrays, numbers and dicts of them; "
            f"got {checks.describe(value)}.{hint}",
        )  # fmt: skip
        if name in "wv":
            checks.require_array(name, value, (196, 10))
    return dict(kept)


def _plain(attempt: checks.Attempt) -> None:
    _kept(attempt, _run(2, 0))


def _go_on(rule: str, words: str, kept: Mapping[str, Any], wanted: list[float]) -> None:
    try:
        again = resume(kept)
        came = [again.step() for _ in wanted]
    except (TypeError, ValueError, KeyError) as error:
        checks.require(False, f"{rule}:\n  {words}; it cannot go on from this: {error}")
    lost = "; ".join(why for name, why in MISSING.items() if name not in kept)
    if not lost and came != wanted:
        lost = "a value is not what the run had: look for one rounded, or of another moment"
    checks.require(
        came == wanted, f"{rule}:\n  {words}, the next loss differs; {lost}."
    )  # fmt: skip


def _same_steps(attempt: checks.Attempt, steps: int, seed: int) -> None:
    kept = _kept(attempt, _run(steps, seed))
    whole = _run(steps, seed)
    wanted = [whole.step() for _ in range(4)]
    rule = "a run that goes on must make the same steps"
    _go_on(rule, f"stopped after {steps} steps", kept, wanted)


def _copied(attempt: checks.Attempt) -> None:
    run = _run(5, 2)
    kept = _kept(attempt, run)
    wanted = [run.step() for _ in range(4)]
    again = resume(kept)
    checks.require(
        [again.step() for _ in wanted] == wanted,
        "what was kept must stay as it was when the run goes on:\n  the run made 4 more steps, and "
        "the dict changed along with it. It holds the run's own arrays: keep a .copy().",
    )


def _undisturbed(attempt: checks.Attempt) -> None:
    run, twin = _run(5, 3), _run(5, 3)
    _kept(attempt, run)
    checks.require(
        [run.step() for _ in range(3)] == [twin.step() for _ in range(3)],
        "to look at a run must not change it:\n  after checkpoint(run) its next steps are others. "
        "Does it draw numbers from run.rng, or set something?",
    )


def _any_run(attempt: checks.Attempt) -> None:
    """Runs drawn anew."""
    for _ in range(3):
        steps, seed = checks.draw(checks.size(1, 12), checks.size(10, 10_000))
        _same_steps(attempt, steps, seed)


# Exercise 4: whether a file is to be believed.


def is_sound(function: object) -> None:
    """Check ``is_sound(entries)``: True for a sound file, False for a damaged one.

    Examples
    --------
    >>> is_sound(lambda entries: set(entries) == {"version", "W", "b", "mean", "std"})
    Exercise 4 (is_sound): not yet right: a file with W transposed must be refused:
      expected False, got True.
    """
    rules = [checks.rule("a sound file", _sound)]
    rules += [checks.rule(name, _refused, *damages) for name, damages in KINDS.items()]
    rules.append(_any_file)
    checks.report("models_in_use", 4, "is_sound", function, rules)


KINDS = {
    "its entries": ("an entry missing", "one too many"),
    "shapes": ("transposed", "a row short"),
    "real numbers": ("texts", "objects"),
    "finite ones": ("NaN", "infinity"),
    "a version that is known": ("a newer version", "a version that is none", "version 0"),
    "a std above 0": ("a std of 0", "a negative std"),
}
WORDS = {"transposed": "W transposed", "one too many": "one entry too many", "texts": "texts for b",
         "objects": "W as Python objects"}  # fmt: skip


def _truth(attempt: checks.Attempt, entries: dict[str, Any]) -> bool:
    got = attempt(entries=entries)
    fit = isinstance(got, bool | np.bool)
    checks.require(fit, f"it must return True or False; got {checks.describe(got)}.")
    return bool(got)


def _sound(attempt: checks.Attempt) -> None:
    for seed in range(4):
        entries = sound.sound_file(seed)
        version = int(entries["version"])
        checks.require(
            _truth(attempt, entries),
            f"a sound file must be believed:\n  version {version}: expected True, got False.",
        )
    weights = sound.sound_file(0)
    weights["W"] = weights["W"].astype(np.float32)
    checks.require(
        _truth(attempt, weights), "a sound file must be believed:\n  W in float32: got False."
    )


def _refused(attempt: checks.Attempt, *damages: str) -> None:
    rng = np.random.default_rng(0)
    for damage, seed in itertools.product(damages, range(3)):
        entries = sound.damaged(sound.sound_file(seed), damage, rng)
        checks.require(
            not _truth(attempt, entries),
            f"a file with {WORDS.get(damage, damage)} must be refused:\n"
            "  expected False, got True.",
        )


def _any_file(attempt: checks.Attempt) -> None:
    """Files drawn anew."""
    for _ in range(12):
        seed, kind = checks.draw(
            checks.size(0, 10_000), checks.one_of("", *sound.DAMAGES)
        )  # fmt: skip
        rng = np.random.default_rng(seed)
        entries = sound.sound_file(rng)
        if kind:
            entries = sound.damaged(entries, kind, rng)
        right = answers.is_sound(entries)
        checks.require(
            _truth(attempt, entries) == right,
            f"{kind or 'a sound file'}: expected {right}, got {not right}.",
        )
