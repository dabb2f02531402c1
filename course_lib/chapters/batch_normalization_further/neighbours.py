"""Which values share a mean, on a batch of 4 examples, 6 channels, 4 positions; who feels whom."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int_]

EXAMPLES, CHANNELS, POSITIONS = 4, 6, 4
EPS = 1e-5
TOUCHED = (1, 2, 1)
"""Example, channel and position of the value that is touched: the second example's."""

KINDS: dict[str, tuple[bool, bool | int, bool]] = {
    "batch norm": (True, False, True),
    "layer norm, whole image": (False, True, True),
    "layer norm, each position": (False, True, False),
    "group norm, 2 groups": (False, 2, True),
    "instance norm": (False, False, True),
    "RMSNorm, each position": (False, True, False),
}
"""Name -> whether a mean goes over examples, over channels (or their groups), over positions."""

CHANGES = {
    "raise one value": "the second example, channel 3, position 2",
    "raise all of an example": "the second",
    "stretch all of an example": "the second, to twice its values",
    "raise a channel everywhere": "channel 3, in every example",
}


def batch(examples: int = EXAMPLES) -> Floats:
    """The batch, shape (examples, channels, positions).

    Examples
    --------
    >>> batch(3).shape
    (3, 6, 4)
    """
    rng = np.random.default_rng(0)
    drawn = np.asarray(1 + rng.standard_normal((EXAMPLES, CHANNELS, POSITIONS)))
    return np.asarray(np.roll(drawn, -1, axis=0)[:examples] if examples == 1 else drawn[:examples])


def touched(examples: int = EXAMPLES) -> tuple[int, int, int]:
    """Where the touched value lies; alone, the second example is the first."""
    return (min(TOUCHED[0], examples - 1), *TOUCHED[1:])


def together(kind: str, examples: int = EXAMPLES) -> Labels:
    """A number for each value; those that share statistics have the same.

    Examples
    --------
    >>> [int(together(kind).max()) + 1 for kind in KINDS]
    [6, 4, 16, 8, 24, 16]
    """
    over_examples, over_channels, over_positions = KINDS[kind]
    n, c, p = np.indices((examples, CHANNELS, POSITIONS))
    groups = int(over_channels) if over_channels else CHANNELS
    group = c * groups // CHANNELS
    key = np.stack([n * (not over_examples), group, p * (not over_positions)])
    _, labels = np.unique(key.reshape(3, -1), axis=1, return_inverse=True)
    return np.asarray(labels.reshape(n.shape))


def normalized(kind: str, x: Floats) -> Floats:
    """x_hat by the statistics that are shared.

    Examples
    --------
    >>> x_hat = normalized("layer norm, whole image", batch())
    >>> bool(np.allclose(x_hat.mean(axis=(1, 2)), 0))
    True
    """
    labels, out = together(kind, len(x)), np.empty_like(x)
    for label in range(labels.max() + 1):
        values = x[labels == label]
        mean = 0.0 if kind.startswith("RMS") else values.mean()
        out[labels == label] = (values - mean) / np.sqrt(np.mean((values - mean) ** 2) + EPS)
    return out


def changed(x: Floats, change: str) -> Floats:
    """The batch after one of the CHANGES."""
    n, c, p = touched(len(x))
    after = x.copy()
    if change == "raise one value":
        after[n, c, p] += 2
    elif change == "raise all of an example":
        after[n] += 2
    elif change == "stretch all of an example":
        after[n] *= 2
    else:
        after[:, c] += 2
    return after


def felt(kind: str, change: str, examples: int = EXAMPLES) -> Floats:
    """By how much each x_hat changes, without its sign.

    Examples
    --------
    >>> (felt("layer norm, whole image", "raise all of an example") > 0.01).sum()
    np.int64(0)
    """
    x = batch(examples)
    return np.asarray(np.abs(normalized(kind, changed(x, change)) - normalized(kind, x)))
