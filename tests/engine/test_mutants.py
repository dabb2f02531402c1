"""The tests are tested: every planted mistake makes one of them fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.mutants import MUTANTS

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(
    "__pycache__", "chapters", "dashboards", "plots", "test_mutants*"
)
# They need none, and to load all that are installed takes eight times as long as the tests.
WITHOUT_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


@pytest.fixture
def copied(tmp_path):
    """The engine and its tests in a place where they may be spoilt."""
    for part in ("course_lib", "tests/engine"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=NOT_COPIED)
    (tmp_path / "data").symlink_to(ROOT / "data")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def outcome(folder, tests):
    """Run tests there; pytest returns 0 where all pass and 1 where one fails."""
    names = [f"tests/engine/{test}" for test in tests]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *names]
    environment = os.environ | WITHOUT_PLUGINS
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_unspoilt_they_all_pass(copied):
    done = outcome(copied, sorted({mutant.seen_by for mutant in MUTANTS}))
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    where = "import course_lib; print(course_lib.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where], cwd=copied, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()).is_relative_to(copied)


def test_there_are_many_and_no_two_are_the_same():
    assert (
        len({(mutant.file, mutant.right, mutant.wrong) for mutant in MUTANTS}) == len(MUTANTS) >= 10
    )


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.mistake)
def test_a_planted_mistake_is_seen(mutant, copied):
    path = copied / "course_lib/engine" / mutant.file
    source = path.read_text(encoding="utf-8")
    assert source.count(mutant.right) == 1
    path.write_text(source.replace(mutant.right, mutant.wrong), encoding="utf-8")
    done = outcome(copied, [mutant.seen_by])
    assert done.returncode == 1, done.stdout[-3000:] + done.stderr[-3000:]
    # A mistake that breaks the import would prove nothing about the test.
    assert "error" not in done.stdout.splitlines()[-1]
