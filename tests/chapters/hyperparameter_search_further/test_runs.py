"""Runs of notebook 08b: one as many, a table that looks up, a search as the library's own."""

import math
from pathlib import Path

import numpy as np
import pytest

from course_lib import search
from course_lib.chapters.hyperparameter_search_further import check_answers, digit_runs
from course_lib.chapters.hyperparameter_search_further.guided import Guided, random_search, worth
from course_lib.chapters.hyperparameter_search_further.measured import PLACES, along_a_line, at
from course_lib.chapters.hyperparameter_search_further.table import line, table
from course_lib.datasets import load_sweep
from course_lib.experiments import searched_digits
from course_lib.experiments.searched_table import NAMES, SPACE, dev_accuracy
from course_lib.search import gaussian_process, random_settings


def test_side_by_side_is_as_alone():
    settings = [{"lr": 0.1, "beta": 0.5}, {"lr": 0.03, "strength": 1e-2}]
    dev, test = digit_runs.side_by_side(settings, seed=3)
    for place, each in enumerate(settings):
        alone = searched_digits.train_once(each, seed=3)
        assert alone["score"] == pytest.approx(dev[place], abs=0.011)
        assert alone["test"] == pytest.approx(test[place], abs=0.011)


def test_a_run_that_diverges_counts_as_guessing():
    dev, test = digit_runs.side_by_side([{"lr": 1e9}, {"lr": 0.1}], seed=0)
    assert dev[0] == test[0] == searched_digits.GUESSING
    assert dev[1] > 0.7


def test_unknown_settings_are_refused():
    with pytest.raises(ValueError, match=r"the objective knows .*; got \['learning_rate'\]"):
        searched_digits.train_once({"learning_rate": 0.5}, seed=0)
    with pytest.raises(ValueError, match=r"the table knows .*; got \['learning_rate'\]"):
        table()({"learning_rate": 0.5}, 0)
    with pytest.raises(ValueError, match="must agree in"):
        digit_runs.side_by_side([{"hidden": 8}, {"hidden": 16}], seed=0)


@pytest.mark.parametrize(("name", "start"), [("the table", 0), ("other digits", digit_runs.OTHER)])
@pytest.mark.parametrize("place", [(8, 3, 2, 1), (10, 1, 3, 2)])
def test_the_tables_hold_what_a_live_run_gives(name, start, place):
    stored = load_sweep(
        "hyperparameter_search_table" if name == "the table"
        else "hyperparameter_search_further_other_digits"
    )  # fmt: skip
    settings = {each: stored.axes[each][k].item() for each, k in zip(NAMES, place, strict=True)}
    dev, _ = digit_runs.side_by_side([settings], 1, start=start)
    looked_up = table(name)
    assert looked_up.nearest(settings) == place
    assert dev[0] == pytest.approx(looked_up.scores[place][1], abs=0.021)


def test_a_watched_run_goes_back_where_the_loss_rose():
    right, rates, losses = digit_runs.watched(1.0, seed=1)
    best = math.inf
    for day, (rate, loss) in enumerate(zip(rates[:-1], losses[:-1], strict=True)):
        if loss < best and loss < 2.4:
            assert rates[day + 1] == pytest.approx(rate * digit_runs.UP)
            best = loss
        else:
            assert rates[day + 1] == pytest.approx(rate * digit_runs.DOWN)
    assert right > 0.6


@pytest.mark.parametrize("seed", [0, 1])
def test_a_guided_search_asks_for_what_the_library_asks_for(seed):
    ours = Guided(SPACE, count=16, rng=np.random.default_rng(seed))
    theirs = search.Bayesian(SPACE, count=16, rng=np.random.default_rng(seed))
    np.testing.assert_array_equal(worth(table(), ours, seed), worth(table(), theirs, seed))


def test_the_answer_of_exercise_1_is_the_librarys_guess():
    rng = np.random.default_rng(0)
    x, places, y = rng.random((6, 4)), rng.random((5, 4)), rng.standard_normal(6)
    y = (y - y.mean()) / y.std()
    length = np.array([0.2, 0.4, 0.8, 1.6])
    np.testing.assert_allclose(
        check_answers.kernel(x, places, length), search.kernel(x, places, length)
    )
    ours = check_answers.guess(places, x, y, length, 0.1)
    theirs = search.GaussianProcess(x, y, length, 0.1).predict(places)
    np.testing.assert_allclose(ours, theirs)


def test_the_first_table_is_that_of_notebook_08():
    np.testing.assert_array_equal(table().scores, dev_accuracy()[..., -1])
    np.testing.assert_array_equal(table("after 4 epochs").scores, dev_accuracy()[..., 2])


def test_both_searches_begin_alike():
    guided = Guided(SPACE, count=12, rng=np.random.default_rng(3)).ask()
    drawn = random_search(SPACE, 12, np.random.default_rng(3)).ask()
    assert guided == drawn[:8]


def test_shuffled_scores_are_the_same_scores():
    one, other = table(noise=False), table("shuffled", noise=False)
    np.testing.assert_array_equal(
        np.sort(one.scores.mean(axis=-1).ravel()), np.sort(other.scores.mean(axis=-1).ravel())
    )
    steps = [np.abs(np.diff(each.scores.mean(axis=-1), axis=0)).mean() for each in (one, other)]
    assert steps[1] > 3 * steps[0]


def test_the_number_by_hand_of_section_2():
    r = 0.3 / 0.25
    assert math.sqrt(5) * r == pytest.approx(2.68, abs=0.005)
    assert 5 / 3 * r**2 == pytest.approx(2.40, abs=0.005)
    alike = search.kernel(np.array([[0.4]]), np.array([[0.1]]), 0.25)[0, 0]
    assert alike == pytest.approx(0.42, abs=0.005)


def test_the_mean_alone_stands_still_along_the_line():
    tried = along_a_line(
        line(), np.array([0.02, 0.1, 0.9]), lambda m, s, b: m, trials=12, length=0.25
    )
    assert len(tried) == 12
    assert np.ptp(tried[5:]) < 0.02
    assert at(line(), tried).max() < line().max() - 0.1
    assert PLACES.shape == (81, 1)


def test_what_the_page_says_of_the_kernel_and_of_the_fit():
    """The likeness of section 2; five lengths and three noises, as the text says."""
    alike = search.kernel(np.array([[0.4]]), np.array([[0.1], [0.45], [0.95]]), 0.25)[0]
    np.testing.assert_allclose(alike.round(2), [0.42, 0.97, 0.1])
    assert (len(gaussian_process.LENGTHS), len(gaussian_process.NOISES)) == (5, 3)


def test_the_numbers_by_hand_of_sections_2_and_3():
    alike = search.kernel(np.array([[0.4]]), np.array([[0.45]]), 0.25)[0, 0]
    _, std = check_answers.guess(
        np.array([[0.4]]), np.array([[0.45]]), np.zeros(1), 0.25, 0.01
    )  # fmt: skip
    assert std[0] == pytest.approx(math.sqrt(1 - alike**2 / 1.01))
    assert (round(alike, 3), round(std[0], 2)) == (0.968, 0.27)
    gain = check_answers.improvement(np.array([-0.05]), np.array([0.1]), 0.0)
    assert gain[0] == pytest.approx(-0.05 * 0.309 + 0.1 * 0.352, abs=1e-4)


def test_a_large_rate_kills_a_watched_run_after_its_first_day():
    right, _, losses = digit_runs.watched(3.8, seed=0)
    assert right < 0.2
    assert losses[0] > 3
    assert np.ptp(losses[4:]) < 0.01


def test_each_letter_has_one_meaning_on_the_page():
    """``z`` is the improvement in units of its std, ``u`` a place, ``k`` the kernel."""
    root = Path(__file__).resolve().parents[3]
    source = root / "notebooks" / "source" / "08b_hyperparameter_search_further.py"
    page = source.read_text(encoding="utf-8")
    assert "k(u, u')" in page
    assert "k(z" not in page
    assert "mean}(z" not in page
    assert "for k in" not in page


def test_half_of_a_random_search_is_wasted_whenever_it_is_looked_at():
    """Section 1 on the table: the last fifteen trials fare as the first fifteen did."""
    wasted = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        scores = [table()(s, k)["score"] for k, s in enumerate(random_settings(SPACE, 30, rng=rng))]
        wasted.append([sum(score < 0.6 for score in half) for half in (scores[:15], scores[15:])])
    first, last = np.mean(wasted, axis=0)
    assert abs(first - last) < 1
    assert 8 < first < 12
