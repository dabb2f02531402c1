"""What the first updates of a run do to the hidden units."""

from itertools import islice

import numpy as np

from course_lib.chapters.learning_rate_schedules.runs import BATCH_SIZE, first_network, load_sets
from course_lib.engine import Optimizer, binary_cross_entropy, train
from course_lib.engine.schedules.schedule import Schedule
from course_lib.experiments.dying import dead_units


def dead_after(schedule: Schedule | float, *, seed: int, updates: int, gain: float = 1.0) -> int:
    """Hidden units that are off for every training point after so many updates of this seed's run.

    Examples
    --------
    >>> dead_after(0.1, seed=0, updates=3)
    0
    """
    network, rng = first_network(seed, gain=gain), np.random.default_rng([seed, 1])
    training, _ = load_sets()
    steps = train(
        network, binary_cross_entropy, Optimizer(lr=schedule), training,
        epochs=updates, batch_size=BATCH_SIZE, rng=rng,
    )  # fmt: skip
    for _ in islice(steps, updates):
        pass
    return sum(int(dead.sum()) for dead in dead_units(network, training[0]))
