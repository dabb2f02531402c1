"""The closing table of notebook 03: what each remedy ends with, seed by seed."""

from typing import Any

import numpy.typing as npt

from course_lib.datasets import Sweep

QUANTITIES = ("test_accuracy", "test_loss", "dev_accuracy", "dev_confidence")


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
        dev = {"dev_accuracy": values["dev_accuracy"][k, :, -1]}
        return {name: values[name][k] for name in QUANTITIES if name not in dev} | dev

    def of_remedy(remedy: str) -> dict[str, npt.NDArray[Any]]:
        values, k = remedies.values, names.index(remedy)
        dev = {"dev_accuracy": values["kept_dev_accuracy"][k]}
        return {name: values[name][k] for name in QUANTITIES if name not in dev} | dev

    table = {"none": of_rate(0.0), f"dropout {drop_rate:g}": of_rate(drop_rate)}
    return table | {name: of_remedy(name) for name in names}
