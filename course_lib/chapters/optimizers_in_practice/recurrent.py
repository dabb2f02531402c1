"""A small recurrent network: it reads numbers one by one and shall give their sum.

    h_t = relu(x_t U + h_(t-1) W)      output = h_T v      loss = mean((output - sum)**2) / 2

The same W acts at every step, so its powers decide: below 1 it forgets, above 1 it explodes. Many
networks are trained side by side, on a first axis, each with numbers of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Clip = Callable[[list[Floats], float], list[Floats]]
"""From the gradients of one network, an array for each matrix, and a limit to shorter ones."""
LEARNED = 0.1
"""A network has learned if its loss, the median of 50 batches, is below. It begins at about 0.5."""


@dataclass(frozen=True)
class Task:
    """What is to be summed up, and by what.

    Attributes
    ----------
    length : int
        Numbers in a sequence; standard normal, their sum is divided by the root of it.
    loss_times : float
        The loss's unit: with 100, all gradients are 100 times as long.
    """

    length: int = 20
    width: int = 10
    batch: int = 20
    gain: float = 1.0
    activation: str = "ReLU"
    loss_times: float = 1.0


SUMS = Task()


class Trained(NamedTuple):
    """What became of several networks, arrays of shape (updates, networks)."""

    losses: Floats
    norms: Floats
    """Length of the gradient, all matrices together, before any clipping."""

    def learned(self, last: int = 50) -> npt.NDArray[np.bool_]:
        """Which networks have learned to sum."""
        with np.errstate(all="ignore"):
            ends = np.median(self.losses[-last:], axis=0)
        return np.asarray(ends < LEARNED)


def first_weights(seeds: Sequence[int], task: Task = SUMS) -> list[Floats]:
    """U, W and v of each network, of shape (networks, ., .).

    Examples
    --------
    >>> [weights.shape for weights in first_weights([0, 1])]
    [(2, 1, 10), (2, 10, 10), (2, 10, 1)]
    """
    width, std, drawn = task.width, 1 / np.sqrt(task.width), []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        shapes = ((1, width), 1.0), ((width, width), task.gain * std), ((width, 1), std)
        drawn.append([scale * rng.normal(size=shape) for shape, scale in shapes])
    return [np.stack(parts) for parts in zip(*drawn, strict=True)]


def loss_and_gradients(
    weights: Sequence[Floats], x: Floats, y: Floats, activation: str = "ReLU"
) -> tuple[Floats, list[Floats]]:
    """Losses of shape (networks,), and the gradient by each matrix: backpropagation through time.

    Parameters
    ----------
    x : array of shape (networks, sequences, length, 1)
    y : array of shape (networks, sequences, 1)

    Examples
    --------
    >>> x, y = np.ones((1, 3, 4, 1)), np.ones((1, 3, 1))
    >>> [g.shape for g in loss_and_gradients(first_weights([0]), x, y)[1]]
    [(1, 1, 10), (1, 10, 10), (1, 10, 1)]
    """
    into, again, out = weights
    relu = activation == "ReLU"
    states = [np.zeros((*x.shape[:2], again.shape[-1]))]
    for t in range(x.shape[2]):
        z = x[:, :, t] @ into + states[-1] @ again
        states.append(np.maximum(z, 0) if relu else z)
    off = states[-1] @ out - y
    back = off @ out.mT / y.shape[1]
    grad_into, grad_again = np.zeros_like(into), np.zeros_like(again)
    for t in reversed(range(x.shape[2])):
        back_z = back * (states[t + 1] > 0) if relu else back
        grad_into += x[:, :, t].mT @ back_z
        grad_again += states[t].mT @ back_z
        back = back_z @ again.mT
    losses = np.mean(off**2, axis=(1, 2)) / 2
    return losses, [grad_into, grad_again, states[-1].mT @ off / y.shape[1]]


def clip_together(grads: list[Floats], limits: Floats) -> list[Floats]:
    """Each network's gradients as long as its limit at most, all matrices together."""
    lengths = norms_of(grads)
    with np.errstate(all="ignore"):
        factor = np.where(lengths > limits, limits / lengths, 1.0)[:, None, None]
    return [grad * factor for grad in grads]


def norms_of(grads: Sequence[Floats]) -> Floats:
    """Length of each network's gradient, of all its matrices together."""
    with np.errstate(all="ignore"):
        return np.asarray(np.sqrt(sum((grad**2).sum(axis=(1, 2)) for grad in grads)))


def trained(
    seeds: Sequence[int],
    *,
    lr: float = 0.03,
    limit: float | Floats = np.inf,
    updates: int = 1000,
    clip: Clip | None = None,
    task: Task = SUMS,
) -> Trained:
    """Train one network for each seed, by gradient descent on new sequences in every update.

    Parameters
    ----------
    limit : float, or one for each network
    clip : function of (gradients of one network, limit), or None for ``clip_together``

    Examples
    --------
    >>> trained([0, 1], updates=3).losses.shape
    (3, 2)
    """
    weights, losses, norms = first_weights(seeds, task), [], []
    rngs = [np.random.default_rng([seed, 1]) for seed in seeds]
    limits = np.broadcast_to(np.asarray(limit, float), (len(seeds),))
    with np.errstate(all="ignore"):
        for _ in range(updates):
            x = np.stack([rng.normal(size=(task.batch, task.length, 1)) for rng in rngs])
            sums = x.sum(axis=2) / np.sqrt(task.length)
            loss, grads = loss_and_gradients(weights, x, sums, task.activation)
            grads = [task.loss_times * grad for grad in grads]
            losses.append(loss)
            norms.append(norms_of(grads))
            if clip is not None:
                grads = _each(clip, grads, limits)
            elif np.isfinite(limits).any():
                grads = clip_together(grads, limits)
            weights = [w - lr / task.loss_times * g for w, g in zip(weights, grads, strict=True)]
    return Trained(np.array(losses), np.array(norms))


def _each(clip: Clip, grads: list[Floats], limits: Floats) -> list[Floats]:
    """The gradients of every network, clipped by a function of those of one."""
    networks = [clip([grad[k] for grad in grads], float(limit)) for k, limit in enumerate(limits)]
    return [np.stack(parts) for parts in zip(*networks, strict=True)]
