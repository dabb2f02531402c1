"""Dropout beside two rival forms: the classical one, and a mistake that many have copied."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from course_lib.arguments import is_list, is_one_of, told, whole_number
from course_lib.engine import Dense, Dropout, Layer, Network, ReLU
from course_lib.engine.arrays import Array, Rng


class ClassicalDropout(Dropout):
    """Unscaled in training, scaled by ``1 - drop_rate`` in inference: as first published.

    Examples
    --------
    >>> ClassicalDropout(0.2).forward(np.ones((1, 2)))
    array([[0.8, 0.8]])
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Drop in training without scaling; scale in inference."""
        keep = 1 - float(np.asarray(self.drop_rate))
        if not training:
            return np.asarray(x * keep, x.dtype)
        y = super().forward(x, training=True, rng=rng)
        self._saved *= keep
        return np.asarray(y * keep, x.dtype)


class NeverRedrawnDropout(Dropout):
    """The generator is seeded anew in each pass, so the mask is the same for ever.

    Row i of every batch loses the same units each time; a unit that a single image loses, that
    image always loses.

    Examples
    --------
    >>> layer, rng = NeverRedrawnDropout(0.5), np.random.default_rng(0)
    >>> first, second = (layer.forward(np.ones((1, 9)), training=True, rng=rng) for _ in range(2))
    >>> bool((first == second).all())
    True
    """

    def __init__(self, drop_rate: float, *, seed: int = 0) -> None:
        super().__init__(drop_rate)
        self.seed = whole_number("seed", seed, least=0)

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Drop what the layer's own seed says, whatever generator comes in."""
        return super().forward(x, training=training, rng=np.random.default_rng(self.seed))


class OneMaskDropout(NeverRedrawnDropout):
    """One mask for all rows and for ever: a thinned network, and units that never learn.

    Examples
    --------
    >>> y = OneMaskDropout(0.5).forward(np.ones((3, 9)), training=True)
    >>> bool((y == y[:1]).all())
    True
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Drop the same units of every row."""
        if not training:
            return super().forward(x)
        row = super().forward(np.ones_like(x[..., :1, :]), training=True)
        self._saved = row
        return x * row


FORMS: dict[str, type[Dropout]] = {
    "fresh": Dropout,
    "classical": ClassicalDropout,
    "never redrawn": NeverRedrawnDropout,
    "one mask": OneMaskDropout,
}


def mlp_with_dropout(
    sizes: Sequence[int], form: str, drop_rate: float, *, rng: np.random.Generator
) -> Network:
    """Build what ``mlp(sizes, drop_rate=...)`` builds, with another form of dropout.

    Parameters
    ----------
    form : one of FORMS

    Raises
    ------
    ValueError
        For another form.

    Examples
    --------
    >>> mlp_with_dropout([2, 5, 1], "classical", 0.2, rng=np.random.default_rng(0))
    Network(hidden 1, relu 1, classicaldropout 1, output; 21 parameters)
    """
    if not is_list(sizes) or len(sizes) < 2:
        came = told(sizes)
        raise ValueError(f"sizes needs the numbers of inputs and outputs at least; got {came}")
    if not is_one_of(form, FORMS):
        raise ValueError(f"form must be one of {list(FORMS)}; got {told(form)}")
    layers: list[Layer] = []
    for number, (n_in, n_out) in enumerate(pairwise(sizes[:-1])):
        kind = FORMS[form]
        dropout = kind(drop_rate)
        if isinstance(dropout, NeverRedrawnDropout):
            dropout.seed = number  # else all layers would lose the same units
        layers += [Dense(n_in, n_out), ReLU(), dropout]
    return Network([*layers, Dense(sizes[-2], sizes[-1])], rng=rng)
