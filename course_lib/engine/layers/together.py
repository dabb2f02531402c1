"""Layers that come together in a network: a name for each, and as many models in all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count

import numpy as np

from course_lib.engine.arrays import check_models
from course_lib.engine.layers.dense import Dense
from course_lib.engine.layers.layer import Layer


def give_names(layers: Sequence[Layer]) -> None:
    """Name each unnamed layer by its kind and number; the last dense one is the output."""
    seen: set[int] = set()
    for layer in layers:
        if layer.owned or id(layer) in seen:
            raise ValueError(f"{layer!r} already belongs to a network; build a new layer")
        seen.add(id(layer))
    dense = [layer for layer in layers if isinstance(layer, Dense)]
    taken = {layer.name for layer in layers}
    counts: Counter[str] = Counter()
    for layer in layers:
        kind = "hidden" if isinstance(layer, Dense) else layer.kind
        counts[kind] += 1
        if not layer.name:
            last = bool(dense) and layer is dense[-1] and "output" not in taken
            numbered = (f"{kind} {number}" for number in count(counts[kind]))
            layer.name = "output" if last else next(n for n in numbered if n not in taken)
            taken.add(layer.name)
    twice = [name for name, times in Counter(layer.name for layer in layers).items() if times > 1]
    if twice:
        raise ValueError(f"two layers share the name {twice[0]!r}; each needs its own")


def check_hyperparameters(
    layers: Iterable[Layer], models: tuple[int, ...], holder: str = "the network"
) -> None:
    """Refuse layers with values for another number of models than there are."""
    for layer in layers:
        for name in layer.hyperparameters:
            value = np.asarray(getattr(layer, name))
            check_models(f"{layer.who}: {name}", value, models, holder)
