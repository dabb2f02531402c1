"""Every check, tried: right answers by several routes pass, wrong ones do not.

Each chapter has an ``answers.py``. What its SEEN holds meets its message in the chapter's own test;
what its WRONG holds once passed, or nearly: a number copied from an example, an argument that is
ignored, a case that the hand-made inputs do not have.
"""

import importlib
import sys
from collections import Counter

import numpy as np
import pytest

from course_lib.checks import inputs
from course_lib.checks.rules import quietly
from tests.checks.test_every_check import CHECKS

TOPICS = sorted({topic for topic, _ in CHECKS})
FEWEST_RIGHT, FEWEST_WRONG = 3, 10
NOTHING_TO_DRAW = {
    ("bias_and_variance", "treat"),  # five networks, each trained with every remedy
    ("learning_rate_schedules", "remedies"),  # of four runs that are there to be looked at
    ("learning_rate_schedules", "my_schedule"),  # which is trained, whatever it gives
    ("regularization", "my_recipe"),  # likewise
    ("optimizers_in_practice", "my_plan"),  # likewise
    ("bias_and_variance_further", "choose_penalty"),  # judged by what its choice costs
    ("initialization", "treatments"),  # of five starts, read by their instruments
    ("hyperparameter_search", "my_search"),  # which plays games that are drawn anew
    ("regularization_further", "my_truth"),  # data sets are drawn from what it gives
    ("batch_normalization_further", "thirty_four"),  # which is trained
    ("hyperparameter_search_further", "my_rule"),  # which searches, whatever it gives
    ("onward_to_frameworks", "behind"),  # of five runs, and the listing's lines behind them
    ("transfer_learning", "layer_rates"),  # which are raced, whatever they are
    ("transfer_learning", "policy"),  # judged on stored cases that the page does not show
    ("training_clinic", "first_aid"),  # which sees patients that are stored, and is asked of all
    ("models_in_use", "diagnose"),  # of six versions of one model, told by what they answer
    ("activations_and_outputs", "last_layer"),  # of six problems, of which there are no more
}
"""Exercises that design or diagnose: there are no inputs that one could learn by heart."""


def answers(topic, name):
    """Right and wrong ones of one exercise, under their names."""
    known = importlib.import_module(f"tests.chapters.{topic}.answers")
    seen = known.SEEN[name]
    seen = seen if isinstance(seen, dict) else dict(enumerate(seen))
    wrong = {f"seen {key}": entry[0] for key, entry in seen.items()} | known.WRONG[name]
    return known.RIGHT[name], wrong


def judged(topic, name, function):
    check = getattr(importlib.import_module(f"course_lib.chapters.{topic}.check"), name)
    outcome = quietly(check, function)
    assert "the check itself could not go on" not in outcome.words
    return outcome


@pytest.fixture(autouse=True)
def the_same_inputs(monkeypatch):
    """Drawn, and here the same each time: a test that fails does so again."""
    monkeypatch.setattr(inputs, "fresh", lambda: np.random.default_rng(0))


@pytest.mark.parametrize(("topic", "name"), CHECKS)
def test_right_answers_pass_and_wrong_ones_do_not(topic, name):
    right, wrong = answers(topic, name)
    assert len(right) >= FEWEST_RIGHT
    assert len(wrong) >= FEWEST_WRONG
    refused = {k: words for k, f in right.items() if (words := said(topic, name, f))}
    assert refused == {}
    assert [k for k, f in wrong.items() if not said(topic, name, f)] == []


def said(topic, name, function):
    """What stands against it; "" where nothing does."""
    outcome = judged(topic, name, function)
    return "" if outcome.passed else outcome.words


@pytest.mark.parametrize(("topic", "name"), sorted({*CHECKS} - NOTHING_TO_DRAW))
def test_knowing_the_inputs_of_one_check_does_not_pass_the_next(topic, name, monkeypatch):
    ours = getattr(importlib.import_module(f"course_lib.chapters.{topic}.check_answers"), name)
    seen, learning = set(), True

    def learnt_by_heart(*given):
        key = str([v for v in given if not (callable(v) or isinstance(v, np.random.Generator))])
        if learning:
            seen.add(key)
        return ours(*given) if key in seen else "never seen"

    assert said(topic, name, learnt_by_heart) == ""
    learning = False
    assert said(topic, name, learnt_by_heart) == ""
    monkeypatch.setattr(inputs, "fresh", lambda: np.random.default_rng(1))
    assert said(topic, name, learnt_by_heart) != ""


@pytest.mark.parametrize("topic", TOPICS)
def test_the_courses_own_answer_to_every_exercise_passes(topic):
    ours = importlib.import_module(f"course_lib.chapters.{topic}.check_answers")
    names = [name for each, name in CHECKS if each == topic]
    assert [said(topic, name, getattr(ours, name)) for name in names] == [""] * len(names)


def test_the_tables_are_of_every_check_and_their_totals(capsys):
    totals = Counter()
    for topic, name in CHECKS:
        right, wrong = answers(topic, name)
        totals.update(checks=1, right=len(right), wrong=len(wrong))
    with capsys.disabled():
        sys.stdout.write(
            "\n{checks} checks: {right} right, {wrong} wrong answers\n".format(**totals)
        )
    assert totals["right"] >= FEWEST_RIGHT * totals["checks"]
