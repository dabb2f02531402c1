"""One hostile argument at a time, in what several chapters run.

Each of the calls ends in a result that is right, or in a ValueError or TypeError in the course's
own words. ``accepted_arguments.txt`` says which values are right.
"""

import sys
from pathlib import Path

from tests.experiments.hostile_calls import CASES
from tests.hostile import HOSTILE, accepted, ends_of

TABLE = Path(__file__).with_name("accepted_arguments.txt")
LOST = {("descend", "lr", "10**12"), ("descend", "noise", "10**12")}
"""A walk that gets too far is given up, and goes on as NaN."""


def test_good_arguments_are_taken():
    for call, good in CASES.values():
        call(**good())


def test_a_hostile_argument_gives_a_right_result_or_a_clear_refusal(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ends = ends_of(CASES, rightly_nan=LOST)
    with capsys.disabled():
        counts = dict(ends.counts)
        sys.stdout.write(f"\n{len(CASES)} functions, {ends.counts.total()} calls: {counts}\n")
    assert not ends.wrong, "\n".join(ends.wrong[:40])
    assert ends.taken == accepted(TABLE)
    assert ends.counts.total() > 40 * len(HOSTILE)
