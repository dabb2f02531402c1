"""Every public function of the search with good arguments, of which one at a time is replaced."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from course_lib import search as s
from tests.hostile import Case

A_FEW = 5
THREAD = ThreadPoolExecutor(1)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def objective(settings: Any, seed: int) -> float:
    return -abs(float(settings["a"]) - 0.3)


def space() -> s.Space:
    return s.Space(a=s.Uniform(0.0, 1.0), b=s.Choice(["x", "y"]))


def listed() -> s.Listed:
    return s.Listed([{"a": 0.1}, {"a": 0.2}])


def coarse(**more: Any) -> s.CoarseToFine:
    return s.CoarseToFine(**({"space": space(), "rounds": 2, "count": 2, "keep": 1, "rng": rng()}
                             | more))  # fmt: skip


def bayesian(**more: Any) -> s.Bayesian:
    return s.Bayesian(**({"space": space(), "count": 3, "rng": rng(), "start": 2, "candidates": 4}
                         | more))  # fmt: skip


def halving(**more: Any) -> s.Halving:
    return s.Halving(**({"settings": [{"a": 0.1}, {"a": 0.2}], "budgets": (1, 2), "factor": 2}
                        | more))  # fmt: skip


def told(method: Any, scores: Any) -> Any:
    method.ask()
    method.tell(scores)
    return method.ask()


def searched(**arguments: Any) -> Any:
    """A few trials of a search: a method may be asked for more than anybody waits for."""
    trials = s.run(**({"objective": objective, "method": listed()} | arguments))
    return [trial.score for trial, _ in zip(trials, range(A_FEW), strict=False)]


def trial(**more: Any) -> s.Trial:
    return s.Trial(**({"number": 0, "settings": {"a": 1}, "seed": 7, "score": 0.5} | more))


def trial_file() -> s.TrialFile:
    return s.TrialFile(f"{tempfile.mkdtemp()}/trials.jsonl")


def kept(**more: Any) -> Any:
    """A trial written to a file, and read."""
    file = trial_file()
    file.add(trial(**more))
    return file.read()


def process() -> s.GaussianProcess:
    return s.GaussianProcess(places(), scores(), 0.3, 0.1)


def places() -> Any:
    return np.array([[0.1, 0.2], [0.5, 0.4], [0.9, 0.3]])


def scores() -> Any:
    return np.array([0.1, 0.3, 0.2])


def few(iterator: Any) -> Any:
    return [each for each, _ in zip(iterator, range(A_FEW), strict=False)]


def of_range(name: str, make: Any, inside: Any) -> dict[str, Case]:
    """All that a distribution does."""
    return {
        f"{name}.at": (lambda u: make().at(u), lambda: {"u": 0.5}),
        f"{name}.place": (lambda value: make().place(value), lambda: {"value": inside}),
        f"{name}.between": (lambda low, high: make().between(low, high),
                            lambda: {"low": 0.2, "high": 0.8}),
    }  # fmt: skip


CASES: dict[str, Case] = {
    "Uniform": (s.Uniform, lambda: {"low": 0.0, "high": 1.0}),
    "LogUniform": (s.LogUniform, lambda: {"low": 0.1, "high": 1.0}),
    "OneMinusLog": (s.OneMinusLog, lambda: {"low": 0.1, "high": 0.9}),
    "Integer": (s.Integer, lambda: {"low": 1, "high": 9, "log": True}),
    "Choice": (s.Choice, lambda: {"options": ["x", "y"]}),
    "Choice, then asked": (lambda options: s.Choice(options).at(0.3),
                           lambda: {"options": ["x", "y"]}),
    **of_range("Uniform", lambda: s.Uniform(0.0, 1.0), 0.4),
    **of_range("LogUniform", lambda: s.LogUniform(0.1, 1.0), 0.4),
    **of_range("OneMinusLog", lambda: s.OneMinusLog(0.1, 0.9), 0.4),
    **of_range("Integer", lambda: s.Integer(1, 9), 4),
    **of_range("Integer, log", lambda: s.Integer(1, 9, log=True), 4),
    **of_range("Choice", lambda: s.Choice(["x", "y", 3]), "x"),
    "Space": (s.Space, lambda: {"a": s.Uniform(0.0, 1.0)}),
    "Space, then drawn": (lambda a: s.Space(a=a).sample(rng=rng()),
                          lambda: {"a": s.Uniform(0.0, 1.0)}),
    "Space.at": (lambda places: space().at(places), lambda: {"places": [0.5, 0.5]}),
    "Space.places": (lambda settings: space().places(settings),
                     lambda: {"settings": {"a": 0.5, "b": "x"}}),
    "Space.places, values": (lambda a, b: space().places({"a": a, "b": b}),
                             lambda: {"a": 0.5, "b": "x"}),
    "Space.sample": (lambda rng: space().sample(rng=rng), lambda: {"rng": rng()}),
    "Space.grid": (lambda points: few(space().grid(points)), lambda: {"points": 2}),
    "Space.grid, by name": (lambda a: few(space().grid({"a": a, "b": 2})), lambda: {"a": 2}),
    "Space.around": (lambda best, margin: space().around(best, margin=margin),
                     lambda: {"best": [{"a": 0.5, "b": "x"}], "margin": 0.05}),
    "Space.around, one": (lambda settings: space().around([settings]),
                          lambda: {"settings": {"a": 0.5, "b": "x"}}),
    # methods
    "random_settings": (lambda **o: few(s.random_settings(**o)),
                        lambda: {"space": space(), "count": 2, "rng": rng()}),
    "Listed": (lambda settings: s.Listed(settings).ask(), lambda: {"settings": [{"a": 0.1}]}),
    "Listed, one": (lambda settings: s.Listed([settings]).ask(), lambda: {"settings": {"a": 0.1}}),
    "Listed.tell": (lambda scores: told(listed(), scores), lambda: {"scores": [0.1, 0.2]}),
    "CoarseToFine": (lambda **o: coarse(**o).ask()[:A_FEW],
                     lambda: {"space": space(), "rounds": 2, "count": 2, "keep": 1, "rng": rng()}),
    "CoarseToFine.tell": (lambda scores: told(coarse(), scores), lambda: {"scores": [0.1, 0.2]}),
    "CoarseToFine.tell, one": (lambda score: told(coarse(), [score, 0.2]), lambda: {"score": 0.1}),
    "Halving": (lambda **o: halving(**o).ask(),
                lambda: {"settings": [{"a": 0.1}, {"a": 0.2}], "budgets": (1, 2), "factor": 2,
                         "name": "epochs"}),
    "Halving, one": (lambda settings, budget: halving(settings=[settings], budgets=[budget]).ask(),
                     lambda: {"settings": {"a": 0.1}, "budget": 1}),
    "Halving.tell": (lambda scores: told(halving(), scores), lambda: {"scores": [0.1, 0.2]}),
    "Halving.tell, one": (lambda score: told(halving(), [score, 0.2]), lambda: {"score": 0.1}),
    "Bayesian": (lambda **o: bayesian(**o).ask()[:A_FEW],
                 lambda: {"space": space(), "count": 3, "rng": rng(), "start": 2, "together": 1,
                          "candidates": 4}),
    "Bayesian, learning": (lambda **o: told(bayesian(**o), [0.1, 0.2]),
                           lambda: {"count": 3, "together": 1, "candidates": 4}),
    "Bayesian.tell": (lambda scores: told(bayesian(), scores), lambda: {"scores": [0.1, 0.2]}),
    "Bayesian.tell, one": (lambda score: told(bayesian(), [score, 0.2]), lambda: {"score": 0.1}),
    # the Gaussian process
    "kernel": (s.kernel, lambda: {"a": places(), "b": places(), "length": 0.3}),
    "GaussianProcess": (s.GaussianProcess, lambda: {"x": places(), "y": scores(), "length": 0.3,
                                                    "noise": 0.1}),
    "GaussianProcess, then asked": (lambda **o: s.GaussianProcess(**o).predict(places()),
                                    lambda: {"x": places(), "y": scores(), "length": 0.3,
                                             "noise": 0.1}),
    "GaussianProcess.predict": (lambda z: process().predict(z), lambda: {"z": places()}),
    "fitted": (s.fitted, lambda: {"x": places(), "y": scores(), "before": None}),
    "fitted, again": (s.fitted, lambda: {"x": places(), "y": scores(), "before": process()}),
    "expected_improvement": (s.expected_improvement,
                             lambda: {"mean": scores(), "std": scores(), "best": 0.2}),
    "first_best": (s.first_best, lambda: {"values": scores()}),
    # trials
    "run": (searched, lambda: {"objective": objective, "method": listed(), "seed": 0,
                               "executor": None, "path": None, "seconds": None, "late": None}),
    "run, a thread": (searched, lambda: {"objective": objective, "method": listed(), "seed": 0,
                                         "executor": THREAD}),
    "run, in time": (searched, lambda: {"method": s.Listed([]), "executor": s.processes(1),
                                        "seconds": 1.0, "late": 0.0}),
    "run, what the objective gives": (lambda score: searched(objective=lambda a, b: score),
                                      lambda: {"score": 0.5}),
    "run, what the objective tells": (
        lambda score, more: searched(objective=lambda a, b: {"score": score, "more": more}),
        lambda: {"score": 0.5, "more": 1}),
    "run, settings": (lambda settings: searched(method=s.Listed([settings]),
                                                objective=lambda a, b: 0.5),
                      lambda: {"settings": {"a": 0.1}}),
    "run, what a method asks": (lambda asked: searched(method=Asking(asked)),
                                lambda: {"asked": [{"a": 0.1}]}),
    "run, what an executor's function gives": (lambda made: searched(executor=lambda: made),
                                               lambda: {"made": ThreadPoolExecutor(1)}),
    "processes": (s.processes, lambda: {"count": 2}),
    "Trial": (s.Trial, lambda: {"number": 0, "settings": {"a": 1}, "seed": 7, "score": 0.5,
                                "more": {}}),
    "best_trial": (s.best_trial, lambda: {"trials": [trial(), trial(number=1)]}),
    "best_trial, one": (lambda each: s.best_trial([each, trial()]), lambda: {"each": trial()}),
    "trial_seed": (s.trial_seed, lambda: {"seed": 0, "number": 1}),
    "TrialFile": (lambda path: s.TrialFile(path).read(),
                  lambda: {"path": trial_file().path}),
    "TrialFile.add": (lambda each: trial_file().add(each), lambda: {"each": trial()}),
    "TrialFile.add, parts": (kept, lambda: {"number": 0, "settings": {"a": 1}, "seed": 7,
                                            "score": 0.5, "more": {}}),
    "TrialFile.mended": (lambda seed: trial_file().mended(seed), lambda: {"seed": 0}),
}  # fmt: skip


class Asking:
    """A method of somebody's own, which asks for one thing, once."""

    def __init__(self, asked: Any) -> None:
        self.asked: Any = asked

    def ask(self) -> Any:
        asked, self.asked = self.asked, []
        return asked

    def tell(self, scores: Any) -> None:
        """Take them."""
