"""The gradient check: backpropagation against a two-sided difference of the loss itself."""

import copy
from dataclasses import dataclass

import numpy as np

from course_lib.arguments import check_function, check_generator, whole_number
from course_lib.engine.arrays import Array, check_number
from course_lib.engine.gradient_comparison import (
    Comparison,
    input_directions,
    parameter_directions,
)
from course_lib.engine.losses.loss import Loss, checked
from course_lib.engine.network import Network, check_network
from course_lib.engine.regularizers import Regularizer
from course_lib.engine.training.batches import Data
from course_lib.engine.training.checks import check_arrays
from course_lib.engine.training.parts import check_part

EPSILON = 6e-6
"""About the cube root of float64's rounding error, where truncation and rounding balance."""


@dataclass(frozen=True)
class GradientReport:
    """What a gradient check found.

    Attributes
    ----------
    error : float
        The largest error, ``|analytic - numeric|``, relative to the derivative, or to the length of
        the gradient that a random direction meets; where both are below a thousandth of the loss,
        to that thousandth.
    worst : str
        Where it was found, with both numbers.
    points : int
        Directions and coordinates compared.
    kinks : int
        How often the point was moved because a unit, or a weight under L1, stood within reach of
        its kink.
    absolute : int
        How many of the points had a derivative below a thousandth of the loss, or none at all.
    held : tuple of str
        What backpropagation treats as constant by its definition and was held still therefore.
    """

    error: float
    worst: str
    points: int
    kinks: int
    absolute: int = 0
    held: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [f"error {self.error:.2g} over {self.points} points (worst: {self.worst})"]
        if self.absolute:
            parts.append(
                f"{self.absolute} of them relative to the loss, where the gradient is next to zero"
            )
        if self.kinks:
            parts.append(f"moved away from kinks {self.kinks} times")
        parts += [f"held constant: {what}" for what in self.held]
        return "; ".join(parts)


def check_gradients(
    network: Network,
    loss: Loss,
    data: Data,
    *,
    rng: np.random.Generator,
    training: bool = True,
    regularizer: Regularizer | None = None,
    coordinates: int = 20,
    epsilon: float = EPSILON,
) -> GradientReport:
    """Compare backpropagation with ``(J(theta + eps d) - J(theta - eps d)) / (2 eps)``.

    The directions d are random ones over all parameters, over those of each layer by themselves,
    and over all inputs; then single parameters and inputs. Random layers repeat the same draw at
    every evaluation, and buffers are as they were before it. What backpropagation treats as
    constant by definition (Batch Renormalization's r and d) is held still, and the report says so.
    Where one of the evaluations puts a unit on the other side of its kink, the difference means
    nothing: the point is moved a little and tried again. The network is left as it was.
    Constraints (max-norm) have no gradient and are exempt.

    Parameters
    ----------
    network : Network, or a stack (all its models are checked at once)
    loss : function of (output, *targets) that returns (value, gradient)
    data : (x, labels), or (x, labels, weights)
    rng : numpy.random.Generator
        Draws the directions, and the noise of random layers.
    training : bool
        The mode in which forward runs.
    regularizer : Regularizer or None
        Its penalty and its gradient are checked along with the loss's.
    coordinates : int
        How many single parameters, and how many single inputs, are drawn.
    epsilon : float in (0, 0.1)
        Half the distance of the two evaluations.

    Returns
    -------
    GradientReport

    Notes
    -----
    Truncation grows as eps**2 and rounding as 1 / eps; a smaller eps such as 1e-7 is worse.

    Examples
    --------
    >>> from course_lib.engine import cross_entropy, mlp
    >>> rng = np.random.default_rng(0)
    >>> data = rng.standard_normal((5, 2)), np.array([0, 1, 0, 1, 1])
    >>> check_gradients(mlp([2, 4, 2], rng=rng), cross_entropy, data, rng=rng).error < 1e-7
    True

    Notebook 01, section 4.
    """
    check_function("loss", loss, "cross_entropy")
    check_network(network)
    _refuse(network, regularizer, epsilon)
    check_arrays(network, data)
    check_generator(rng)
    whole_number("coordinates", coordinates, least=0)
    probe = network.copy()
    x, targets = data[0].copy(), data[1:]
    noise = rng.spawn(1)[0]

    def objective() -> tuple[Array, Array]:
        probe.buffers = network.buffers  # every evaluation remembers what the first one did
        logits = probe.forward(x, training=training, rng=copy.deepcopy(noise))
        value, grad = checked(loss(logits, *targets), logits)
        if regularizer is not None:
            value = value + regularizer.penalty(probe.weights)
        # Summed over the models: each depends on its own parameters alone.
        return np.asarray(np.sum(value)), grad

    def analytic() -> tuple[Array, Array]:
        grad_x = probe.backward(objective()[1], input_gradient=True)
        if regularizer is not None:
            width = probe.weights.shape[-1]
            probe.gradient[..., :width] += regularizer.gradient(probe.weights)
        assert grad_x is not None
        # An input that all models share feels the sum of their gradients.
        return probe.gradient.copy(), grad_x.reshape(-1, *x.shape).sum(axis=0)

    compare = Comparison(probe, regularizer, objective, analytic, rng, epsilon)
    if probe.theta.size:
        for direction, label in parameter_directions(probe, coordinates, rng):
            compare(probe.theta, 0, direction, label)
    for direction, label in input_directions(x, coordinates, rng):
        compare(x, 1, direction, label)
    return GradientReport(
        compare.error, compare.worst, compare.points, compare.kinks, compare.absolute, _held(probe)
    )


def _refuse(network: Network, regularizer: Regularizer | None, epsilon: float) -> None:
    if network.dtype != np.float64:
        raise TypeError(f"a gradient check needs a float64 network; got {network.dtype}")
    check_number("epsilon", epsilon, 0, 0.1, low_included=False)
    if hasattr(regularizer, "apply"):
        raise TypeError(
            f"{type(regularizer).__name__} has no gradient to check: a constraint moves the "
            "weights after the update and is exempt"
        )
    check_part("regularizer", regularizer)


def _held(network: Network) -> tuple[str, ...]:
    return tuple(
        f"{layer.held_constant} of {layer.name!r}"
        for layer in network.layers
        if layer.held_constant
    )
