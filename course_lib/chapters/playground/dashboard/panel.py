"""The playground's controls, in groups, and the settings that they stand for."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import ipywidgets

from course_lib.chapters.playground.dashboard.net import pretty
from course_lib.chapters.playground.own_points import Point
from course_lib.chapters.playground.settings import (
    ACTIVATIONS,
    DATA,
    INITIALIZERS,
    INPUTS,
    OWN,
    PENALTIES,
    RULES,
    PlaygroundSettings,
)
from course_lib.dashboards import check, linear_slider, log_slider, menu, stored_slider
from course_lib.dashboards.controls import chosen, values_of
from course_lib.dashboards.presenting import CLOSE_ROWS, css_px, stacked
from course_lib.dashboards.several import Several

WIDTHS = [2**power for power in range(8)]
BATCHES = [2**power for power in range(9)]
COLUMN = css_px(110, fixed=158)
"""Width of a column: names and numbers grow with the zoom; the room to slide stays as it is."""

BETAS1 = [0.0, 0.5, 0.8, 0.9, 0.95, 0.99]
BETAS2 = [0.0, 0.5, 0.9, 0.99, 0.999]
STOP_LOSSES = [("none", 0.0), *((f"{loss:g}", loss) for loss in (0.05, 0.1, 0.2, 0.3, 0.5, 0.69))]
STOPS = [20, 100, 300, 1000, 3000, 10_000]

USES_BETA1 = {"momentum", "Nesterov", "Adam", "AdamW"}
USES_BETA2 = {"RMSProp", "Adam", "AdamW"}


class Panel:
    """All controls of the playground.

    Attributes
    ----------
    controls : dict of name to widget; ``depth`` and ``width`` stand for the setting ``layers``
    points : the points of one's own, which have no control here
    widget : the controls in groups, in as many columns as there is room for, at most two
    """

    def __init__(self, settings: PlaygroundSettings) -> None:
        usual = PlaygroundSettings()
        self.points: tuple[Point, ...] = ()
        groups = {"data": _data(usual), "network": _network(usual), "training": _training(usual)}
        self.controls: dict[str, Any] = {
            name: control for group in groups.values() for name, control in group.items()
        }
        self._stops = {
            name: control.options for name, control in self.controls.items()
            if hasattr(control, "options")
        }  # fmt: skip
        data, network, training = (_group(title, group) for title, group in groups.items())
        # One column beside the picture; two under it, where what is moved most begins at the top.
        columns = [_column(data, network), _column(training)]
        # At the top, however high the picture and what stands under it become.
        layout = _column_layout(flex_flow="row wrap", align_content="flex-start")
        self.widget = ipywidgets.Box(columns, layout=layout)
        self.widget.add_class(CLOSE_ROWS)
        self.write(settings)

    def beside_the_data(self, widget: Any) -> None:
        """Put something under the data's controls."""
        column = self.widget.children[0]
        data, *rest = column.children
        column.children = (data, widget, *rest)

    def read(
        self, settings: PlaygroundSettings, instead: dict[str, Any] | None = None
    ) -> PlaygroundSettings:
        """The settings that the controls show, some replaced by what stands in ``instead``.

        What has no control stays as in ``settings``.

        Raises
        ------
        ValueError, TypeError
            For a value that is no setting.
        """
        self._grey_out()
        values = {name: control.value for name, control in self.controls.items()} | (instead or {})
        depth = chosen("depth", self.controls["depth"], values.pop("depth"))
        width, values["batch_size"] = _whole(values.pop("width")), _whole(values["batch_size"])
        PlaygroundSettings(layers=(width,))  # refused also where there is no layer to have it
        kept = {f.name: getattr(settings, f.name) for f in fields(settings)}
        values |= {"layers": (width,) * depth, "points": self.points}
        return PlaygroundSettings(**kept | values)

    def write(self, settings: PlaygroundSettings) -> None:
        """Move the controls to these settings.

        Raises
        ------
        ValueError
            For hidden layers of different widths: there is one slider for all of them.
        """
        if len(set(settings.layers)) > 1:
            raise ValueError(
                f"the playground has one width for all layers; got {settings.layers}. "
                "PlaygroundSession takes any"
            )
        values = {f.name: getattr(settings, f.name) for f in fields(settings)}
        del values["layers"]
        points = values.pop("points")
        if settings.data == OWN:  # else they are kept for when they are wanted again
            self.points = points
        values["depth"] = len(settings.layers)
        if settings.layers:
            values["width"] = settings.layers[0]
        self.put(values)

    def put(self, values: Mapping[str, Any]) -> None:
        """Move some controls; a value between those of a slider becomes one of them."""
        for name, value in values.items():
            _put(self.controls[name], value, self._stops.get(name))
        self._grey_out()

    def _grey_out(self) -> None:
        """What the rule does not use cannot be moved."""
        rule = self.controls["rule"].value
        self.controls["beta1"].disabled = rule not in USES_BETA1
        self.controls["beta2"].disabled = rule not in USES_BETA2
        for button in self.controls["inputs"].buttons.values():
            button.disabled = self.controls["data"].value == "mnist"
        self.controls["noise"].disabled = self.controls["data"].value == OWN


def _data(now: PlaygroundSettings) -> dict[str, Any]:
    return {
        "data": menu("data", DATA, now.data),
        "noise": linear_slider("noise", 0, 0.5, 0.05, now.noise),
        "train_share": linear_slider("train share", 0.1, 0.9, 0.1, now.train_share),
        "seed": linear_slider("seed", 0, 9, 1, now.seed, form="d"),
    }


def _network(now: PlaygroundSettings) -> dict[str, Any]:
    return {
        "inputs": Several("input", {name: pretty(name) for name in INPUTS}, now.inputs),
        "depth": linear_slider("hidden layers", 0, 6, 1, len(now.layers), form="d"),
        "width": stored_slider("width", WIDTHS, now.layers[0]),
        "activation": menu("activation", ACTIVATIONS, now.activation),
        "initializer": menu("initializer", INITIALIZERS, now.initializer),
        "batch_norm": check("batch norm", now.batch_norm),
    }


def _training(now: PlaygroundSettings) -> dict[str, Any]:
    return {
        "rule": menu("rule", RULES, now.rule),
        "lr": log_slider("learning rate", 1e-4, 10, now.lr),
        "beta1": stored_slider("beta1", BETAS1, now.beta1),
        "beta2": stored_slider("beta2", BETAS2, now.beta2),
        "penalty": menu("penalty", PENALTIES, now.penalty),
        "strength": log_slider("lambda", 1e-4, 1, now.strength, zero=True),
        "drop_rate": linear_slider("drop rate", 0, 0.8, 0.1, now.drop_rate),
        "batch_size": stored_slider("batch size", BATCHES, now.batch_size),
        "stop_loss": menu("stop at dev loss", STOP_LOSSES, now.stop_loss),
        "stop_after": menu("stop after (epochs)", STOPS, now.stop_after),
    }


def _group(title: str, controls: Mapping[str, Any]) -> Any:
    """Close together: all of them should be in sight beside the picture."""
    heading = ipywidgets.HTML(f"<b>{title}</b>", layout=ipywidgets.Layout(margin="0 0 0 4px"))
    for control in controls.values():
        stacked(control)
    return ipywidgets.VBox([heading, *controls.values()])


def _column(*groups: Any) -> Any:
    return ipywidgets.VBox(groups, layout=_column_layout())


def _column_layout(**more: str) -> Any:
    """As wide as a column, or as the room that is left over."""
    return ipywidgets.Layout(flex=f"1 1 {COLUMN}", **more)


def _whole(value: Any) -> Any:
    """A whole number as such: a slider says 8.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _put(control: Any, value: Any, stops: Any) -> None:
    """Move a control; a number between its own joins a menu, and takes a stop of a slider.

    So an arrow key goes on to another number that is worth a look.
    """
    if not isinstance(control, Several) and value not in values_of(control):
        options = {number: said for said, number in stops}
        if isinstance(control, ipywidgets.SelectionSlider):
            del options[min(options, key=lambda number: (number == 0, abs(number - value)))]
        options[value] = f"{value:g}"
        control.options = [(options[number], number) for number in sorted(options)]
    control.value = value
