"""The closing table of notebook 03: what each remedy ends with, seed by seed."""

from typing import Any

import numpy.typing as npt

from course_lib.datasets import Sweep

QUANTITIES = ("train_accuracy", "dev_accuracy", "test_accuracy", "test_loss", "dev_confidence")
CURVES = QUANTITIES[:2]  # of these a run has a whole curve; its end, or what was kept, counts


def closing_table(
    drop_rates: Sweep, remedies: Sweep, *, drop_rate: float = 0.02
) -> dict[str, dict[str, npt.NDArray[Any]]]:
    """Bring both sweeps together: none and dropout first, then the other remedies in their order.

    Parameters
    ----------
    drop_rates : the sweep over 301 epochs, whose rate 0 is the network without a remedy
    remedies : the sweep of remedies
    drop_rate : the rate chosen by the dev set

    Returns
    -------
    dict of remedy to dict of QUANTITIES, each of shape (seeds,)
    """
    rates, names = drop_rates.axes["drop_rate"].tolist(), remedies.axes["remedy"].tolist()

    def of_rate(rate: float) -> dict[str, npt.NDArray[Any]]:
        values, k = drop_rates.values, rates.index(rate)
        last = {name: values[name][k, :, -1] for name in CURVES}
        return last | {name: values[name][k] for name in QUANTITIES if name not in CURVES}

    def of_remedy(remedy: str) -> dict[str, npt.NDArray[Any]]:
        values, k = remedies.values, names.index(remedy)
        kept = {name: values[f"kept_{name}"][k] for name in CURVES}
        return kept | {name: values[name][k] for name in QUANTITIES if name not in CURVES}

    table = {"none": of_rate(0.0), f"dropout {drop_rate:g}": of_rate(drop_rate)}
    return table | {name: of_remedy(name) for name in names}
