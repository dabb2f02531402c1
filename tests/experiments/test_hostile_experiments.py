"""One hostile argument at a time, in what several chapters run.

Each of the calls ends in a result that is right, or in a ValueError or TypeError in the course's
own words. ``accepted_arguments.txt`` says which values are right.
"""

from pathlib import Path

from tests.experiments.hostile_calls import CASES
from tests.hostile import hold, take_good

TABLE = Path(__file__).with_name("accepted_arguments.txt")
LOST = {("descend", "lr", "10**12"), ("descend", "noise", "10**12")}
"""A walk that gets too far is given up, and goes on as NaN."""


def test_good_arguments_are_taken():
    take_good(CASES)


def test_a_hostile_argument_gives_a_right_result_or_a_clear_refusal(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hold(CASES, TABLE, capsys, rightly_nan=LOST)
