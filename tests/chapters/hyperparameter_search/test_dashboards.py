"""The dashboards of hyperparameter search: a game is played by the rules; the tasks' answers."""

import re

import numpy as np
import pytest

from course_lib.chapters.hyperparameter_search import game as budget
from course_lib.chapters.hyperparameter_search.budget_game_dashboard import budget_game_dashboard
from course_lib.chapters.hyperparameter_search.sampler_dashboard import sampler_dashboard

BAND = [
    (0.1, 0.785), (0.18, 0.785), (0.56, 0.536), (0.56, 0.0), (0.32, 0.536), (0.056, 0.954),
    (0.032, 0.954), (0.18, 0.536), (0.056, 0.9), (1.0, 0.0), (0.32, 0.785),
]  # fmt: skip


@pytest.fixture
def sampler():
    board = sampler_dashboard()
    yield board
    board.close()


@pytest.fixture
def game():
    board = budget_game_dashboard()
    yield board
    board.close()


def hits(board):
    return int(re.search(r": (\d+) of \d+ draws", board.text)[1])


def test_the_answers_of_task_1(sampler):
    sampler.set(name="lr", scale="uniform", count=165)
    assert hits(sampler) == 0
    sampler.set(count=170)
    assert hits(sampler) == 1
    counts = []
    for count in range(5, 205, 5):
        sampler.set(scale="log", count=count)
        counts.append((count, hits(sampler)))
    assert next(count for count, found in counts if found >= 5) == 15
    shares = []
    for scale in ("uniform", "log"):
        sampler.set(name="beta", scale=scale, count=200)
        shares.append(hits(sampler) / 200)
    assert np.allclose(shares, 0.5, atol=0.06)


def press(board, name):
    next(button for button in board.buttons if button.description == name).click()


def test_trials_by_hand_and_by_a_method_are_spent_together(game):
    game.set(lr=0.1, beta=0.9)
    press(game, "try this point")
    assert game.game.points == [(8, 3)]
    assert "1 of 15 trials spent" in game.text
    for method in budget.METHODS:
        game.set(method=method)
        press(game, "let the method choose")
    assert len(game.game.points) == 5
    press(game, "to the end")
    assert game.game.over
    assert re.search(r"Mean of five runs there: \d+\.\d %. Random search: 77\.0 %", game.text)
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


def test_a_changed_rule_begins_a_new_game(game):
    for log, noise in ((True, False), (False, False), (False, True)):
        press(game, "to the end")
        game.set(log=log, noise=noise)
        assert game.game.points == []
        assert (game.game.log, game.game.noise) == (log, noise)


def test_the_answers_of_task_2(game):
    def beaten():
        return int(re.search(r"this beats (\d+) %", game.text)[1])

    def by_hand(noise):
        game.set(noise=noise, beta=0.9)
        for lr in (0.01, 0.032, 0.1, 0.32):  # the way that the notebook names
            game.set(lr=lr, beta=0.9)
            press(game, "try this point")
        for lr, beta in BAND:
            game.set(lr=lr, beta=beta)
            press(game, "try this point")
        assert game.game.over
        return beaten()

    assert by_hand(noise=False) > 50
    shares = [by_hand(noise=True)]
    for _ in range(19):
        press(game, "new game")
        shares.append(by_hand(noise=True))
    assert min(shares) == pytest.approx(100 / 7, abs=2)
    assert max(shares) == pytest.approx(80, abs=2)
    even = budget.random_searches(log=False, noise=True)[:, -1].mean()
    assert 0.62 < even < 0.67
    grid = budget.played("grid", log=False, noise=True, seed=0)
    assert budget.worth(grid.best_points()[-1]) == pytest.approx(0.727, abs=0.001)


def test_random_searches_are_like_played_ones():
    played = [
        budget.worth(budget.played("random", log=True, noise=True, seed=k).best_points()[-1])
        for k in range(100)
    ]
    many = budget.random_searches(log=True, noise=True)[:, -1]
    assert np.mean(played) == pytest.approx(many.mean(), abs=0.006)
