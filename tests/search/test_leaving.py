"""How a search ends before its end: interrupts, breaks, late trials, dead workers, no kernel."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from course_lib.search import Listed, TrialFile, executors, processes, run
from tests.dashboards.kernels import run as run_cell
from tests.dashboards.kernels import running_kernel
from tests.search import objectives

NO_GROUPS = pytest.mark.skipif(
    sys.platform == "win32", reason="interrupts are sent in another way there"
)


def numbered(folder, count=8, **more):
    return Listed([{"a": number, "folder": str(folder), **more} for number in range(count)])


def until(holds, seconds=20):
    """Wait for a state; gives whether it came."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def signs(folder):
    """What each hanging trial wrote last."""
    return {file.name: file.read_text() for file in folder.glob("alive-*")}


def hanging(folder):
    """Whether two trials show signs of life, and do so again."""
    first = signs(folder)
    time.sleep(0.3)
    again = signs(folder)
    return len(first) >= 2 and all(again[name] != first[name] for name in first)


def silent(folder):
    """Whether no trial shows signs of life any more."""
    first = signs(folder)
    time.sleep(1)
    return signs(folder) == first


def numbers(path):
    return sorted(trial.number for trial in TrialFile(path).read())


SEARCH = """
import sys
from pathlib import Path
from course_lib.search import processes, run
from tests.search import objectives
from tests.search.test_leaving import numbered

folder = Path(sys.argv[1])
def search():
    method = numbered(folder, last=2)
    return run(objectives.hangs_from, method, executor=processes(2), path=folder / "trials.jsonl")
"""
PLAIN = """
for trial in search():
    pass
"""
IN_A_LOOP = """
import asyncio
async def main():
    for trial in search():
        await asyncio.sleep(0)
asyncio.run(main())
"""


@NO_GROUPS
@pytest.mark.parametrize("loop", [PLAIN, IN_A_LOOP], ids=["plain", "in an event loop"])
def test_the_first_interrupt_says_that_it_waits_and_the_second_leaves(loop, tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", SEARCH + loop, str(tmp_path)], stderr=subprocess.PIPE,
        start_new_session=True,
    ) as search:  # fmt: skip
        assert until(lambda: hanging(tmp_path))
        os.killpg(search.pid, signal.SIGINT)
        words = next(iter(search.stderr.readline, b""))
        assert words == b"Waiting for 2 trials under way; interrupt to leave at once.\n"
        os.killpg(search.pid, signal.SIGINT)
        assert search.wait(timeout=20) != 0
        assert b"KeyboardInterrupt" in search.stderr.read()
    assert silent(tmp_path)
    assert numbers(tmp_path / "trials.jsonl") == [0, 1, 2]


CELL = f"""
import sys
sys.argv = ["cell", FOLDER]
{SEARCH}
from course_lib.dashboards import progress
async for trial in progress(search(), total=8):
    pass
"""


@NO_GROUPS
def test_a_cell_that_loops_with_a_bar_is_left_with_two_interrupts_too(tmp_path):
    with running_kernel() as (manager, client):
        assert run_cell(client, "pass")["status"] == "ok"
        request = client.execute(CELL.replace("FOLDER", repr(str(tmp_path))), stop_on_error=False)
        assert until(lambda: hanging(tmp_path))
        manager.interrupt_kernel()
        time.sleep(1)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=20)
        assert reply["parent_header"]["msg_id"] == request
        assert reply["content"]["ename"] in ("CancelledError", "KeyboardInterrupt")
        assert run_cell(client, "print('usable')")["printed"] == "usable\n"
        assert silent(tmp_path)
        assert numbers(tmp_path / "trials.jsonl") == [0, 1, 2]


def test_workers_end_with_a_kernel_that_is_killed(tmp_path):
    command = [sys.executable, "-c", SEARCH + PLAIN, str(tmp_path)]
    with subprocess.Popen(command) as search:
        assert until(lambda: hanging(tmp_path))
        search.kill()
    assert until(lambda: silent(tmp_path))
    assert numbers(tmp_path / "trials.jsonl") == [0, 1, 2]


def test_a_search_that_is_kept_but_not_gone_on_with_begins_nothing_more(tmp_path):
    path = tmp_path / "trials.jsonl"
    search = run(objectives.takes_a_while, numbered(tmp_path, 20), executor=processes(2), path=path)
    given = [next(search).number, next(search).number]
    time.sleep(2)  # time for twelve
    began = (tmp_path / "began").read_text().splitlines()
    assert len(began) <= len(given) + 2
    search.close()
    assert numbers(path) == sorted(map(int, began))
    assert (tmp_path / "began").read_text().splitlines() == began
    list(run(objectives.takes_a_while, numbered(tmp_path, 6), executor=processes(2), path=path))
    ran = sorted(map(int, (tmp_path / "began").read_text().splitlines()))
    assert ran == list(range(6))  # each once


def test_what_threads_of_the_callers_had_begun_is_kept_too(tmp_path):
    path = tmp_path / "trials.jsonl"
    with ThreadPoolExecutor(2) as pool:
        search = run(objectives.takes_a_while, numbered(tmp_path), executor=pool, path=path)
        next(search)
        search.close()
        began = sorted(map(int, (tmp_path / "began").read_text().splitlines()))
        assert numbers(path) == began
        assert len(began) < 8


def test_a_late_trial_gets_its_score_and_the_search_goes_on(tmp_path):
    path = tmp_path / "trials.jsonl"
    method = numbered(tmp_path, 5, last=2)
    trials = run(
        objectives.hangs_from, method, executor=processes(2), path=path, seconds=2, late=-1.0
    )
    scores = {trial.number: (trial.score, trial.more) for trial in trials}
    late = (-1.0, {"late": True})
    assert scores == {0: (0, {}), 1: (1, {}), 2: (2, {}), 3: late, 4: late}
    assert silent(tmp_path)
    assert numbers(path) == [0, 1, 2, 3, 4]


def test_a_late_trial_ends_the_search_in_words_where_it_gets_no_score(tmp_path):
    path = tmp_path / "trials.jsonl"
    method = numbered(tmp_path, 5, last=2)
    with pytest.raises(TimeoutError, match=r"trial 3 took longer than 2 seconds, with \{'a': 3"):
        list(run(objectives.hangs_from, method, executor=processes(1), path=path, seconds=2))
    assert silent(tmp_path)
    assert numbers(path) == [0, 1, 2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"seconds": 3}, r"seconds needs executor=processes\(n\) and a number above 0; got 3"),
        ({"seconds": 0, "executor": processes(1)}, "a number above 0; got 0"),
        ({"seconds": 3, "executor": lambda: ThreadPoolExecutor(1)}, "got ThreadPoolExecutor"),
        ({"late": 0.1, "executor": processes(1)}, "late needs seconds"),
        ({"late": float("nan"), "seconds": 1, "executor": processes(1)}, "a finite score"),
    ],
)
def test_a_time_limit_that_cannot_be_kept_is_refused(arguments, message, tmp_path):
    with pytest.raises(ValueError, match=message):
        list(run(objectives.bowl, numbered(tmp_path), **arguments))


def test_workers_that_keep_dying_end_the_search_in_words(tmp_path):
    dying = Listed([{"a": 0.9}])
    with pytest.raises(BrokenExecutor, match="died 3 times in a row, and no trial ended between"):
        list(run(objectives.dies_above_half, dying, executor=processes(1)))
    with (
        ProcessPoolExecutor(1) as pool,
        pytest.raises(BrokenExecutor, match=r"a worker died.*executor=processes\(n\) would start"),
    ):
        list(run(objectives.dies_above_half, Listed([{"a": 0.9}]), executor=pool))


@pytest.fixture
def cluster():
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield cluster, client


def test_a_cluster_without_workers_ends_in_words(cluster, monkeypatch, tmp_path):
    monkeypatch.setattr(executors, "NO_WORKER", 2.0)
    cluster, client = cluster
    path = tmp_path / "trials.jsonl"
    search = run(
        objectives.takes_a_while, numbered(tmp_path), executor=client.get_executor(), path=path
    )
    next(search)
    cluster.scale(0)
    with pytest.raises(RuntimeError, match="the cluster has had no worker for 2 seconds"):
        list(search)
    assert 0 < len(numbers(path)) < 8
    cluster.scale(1)
    client.wait_for_workers(1)
    again = run(
        objectives.takes_a_while, numbered(tmp_path), executor=client.get_executor(), path=path
    )
    assert sorted(trial.number for trial in again) == list(range(8))


def test_a_client_that_is_gone_ends_in_words(cluster, tmp_path):
    _, client = cluster
    search = run(objectives.takes_a_while, numbered(tmp_path), executor=client.get_executor())
    next(search)
    client.close()
    with pytest.raises(RuntimeError, match="is its cluster or client gone"):
        list(search)
