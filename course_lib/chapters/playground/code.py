"""The playground's network as a short program that anybody can run and change."""

import ast
from collections.abc import Iterable
from dataclasses import fields
from types import ModuleType
from typing import Any

from course_lib import datasets, engine
from course_lib.chapters.playground import parts
from course_lib.chapters.playground.settings import OWN, PlaygroundSettings

WIDTH = 100
"""Columns that no line exceeds."""

DRAWN_BY = {
    "zeros": "zeros", "small normal": "normal(0.01)", "large normal": "normal(1.0)",
    "lecun": "lecun_normal", "glorot": "glorot_normal", "he": "he_normal",
}  # fmt: skip


def playground_code(settings: PlaygroundSettings, epochs: int) -> str:
    """Write a program that trains this network for so many epochs, with course_lib alone.

    It ends with the very weights of a ``PlaygroundSession`` that ran as long with these settings
    from the start; what was changed on the way it cannot know. (Should the very last update make
    the network overflow, ``fit`` takes it back at once, and the session with its next update. And
    where a loss grows beyond a million, ``fit`` goes on, while the session stops.)

    Parameters
    ----------
    settings : PlaygroundSettings
    epochs : int, at least 1

    Returns
    -------
    str, of lines of at most 100 columns

    Raises
    ------
    ValueError
        For less than one epoch.

    Examples
    --------
    >>> print(playground_code(PlaygroundSettings(), 100))
    import numpy as np
    from course_lib.datasets import moons, stratified_split
    from course_lib.engine import (
        Adam, Optimizer, Tanh, binary_cross_entropy, evaluate, fit, glorot_normal, mlp,
    )
    <BLANKLINE>
    rng = np.random.default_rng(0)
    x, labels = moons(300, noise=0.2, rng=rng)
    parts = stratified_split(labels, [150, 150], rng=rng)
    train_set, dev_set = [(x[part], labels[part]) for part in parts]
    net = mlp([2, 8, 8, 1], rng=rng, activation=Tanh, initializer=glorot_normal)
    optimizer = Optimizer(Adam(beta1=0.9, beta2=0.999), lr=0.01)
    fit(net, binary_cross_entropy, optimizer, train_set, epochs=100, batch_size=32, rng=rng)
    loss, right = evaluate(net, binary_cross_entropy, dev_set)
    print(f"dev accuracy {100 * right:.1f} %")
    """
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1; got {epochs}")
    loss = parts.make_loss(settings).__name__
    run = (f"epochs={epochs}", f"batch_size={settings.batch_size}", "rng=rng")
    body = "\n".join(
        [
            f"rng = np.random.default_rng({settings.seed})",
            *_data(settings),
            f"parts = stratified_split(labels, {parts.sizes(settings)}, rng=rng)",
            "train_set, dev_set = [(x[part], labels[part]) for part in parts]",
            _call("net = mlp", _network(settings)),
            _call("optimizer = Optimizer", _optimizer(settings)),
            _call("fit", ["net", loss, "optimizer", "train_set", *run]),
            f"loss, right = evaluate(net, {loss}, dev_set)",
            'print(f"dev accuracy {100 * right:.1f} %")',
        ]
    )
    imports = ["import numpy as np", _import(datasets, body), _import(engine, body)]
    return "\n".join([*imports, "", body])


def _data(settings: PlaygroundSettings) -> list[str]:
    if settings.data == "mnist":
        return [
            f'images, labels = load_mnist(count={parts.IMAGES}, dtype="float32")',
            f"x = Noise({settings.noise})(images, rng=rng)",
        ]
    if settings.data == OWN:
        places = [f"({x:g}, {y:g})" for x, y, _ in settings.points]
        classes = [str(label) for *_, label in settings.points]
        drawn = [
            _call(
                "x = np.array", ["[" + places[0], *places[1:-1], places[-1] + "]", "dtype=float"]
            ),
            _call("labels = np.array", ["[" + classes[0], *classes[1:-1], classes[-1] + "]"]),
        ]
    else:
        ring = f", factor={parts.RING}" if settings.data == "circles" else ""
        count = f"{parts.POINTS}, noise={settings.noise}, rng=rng{ring}"
        drawn = [f"x, labels = {settings.data}({count})"]
    if settings.inputs == ("x1", "x2"):
        return drawn
    told = ", ".join(_told(name) for name in settings.inputs)
    return [*drawn, "x1, x2 = x.T", f"x = np.stack([{told}], axis=1)"]


def _told(name: str) -> str:
    """An input as one would write it."""
    return name.replace("^", "**").replace("sin(3*", "np.sin(3 * ").replace("1*x", "1 * x")


def _network(settings: PlaygroundSettings) -> list[str]:
    activation = parts.ACTIVATION_LAYERS[settings.activation].__name__
    choices = {
        "normalization=BatchNorm": settings.batch_norm,
        f"drop_rate={settings.drop_rate}": settings.drop_rate > 0,
        'dtype="float32"': settings.data == "mnist",
    }
    return [
        str(parts.widths(settings)),
        "rng=rng",
        f"activation={activation}",
        f"initializer={DRAWN_BY[settings.initializer]}",
        *(choice for choice, made in choices.items() if made),
    ]


def _optimizer(settings: PlaygroundSettings) -> list[str]:
    penalty = parts.make_penalty(settings)
    regularizer = [] if penalty is None else [f"regularizer={_source(penalty)}"]
    return [_source(parts.make_rule(settings)), f"lr={settings.lr}", *regularizer]


def _source(part: Any) -> str:
    """A rule or a penalty as one would write it; each has the usual eps."""
    values = [f"{field.name}={getattr(part, field.name)}" for field in fields(part)]
    return f"{type(part).__name__}({', '.join(v for v in values if not v.startswith('eps='))})"


def _import(package: ModuleType, body: str) -> str:
    """The line that imports what the program takes from a package."""
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
    names = [name for name in package.__all__ if name in used]
    line = f"from {package.__name__} import {', '.join(names)}"
    return line if len(line) <= WIDTH else _lines(f"from {package.__name__} import (", names)


def _call(function: str, arguments: Iterable[str]) -> str:
    """A call in one line or, where that is too long, with the arguments in lines of their own."""
    line = f"{function}({', '.join(arguments)})"
    return line if len(line) <= WIDTH else _lines(f"{function}(", arguments)


def _lines(opening: str, items: Iterable[str]) -> str:
    lines = ["   "]
    for item in items:
        if len(lines[-1]) + len(item) + 2 > WIDTH:
            lines.append("   ")
        lines[-1] += f" {item},"
    return "\n".join([opening, *lines, ")"])
