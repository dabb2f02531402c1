"""Answers of notebook 08 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.hyperparameter_search.test_check import (
    MISTAKES,
    SOLUTIONS,
    halving,
    kept,
    share,
)


def log_uniform(u, low, high):
    return low * (high / low) ** u


def effect_by_moving(scores, axis):
    rows = np.moveaxis(scores, axis, 0).reshape(scores.shape[axis], -1)
    return np.array(rows.mean(axis=1).var() / scores.var())


def twice_the_finalists(draw, run):
    """Ten for 4 epochs; the best three for 16, and the last word by both looks together."""
    scored = sorted(((run(s, 4), k, s) for k, s in enumerate(draw() for _ in range(10))))
    best = [(run(s, 16) + score / 4, k, s) for score, k, s in scored[-3:]]
    return dict(max(best)[2])


RIGHT = {check.__name__: dict(enumerate(known)) for check, known in SOLUTIONS.items()}
RIGHT["main_effect"]["moving"] = effect_by_moving
RIGHT["my_search"]["both looks"] = twice_the_finalists
RIGHT["promised_and_kept"]["arrays"] = lambda scores: tuple(map(np.array, kept(scores)))
SEEN = {check.__name__: known for check, known in MISTAKES.items()}
WRONG = {
    "log_uniform": {
        "sorted": lambda u, low, high: log_uniform(np.sort(u), low, high),
        "ends below 1": lambda u, low, high: log_uniform(u, low, min(high, 1)),
    },
    "main_effect": {
        "three axes": lambda scores, axis: (
            scores.mean(axis=((axis + 1) % 3, (axis + 2) % 3)).var() / scores.var()
        ),
        "the largest share": lambda scores, axis: max(share(scores, k) for k in range(scores.ndim)),
    },
    "my_search": {"one of two for long": halving(2, (16, 1))},
    "promised_and_kept": {
        "rounded": lambda scores: tuple(np.round(kept(scores), 1)),
        "the middle row": lambda scores: (scores[1, 0], scores[1, 1:].mean()),
        "three others": lambda scores: (kept(scores)[0], scores[scores[:, 0].argmax(), 1:4].mean()),
    },
}
