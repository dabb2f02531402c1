"""Controls that read well: a name, a formatted value, and nothing between two settings.

All move by keyboard alone, and tell every step on their way (``continuous_update``).
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import ipywidgets

from course_lib.dashboards.presenting import css_px, half_a_row
from course_lib.dashboards.readable import readable

Option = Any
"""A value, or a pair of what is shown and the value."""


def stored_slider(
    name: str, values: Iterable[float], value: float, *, form: str | None = None
) -> Any:
    """Make a slider that stops at stored settings only; arrow keys go from one to the next.

    Parameters
    ----------
    name : str
        What stands before it, such as "lambda".
    values : the settings, in order
    value : the one to start with
    form : how a setting is written, such as ".0e"; None for as short as it can be

    Examples
    --------
    >>> stored_slider("lambda", [0, 0.03, 0.1], 0.1).label
    '0.1'
    """
    settings = [float(setting) for setting in values]
    if float(value) not in settings:
        raise ValueError(
            f"{name} has no stored value {value}; stored are {[f'{s:g}' for s in settings]}"
        )
    written = readable if form is None else lambda setting: f"{setting:{form}}"
    return _slider(name, [(written(setting), setting) for setting in settings], float(value))


def log_slider(
    name: str, low: float, high: float, value: float, *, per_decade: int = 4, zero: bool = False
) -> Any:
    """Make a slider for what acts by its order of magnitude: a learning rate, a lambda.

    Its positions are evenly spaced on a log scale, each rounded to two significant digits; a start
    value between two of them becomes one more.

    Parameters
    ----------
    low, high : float > 0, the ends
    value : the one to start with
    per_decade : positions from one power of ten to the next
    zero : whether 0 stands in front; a lambda needs it

    Examples
    --------
    >>> slider = log_slider("lambda", 0.001, 0.1, 0.003, zero=True)
    >>> [label for label, _ in slider.options]
    ['0', '0.001', '0.0018', '0.003', '0.0032', '0.0056', '0.01', '0.018', '0.032', '0.056', '0.1']
    """
    if not 0 < low < high < math.inf:
        raise ValueError(f"{name} needs ends 0 < low < high on a log scale; got {low} and {high}")
    if per_decade < 1:
        raise ValueError(f"{name} needs at least one position per decade; got {per_decade}")
    if not (low <= value <= high or (zero and value == 0)):
        raise ValueError(
            f"{name} goes from {readable(low)} to {readable(high)}"
            f"{', or is 0' if zero else ''}; got {value}"
        )
    count = math.ceil(per_decade * math.log10(high / low) - 1e-9)
    between = {float(f"{low * 10 ** (k / per_decade):.2g}") for k in range(1, count)}
    inner = {setting for setting in between if low < setting < high}
    settings = sorted(inner | {float(low), float(high), float(value)} | ({0.0} if zero else set()))
    return _slider(name, [(readable(setting), setting) for setting in settings], float(value))


def linear_slider(
    name: str, low: float, high: float, step: float, value: float, *, form: str = "g"
) -> Any:
    """Make a slider with evenly spaced positions from ``low`` to ``high``.

    Parameters
    ----------
    step : float > 0, from one position to the next
    value : the position to start with
    form : how a value is written, as in ``format(value, form)``; with "d" the values are integers

    Examples
    --------
    >>> linear_slider("drop rate", 0, 0.8, 0.1, 0.3, form=".1f").label
    '0.3'
    >>> linear_slider("layers", 1, 6, 1, 2, form="d").value
    2
    """
    if not (low < high and step > 0):
        raise ValueError(f"{name} needs low < high and step > 0; got {low}, {high} and {step}")
    count = math.floor((high - low) / step + 1e-9)
    exact = [float(f"{low + k * step:.12g}") for k in range(count + 1)]
    settings = [round(setting) for setting in exact] if form == "d" else exact
    place = next((s for s in settings if math.isclose(s, value, abs_tol=1e-9 * step)), None)
    if place is None or settings != exact:
        raise ValueError(
            f"{name} goes from {low:g} to {high:g} in steps of {step:g}"
            f"{' (whole numbers)' if form == 'd' else ''}; got {value}"
        )
    return _slider(name, [(format(setting, form), setting) for setting in settings], place)


def menu(name: str, options: Iterable[Option], value: Any) -> Any:
    """Make a menu that drops down; arrow keys choose.

    Parameters
    ----------
    options : values, or pairs of what is shown and the value
    value : the one to start with

    Examples
    --------
    >>> menu("activation", ["ReLU", "tanh"], "tanh").value
    'tanh'
    """
    return ipywidgets.Dropdown(
        options=_pairs(name, options, value), value=value, description=name,
        style={"description_width": "initial"}, layout=ipywidgets.Layout(width="auto"),
    )  # fmt: skip


def buttons(name: str, options: Iterable[Option], value: Any) -> Any:
    """Make a row of buttons of which one is pressed: a ``menu`` whose options are all in sight.

    Examples
    --------
    >>> buttons("penalty", ["none", "L1", "L2"], "L2").value
    'L2'
    """
    return ipywidgets.ToggleButtons(
        options=_pairs(name, options, value), value=value, description=name,
        style={"description_width": "initial", "button_width": "auto"},
        layout=ipywidgets.Layout(width="auto", display="flex", grid_gap=css_px(6)),
    )  # fmt: skip


def check(name: str, value: bool) -> Any:
    """Make a box to tick; the space bar does it.

    Examples
    --------
    >>> check("batch norm", True).value
    True
    """
    return ipywidgets.Checkbox(
        value=bool(value), description=name, indent=False, layout=ipywidgets.Layout(width="auto")
    )


def values_of(control: Any) -> list[Any]:
    """All that a control of this kit can be set to.

    Examples
    --------
    >>> values_of(menu("form", [("1 over t", "1 / t"), "cosine"], "cosine"))
    ['1 / t', 'cosine']
    """
    options = getattr(control, "options", (False, True))  # a box to tick has none
    return [option[1] if isinstance(option, tuple) else option for option in options]


def chosen(name: str, control: Any, value: Any) -> Any:
    """Give that value of a control which equals ``value``.

    Examples
    --------
    >>> chosen("rate", stored_slider("learning rate", [0.1, 1], 1), 2)
    Traceback (most recent call last):
    ValueError: rate is one of 0.1, 1; got 2
    """
    values = values_of(control)
    if value not in values:
        known = ", ".join(map(_written, values))
        raise ValueError(f"{name} is one of {known}; got {_written(value)}")
    return values[values.index(value)]


def _written(value: Any) -> str:
    return repr(value) if isinstance(value, str) else readable(value)


def _slider(name: str, options: Sequence[tuple[str, float]], value: float) -> Any:
    return ipywidgets.SelectionSlider(
        options=options, value=value, description=name, continuous_update=True,
        style={"description_width": "initial"}, layout=half_a_row(name),
    )  # fmt: skip


def _pairs(name: str, options: Iterable[Option], value: Any) -> list[tuple[str, Any]]:
    """What is shown, and what it stands for; the start value must be among them."""
    pairs = [o if isinstance(o, tuple) and len(o) == 2 else (readable(o), o) for o in options]
    if value not in [known for _, known in pairs]:
        raise ValueError(f"{name} has no option {value!r}; there are {[o for o, _ in pairs]}")
    return pairs
