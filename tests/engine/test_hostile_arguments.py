"""One hostile argument at a time, in every public function of the engine.

Each of the calls ends in a result that is right, or in a ValueError or TypeError in the course's
own words. Which values are right, and not refused, is written in ``accepted_arguments.txt``: a line
for each argument, as it was read and judged; whatever else is taken fails this test.
"""

from pathlib import Path

from course_lib import engine
from tests.engine.hostile_calls import CASES
from tests.hostile import hold, take_good

TABLE = Path(__file__).with_name("accepted_arguments.txt")
FOR_EVER = {("fit", "epochs", "10**12")}
"""Who asks for so many gets them; ``train`` gives each step, and its loop may end."""


def test_good_arguments_are_taken():
    take_good(CASES)


def test_every_public_function_is_among_them():
    """But for what takes no argument, or is made and never called by readers."""
    called = " ".join(CASES)
    without = {"ReLU", "Identity", "Sigmoid", "Tanh", "GELU", "SiLU", "GradientDescent", "zeros",
               "glorot_normal", "lecun_normal", "he_normal"}  # fmt: skip
    made = {"GradientReport", "RangeTest", "Step", "Trace", "Layer"}
    rivals = {"AdamEpsilonFolded", "AdamEpsilonInRoot", "AdamUncorrected"}
    missing = {name for name in engine.__all__ if name not in called}
    assert missing <= without | made | rivals
    assert len(CASES) >= 75


def test_a_hostile_argument_gives_a_right_result_or_a_clear_refusal(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hold(CASES, TABLE, capsys, left_out=FOR_EVER)
