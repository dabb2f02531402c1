"""One hostile argument at a time, in every public function of the engine, and in some of data
and search.

Each of the calls ends in a result that is right, or in a ValueError or TypeError in the course's
own words. Which values are right, and not refused, is written in ``accepted_arguments.txt``: a line
for each argument, as it was read and judged; whatever else is taken fails this test.
"""

import sys
import warnings
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from course_lib import engine
from tests.engine.hostile import HOSTILE, clear, holds_nan
from tests.engine.hostile_calls import CASES, calls

TABLE = Path(__file__).with_name("accepted_arguments.txt")
MEANT_TO_BE_NAN = {"array of NaN", "nan", "NaN of NumPy", "inf"}
"""Values that a result of NaN answers."""


def accepted():
    """The table: (case, argument) to the values that are no mistake there."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if "|" in line]
    parts = [[part.strip() for part in line.split("|")] for line in lines]
    return {(case, argument): values.split(", ") for case, argument, values in parts}


def test_good_arguments_are_taken():
    for call, good in CASES.values():
        call(**good())


def test_every_public_function_is_among_them():
    """But for what takes no argument, or is made and never called by readers."""
    called = " ".join(CASES)
    without = {"ReLU", "Identity", "Sigmoid", "Tanh", "GradientDescent", "zeros", "glorot_normal",
               "lecun_normal", "he_normal"}  # fmt: skip
    made = {"GradientReport", "RangeTest", "Step", "Trace", "Layer"}
    rivals = {"AdamEpsilonFolded", "AdamEpsilonInRoot", "AdamUncorrected"}
    missing = {name for name in engine.__all__ if name not in called}
    assert missing <= without | made | rivals
    assert len(CASES) >= 75


def test_a_hostile_argument_gives_a_right_result_or_a_clear_refusal(capsys):
    counts, taken, wrong = Counter(), defaultdict(list), []
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for case, argument, value, call in calls():
            try:
                result = call()
            except Exception as error:
                counts["refused" if clear(error, argument) else "accident"] += 1
                if not clear(error, argument):
                    wrong.append(f"{case} | {argument} | {value}: {type(error).__name__}: {error}")
                continue
            counts["accepted"] += 1
            taken[case, argument].append(value)
            if holds_nan(result) and value not in MEANT_TO_BE_NAN:
                wrong.append(f"{case} | {argument} | {value}: a result of NaN")
    with capsys.disabled():
        sys.stdout.write(f"\n{len(CASES)} functions, {counts.total()} calls: {dict(counts)}\n")
    assert not wrong, "\n".join(wrong[:40])
    assert taken == accepted()
    assert counts.total() > 40 * len(HOSTILE)
