"""Every control of a dashboard to both ends, from Python."""

from typing import Any


def values_of(control: Any) -> list[Any]:
    """All that a control can be set to."""
    options = getattr(control, "options", (False, True))  # a box to tick has none
    return [option[1] if isinstance(option, tuple) else option for option in options]


def ends(control: Any) -> list[Any]:
    """The first and the last of them."""
    values = values_of(control)
    return [values[0], values[-1]]


def drive(dashboard: Any) -> None:
    """Every control to both ends and back; the two show different things."""
    for name, control in dashboard.controls.items():
        start, seen = control.value, []
        for value in ends(control):
            dashboard.set(**{name: value})
            assert dashboard.text
            seen.append((dashboard.picture.widget.value, dashboard.text))
        assert seen[0] != seen[1], name
        dashboard.set(**{name: start})
