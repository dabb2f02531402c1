"""What is said at the start of a run, because no error later would say it."""

from functools import partial
from typing import Any

from course_lib.engine.layers.layer import Layer
from course_lib.engine.layers.residual import Residual
from course_lib.engine.losses.binary_cross_entropy import binary_cross_entropy
from course_lib.engine.losses.cross_entropy import cross_entropy
from course_lib.engine.losses.loss import Loss
from course_lib.engine.network import Network
from course_lib.engine.normalization.batch_norm import BatchNorm
from course_lib.engine.warn import warn_reader_once

_SQUASHES = ("sigmoid", "softmax", "tanh")
"""Kinds of layers whose outputs are no logits; a softmax would be the reader's own."""


def plain(loss: Loss) -> Any:
    """The loss itself, without what ``functools.partial`` fixes."""
    return loss.func if isinstance(loss, partial) else loss


def last_layer(network: Network) -> Layer:
    """What gives the output: the last layer, looked for in containers too."""
    layer: Layer = network.body
    while layer.inside() and not isinstance(layer, Residual):  # a block adds its input at the end
        layer = layer.inside()[-1]
    return layer


def warn_of_squashed_logits(network: Network, loss: Loss) -> None:
    """Say once of a network that its last layer does what the loss does again."""
    last, own = last_layer(network), plain(loss)
    if last.kind in _SQUASHES and own in (cross_entropy, binary_cross_entropy):
        warn_reader_once(
            network,
            f"the network ends in {last!r}, but {own.__name__} takes logits and squashes them "
            "itself: twice in a row hardly learns. Leave the last layer out, and take softmax or "
            "sigmoid of the output where you need probabilities",
        )


def warn_of_lone_rows(network: Network, seen: int) -> None:
    """Say once that batch norm meets a batch of one, the last after so many examples of a pass."""
    norms = [
        layer for layer in network.layers if isinstance(layer, BatchNorm) and layer.positions == 1
    ]
    if not norms:
        return
    which = f"the last batch of each pass has 1 of {seen} examples" if seen > 1 else "it gets one"
    warn_reader_once(
        network,
        f"{norms[0].who} needs a larger batch in training: one row has no variance, and {which}. "
        "No gradient reaches the layers before it there, and the running averages stay as they "
        "are. Choose another batch_size",
    )
    for norm in norms:
        norm.warned = True  # each would say it again
