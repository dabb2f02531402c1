"""One hostile argument at a time, in every public function of the data.

Each of the calls ends in a result that is right, or in a ValueError or TypeError in the course's
own words (OSError for names and paths). ``accepted_arguments.txt`` says which values are right.
"""

from pathlib import Path

from course_lib import datasets
from tests.datasets.hostile_calls import CASES
from tests.hostile import hold, take_good

TABLE = Path(__file__).with_name("accepted_arguments.txt")


def test_good_arguments_are_taken():
    take_good(CASES)


def test_every_public_function_is_among_them():
    """But for what takes no argument, or is no function."""
    called = " ".join(CASES)
    without = {"data_folder", "published_circles", "published_moons"}
    assert {name for name in datasets.__all__ if name not in called} == without | {
        "CLOTHES", "PUBLISHED_THIRTY", "DamagedFileError",
    }  # fmt: skip


def test_a_hostile_argument_gives_a_right_result_or_a_clear_refusal(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hold(CASES, TABLE, capsys)
