"""Claims: what they need, how they are tried and gone on with, and how a bad one is found."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from course_lib.claims import could_fail, load_results, try_claims
from course_lib.claims.claim import BASE
from course_lib.claims.results import problems, source_of
from course_lib.search import processes
from tests.claims import example_claims
from tests.claims.example_claims import CLAIMS, SLOW, VARIATIONS, errors

EXAMPLE = "tests.claims.example_claims"
ROOT = Path(__file__).resolve().parents[2]
AVERAGING, ENOUGH = CLAIMS


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"key": "two words"}, "must be an identifier"),
        ({"variations": dict(list(VARIATIONS.items())[:7]), "limits": {}}, "at least 8 variations"),
        ({"variations": VARIATIONS | {"more": {"length": 3}}}, "needed some of the conditions"),
        ({"variations": VARIATIONS | {"nothing": {}}}, "needed some of the conditions"),
        ({"variations": VARIATIONS | {"the same": {"size": 16}}}, "nothing differs"),
        ({"variations": VARIATIONS | {BASE: {"size": 3}}}, "none called"),
        ({"limits": {"one example": "not in the sentence"}}, "a part of the sentence"),
        ({"limits": {"no such": "From two examples on"}}, "names a variation"),
    ],
)
def test_a_claim_says_what_it_needs(wrong, says):
    with pytest.raises(ValueError, match=says):
        replace(AVERAGING, **wrong)


def test_one_thing_is_varied_at_a_time():
    assert AVERAGING.conditions(BASE) == dict(AVERAGING.base)
    assert AVERAGING.conditions("four examples") == {"seed": 0, "size": 4, "noise": 1.0}
    assert AVERAGING.trials == [BASE, *VARIATIONS]


def test_results_are_stored_with_their_conditions(tmp_path):
    path = try_claims(EXAMPLE, folder=tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["example_claims.json"]
    results = load_results(EXAMPLE, tmp_path)
    assert list(results.outcomes) == ["averaging", "enough"]
    outcome = results.outcomes["averaging"][4]
    assert outcome.words == "four examples"
    assert outcome.numbers == errors(**outcome.conditions)
    assert results.fails("averaging") == ["one example"]
    assert results.fails("enough") == ["one example", "ten times the noise"]
    assert json.loads(path.read_text("utf-8"))["source"] == source_of(EXAMPLE)


def test_what_fails_must_be_said_in_the_sentence(tmp_path):
    try_claims(EXAMPLE, folder=tmp_path)
    (found,) = problems(EXAMPLE, tmp_path)
    assert found == "enough: fails under ['one example', 'ten times the noise'], and says []"


def test_two_processes_give_the_same_bytes(tmp_path):
    alone = try_claims(EXAMPLE, folder=tmp_path / "alone").read_bytes()
    both = try_claims(EXAMPLE, executor=processes(2), folder=tmp_path / "both").read_bytes()
    assert both == alone


CHILD = f"""
from pathlib import Path
import sys
from course_lib.claims import try_claims
try_claims({EXAMPLE!r}, folder=Path(sys.argv[1]))
"""


def test_killed_twice_it_goes_on_to_the_same_bytes(tmp_path):
    whole = try_claims(EXAMPLE, folder=tmp_path / "whole").read_bytes()
    folder, seen = tmp_path / "killed", 0
    environ = os.environ | {SLOW: "0.05", "PYTHONPATH": str(ROOT)}
    for _ in range(2):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(folder)], env=environ)
        wanted = seen + 3
        deadline = time.monotonic() + 60
        while (seen := lines_in(folder)) < wanted and time.monotonic() < deadline:
            assert child.poll() is None
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert seen >= wanted
    calls = []
    for _ in try_claims_counting(folder, calls):
        pass
    assert (folder / "example_claims.json").read_bytes() == whole
    assert len(calls) == 18


def lines_in(folder):
    """How many trials a run has written so far."""
    return sum(path.read_bytes().count(b"\n") for path in folder.glob("*.running"))


def try_claims_counting(folder, calls):
    def progress(trials):
        for trial in trials:
            calls.append(trial.number)
            yield trial

    yield try_claims(EXAMPLE, folder=folder, progress=progress)


def test_results_older_than_their_source_are_found(tmp_path, monkeypatch):
    try_claims(EXAMPLE, folder=tmp_path)
    monkeypatch.setattr(example_claims, "CLAIMS", CLAIMS[:1])
    assert "other claims are stored than there are" in problems(EXAMPLE, tmp_path)
    path = tmp_path / "example_claims.json"
    path.write_text(path.read_text("utf-8").replace(source_of(EXAMPLE), "0" * 16), "utf-8")
    assert "the results are older than the source" in problems(EXAMPLE, tmp_path)


def test_without_results_it_says_what_makes_them(tmp_path):
    with pytest.raises(FileNotFoundError, match="make claims makes it"):
        load_results(EXAMPLE, tmp_path)


def test_a_claim_that_could_not_fail_is_found():
    numbers = AVERAGING.measure(**AVERAGING.base)
    assert could_fail(AVERAGING, numbers)
    assert could_fail(ENOUGH, numbers)
    empty = [
        lambda n: True,
        lambda n: n["mean"] == n["mean"],
        lambda n: min(n.values()) <= max(n.values()),
        lambda n: n["mean"] + n["one"] is not None,
    ]
    for holds in empty:
        assert not could_fail(replace(AVERAGING, holds=holds), numbers)
