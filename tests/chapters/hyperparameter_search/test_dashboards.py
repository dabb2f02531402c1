"""The dashboards of hyperparameter search: a game is played by the rules; the tasks' answers."""

import re

import numpy as np
import pytest

from course_lib.chapters.hyperparameter_search import check_answers, plane, sampler
from course_lib.chapters.hyperparameter_search import game as budget
from course_lib.chapters.hyperparameter_search.budget_game_dashboard import budget_game_dashboard
from course_lib.chapters.hyperparameter_search.range_dashboard import range_dashboard
from course_lib.chapters.hyperparameter_search.sampler_dashboard import sampler_dashboard

BAND = [(0.032, 0.954), (0.056, 0.9), (0.1, 0.785), (0.18, 0.785), (0.32, 0.536), (0.56, 0.0)]


@pytest.fixture
def sampling():
    board = sampler_dashboard()
    yield board
    board.close()


@pytest.fixture
def ranges():
    board = range_dashboard(check_answers.main_effect)
    yield board
    board.close()


@pytest.fixture
def game():
    board = budget_game_dashboard(check_answers.my_search)
    yield board
    board.close()


def medians(board):
    return [
        int(float(found))
        for found in re.findall(r"median of \d+ tries (?:over )?([\d.]+)", board.text)
    ]


def test_the_answers_of_task_1(sampling):
    assert "The first hit took" in sampling.text
    assert medians(sampling) == []
    for _ in range(60):
        sampling.others.click()
    first, five = medians(sampling)
    assert 30 < first < 70
    assert five == 200
    sampling.set(scale="log")
    first, five = medians(sampling)
    assert first == pytest.approx(4, abs=2)
    assert five == pytest.approx(25, abs=4)
    shares = []
    for scale in ("uniform", "log"):
        sampling.set(name="beta", scale=scale, count=200)
        hits, of = re.search(r": (\d+) of (\d+) draws", sampling.text).groups()
        shares.append(int(hits) / int(of))
    assert np.ptp(shares) < 0.15


def test_the_typical_number_of_draws_is_no_single_lucky_one():
    """Half of all tries need 47 or 48 even draws; 4 by the exponent, and 25 for five of them."""
    waits = [sampler.typical("lr", *how) for how in (("uniform", 1), ("log", 1), ("log", 5))]
    assert waits[0] == pytest.approx(47, abs=2)
    assert waits[1:] == [4, 25]
    tries = [sampler.until("lr", "uniform", 1, seed) or 201 for seed in range(200)]
    assert np.median(tries) == pytest.approx(waits[0], abs=12)


def test_reset_goes_back_to_the_first_draws(sampling):
    before = sampling.text
    sampling.others.click()
    sampling.set(scale="log", count=5)
    sampling.reset.click()
    assert sampling.text == before


def alone(board):
    return [
        float(share)
        for share in re.findall(r"[a-z] ([\d.]+),", board.text.split("(%)")[1].split(";")[0] + ",")
    ]


def test_the_answers_of_task_2(ranges):
    assert alone(ranges) == [46.2, 0.8, 10.4, 6.0]
    ranges.set(high=0.1)
    assert alone(ranges) == [29.6, 20.1, 16.0, 12.6]
    ranges.set(low=0.01, high=1.0)
    assert alone(ranges) == [13.1, 4.5, 31.3, 11.4]
    ranges.set(low=0.001, high=10.0, strength=0.01)
    assert alone(ranges)[2] == 0.1
    for low in ranges.controls["low"].options:
        for high in ranges.controls["high"].options:
            ranges.set(low=low[1], high=high[1])
            assert (alone(ranges)[0] < 15) <= (low[1] >= 0.01 and high[1] <= 1.0)


def test_a_share_is_drawn_by_the_function_that_is_given():
    board = range_dashboard(lambda scores, axis: axis / 10, "yours")
    assert alone(board) == [0.0, 10.0, 20.0, 30.0]
    board.close()


def press(board, name):
    next(button for button in board.buttons if button.description == name).click()


def test_trials_by_hand_and_by_a_method_are_spent_together(game):
    game.set(lr=0.1, beta=0.9)
    press(game, "try this point")
    assert game.game.points == [(8, 3)]
    assert "1 of 6 full runs spent" in game.text
    for method in budget.METHODS:
        game.set(method=method)
        press(game, "let the method choose")
    assert len(game.game.points) == 5
    press(game, "to the end")
    assert game.game.over
    assert re.search(r"Mean of five runs there: \d+\.\d %. Random search: 75\.5 %", game.text)
    spent = list(game.game.points)
    press(game, "try this point")
    assert game.game.points == spent
    press(game, "new game")
    assert game.game.points == []
    assert "Nothing is known yet." in game.text


@pytest.mark.parametrize("method", budget.METHODS)
def test_the_star_stands_where_the_method_goes(game, method):
    for lr in (0.001, 0.032, 1.0, 0.1, 0.32):
        game.set(lr=lr, beta=0.9, method=method)
        press(game, "try this point")
    star = game.game.propose(method)
    assert game.game.propose(method) == star
    press(game, "let the method choose")
    assert game.game.points[-1] == star


def place_of(board, point):
    """Where a point of the map lies in the picture, in shares."""
    figure, ax = board.picture.figure, board.picture.figure.axes[0]
    return figure.transFigure.inverted().transform(ax.transData.transform(point))


def test_a_click_on_the_map_spends_a_trial_there(game):
    across, up = place_of(game, (8, 3))
    game.clicks.field.value = f"{across:.5f} {1 - up:.5f} 1"
    assert game.game.points == [(8, 3)]
    assert "your point lr 0.1 and beta 0.9" in game.text
    game.clicks.field.value = "0.99 0.5 2"  # beside the map
    assert game.game.points == [(8, 3)]
    corner = place_of(game, (0, 0))
    game.clicks.field.value = f"{corner[0]:.5f} {1 - corner[1]:.5f} 3"
    assert game.game.points == [(8, 3), (0, 0)]


def test_no_game_is_lost_where_a_box_is_ticked(game):
    for point in ((8, 3), (6, 4)):
        game.click(point)
    game.set(noise=False)
    assert game.game.points == [(8, 3), (6, 4)]
    assert "(the boxes count from the next game on)" in game.text
    game.set(noise=True)
    assert "the boxes" not in game.text
    game.set(log=False, noise=False)
    press(game, "new game")
    assert (game.game.log, game.game.noise) == (False, False)
    game.set(log=True, noise=True)  # nothing is spent: at once
    assert (game.game.log, game.game.noise) == (True, True)


def test_reset_begins_the_first_game_again(game):
    game.click((8, 3))
    seen = game.game.scores[0]
    press(game, "new game")
    game.set(noise=False)
    game.reset.click()
    assert (game.game.points, game.game.noise) == ([], True)
    game.click((8, 3))
    assert game.game.scores[0] == seen


def test_replaying_tries_the_same_points_in_other_runs(game):
    points = [plane.point_of({"lr": lr, "beta": beta}) for lr, beta in BAND]
    for point in points:
        game.click(point)
    scores = list(game.game.scores)
    press(game, "replay my points")
    assert game.game.points == points
    assert game.game.scores != scores
    press(game, "new game")
    press(game, "replay my points")
    assert game.game.points == points


def beaten(board):
    return int(re.search(r"this beats (\d+) %", board.text)[1])


def test_the_answers_of_task_3(game):
    for lr, beta in BAND:
        game.set(lr=lr, beta=beta)
        press(game, "try this point")
    shares = [beaten(game)]
    for _ in range(30):
        press(game, "replay my points")
        shares.append(beaten(game))
    assert min(shares) > 50
    assert (min(shares), max(shares)) == (pytest.approx(56, abs=3), pytest.approx(87, abs=3))
    press(game, "new game")
    game.set(method="my_search")
    own = []
    for _ in range(40):
        press(game, "to the end")
        own.append(beaten(game))
    assert np.mean(own) == pytest.approx(51, abs=8)
    assert np.mean(own) < np.mean(shares) - 10


def test_a_search_of_ones_own_plays_whole_games(game):
    game.set(method="my_search")
    game.click((8, 3))
    press(game, "let the method choose")
    assert game.game.points == [(8, 3)]
    assert "plays whole games" in game.words.value
    press(game, "new game")
    press(game, "let the method choose")
    assert game.game.over
    assert sum(game.game.epochs) == 96
    assert "6 of 6 full runs spent" in game.text


def test_a_search_that_fails_is_told_in_words_and_the_game_goes_on():
    board = budget_game_dashboard(lambda draw, run: {"lr": 1.0 / 0})
    board.set(method="my_search")
    press(board, "to the end")
    assert "ZeroDivisionError" in board.text
    with pytest.raises(ZeroDivisionError):
        board.raise_kept()
    board.click((8, 3))
    assert board.game.points == [(8, 3)]
    board.close()


def test_random_searches_are_like_played_ones():
    played = [
        plane.worth(budget.played("random", log=True, noise=True, seed=k).best_points()[-1])
        for k in range(200)
    ]
    many = plane.random_searches(log=True, noise=True)[:, -1]
    assert np.mean(played) == pytest.approx(many.mean(), abs=0.013)


def test_the_budget_is_counted_in_epochs():
    game = budget.Game(log=True, noise=True, seed=0)
    for _ in range(5):
        game.try_point((8, 3))
    game.run((8, 3), 8)
    assert (game.left, game.over) == (8, True)
    with pytest.raises(ValueError, match="8 epochs are left of 96; got 16"):
        game.run((8, 3), 16)
    with pytest.raises(ValueError, match="a run takes one of"):
        game.run((8, 3), 3)
