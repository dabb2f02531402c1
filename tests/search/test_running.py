"""Trials side by side: the same whoever runs them, and none lost or run twice."""

import json
import sys
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import numpy as np
import pytest

from course_lib.search import (
    Bayesian,
    Choice,
    Listed,
    Space,
    TrialFile,
    Uniform,
    best_trial,
    processes,
    random_settings,
    run,
)
from tests.search import objectives

SQUARE = Space(a=Uniform(0, 1), b=Uniform(0, 1))


def by_fours():
    rng = np.random.default_rng(0)
    return Bayesian(SQUARE, count=16, rng=rng, start=8, together=4)


def twelve(**fixed):
    space = Space(a=Uniform(0, 1), b=Uniform(0, 1), **{k: Choice([v]) for k, v in fixed.items()})
    return Listed(random_settings(space, 12, rng=np.random.default_rng(0)))


def in_order(trials):
    return sorted(trials, key=lambda trial: trial.number)


@pytest.fixture(scope="module")
def alone():
    return list(run(objectives.slow_bowl, by_fours(), seed=5))


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_any_number_of_processes_gives_the_same_trials(workers, alone):
    side_by_side = run(objectives.slow_bowl, by_fours(), seed=5, executor=processes(workers))
    assert in_order(side_by_side) == alone


def test_an_executor_of_the_callers_stays_open(alone):
    with ThreadPoolExecutor(3) as pool:
        assert in_order(run(objectives.slow_bowl, by_fours(), seed=5, executor=pool)) == alone
        assert pool.submit(int).result() == 0


def test_a_dask_cluster_gives_the_same_trials(alone):
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
    )
    with cluster, distributed.Client(cluster) as client:
        executor = client.get_executor()
        assert in_order(run(objectives.slow_bowl, by_fours(), seed=5, executor=executor)) == alone


def test_a_killed_worker_loses_nothing(tmp_path):
    path = tmp_path / "trials.jsonl"
    method = twelve(folder=str(tmp_path))
    trials = list(run(objectives.kills_its_worker_once, method, executor=processes(2), path=path))
    assert (tmp_path / "killed").exists()
    assert [trial.number for trial in in_order(trials)] == list(range(12))
    lines = [json.loads(line)["number"] for line in path.read_text().splitlines()]
    assert sorted(lines) == list(range(12))  # each written once
    assert in_order(trials) == list(
        run(objectives.kills_its_worker_once, twelve(folder=str(tmp_path)))
    )


def test_a_trial_that_always_kills_ends_the_search():
    with pytest.raises(BrokenExecutor):
        list(run(objectives.kills_its_worker_always, twelve(), executor=processes(1)))


@pytest.mark.parametrize("executor", [None, processes(2)])
def test_a_search_that_was_stopped_goes_on(executor, tmp_path, alone):
    path = tmp_path / "trials.jsonl"
    search = run(objectives.slow_bowl, by_fours(), seed=5, path=path, executor=executor)
    for _, _trial in zip(range(10), search, strict=False):
        pass
    search.close()
    kept = TrialFile(path).read()
    assert 10 <= len(kept) < 16
    with path.open("a") as file:
        file.write('{"number": 15, "sett')  # the machine stopped here
    tried = []

    def counted(settings, seed):
        tried.append(settings)
        return objectives.slow_bowl(settings, seed)

    assert in_order(run(counted, by_fours(), seed=5, path=path)) == alone
    assert len(tried) == 16 - len(kept)
    assert in_order(TrialFile(path).read()) == alone


def test_an_interrupt_keeps_what_ended(tmp_path):
    path = tmp_path / "trials.jsonl"
    calls = []

    def interrupted(settings, seed):
        calls.append(settings)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return objectives.bowl(settings, seed)

    with pytest.raises(KeyboardInterrupt):
        list(run(interrupted, twelve(), path=path))
    assert [trial.number for trial in TrialFile(path).read()] == [0, 1, 2]
    again = list(run(objectives.bowl, twelve(), path=path))
    assert again == list(run(objectives.bowl, twelve()))


def test_an_interrupt_keeps_what_own_workers_were_at(tmp_path):
    path = tmp_path / "trials.jsonl"
    search = run(objectives.slow_bowl, twelve(), executor=processes(2), path=path)
    first = next(search)
    with pytest.raises(KeyboardInterrupt):
        search.throw(KeyboardInterrupt)
    kept = [trial.number for trial in TrialFile(path).read()]
    assert first.number in kept
    assert 1 < len(kept) == len(set(kept)) <= 12
    again = in_order(run(objectives.slow_bowl, twelve(), path=path))
    assert again == list(run(objectives.slow_bowl, twelve()))


def test_a_failure_is_raised_and_what_ended_is_kept(tmp_path):
    path = tmp_path / "trials.jsonl"
    with pytest.raises(ArithmeticError, match=r"a is 0\."):
        list(run(objectives.fails_above_half, twelve(), executor=processes(2), path=path))
    kept = TrialFile(path).read()
    assert all(trial.settings["a"] <= 0.5 for trial in kept)
    assert len({trial.number for trial in kept}) == len(kept)


def test_another_search_in_the_file_is_refused(tmp_path):
    path = tmp_path / "trials.jsonl"
    list(run(objectives.bowl, twelve(), path=path, seed=1))
    with pytest.raises(ValueError, match="another seed: its trial 0 ran with seed"):
        list(run(objectives.bowl, twelve(), path=path, seed=2))
    with pytest.raises(ValueError, match="belongs to another search"):
        list(run(objectives.bowl, by_fours(), path=path, seed=1))


def test_a_whole_last_line_without_its_end_runs_again(tmp_path):
    path = tmp_path / "trials.jsonl"
    whole = list(run(objectives.bowl, twelve(), path=path))
    path.write_bytes(path.read_bytes()[:-1])
    assert len(TrialFile(path).read()) == 11
    assert in_order(run(objectives.bowl, twelve(), path=path)) == whole
    assert len(TrialFile(path).read()) == 12


def test_no_score_and_a_function_of_a_notebook_are_refused():
    with pytest.raises(ValueError, match="finite number; the objective gave nan"):
        list(run(lambda settings, seed: np.nan, twelve()))

    def of_a_notebook(settings, seed):
        return 0.0

    of_a_notebook.__module__ = "__main__"
    with pytest.raises(ValueError, match="must live in a module"):
        list(run(of_a_notebook, twelve(), executor=processes(1)))
    with pytest.raises(ValueError, match="at least one process"):
        processes(0)


def test_the_best_trial_is_the_first_of_the_highest():
    trials = list(run(lambda settings, seed: float(settings["a"] > 0.3), twelve()))
    best = best_trial(reversed(trials))
    assert best.score == 1
    assert best.number == min(trial.number for trial in trials if trial.score == 1)
    with pytest.raises(ValueError, match="at least one trial"):
        best_trial([])


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (None, r"finite number; the objective gave None for \{'a': 1\} \(no return\?\)"),
        ([0.5], r"the objective gave \[0.5\]"),
        (np.array([0.5]), r"the objective gave array\(\[0.5\]\)"),
        ("0.5", "the objective gave '0.5'"),
        ({"score": None}, "the objective gave None"),
        ({"score": [1, 2]}, r"the objective gave \[1, 2\]"),
        (10**400, "the objective gave 1000"),
        (1j, "the objective gave 1j"),
        (np.complex128(1), "the objective gave"),
        ({"accuracy": 0.5}, r"a dict without \"score\" for \{'a': 1\}: \{'accuracy': 0.5\}"),
    ],
)
def test_what_is_no_score_is_refused_in_words(told, message):
    with pytest.raises(ValueError, match=message):
        list(run(lambda settings, seed: told, Listed([{"a": 1}])))


@pytest.mark.parametrize("told", [1, True, np.float32(0.5), np.array(0.5), {"score": np.int64(3)}])
def test_any_one_number_is_a_score(told):
    (trial,) = run(lambda settings, seed: told, Listed([{"a": 1}]))
    assert type(trial.score) is float


def test_a_score_that_is_none_does_not_lose_what_others_finished(tmp_path):
    path = tmp_path / "trials.jsonl"
    settings = [{"a": number, "b": 0.1} for number in range(6)]
    with pytest.raises(ValueError, match=r"the objective gave None for \{'a': 2"):
        list(run(objectives.forgets_two, Listed(settings), executor=processes(2), path=path))
    kept = {trial.number for trial in TrialFile(path).read()}
    assert {0, 1} <= kept
    assert 2 not in kept


class OfANotebook:
    def __call__(self, settings, seed):
        return 0.0


OfANotebook.__module__ = "__main__"


def of_a_notebook(settings, seed):
    return 0.0


of_a_notebook.__module__ = "__main__"


@pytest.mark.parametrize(
    "objective",
    [
        partial(of_a_notebook),
        partial(partial(objectives.bowl, seed=1), of_a_notebook),
        lambda settings, seed: 0.0,
        OfANotebook(),
        OfANotebook().__call__,
    ],
    ids=["partial", "partial of it", "lambda", "object", "method"],
)
def test_what_other_processes_cannot_import_is_refused(objective, monkeypatch):
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "of_a_notebook", of_a_notebook, raising=False)
    monkeypatch.setattr(main, "OfANotebook", OfANotebook, raising=False)
    for executor in (processes(1), ProcessPoolExecutor(1)):
        with pytest.raises(ValueError, match="must live in a module that they can import"):
            list(run(objective, twelve(), executor=executor))


def test_a_partial_of_a_modules_function_runs_in_processes():
    objective = partial(objectives.shifted_bowl, shift=1.0)
    first, *_ = in_order(run(objective, twelve(), executor=processes(1)))
    assert first == next(run(objective, twelve()))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: run(objectives.bowl, [{"a": 1}]), r"needed a method, such as Listed\(settings\)"),
        (lambda: run("bowl", twelve()), "needed a function of"),
        (lambda: run(objectives.bowl, twelve(), executor=2), "needed an executor, such as proc"),
        (lambda: list(run(objectives.bowl, twelve(), executor=dict)), "it gave {}"),
        (lambda: list(run(objectives.bowl, Listed([3]))), "must ask for settings as dicts; got 3"),
    ],
)
def test_other_arguments_than_a_search_needs_are_refused(call, message):
    with pytest.raises(TypeError, match=message):
        call()


@pytest.mark.parametrize("count", [0, -1, 2.5, "2"])
def test_processes_are_counted_in_whole_numbers(count):
    with pytest.raises(ValueError, match="needed at least one process; got"):
        processes(count)
