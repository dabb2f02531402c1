"""Everything that can be set in the playground, checked, and as a line of text."""

import math
from dataclasses import dataclass, fields
from numbers import Integral, Real
from typing import Any

from course_lib.chapters.playground.as_text import parts_of, read, written
from course_lib.chapters.playground.own_points import Point, kept_points

DATA = ("moons", "circles", "spiral", "xor", "blobs", "own points", "mnist")
ACTIVATIONS = ("identity", "sigmoid", "tanh", "relu", "leaky relu", "elu")
INITIALIZERS = ("zeros", "small normal", "large normal", "lecun", "glorot", "he")
RULES = ("gradient descent", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdamW")
PENALTIES = ("L1", "L2")
INPUTS = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(3*x1)", "sin(3*x2)")
"""What a network may be told of a point, in this order."""

STOPS = frozenset({"stop_after", "stop_loss"})
"""What ends a run; it changes nothing about the training."""

LIVE = STOPS | {"lr", "beta1", "beta2", "penalty", "strength", "drop_rate", "rule"}
"""What may change while a run goes on; everything else needs a new start."""

DEEPEST, WIDEST = 6, 128

ALSO_CALLED = {"lambda": "strength", "learning_rate": "lr"}
"""Names that a text may use, as the controls do; in Python the word lambda has another meaning."""

OWN = "own points"
"""The data set that one paints."""

_WRITTEN = {"strength": "lambda"}
_WORDS = {
    "data": DATA, "activation": ACTIVATIONS, "initializer": INITIALIZERS, "rule": RULES,
    "penalty": PENALTIES,
}  # fmt: skip
_NUMBERS = {
    "noise": (0, 10, "]"), "train_share": (0.05, 0.95, "]"), "lr": (0, math.inf, ")"),
    "beta1": (0, 1, ")"), "beta2": (0, 1, ")"), "strength": (0, math.inf, ")"),
    "drop_rate": (0, 1, ")"), "stop_loss": (0, math.inf, ")"),
}  # fmt: skip
_COUNTS = {"batch_size": (1, 10**9), "seed": (0, 10**9), "stop_after": (1, 10**9)}


@dataclass(frozen=True)
class PlaygroundSettings:
    """What is trained, on what, and how; the defaults learn the moons.

    Parameters
    ----------
    data : one of ``DATA``
        300 points of a set in the plane, two classes; points of one's own; or the first 1000
        digits of MNIST.
    noise : float in [0, 10]
        Standard deviation of the noise on each coordinate; for mnist on each grey value.
        One's own points stay where they are.
    train_share : float in [0.05, 0.95]
        The share of the examples that is trained on; the rest is the dev set.
    inputs : tuple of some of ``INPUTS``
        What the network is told of a point; for mnist all grey values, whatever stands here.
    layers : tuple of whole numbers
        Hidden widths, at most 6 of 1 to 128 units. Without any it is logistic (mnist: softmax)
        regression.
    activation, initializer : one of ``ACTIVATIONS``, of ``INITIALIZERS``
        "small normal" has the standard deviation 0.01, "large normal" 1.
    batch_norm : bool
        Whether batch norm stands before each activation.
    rule : one of ``RULES``
        AdamW takes an L2 penalty out of the gradient and decays the weights by it.
    lr : float, 0 or more
    beta1 : float in [0, 1)
        Of momentum, Nesterov, Adam and AdamW.
    beta2 : float in [0, 1)
        Of RMSProp, Adam and AdamW.
    penalty : one of ``PENALTIES``
    strength : float, 0 or more
        The penalty's lambda.
    drop_rate : float in [0, 1)
    batch_size : int, 1 or more
    seed : int, 0 or more
        Of the points, the split, the first weights, the order of the examples and the noise.
    stop_after : int, 1 or more
        Epochs after which a run is finished.
    stop_loss : float, 0 or more
        A dev loss at which a run is finished too; 0 for none.
    points : tuple of (x, y, class), at most 100
        The points of one's own, with the data "own points"; there is none with others.

    Raises
    ------
    ValueError, TypeError
        For a value out of range and one of another kind.

    Notes
    -----
    Numbers are kept to 12 significant digits: a slider's 0.30000000000000004 is 0.3.

    Examples
    --------
    >>> settings = PlaygroundSettings(data="spiral", layers=(16, 16), activation="leaky relu")
    >>> settings.text()
    'data=spiral layers=16-16 activation=leaky-relu'
    >>> PlaygroundSettings.from_text("data=spiral lr=0.03").lr
    0.03
    """

    data: str = "moons"
    noise: float = 0.2
    train_share: float = 0.5
    inputs: tuple[str, ...] = ("x1", "x2")
    layers: tuple[int, ...] = (8, 8)
    activation: str = "tanh"
    initializer: str = "glorot"
    batch_norm: bool = False
    rule: str = "Adam"
    lr: float = 0.01
    beta1: float = 0.9
    beta2: float = 0.999
    penalty: str = "L2"
    strength: float = 0.0
    drop_rate: float = 0.0
    batch_size: int = 32
    seed: int = 0
    stop_after: int = 1000
    stop_loss: float = 0.0
    points: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            checked = _checked(field.name, getattr(self, field.name))
            if field.name == "points" and self.data != OWN:
                checked = ()  # they play no part
            object.__setattr__(self, field.name, checked)  # frozen for all but this

    def text(self) -> str:
        """Write down what differs from the defaults, in a line that ``from_text`` reads."""
        differs = [
            f"{_WRITTEN.get(field.name, field.name)}={written(getattr(self, field.name))}"
            for field in fields(self)
            if getattr(self, field.name) != field.default
        ]
        return " ".join(differs) or "defaults"

    @classmethod
    def from_text(cls, text: str) -> "PlaygroundSettings":
        """Restore the settings that ``text`` wrote down.

        Raises
        ------
        ValueError
            For a text that is none, saying which part of it, and what is allowed there.
        """
        parts = parts_of(text)
        if [part.lower() for part in parts] == ["defaults"]:
            return cls()
        if not parts:
            raise ValueError('settings need a text such as "lr=0.1", or "defaults"; got none')
        values: dict[str, Any] = {}
        for part in parts:
            name, value = _name_and_value(part)
            if name in values:
                raise ValueError(f"{name} is given twice in {text[:40]!r}")
            values[name] = read(name, value, getattr(cls, name), _WORDS.get(name, ()))
        return cls(**values)


def _name_and_value(part: str) -> tuple[str, str]:
    known = [field.name for field in fields(PlaygroundSettings)]
    name, equals, value = part.partition("=")
    name = ALSO_CALLED.get(name.lower(), name.lower())
    if not equals:
        raise ValueError(
            f'settings are written as name=value, and words with hyphens; got "{part[:40]}"'
        )
    if name not in known:
        called = part.partition("=")[0]
        names = ", ".join(_WRITTEN.get(each, each) for each in known)
        raise ValueError(f"no setting is called {called!r}; there are {names}")
    return name, value


def _checked(name: str, value: Any) -> Any:
    """The value as it is kept, or why it cannot be one."""
    if name in _WORDS:
        if value not in _WORDS[name]:
            raise ValueError(f"{name} must be one of {', '.join(_WORDS[name])}; got {value!r}")
        return str(value)
    if name in _NUMBERS:
        return _number(name, value, *_NUMBERS[name])
    if name in _COUNTS:
        return _count(name, value, *_COUNTS[name])
    if name == "inputs":
        return _inputs(value)
    if name == "points":
        return kept_points(value)
    return _layers(value) if name == "layers" else _flag(name, value)


def _number(name: str, value: Any, low: float, high: float, end: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number; got {value!r}")
    kept = float(f"{float(value):.12g}") + 0.0  # and -0.0 becomes 0.0
    if not (math.isfinite(kept) and low <= kept and (kept <= high if end == "]" else kept < high)):
        raise ValueError(f"{name} must lie in [{low:g}, {high:g}{end}; got {value}")
    return kept


def _count(name: str, value: Any, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be a whole number; got {value!r}")
    kept = int(value)
    if not low <= kept <= high:
        raise ValueError(f"{name} must lie in [{low}, {high}]; got {value}")
    return kept


def _layers(value: Any) -> tuple[int, ...]:
    if not isinstance(value, tuple):
        raise TypeError(f"layers must be a tuple of widths, such as (8, 8); got {value!r}")
    if len(value) > DEEPEST:
        raise ValueError(f"layers may be at most {DEEPEST} widths; got {len(value)}")
    return tuple([_count("each width in layers", width, 1, WIDEST) for width in value])


def _inputs(value: Any) -> tuple[str, ...]:
    """Each once, in the usual order: the same choice is the same text."""
    if not isinstance(value, tuple):
        raise TypeError(f"inputs must be a tuple of names, such as ('x1', 'x2'); got {value!r}")
    known = ", ".join(INPUTS)
    for name in value:
        if name not in INPUTS:
            raise ValueError(f"each of inputs must be one of {known}; got {name!r}")
    if not value:
        raise ValueError(f"inputs needs at least one of {known}; got none")
    return tuple([name for name in INPUTS if name in value])


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False; got {value!r}")
    return value
