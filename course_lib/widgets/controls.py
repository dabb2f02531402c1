"""Controls that read well: the value with its name, and nothing between two stored settings."""

from collections.abc import Iterable
from typing import Any

import ipywidgets


def stored_slider(name: str, values: Iterable[float], value: float) -> Any:
    """Make a slider that stops at stored settings only; arrow keys go from one to the next.

    Parameters
    ----------
    name : str
        What stands before it, such as "lambda".
    values : the settings, in order
    value : the one to start with

    Examples
    --------
    >>> stored_slider("lambda", [0, 0.03, 0.1], 0.1).label
    '0.1'
    """
    options = [(f"{setting:g}", float(setting)) for setting in values]
    if float(value) not in [setting for _, setting in options]:
        raise ValueError(
            f"{name} has no stored value {value}; stored are {[label for label, _ in options]}"
        )
    return ipywidgets.SelectionSlider(
        options=options, value=float(value), description=name, continuous_update=True,
        style={"description_width": "initial"}, layout=ipywidgets.Layout(width="430px"),
    )  # fmt: skip
