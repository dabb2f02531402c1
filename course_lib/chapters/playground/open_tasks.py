"""Two tasks without a single answer: a situation is trained with five seeds, and gets a score."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.guide.bests import note_best, read_best

TOPIC = "playground"
SEEDS = range(5)
MOST_UPDATES = 3000
"""Updates with each seed: else whoever trains longest would win."""

ENOUGH = 0.95
"""Dev accuracy that a network of few weights has to reach."""


@dataclass(frozen=True)
class Judged:
    """What an attempt at an open task came to.

    Attributes
    ----------
    score : float, or None where the attempt does not count
        The smaller the better.
    words : str
    """

    score: float | None
    words: str

    def __repr__(self) -> str:
        return self.words


def fewest_weights(text: str) -> Judged:
    """Judge: as few weights as possible that get 95 % of the spiral's dev set, as a mean of seeds.

    Parameters
    ----------
    text : str, as the line "state" shows it; the seed in it plays no part

    Examples
    --------
    >>> fewest_weights("data=moons")
    Does not count: this task needs data=spiral; your text has data=moons.
    """
    fixed = PlaygroundSettings(data="spiral", noise=0.1)

    def score(runs: list[PlaygroundSession]) -> tuple[float | None, str]:
        right = _mean(runs, "dev_accuracy")
        weights = runs[0].weights().size
        said = f"{weights} weights, {100 * right:.1f} % of the dev set right"
        if right < ENOUGH:
            return None, f"{said}: fewer than {100 * ENOUGH:g} %"
        return weights, said

    return _judged("fewest_weights", text, fixed, score, "{:.0f} weights")


def lowest_dev_loss(text: str) -> Judged:
    """Judge: as low a dev loss as possible after learning from 30 noisy points, a mean of seeds.

    Parameters
    ----------
    text : str, as the line "state" shows it; the seed in it plays no part

    Examples
    --------
    >>> lowest_dev_loss("noise=0.4 train_share=0.1 stop_after=10000")
    Does not count: at most 3000 updates with each seed; your text has 10000.
    """
    fixed = PlaygroundSettings(data="moons", noise=0.4, train_share=0.1)

    def score(runs: list[PlaygroundSession]) -> tuple[float | None, str]:
        if any(run.diverged for run in runs):
            return None, "a run diverged"
        loss = round(_mean(runs, "dev_loss"), 3)
        return loss, f"dev loss {loss:.3f}"

    return _judged("lowest_dev_loss", text, fixed, score, "{:.3f}")


def _judged(
    key: str,
    text: str,
    fixed: PlaygroundSettings,
    score: Callable[[list[PlaygroundSession]], tuple[float | None, str]],
    form: str,
) -> Judged:
    try:
        settings = PlaygroundSettings.from_text(text)
    except ValueError as error:
        return Judged(None, f"Does not count: {error}.")
    if fault := _fault(settings, fixed):
        return Judged(None, f"Does not count: {fault}.")
    before = read_best(TOPIC, key)
    reached, said = score([_ran(replace(settings, seed=seed)) for seed in SEEDS])
    lines = [f"{said} (seeds {SEEDS[0]} to {SEEDS[-1]})."]
    if reached is None:
        lines = [f"Does not count: {lines[0]}"]
    elif before is None or reached < before[1]:
        lines += ["Your best so far."] if before else []
        lines += [lost] if (lost := note_best(TOPIC, key, text=text, score=reached)) else []
    if before is not None and (reached is None or reached >= before[1]):
        lines.append(f"Your best is {form.format(before[1])}: {before[0]}")
    return Judged(reached, " ".join(lines))


def _fault(settings: PlaygroundSettings, fixed: PlaygroundSettings) -> str:
    """Say in what a situation is not that of the task."""
    for name in ("data", "noise", "train_share"):
        needed, value = getattr(fixed, name), getattr(settings, name)
        if value != needed:
            return f"this task needs {name}={needed}; your text has {name}={value}"
    n_train = round(settings.train_share * 300)
    updates = settings.stop_after * -(-n_train // settings.batch_size)
    if updates > MOST_UPDATES:
        return f"at most {MOST_UPDATES} updates with each seed; your text has {updates}"
    return ""


def _ran(settings: PlaygroundSettings) -> PlaygroundSession:
    session = PlaygroundSession(settings)
    while not session.finished:
        session.step()
    return session


def _mean(runs: list[PlaygroundSession], name: str) -> float:
    return float(np.mean([run.history[name][-1] for run in runs]))
