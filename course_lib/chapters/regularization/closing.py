"""The closing table: every remedy on ten sets of 300 digits, after 301 epochs and after 1001."""

from typing import Any

import numpy as np

from course_lib.chapters.regularization.side_by_side import (
    IMAGES,
    Floats,
    Recipe,
    digits_of,
    on_test,
    scores,
    trained,
)
from course_lib.datasets import Sweep
from course_lib.engine import cross_entropy, evaluate
from course_lib.experiments.swept import swept

BUDGETS = (301, 1001)
TEN = range(10)
"""The sets; the first is that of the notebook."""
HURRIED, FEW = 101, range(4)
"""The budget of the notebook's last exercise, and its sets."""
STOPPED = "early stopping"
PATIENCE, EVERY = 28, 7
TURNED: dict[str, Any] = {"augment": "shift and rotate", "amount": 2}

RECIPES: dict[str, Recipe] = {
    "none": Recipe(),
    "no hidden layer": Recipe(hidden=()),
    "one layer": Recipe(hidden=(100,)),
    "two layers": Recipe(hidden=(100, 100)),
    "L2 0.02": Recipe(l2=0.02),
    "L2 0.03": Recipe(l2=0.03),
    "all": Recipe(l2=0.02, drop_rate=0.02, **TURNED),
    "shift and rotate": Recipe(**TURNED),
    "shift 2": Recipe(augment="shift", amount=2),
    "shift 1": Recipe(augment="shift", amount=1),
    "rotate 25": Recipe(augment="rotate", amount=25),
    "L1 0.003": Recipe(l1=0.003),
    "dropout 0.02": Recipe(drop_rate=0.02),
    STOPPED: Recipe(),
    "Cutout 8": Recipe(augment="cutout", amount=8),
}
"""What is compared. The notebook's dev set chose L2 0.02 (the highest mean after 201 epochs; 0.03
passed its rule), dropout 0.02, and the amounts of shifts and rotations (301 epochs); 0.003 and 8
are not tuned.
"""

TOGETHER = ("all", "shift and rotate")
"""More than one remedy."""


def gains(table: Sweep, judge: str = "dev") -> dict[str, Floats]:
    """Points gained by each recipe against none, of shape (sets, budgets).

    Parameters
    ----------
    judge : "dev", each set's own 1000 digits, or "test"
    """
    right = 100 * table.values[f"{judge}_accuracy"]
    names = [str(name) for name in table.axes["recipe"]]
    none = right[names.index("none")]
    return {name: each - none for name, each in zip(names, right, strict=True) if name != "none"}


def sweep(**how: Any) -> Sweep:
    """Every recipe on every set, measured at both budgets: about half an hour."""
    return swept(
        _ends, {"recipe": RECIPES}, inner={"set": TEN}, seeds=TEN,
        fixed={"epochs": np.array(BUDGETS)}, settings={"images": IMAGES}, **how,
    )  # fmt: skip


def hurried(**how: Any) -> Sweep:
    """Every single remedy in a third of the smaller budget, on four sets: about a minute."""

    def ends(name: str) -> dict[str, Floats]:
        (_, networks), *_ = trained(RECIPES[name], FEW, looks=[HURRIED])
        return scores(networks, FEW)

    names = [name for name in RECIPES if name not in (STOPPED, *TOGETHER)]
    return swept(
        ends, {"recipe": names}, inner={"set": FEW}, seeds=FEW, settings={"epochs": HURRIED}, **how
    )


def _ends(name: str) -> dict[str, Floats]:
    """Scores at both budgets, each of shape (sets, budgets)."""
    if name == STOPPED:
        return _stopped()
    return _together(
        [_judged(networks) for _, networks in trained(RECIPES[name], TEN, looks=BUDGETS)]
    )


def _judged(networks: Any) -> dict[str, Floats]:
    return scores(networks, TEN) | {"test_accuracy": on_test(networks)}


def _together(each: list[dict[str, Floats]]) -> dict[str, Floats]:
    return {name: np.stack([one[name] for one in each], axis=-1) for name in each[0]}


def _stopped() -> dict[str, Floats]:
    """The weights of the lowest dev loss, once it was not lower for PATIENCE epochs."""
    dev = digits_of(TEN)[1]
    lowest, since, kept = np.full(len(TEN), np.inf), np.zeros(len(TEN), int), None
    looks = range(EVERY, max(BUDGETS) + 1, EVERY)
    for _, networks in trained(RECIPES[STOPPED], TEN, looks=looks):
        kept = networks.copy() if kept is None else kept
        loss = evaluate(networks, cross_entropy, dev)[0]
        lower = (loss < lowest) & (since < PATIENCE // EVERY)
        since = np.where(lower, 0, since + 1)
        lowest = np.where(lower, loss, lowest)
        kept.theta[lower] = networks.theta[lower]
        if (since >= PATIENCE // EVERY).all():
            break
    return _together([_judged(kept)] * len(BUDGETS))
