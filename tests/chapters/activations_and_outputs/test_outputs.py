"""The last layers of notebook 01b, and the six problems that its text speaks of."""

import numpy as np
import pytest

from course_lib.chapters.activations_and_outputs import (
    check_answers,
    fitting,
    last_layers,
    outputs,
    shown,
)
from course_lib.chapters.activations_and_outputs.last_layers import PAIRS, in_words
from course_lib.datasets import load_sweep
from course_lib.engine import cross_entropy, squared_error


@pytest.mark.parametrize("pair", PAIRS, ids=in_words)
def test_each_loss_has_the_gradient_that_it_gives(pair):
    _, loss = PAIRS[pair]
    rng = np.random.default_rng(0)
    scores, targets = rng.standard_normal((5, 3)), np.eye(3)[rng.integers(0, 3, 5)]
    _, grad = loss(scores, targets)
    for i in range(5):
        for j in range(3):
            hair = np.zeros((5, 3))
            hair[i, j] = 1e-6
            change = (loss(scores + hair, targets)[0] - loss(scores - hair, targets)[0]) / 2e-6
            assert grad[i, j] == pytest.approx(float(change), abs=1e-8)


def test_the_losses_are_the_engines_where_it_has_them():
    rng = np.random.default_rng(0)
    scores, labels = rng.standard_normal((5, 3)), rng.integers(0, 3, 5)
    ours, engines = (
        last_layers.cross_entropy_of_rows(scores, np.eye(3)[labels]),
        cross_entropy(scores, labels),
    )
    np.testing.assert_allclose(ours[0], engines[0])
    np.testing.assert_allclose(ours[1], engines[1])
    assert PAIRS["none", "squared error"][1] is squared_error


@pytest.mark.parametrize("name", outputs.PROBLEMS)
def test_a_problem_is_drawn_and_judged(name):
    asked = outputs.PROBLEMS[name]
    x, t = asked.draw(50, np.random.default_rng(0))
    assert len(x) == len(t) == 50
    assert asked.error(t[None], t[None]) == 0
    assert asked.low <= t.min()
    assert t.max() <= asked.high


def test_the_six_problems_as_the_text_tells_them():
    stored = load_sweep("activations_and_outputs_outputs")
    rates = outputs.best_rates(stored)

    def at(name, pair):
        found = stored.at(problem=name, pair=pair, lr=rates[name, pair])
        return float(found["error"][5:].mean()), float(found["impossible"][5:].mean())

    assert at("rating", "sigmoid + squared error")[0] > 1.5
    assert at("labels", "softmax + cross-entropy")[0] > 0.9
    assert at("yes or no", "softmax + cross-entropy")[0] > 0.9
    assert 0.05 < at("count", "none + squared error")[1] < 0.2
    assert 0.2 < at("pixels", "none + squared error")[1] < 0.35
    assert at("pixels", "none + squared error")[0] == pytest.approx(0.58, abs=0.005)
    assert at("pixels", "sigmoid + squared error")[0] == pytest.approx(0.31, abs=0.005)
    assert at("rating", "none + squared error")[1] < 0.1


def test_what_fits_is_what_the_rule_says():
    """Possible answers (stars may be cut off), an error within a tenth of the best."""
    stored = load_sweep("activations_and_outputs_outputs")
    rates = outputs.best_rates(stored)
    for name, pairs in fitting.FITTING.items():
        errors, possible = {}, {}
        for pair in PAIRS:
            found = stored.at(problem=name, pair=in_words(pair), lr=rates[name, in_words(pair)])
            errors[pair] = found["error"][5:].mean()
            possible[pair] = name == "rating" or found["impossible"][5:].mean() < 0.01
        enough = fitting.NEAR * min(errors.values())
        fits = {pair for pair in PAIRS if errors[pair] <= enough and possible[pair]}
        assert set(pairs) == fits, name


def test_points_in_discs():
    """39 % in exactly one, 41 % in none, as the notebook prints."""
    counts = shown.discs()
    assert [round(100 * share) for share in counts] == [41, 39, 14, 6]


def test_what_the_reader_chose_is_trained():
    stored = load_sweep("activations_and_outputs_outputs")

    def half_right(problem):
        return ("sigmoid", "squared error") if problem == "rating" else "nonsense"

    came = shown.train_choices(half_right, check_answers.last_layer, stored)
    assert came["rating"].whose == "yours"
    assert came["rating"].error > 1
    assert came["digit"].whose == "the course's"
    assert came["digit"].pair == ("softmax", "cross-entropy")


def test_a_reader_of_digits():
    reader = shown.digits_with(check_answers.softmax_gradient)
    assert reader.accuracies[-1] > 0.8
    assert reader.W.shape == (49, 10)
    np.testing.assert_allclose(reader.W.sum(axis=1), 0, atol=1e-12)  # what no step can change


def test_a_misprint_is_found_without_the_data():
    """Each row of x.T (p - one-hot) adds up to 0; one printed row after 3000 steps does not."""
    first = np.array([-1.63824136e-04, 2.12286420e-04, 7.43973291e-05])
    printed = {
        1000: [-0.0255728, 0.00370264, 0.02199303],
        2000: [-0.04607576, 0.00652109, 0.03967753],
        3000: [0.06481271, 0.00882456, 0.05601101],
        4000: [-0.08228968, 0.01100061, 0.07141193],
    }
    wrong = [steps for steps, row in printed.items() if abs(sum(row) - first.sum()) > 1e-6]
    assert wrong == [3000]
