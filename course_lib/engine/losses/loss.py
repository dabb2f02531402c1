"""What every loss offers: its value, and its gradient by the network's output.

The value is a mean over the examples and a sum over the outputs, one number per model.
"""

from collections.abc import Callable

from course_lib.engine.arrays import Array, Labels

Loss = Callable[..., tuple[Array, Array]]
"""``value, grad = loss(logits, labels)``; with a third argument, one weight per example."""


def as_columns(targets: Labels | Array, logits: Array) -> Labels | Array:
    """Targets with an axis of outputs; a single output may go without it."""
    single = logits.shape[-1] == 1 and targets.shape in (logits.shape[-2:-1], logits.shape[:-1])
    return targets[..., None] if single else targets


def check_count(who: str, logits: Array, labels: Labels | Array) -> None:
    """Refuse labels whose number is not that of the examples."""
    if labels.shape not in (logits.shape[-2:-1], logits.shape[:-1]):
        raise ValueError(
            f"{who} needs one label per example, shape {logits.shape[-2:-1]} for logits of shape "
            f"{logits.shape}; got labels of shape {labels.shape}"
        )
