"""Hyperparameter search: spaces, methods, and trials on one machine or many. NumPy alone.

=====================  ===========================================================================
``distributions``      what one hyperparameter may be, on its own scale; ``space`` holds several
``ends``               the ends of a distribution: in order, and no value beyond them
``given``              settings, lists of them and scores: what is refused where it is none
``methods``            grid, random, coarse to fine, halving: ask for a round, tell its scores
``bayesian``           the method that learns, by a ``gaussian_process``
``running``            the loop: ask, run, tell
``trials``             one trial, its seed, its score
``side_by_side``       many trials at once; what is kept where that ends early (``interrupts``)
``executors``          who runs them: own processes (``workers``), or what the caller gives
``trial_file``         trials as they end, in ``trial_lines`` of JSON, by one writer (``locking``)
=====================  ===========================================================================

It knows no networks: an objective is any function of (settings, seed) that gives a score.
"""

from course_lib.search.bayesian import Bayesian
from course_lib.search.distributions import (
    Choice,
    Distribution,
    Integer,
    LogUniform,
    OneMinusLog,
    Uniform,
)
from course_lib.search.gaussian_process import (
    GaussianProcess,
    expected_improvement,
    first_best,
    fitted,
    kernel,
)
from course_lib.search.methods import (
    CoarseToFine,
    Halving,
    Listed,
    Method,
    random_settings,
)
from course_lib.search.running import run
from course_lib.search.space import Space
from course_lib.search.trial_file import TrialFile
from course_lib.search.trials import Trial, best_trial, trial_seed
from course_lib.search.workers import processes

__all__ = [
    "Bayesian",
    "Choice",
    "CoarseToFine",
    "Distribution",
    "GaussianProcess",
    "Halving",
    "Integer",
    "Listed",
    "LogUniform",
    "Method",
    "OneMinusLog",
    "Space",
    "Trial",
    "TrialFile",
    "Uniform",
    "best_trial",
    "expected_improvement",
    "first_best",
    "fitted",
    "kernel",
    "processes",
    "random_settings",
    "run",
    "trial_seed",
]
