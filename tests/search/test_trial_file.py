"""A file of trials: what is refused in it, in words, and that only one search writes to it."""

import errno
import json
import multiprocessing
import os
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from course_lib.search import Choice, Listed, Space, Trial, TrialFile, Uniform, random_settings, run
from course_lib.search import locking as lock_room
from tests.search import objectives

EIGHT = [{"a": number / 8, "b": 0.5} for number in range(8)]
GOOD = {"number": 3, "settings": {"a": 0.5}, "seed": 7, "score": 0.5, "more": {}}
TRIAL = Trial(**GOOD)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "trials.jsonl"


def kept(path, seed=0):
    return list(run(objectives.bowl, Listed(EIGHT), seed=seed, path=path))


def changed(path, place, /, **fields):
    """Change fields of one line of a search's file."""
    lines = path.read_text().splitlines()
    lines[place] = json.dumps(json.loads(lines[place]) | fields)
    path.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("name", "value", "needed"),
    [
        ("score", "high", "a finite number; got 'high'"),
        ("score", float("nan"), "a finite number; got nan"),
        ("score", float("inf"), "a finite number; got inf"),
        ("score", None, "a finite number; got None"),
        ("score", 10**400, "a finite number; got 1000"),
        ("score", True, "a finite number; got True"),
        ("number", -1, "a whole number from 0 on; got -1"),
        ("number", "3", "a whole number from 0 on; got '3'"),
        ("number", [3], r"a whole number from 0 on; got \[3\]"),
        ("seed", 1.5, "a whole number from 0 on; got 1.5"),
        ("settings", [1], r"a dict; got \[1\]"),
        ("more", None, "a dict; got None"),
    ],
)
def test_a_line_that_is_no_trial_is_named_with_what_was_needed(path, name, value, needed):
    kept(path)
    changed(path, 4, **{name: value})
    with pytest.raises(ValueError, match=f"line 5 of .* is no trial: .*needed as {name} {needed}"):
        TrialFile(path).read()
    before = path.read_bytes()
    with pytest.raises(ValueError, match="line 5 of"):
        kept(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("[" * 100_000, "needed a dict in JSON"),
        ("nonsense", "needed a dict in JSON"),
        ("[1, 2]", "needed a dict in JSON"),
        ('{"number": 1}', "needed number, settings, seed, score, more; got number"),
        (
            json.dumps(GOOD | {"best": 1}),
            "needed .*; got number, settings, seed, score, more, best",
        ),
    ],
    ids=lambda text: text[:12],
)
def test_a_line_of_something_else_is_named(path, line, needed):
    path.write_text(f"{json.dumps(GOOD)}\n{line}\n")
    with pytest.raises(ValueError, match=f"line 2 of .* is no trial: .*; {needed}"):
        TrialFile(path).read()


def test_a_trial_told_twice_counts_once_and_two_different_ones_are_refused(path):
    trials = kept(path)
    whole = path.read_text()
    path.write_text(whole + whole.splitlines()[2] + "\n")
    assert TrialFile(path).read() == trials
    assert kept(path) == trials
    path.write_text(whole + whole.splitlines()[2] + "\n")
    changed(path, 8, score=0.5)
    told = r"lines 3 and 9 of .* both tell of trial 2, with the score -0\.\d+ and 0\.5"
    with pytest.raises(ValueError, match=told):
        kept(path)


def test_another_seed_is_named_from_the_first(path):
    first = kept(path, seed=1)[0]
    with pytest.raises(ValueError, match=f"trial 0 ran with seed {first.seed}, and seed=2 gives"):
        next(run(objectives.bowl, Listed(EIGHT), seed=2, path=path))


def test_a_number_that_this_search_cannot_have_given_is_refused(path):
    kept(path)
    changed(path, 7, number=999)
    with pytest.raises(ValueError, match=r"line 8 of .* its trial 999 ran with seed"):
        kept(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_folder_is_refused_and_not_waited_for(path, tmp_path):
    os.mkfifo(path)
    for no_file in (path, tmp_path):
        for use in (kept, lambda at: TrialFile(at).read(), lambda at: TrialFile(at).add(TRIAL)):
            with pytest.raises(OSError, match=r"must be a file; it is a (pipe|folder)"):
                use(no_file)


SHAPES = Space(hidden=Choice([(32, 32), (64,)]), lr=Choice([0.1, None, "auto"]), a=Uniform(0, 1))


def test_settings_are_what_they_were_also_after_the_file(path):
    drawn = list(random_settings(SHAPES, 6, rng=np.random.default_rng(0)))
    seen = []

    def objective(settings, seed):
        seen.append(settings)
        return settings["a"]

    alone = list(run(objective, Listed(drawn)))
    list(run(objective, Listed(drawn[:3]), path=path))
    again = list(run(objective, Listed(drawn), path=path))
    assert seen == drawn + drawn[:3] + drawn[3:]
    assert {type(settings["hidden"]) for settings in seen} == {tuple}
    assert again == alone
    assert [trial.settings for trial in again] == drawn
    assert TrialFile(path).read()[0].settings["hidden"] == list(drawn[0]["hidden"])  # JSON's


def test_numbers_of_numpy_become_pythons():
    (trial,) = run(lambda settings, seed: settings["lr"], Listed([{"lr": np.float64(0.1)}]))
    assert type(trial.settings["lr"]) is float


def test_what_json_cannot_hold_is_refused_and_the_file_stays_whole(path):
    for odd in (float("nan"), object()):
        with pytest.raises(ValueError, match=r"trial 0 cannot be kept in a file: .*finite numbers"):
            list(run(lambda settings, seed, o=odd: {"score": 1, "o": o}, Listed([{}]), path=path))
    assert path.read_bytes() == b""


def test_a_second_search_on_one_file_is_refused_until_the_first_has_ended(path):
    first = run(objectives.bowl, Listed(EIGHT), path=path)
    begun = [next(first), next(first)]
    with pytest.raises(BlockingIOError, match=r"another search writes to '.*trials.jsonl'"):
        kept(path)
    with pytest.raises(BlockingIOError, match="one at a time can"):
        TrialFile(path).add(TRIAL)
    assert TrialFile(path).read() == begun  # to read is free
    first.close()
    assert [trial.number for trial in kept(path)] == list(range(8))


WRITER = """
import sys
from course_lib.search import Listed, run
from tests.search import objectives
settings = [{"a": 0.1, "b": 0.2}, {"a": 0.3, "b": 0.4}]
search = run(objectives.bowl, Listed(settings), path=sys.argv[1])
next(search)
print("writing", flush=True)
sys.stdin.read()
"""


def test_a_search_in_another_process_is_noticed_and_a_killed_one_leaves_no_lock(path):
    command = [sys.executable, "-c", WRITER, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as other:
        assert other.stdout.readline().strip() == b"writing"
        with pytest.raises(BlockingIOError, match="another search writes"):
            TrialFile(path).add(TRIAL)
        other.kill()
    TrialFile(path).add(TRIAL)
    assert [trial.number for trial in TrialFile(path).read()] == [0, 3]


@pytest.mark.skipif(not hasattr(os, "register_at_fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_does_not_keep_the_lock(path):
    """As the workers of a pool would, when the process that made it was killed."""
    context = multiprocessing.get_context("fork")
    go_home = context.Event()
    with TrialFile(path):
        child = context.Process(target=go_home.wait)
        child.start()
    TrialFile(path).add(TRIAL)
    assert child.is_alive()
    go_home.set()
    child.join()


def test_openings_beside_a_writer_take_nothing_away(path):
    """Once they cut off what was written between the reading and the cutting."""
    ended = threading.Event()

    def write():
        file = TrialFile(path)
        for number in range(300):
            file.add(Trial(number, {}, 0, 0.0, {"curve": [0.5] * 200}))
        ended.set()

    writer = threading.Thread(target=write)
    writer.start()
    openings = 0
    while not ended.is_set():
        TrialFile(path).mend()
        openings += 1
    writer.join()
    assert openings > 1
    assert [trial.number for trial in TrialFile(path).read()] == list(range(300))


def test_only_what_was_read_as_unfinished_is_cut_off(path, monkeypatch):
    kept(path)
    with path.open("ab") as file:
        file.write(b'{"number": 8, "sett')
    read = TrialFile._found

    def read_then_others_write(self):
        found = read(self)
        with path.open("ab") as file:
            file.write(b'ings": {}, "seed": 1, "score": 0.5, "more": {}}\n')
        return found

    monkeypatch.setattr(TrialFile, "_found", read_then_others_write)
    TrialFile(path).mend()
    monkeypatch.undo()
    assert [trial.number for trial in TrialFile(path).read()] == list(range(9))


def test_a_disk_that_is_full_leaves_no_half_line(path):
    file = TrialFile(path)
    file.add(TRIAL)
    before = path.read_bytes()

    class Full:
        """The open file, on a disk that takes ten bytes more."""

        def __init__(self, handle):
            self._handle = handle

        def write(self, line):
            if path.stat().st_size > len(before):
                raise OSError(errno.ENOSPC, "No space left on device")
            return self._handle.write(line[:10])

        def __getattr__(self, name):
            return getattr(self._handle, name)

    with file:
        file._handle = Full(file._handle)
        with pytest.raises(OSError, match="No space left"):
            file.add(Trial(**GOOD | {"number": 4}))
    assert path.read_bytes() == before


def test_a_file_that_is_taken_away_is_missed(path):
    search = run(objectives.bowl, Listed(EIGHT), path=path)
    next(search)
    if sys.platform == "win32":
        pytest.skip("an open file cannot be taken away")
    path.unlink()
    with pytest.raises(FileNotFoundError, match="was taken away while the search wrote to it"):
        next(search)


def test_where_no_locks_are_known_that_is_said(path, monkeypatch):
    def unknown(file):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock_room, "_take", unknown)
    with pytest.warns(RuntimeWarning, match="knows no locks"):
        assert len(kept(path)) == 8


def test_a_finished_search_can_be_looked_at_where_nothing_can_be_written(path, monkeypatch):
    trials = kept(path)
    monkeypatch.setattr(TrialFile, "_opened", refuse)
    assert kept(path) == trials
    with pytest.raises(PermissionError):
        list(run(objectives.bowl, Listed([*EIGHT, {"a": 1, "b": 1}]), path=path))


def refuse(self):
    raise PermissionError(errno.EACCES, "Permission denied", str(self.path))


def test_a_line_ends_before_the_next_search_begins(path):
    """A writer that is about to end is waited for, for a moment."""
    first = run(objectives.bowl, Listed(EIGHT), path=path)
    next(first)
    threading.Timer(0.3, first.close).start()
    start = time.monotonic()
    assert len(kept(path)) == 8
    assert time.monotonic() - start < 5
